"""Why a statement has its speaker: how its words were found, and how those of the source became an
actor."""

from __future__ import annotations

from dataclasses import dataclass

from detente.coding.statements.page import Page, Relation
from detente.record import Reason

_FOUND = {
    "phrase:according": "the words after “according to” and the like are the source",
    "noun:claim": "a noun of saying names its source",
    "title": "the headline names who says it",
    "statement-page": "the page is one person's statement",
    "full-text": "the words are given in full after a line that names the speaker",
    "turn": "a turn in a conversation given in full",
    "model": "the reading model found source and word of saying",
    "quotation:runs-on": "a quotation that runs on is that of whoever is named beside it",
    "quotation:signed": "the name after a dash that ends the quotation",
    "quotation:same-speaker": "a quotation without a source, after one of this speaker",
    "quotation:introduced": "the sentence before the quotation is about this person",
    "quotation:nobody": "nobody is named beside the quotation, or before it",
    "quotation:sentence-before": "the sentence before leads up to the quotation",
}


@dataclass(frozen=True)
class Resolved:
    """The actor that a source means (``None``: nobody can be told) and why."""

    actor: str | None
    why: str


def speaker_reasons(page: Page, relation: Relation, resolved: Resolved) -> tuple[Reason, ...]:
    """How the source was found, with its word of saying, and how it became the speaker."""
    verb, _, lemma = relation.rule.partition(":")
    found = f"the source of “{lemma}”" if verb == "verb" else _FOUND.get(relation.rule)
    told = relation.cue or relation.source
    how = _reason(found or relation.rule, told)
    if relation.source_token is None:
        return (how,)
    return how, _reason(resolved.why, relation.source)


def via_reason(page: Page, relation: Relation, via: str | None) -> tuple[Reason, ...]:
    """Who passed the words on, and where the report says so."""
    if via is None:
        return ()
    if relation.outer is not None:
        return (_reason("said within the words of another source", relation.outer.source, "via"),)
    token = next(iter(relation.passed_by), None)
    span = None if token is None else (page.doc[token].idx, _end(page, token))
    return (_reason("named as having passed the words on", span, "via"),)


def _end(page: Page, token: int) -> int:
    word = page.doc[token]
    return word.idx + len(word)


def _reason(why: str, span: tuple[int, int] | None, field: str = "speaker") -> Reason:
    if span is None:
        return Reason(field=field, why=why)
    return Reason(field=field, why=why, start=span[0], end=span[1])
