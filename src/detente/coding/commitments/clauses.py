"""The parts of a clause that tells what is to come: its auxiliary, subject and deed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.events.syntax import SUBJECTS, children, grammatical_subjects, lemma_of

if TYPE_CHECKING:
    from detente.language.words import Word

FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
FORCED = frozenset({"force", "oblige", "compel"})  # "will be forced to respond"
_CARRY = frozenset(
    {"continue", "keep", "remain", "begin", "start", "proceed", "try", "propose", "seek", "have",
     "force", "oblige", "compel"}
)  # fmt: skip


def auxiliary(token: Word, wanted: frozenset[str]) -> Word | None:
    """An auxiliary of the verb, or of the verb that it is joined to without one of its own."""
    own = [c for c in children(token, "aux") if c.tag_ == "MD" or c.lower_ in wanted]
    if not own and token.dep_ == "conj" and not children(token, *sorted(SUBJECTS)):
        return auxiliary(token.head, wanted)
    return next((c for c in own if c.lower_ in wanted), None)


def subjects_of(token: Word) -> list[Word]:
    """The verb's own subject, or that of the verb to which it is joined or by which it is
    carried; a subject of a clause further above is another's."""
    if children(token, *sorted(SUBJECTS)):
        return grammatical_subjects(token)
    if token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX", "ADJ"):
        return subjects_of(token.head)
    if token.dep_ == "xcomp" and token.head.lower_ == "going":
        return subjects_of(token.head)
    return []


def deed_of(token: Word) -> Word:
    """The verb that counts: "help" in "will continue to help"."""
    if lemma_of(token) in _CARRY:
        return next(iter(children(token, "xcomp")), token)
    return token
