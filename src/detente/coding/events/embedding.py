"""Candidates that are only the content of another: "urged Iran to leave" tells no withdrawal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate
from detente.coding.events.lexicon import lexicon
from detente.coding.events.syntax import preposition, prepositions

if TYPE_CHECKING:
    from detente.language.words import Word

# Acts whose object or clause names what is asked, promised, refused, threatened or alleged.
_OPAQUE = frozenset({"REQUEST", "THREATEN", "AGREE", "REJECT", "CONCEDE"})
_OCCASION = frozenset({"in", "during", "at"})
_BREAKS = frozenset({"acl:relcl", "parataxis", "amod", "nmod:poss", "nsubj", "appos"})
_TEMPORAL = frozenset({"after", "before", "during", "following", "since", "amid", "when", "while"})


def drop_embedded(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that another one contains."""
    by_word: dict[int, list[Candidate]] = {}
    for candidate in found:
        for i in {candidate.head.i, *(word.i for word in candidate.frame.words)}:
            by_word.setdefault(i, []).append(candidate)

    def contained(inner: Candidate) -> bool:
        # What contains it has its head among its words or stands above it in the tree.
        return any(
            outer is not inner and _contains(outer, inner)
            for word in _upwards(inner.head)
            for outer in by_word.get(word.i, ())
        )

    return [candidate for candidate in found if not contained(candidate)]


def _upwards(word: Word) -> Iterator[Word]:
    yield word
    while word.head.i != word.i:
        word = word.head
        yield word


def _contains(outer: Candidate, inner: Candidate) -> bool:
    if inner.head in outer.frame.words:
        return True
    if inner.type == "REQUEST" and "at" in prepositions(inner.head):
        return False  # "ruled on it at the request of Borduria": it was requested
    if (
        inner.type == "CONSULT"
        and inner.head.dep_ == "obl"
        and _OCCASION & prepositions(inner.head)
    ):
        return False  # "told him in a call to wait"
    if outer.weak and outer.frame.entry.kind == "noun":
        return False
    if "announce" in outer.frame.entry.flags and inner.type in ("CONCEDE", "SANCTION", "RETREAT"):
        return False
    if outer.type in _OPAQUE:
        return _below(outer.head, inner.head)
    if outer.type == "ACCUSE" and outer.mode == "allege":
        return _below(outer.head, inner.head) and not inner.definite
    if outer.type == "ACCUSE" and outer.mode == "investigate":
        return _below(outer.head, inner.head) and inner.frame.entry.kind == "noun"
    return False


def _below(outer: Word, inner: Word) -> bool:
    """Whether complements lead from ``inner`` up to ``outer``."""
    here = inner
    while here.i != outer.i:
        if here.head.i == here.i or here.dep_ in _BREAKS:
            return False
        if here.dep_ == "conj" and here.head.i == outer.i:
            return False
        if here.dep_ == "acl" and here.tag_ == "VBN":
            return False  # "the proposals submitted by Russia" were submitted
        if here.dep_ in ("advcl", "obl", "nmod", "acl"):
            prep = preposition(here)
            if prep in _TEMPORAL or (here.dep_ == "advcl" and prep in lexicon().groups["realis"]):
                return False
        here = here.head
    return True
