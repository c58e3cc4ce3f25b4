"""Quotations that no verb of saying stands beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.quotes import Quotation
from detente.coding.statements import clauses
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import actor_ids, is_person, name_span, speaks

if TYPE_CHECKING:
    from detente.language.words import Word

_ENDS_SENTENCE = re.compile(r"[.!?…:]['\"”’»)\]]*\s*\Z")
_SHORT = 4  # a quotation of fewer words that is no sentence is a name or a term
_DASH = re.compile(r"\s*[-–—~]+\s*(?=[A-Z])")


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
    content = bytearray(len(page.text))  # 1 for each character that is content of a relation

    def take(start: int, end: int) -> None:
        content[start:end] = bytes([1]) * (end - start)

    for relation in found:
        for span in relation.content:
            take(*span)
    chains = _chains(page, found)
    for quotation in page.quotations:
        number = page.paragraph_of(quotation.start)
        here = at_paragraph.setdefault(number, [])
        if any(content[quotation.start : quotation.end]):
            continue
        speech = is_speech(page, quotation)
        taken = _continued(page, quotation, here)
        if taken is not None and (speech or _sentence(page, quotation)):
            taken.content.append((quotation.start, quotation.end))
            take(quotation.start, quotation.end)
            continue
        if not speech:
            continue
        take(quotation.start, quotation.end)
        teller = chains.get(quotation.start)
        if teller is not None:
            span = (quotation.start, quotation.end)
            rule = "quotation:runs-on"
            relation = Relation(None, None, teller.source_token, teller.source, [span], rule)
            here.append(relation)
            new.append(relation)
            continue
        relation = _attributed(page, quotation, [*at_paragraph.get(number - 1, ()), *here])
        here.append(relation)
        new.append(relation)
    return new


def _chains(page: Page, found: Sequence[Relation]) -> dict[int, Relation]:
    """For each part of a quotation that runs over paragraphs the relation that has a part of it,
    by where the part starts: one speaker says all of it."""
    chain: list[Quotation] = []
    parts: dict[int, Relation] = {}
    for quotation in (*page.quotations, None):
        if quotation is not None and (quotation.continues or not chain):
            chain.append(quotation)
            continue
        if len(chain) > 1:
            teller = next(
                (r for q in chain for r in found if r.source_token is not None and _covers(r, q)),
                None,
            )
            if teller is not None:
                parts |= {q.start: teller for q in chain}
        chain = [quotation] if quotation is not None else []
    return parts


def _covers(relation: Relation, quotation: Quotation) -> bool:
    return any(s < quotation.end and quotation.start < e for s, e in relation.content)


def _sentence(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation, however short, is a sentence of its own."""
    inner = page.text[quotation.inner_start : quotation.inner_end].strip()
    return not quotation.single and inner[:1].isupper() and inner[-1:] in ".!?"


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
        name = name_span(page, signed)
        return Relation(None, None, signed.i, name, [span], "quotation:signed")
    paragraph = page.paragraph_of(quotation.start)
    low = page.paragraphs[paragraph][0] if page.paragraphs else 0
    if quotation.start > low:
        verb = _governing(page, quotation)
        source = clauses.subject(verb) if verb is not None else None
        if verb is not None and source is not None and speaks(page, source):
            return _spoken(page, verb, source, span)
    before = [r for r in found if r.start < quotation.start and r.source_token is not None]
    last = max(before, key=lambda r: r.start, default=None)
    if last is None:
        return _introduced(page, paragraph, span)
    return Relation(
        None, None, last.source_token, last.source, [span], "quotation:same-speaker", clause=None
    )


def _introduced(page: Page, paragraph: int, span: CharSpan) -> Relation:
    """The words of the person whom the sentence before the quotation's paragraph is about, else
    nobody's."""
    if paragraph:
        end = page.paragraphs[paragraph - 1][1]
        verb = page.token_at(end - 1).sent.root
        source = clauses.subject(verb)
        if source is not None and not page.in_title(source) and _is_actor(page, source):
            name = name_span(page, source)
            return Relation(None, None, source.i, name, [span], "quotation:introduced")
    return Relation(None, None, None, None, [span], "quotation:nobody")


def _is_actor(page: Page, source: Word) -> bool:
    return is_person(page, source) and bool(actor_ids(page, source))


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


def _spoken(page: Page, verb: Word, source: Word, span: CharSpan) -> Relation:
    tells = verb.pos_ == "VERB" and page.quotation_at(verb.idx) is None
    return Relation(
        verb.i if tells else None,
        (verb.idx, verb.idx + len(verb)) if tells else None,
        source.i,
        name_span(page, source),
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
    told: Word | None = None  # the last verb with a subject on the way up
    for _ in range(12):
        subject = clauses.child(token, "nsubj") if token.pos_ == "VERB" else None
        told = token if subject is not None else told
        if token.head.i == token.i or token.head.idx < low:
            break
        if subject is not None and token.dep_ in {"parataxis", "conj"}:
            break
        token = token.head
    if told is not None and token is not told and clauses.subject(token) is None:
        token = told
    if page.quotation_at(token.idx) is not None:
        return None if clauses.child(token, "nsubj") is None else token
    return token if token.pos_ in {"VERB", "AUX", "NOUN", "ADJ"} else None
