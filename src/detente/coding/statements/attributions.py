"""Attributions made by a phrase or a noun: "according to", "the ministry's claim that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.lexicon import cues
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import actor_ids, is_document, issuer, name_span, speaks

if TYPE_CHECKING:
    from detente.language.words import Word

_ACCORDING = frozenset({"according", "per"})
_SHORTEST = 3  # words that a content needs around "according to"


def phrase_relations(page: Page) -> list[Relation]:
    """Relations of "according to X" and "per X", and of claims that are nouns."""
    found = []
    for token in page.doc:
        accords = token.lower_ in _ACCORDING
        claims = token.pos_ == "NOUN" and cues().is_noun(cues().base(token), "claim")
        if not (accords or claims) or page.quotation_at(token.idx) is not None:
            continue
        relation = _according(page, token) if accords else _claim(page, token)
        if relation is not None:
            found.append(relation)
    return found


def _according(page: Page, cue: Word) -> Relation | None:
    doc = page.doc
    if cue.lower_ == "according":
        if cue.i + 2 >= len(doc) or doc[cue.i + 1].lower_ != "to":
            return None
        last = doc[cue.i + 1]
        head = cue.head if cue.head.i > cue.i and cue.dep_ == "case" else None
        head = head or clauses.child(cue, "obl", "nmod", "obj", "pobj") or _after(last)
    else:
        last, head = cue, cue.head
        if cue.dep_ != "case" or not speaks(page, head):
            return None
    if head.lemma_.lower() in cues().words("unspoken"):
        return None
    phrase = (min(cue.idx, head.left_edge.idx), _phrase_end(page, head))
    content = _around_phrase(page, cue, phrase)
    if not content:
        return None
    source = issuer(page, head) if is_document(head) else None
    end = last.idx + len(last)
    if source is not None and is_document(head):
        end = head.idx + len(head)
    via = [n.i for n in clauses.children(head, "nmod") if clauses.preposition(n) == "via"]
    return Relation(
        cue.i,
        (cue.idx, end),
        head.i,
        name_span(page, source or head),
        content,
        "phrase:according",
        passed_by=via,
        clause=phrase,
    )


def _after(token: Word) -> Word:
    """The noun that follows, where the parse has not seen the phrase."""
    doc = token.words
    at = min(token.i + 1, len(doc) - 1)
    while at + 1 < len(doc) and doc[at].pos_ not in {"NOUN", "PROPN", "PRON"}:
        at += 1
    found: Word = doc[at]
    while found.head.i > found.i and found.dep_ in {"compound", "amod", "det"}:
        found = found.head
    return found


def _phrase_end(page: Page, head: Word) -> int:
    """End of the phrase: its subtree, cut at a comma that ends it when the parse runs on."""
    return page.sentence_part(clauses.span_of(head), head)[1]


def _around_phrase(page: Page, cue: Word, phrase: CharSpan) -> list[CharSpan]:
    start, end = page.sentence(cue)
    text = page.text
    low = page.paragraphs[page.paragraph_of(cue.idx)][0] if page.paragraphs else 0
    before_at = phrase[0]
    while before_at > low and text[before_at - 1] in " ,\t\n":
        before_at -= 1
    quoted = page.quotation_at(before_at - 1)
    if quoted is not None and quoted.end == before_at:
        start = min(start, quoted.start)
    before = page.trim((start, phrase[0]))
    after = page.trim(page.snap((phrase[1], end)))
    pieces = [s for s in (before, after) if len(text[s[0] : s[1]].split()) >= _SHORTEST]
    if (
        len(pieces) == 2
        and quoted is not None
        and quoted.end == before_at
        and start == quoted.start
    ):
        pieces = pieces[:1] if page.quotation_at(pieces[1][0]) is None else pieces
    return [page.snap(piece) for piece in pieces]


def _claim(page: Page, noun: Word) -> Relation | None:
    """ "its claim that the border was crossed": the possessor says the clause."""
    clause = next(
        (
            c
            for c in clauses.children(noun, "acl", "ccomp")
            if c.dep_ != "acl:relcl"
            and any(m.lower_ == "that" for m in clauses.children(c, "mark"))
        ),
        None,
    )
    if clause is None:
        return None
    holder = next(
        (
            c
            for c in clauses.children(noun, "nmod:poss", "compound", "amod", "nmod")
            if actor_ids(page, c)
            and (c.dep_ != "nmod" or clauses.preposition(c) in {"by", "from", "of"})
        ),
        None,
    )
    if holder is None:
        return None
    that = next(m for m in clauses.children(clause, "mark") if m.lower_ == "that")
    span = page.sentence_part((that.nbor().idx, clauses.span_of(clause)[1]), noun)
    return Relation(
        noun.i,
        (noun.idx, noun.idx + len(noun)),
        holder.i,
        name_span(page, holder),
        [page.snap(page.trim(span))],
        "noun:claim",
        clause=(noun.left_edge.idx, that.idx),
    )
