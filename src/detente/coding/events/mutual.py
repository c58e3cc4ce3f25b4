"""What several do with or to each other: they meet, clash, sign a treaty, cut ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.events.lexicon import lexicon
from detente.coding.events.syntax import children, lemma_of, patients

if TYPE_CHECKING:
    from detente.coding.events.candidates import Candidate
    from detente.language.words import Word

_TYPES = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""What PLOVER's actors do together where it names no recipient."""
_SHARED = ("talks", "deal", "relations")
"""Groups of nouns for what lies between those who act."""


def is_mutual(found: Candidate) -> bool:
    """Whether the actors of a telling are each other's recipients where it names no others:
    "renewed ties", "postponed their meeting", "traded fire with each other"."""
    if "sym" in found.frame.entry.flags or found.type in _TYPES:
        return True
    if lemma_of(found.head) in lexicon().groups["mutual"]:
        return True
    nouns = [w for w in (*found.frame.words, *patients(found.head)) if w.pos_ == "NOUN"]
    return any(map(_between_them, nouns)) or any(
        child.lower_ in ("each", "one") and child.right_edge.lower_ in ("other", "another")
        for child in found.head.children
    )


def _between_them(noun: Word) -> bool:
    groups = lexicon().groups
    names = {lemma_of(noun), noun.lower_}
    shared = any(names & groups[group] for group in _SHARED)
    owners = children(noun, "nmod:poss")
    return shared and all(owner.lower_ == "their" for owner in owners)
