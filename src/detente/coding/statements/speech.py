"""Quotations that no verb of saying stands beside, and words given in full after a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.quotes import Quotation
from detente.coding.statements import clauses
from detente.coding.statements.lexicon import cues
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import actor_ids, is_document, speaks

if TYPE_CHECKING:
    from detente.language.words import Word

_ENDS_SENTENCE = re.compile(r"[.!?…:]['\"”’»)\]]*\s*\Z")
_SHORT = 4  # a quotation of fewer words that is no sentence is a name or a term
_NOTICE = re.compile(
    r"(?:\W*(?:ends?|media contact|notes? to editors?|read more|sources?|related)\b|[-*_=#]{3,})",
    re.I,
)
_DASH = re.compile(r"\s*[-–—~]+\s*(?=[A-Z])")
_TURN = re.compile(r"(?P<who>[A-Z][\w.’' -]{0,60}?)\s*:\s+(?=\S)")
_QUESTION = frozenset({"q", "question"})


def standalone_relations(page: Page, found: Sequence[Relation]) -> list[Relation]:
    """Relations for speech in quotation marks that no other rule has taken.

    A quotation right after a finished attribution in its paragraph goes on with it (the relation
    gets another piece of content); any other is the words of whoever the sentence before shows
    speaking.
    """
    new: list[Relation] = []
    at_paragraph: dict[int, list[Relation]] = {}
    for relation in found:
        for span in relation.content:
            at_paragraph.setdefault(page.paragraph_of(span[0]), []).append(relation)
    for quotation in page.quotations:
        number = page.paragraph_of(quotation.start)
        here = at_paragraph.setdefault(number, [])
        if any(_covers(r, quotation) for r in here) or not is_speech(page, quotation):
            continue
        taken = _continued(page, quotation, here)
        if taken is not None:
            taken.content.append((quotation.start, quotation.end))
            continue
        relation = _attributed(page, quotation, [*at_paragraph.get(number - 1, ()), *here])
        here.append(relation)
        new.append(relation)
    return new


def _covers(relation: Relation, quotation: Quotation) -> bool:
    return any(s < quotation.end and quotation.start < e for s, e in relation.content)


def is_speech(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence or more, and not a title, a name or a borrowed word."""
    if quotation.single:
        return False
    inner = page.text[quotation.inner_start : quotation.inner_end].strip()
    if len(inner.split()) < _SHORT or page.in_title(page.token_at(quotation.start)):
        return False
    after = page.text[quotation.end : quotation.end + 1]
    finished = inner[-1:] in ".!?…," or after in (".", "!", "?") or not quotation.closed
    before = _before(page, quotation.start)
    begins = before == "" or bool(_ENDS_SENTENCE.search(before)) or before.endswith((",", ":"))
    capital = inner.lstrip("[(….").strip()[:1].isupper() or quotation.continues
    return finished and begins and capital


def _before(page: Page, offset: int) -> str:
    low = page.paragraphs[page.paragraph_of(offset)][0] if page.paragraphs else 0
    return page.text[max(low, offset - 40) : offset].rstrip()


def _continued(page: Page, quotation: Quotation, found: Sequence[Relation]) -> Relation | None:
    """The relation in the same paragraph whose words, cue and source end right before."""
    paragraph = page.paragraph_of(quotation.start)
    for relation in found:
        if not relation.takes_quotation or relation.clause is None:
            continue
        last = max(relation.end, relation.clause[1])
        if last > quotation.start or page.paragraph_of(relation.start) != paragraph:
            continue
        if not page.text[last : quotation.start].strip(" \t\n.,;:–—-…"):
            return relation
    return None


def _attributed(page: Page, quotation: Quotation, found: Sequence[Relation]) -> Relation:
    span = (quotation.start, quotation.end)
    signed = _signature(page, quotation)
    if signed is not None:
        name = clauses.noun_phrase(signed)
        return Relation(None, None, signed.i, name, [span], "quotation:signed")
    paragraph = page.paragraph_of(quotation.start)
    low = page.paragraphs[paragraph][0] if page.paragraphs else 0
    if quotation.start > low:
        verb = _governing(page, quotation)
        source = clauses.subject(verb) if verb is not None else None
        if verb is not None and source is not None and speaks(page, source):
            return _spoken(verb, source, span)
    before = [r for r in found if r.start < quotation.start and r.source_token is not None]
    last = max(before, key=lambda r: r.start, default=None)
    if last is None:
        return Relation(None, None, None, None, [span], "quotation:nobody")
    return Relation(
        None, None, last.source_token, last.source, [span], "quotation:same-speaker", clause=None
    )


def _signature(page: Page, quotation: Quotation) -> Word | None:
    """The name after a dash that ends the paragraph of a quotation."""
    match = _DASH.match(page.text, quotation.end)
    if match is None:
        return None
    end = page.paragraphs[page.paragraph_of(quotation.start)][1]
    for token in page.doc[page.token_at(match.end()).i : page.token_at(end - 1).i + 1]:
        if actor_ids(page, token) and token.idx < end:
            return token
    return None


def _spoken(verb: Word, source: Word, span: CharSpan) -> Relation:
    return Relation(
        verb.i,
        (verb.idx, verb.idx + len(verb)),
        source.i,
        clauses.noun_phrase(source),
        [span],
        "quotation:sentence-before",
        clause=clauses.span_of(verb)
        if clauses.span_of(verb)[1] <= span[0]
        else (verb.idx, span[0]),
        takes_quotation=True,
    )


def _governing(page: Page, quotation: Quotation) -> Word | None:
    """The main verb of the clause that stands before a quotation in its paragraph."""
    at = page.token_at(quotation.start).i - 1
    while at > 0 and (page.doc[at].is_space or page.doc[at].is_punct):
        at -= 1
    token = page.doc[at]
    low = page.paragraphs[page.paragraph_of(quotation.start)][0]
    for _ in range(12):
        if token.head.i == token.i or token.head.idx < low:
            break
        if (
            token.pos_ == "VERB"
            and token.dep_ in {"parataxis", "conj"}
            and clauses.child(token, "nsubj")
        ):
            break
        token = token.head
    if page.quotation_at(token.idx) is not None:
        subject = clauses.child(token, "nsubj")
        return None if subject is None else token
    return token if token.pos_ in {"VERB", "AUX", "NOUN", "ADJ"} else None


def full_text_relations(page: Page, found: Sequence[Relation]) -> list[Relation]:
    """Words given in full: "X said:" with paragraphs after it, and interviews with their turns."""
    return [*_after_colon(page, found), *_turns(page)]


def _after_colon(page: Page, found: Sequence[Relation]) -> list[Relation]:
    new: list[Relation] = []
    until = -1
    for number, (start, end) in enumerate(page.paragraphs[:-1]):
        if number <= until or page.text[end - 1] != ":" or page.in_title(page.token_at(start)):
            continue
        announced = _announced(page, end)
        if announced is None:
            continue
        verb, source = announced
        following = _given_in_full(page, number, found)
        for span in following:
            relation = _spoken(verb, source, span)
            relation.rule, relation.takes_quotation = "full-text", False
            relation.clause = (start, end)
            new.append(relation)
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
    spans: list[CharSpan] = []
    for i in range(number + 1, len(page.paragraphs)):
        start, end = page.paragraphs[i]
        if quoted is not None:
            here = page.quotation_at(start)
            if here is None or (spans and not here.continues):
                break
            spans.append((here.start, here.end))
        elif _NOTICE.match(page.text, start) or (i in told and not _first_person(page, start, end)):
            break
        else:
            spans.append((start, end))
    return spans


def _first_person(page: Page, start: int, end: int) -> bool:
    return bool(re.search(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|[Uu]s)\b", page.text[start:end]))


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
        found.append(
            Relation(None, None, head.i, (head.left_edge.idx, head.idx + len(head)), [span], "turn")
        )
    return found
