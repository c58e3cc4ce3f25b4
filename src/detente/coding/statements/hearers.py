"""Whom something was said to, and who passed it on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.statements import clauses
from detente.coding.statements.lexicon import VerbFrame, cues

if TYPE_CHECKING:
    from detente.language.words import Word

_WITH = frozenset({"with", "to"})


def audience_of(verb: Word, frame: VerbFrame, passive: bool) -> Iterator[Word]:
    """Heads of the phrases that name the hearers: "told reporters", "in a call with the envoy"."""
    if passive:
        if frame.object == "audience":
            yield from (c for c in verb.children if c.dep_ == "nsubj:pass")
        return
    told = {"iobj", "obj"} if frame.object == "audience" else {"iobj"}
    addressing = _addressing(frame)
    for c in verb.children:
        preposition = clauses.preposition(c) if c.dep_ == "obl" else ""
        if (c.i > verb.i and c.dep_ in told) or preposition in addressing:
            yield c
        elif preposition in {"in", "during"} and _is_exchange(c):
            yield from (n for n in clauses.children(c, "nmod") if clauses.preposition(n) in _WITH)


def _is_exchange(noun: Word) -> bool:
    base = cues().base(noun)
    return base == "letter" or cues().is_noun(base, "occasion")


def _addressing(frame: VerbFrame) -> frozenset[str]:
    """Prepositions before those spoken to."""
    if frame.lemma in {"call on", "call upon"}:
        return frozenset({"on", "upon"})
    return frozenset({"to"}) - frame.prepositions


def passed_by(verb: Word) -> Iterator[Word]:
    """Who passed the words on: "in a statement delivered via the press secretary"."""
    for c in clauses.children(verb, "advcl"):
        by = clauses.agent(c)
        if by is not None and cues().base(c) in cues().words("relay"):
            yield by
    for c in verb.children:
        if not c.dep_.startswith("obl"):
            continue
        if clauses.preposition(c) in {"via", "through"}:
            yield c
        for a in clauses.children(c, "acl", "nmod"):
            inside = [a] if a.dep_.startswith("nmod") else list(clauses.children(a, "obl"))
            yield from (n for n in inside if clauses.preposition(n) in {"via", "through"})
