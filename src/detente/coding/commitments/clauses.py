"""The parts of a clause that tells what is to come: its auxiliary, subject and deed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.events.syntax import children, grammatical_subjects, has_subject, lemma_of

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
    modal = False
    for child in token.children:  # asked several times at every word of a statement
        if child.dep_ == "aux":
            if child.lower_ in wanted:
                return child
            modal = modal or child.tag_ == "MD"
    if not modal and token.dep_ == "conj" and not has_subject(token):
        return auxiliary(token.head, wanted)
    return None


def subjects_of(token: Word) -> list[Word]:
    """The verb's own subject, or that of the verb to which it is joined or by which it is
    carried; a subject of a clause further above is another's."""
    if has_subject(token):
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
