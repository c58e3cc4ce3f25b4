"""Words given in full: "X said:" with paragraphs after it, pages that are one statement, and
interviews with their turns. Each paragraph is one statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.lexicon import cues
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import actor_ids, is_document

if TYPE_CHECKING:
    from detente.language.words import Word

_NOTICE = re.compile(
    r"(?:\W*(?:ends?|media contact|notes? to editors?|read more|sources?|related)\b|[-*_=#]{3,})",
    re.I,
)
_BULLET = re.compile(r"(?:[-–—•·▪◦*]+|\(?\w{1,3}[.)])[ \t]+")
_TURN = re.compile(r"(?P<who>[A-Z][\w.’' -]{0,60}?)\s*:\s+(?=\S)")
_QUESTION = frozenset({"q", "question"})
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|[Uu]s)\b")
_GIVEN = frozenset(
    {"statement", "declaration", "speech", "address", "remarks", "comment", "message"}
)
_ABOUT = frozenset({"on", "about", "regarding", "concerning", "at", "to", "following", "after"})
_SHORTEST = 5  # words of a paragraph of a statement


def full_text_relations(page: Page, found: Sequence[Relation]) -> list[Relation]:
    """The statements of a page that gives somebody's words in full; none in other reports."""
    return _whole_page(page, found) or [*_after_colon(page, found), *_turns(page)]


def _whole_page(page: Page, found: Sequence[Relation]) -> list[Relation]:
    """A page whose headline says that it is a statement ("Statement by X on ...") and that nowhere
    tells what its speaker said."""
    title = page.grounding.header.title
    if title is None:
        return []
    words = [t for t in page.doc if title.start <= t.idx < title.end and not t.is_space]
    at = next((i for i, t in enumerate(words) if t.lower_ in _GIVEN), None)
    named = _issuer_in_title(page, words, at) if at is not None else []
    if at is None or not named or _reported(page, named[-1], found):
        return []
    document, head = words[at], named[-1]
    cue, source = (document.idx, document.idx + len(document)), (named[0].idx, head.idx + len(head))
    clause = (title.start, title.end)
    return [
        Relation(
            document.i, cue, head.i, source, [span], "statement-page", clause=clause, verbatim=True
        )
        for span in _body(page)
    ]


def _issuer_in_title(page: Page, words: Sequence[Word], at: int) -> list[Word]:
    """The words that name who speaks, after "by" or before the document in the genitive, up to the
    one that points at the speaker: rather a person than the body that the person speaks for."""
    following = words[at + 1 : at + 2]
    if following and following[0].lower_ in {"by", "from", "of"}:
        named = words[at + 2 :]
        stop = next((i for i, t in enumerate(named) if t.lower_ in _ABOUT), len(named))
        named = named[:stop]
    else:
        named = [
            t for t in words[:at] if any(c.lower_ in {"'s", "’s", "'", "’"} for c in t.children)
        ]
    heads = [t for t in named if page.grounding.actors.at(t)]
    index = page.grounding.actors
    persons = [t for t in heads if index.get(index.at(t)[0]).kind == "person"]
    head = next(iter(reversed(persons)), None) or next(iter(heads), None)
    if head is None:
        return []
    phrase = [t for t in named if t.i <= head.i]
    return phrase[1:] if phrase[0].pos_ == "DET" else phrase


def _reported(page: Page, head: Word, found: Sequence[Relation]) -> bool:
    """Whether the page tells in the past tense what the issuer said: a report about a statement."""
    own = set(actor_ids(page, head))
    for relation in found:
        if relation.cue_token is None or relation.source_token is None:
            continue
        if page.in_title(page.doc[relation.cue_token]):
            continue
        past = page.doc[relation.cue_token].tag_ == "VBD"
        if past and own & set(actor_ids(page, page.doc[relation.source_token])):
            return True
    return False


def _body(page: Page) -> list[CharSpan]:
    spans: list[CharSpan] = []
    low = page.grounding.header.body_start
    for start, end in page.paragraphs:
        if end <= low or page.in_title(page.token_at(start)):
            continue
        if _NOTICE.match(page.text, start):
            break
        start = _past_bullet(page, max(start, low), end)
        if len(page.text[start:end].split()) >= _SHORTEST and page.text[end - 1] in '.!?;:”"':
            spans.append((start, end))
    return spans


def _past_bullet(page: Page, start: int, end: int) -> int:
    match = _BULLET.match(page.text, start, end)
    return match.end() if match is not None else start


def _after_colon(page: Page, found: Sequence[Relation]) -> list[Relation]:
    new: list[Relation] = []
    until = -1
    for number, (start, end) in enumerate(page.paragraphs[:-1]):
        if number <= until or page.text[end - 1] != ":" or page.in_title(page.token_at(start)):
            continue
        announced = _announced(page, end)
        if announced is None:
            continue
        word, source = announced
        following = _given_in_full(page, number, found)
        verbatim = any(_first_person(page, *span) for span in following)
        for span in following:
            new.append(
                Relation(
                    word.i,
                    (word.idx, word.idx + len(word)),
                    source.i,
                    clauses.noun_phrase(source),
                    [span],
                    "full-text",
                    clause=(start, end),
                    verbatim=verbatim,
                )
            )
        until = number + len(following)
    return new


def _announced(page: Page, end: int) -> tuple[Word, Word] | None:
    """Verb and source of a paragraph that ends with a colon: "The minister said:"."""
    known = cues()
    colon = page.token_at(end - 1)
    sentence = [t for t in colon.sent if t.i <= colon.i]
    for token in reversed(sentence):
        frame = known.verbs.get(cues().base(token))
        if token.pos_ == "VERB" and frame is not None and frame.clause != "no":
            source = clauses.subject(token)
            if source is not None:
                return token, source
    for token in reversed(sentence):
        if is_document(token):
            return token, token
    return None


def _given_in_full(page: Page, number: int, found: Sequence[Relation]) -> list[CharSpan]:
    """The paragraphs after a colon until the reporter speaks again."""
    quoted = page.quotation_at(page.paragraphs[number + 1][0])
    told = {page.paragraph_of(r.cue[0]) for r in found if r.cue is not None}
    listed = _BULLET.match(page.text, page.paragraphs[number + 1][0]) is not None
    spans: list[CharSpan] = []
    for i in range(number + 1, len(page.paragraphs)):
        start, end = page.paragraphs[i]
        if quoted is not None:
            here = page.quotation_at(start)
            if here is None or (spans and not here.continues):
                break
            spans.append((here.start, here.end))
        elif _reporter_again(page, i, told, listed):
            break
        else:
            first = _past_bullet(page, start, end) if listed else start
            spans.append(page.trim((first, end)) if listed else (start, end))
    return spans


def _reporter_again(page: Page, number: int, told: set[int], listed: bool) -> bool:
    """Whether a paragraph is no longer part of the words given in full."""
    start, end = page.paragraphs[number]
    if _NOTICE.match(page.text, start) or (number in told and not _first_person(page, start, end)):
        return True
    return listed and _BULLET.match(page.text, start) is None


def _first_person(page: Page, start: int, end: int) -> bool:
    return bool(_FIRST_PERSON.search(page.text, start, end))


def _turns(page: Page) -> list[Relation]:
    """Turns of an interview: paragraphs that begin with a name and a colon, more than once."""
    turns: list[tuple[CharSpan, str, Word]] = []
    for start, end in page.paragraphs:
        match = _TURN.match(page.text, start, min(end, start + 80))
        if match is None or page.in_title(page.token_at(start)):
            continue
        name = page.token_at(match.end("who") - 1)
        turns.append(((match.end(), end), match["who"].strip().lower(), name))
    if len(turns) < 3:
        return []
    found = []
    for span, who, name in turns:
        head = name
        if who in _QUESTION or not actor_ids(page, head):
            continue
        source = (head.left_edge.idx, head.idx + len(head))
        found.append(Relation(None, None, head.i, source, [span], "turn", verbatim=True))
    return found


def is_introduction(relation: Relation, given: Sequence[Relation]) -> bool:
    """Whether a relation is no more than the line that words given in full follow ("agreed on the
    following points:")."""
    return any(g.cue_token == relation.cue_token and g.rule == "full-text" for g in given)
