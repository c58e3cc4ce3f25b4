"""By whom and to whom: the subject, owner or speaker; the addressee or whom the deed falls on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.commitments.model import Condition, Trigger
from detente.coding.commitments.tellers import tellers
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    SUBJECTS,
    agents,
    children,
    conjuncts,
    grammatical_subjects,
    is_passive,
    oblique,
)
from detente.record import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.language.words import Word

_ON_WHOM = ("against", "on", "to", "with", "from", "for")
_BY_GRAMMAR = "who does it by the grammar of the sentence"
_OF_SOMEBODY = frozenset({"warning", "threat", "refusal", "denial"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their"})


class Binding:
    """Finds who is bound, and towards whom."""

    def __init__(self, parties: Parties) -> None:
        self.parties = parties

    def by(
        self, trigger: Trigger, statement: Statement | None
    ) -> tuple[tuple[str, ...], str, Word | None]:
        """Who is bound, why, and the word that names him where one does."""
        speaker = tellers(trigger.head, statement, self.parties) if statement else ()
        if trigger.implicit and statement:
            return speaker, f"the speaker of {statement.id}", None
        if trigger.implicit:
            named, word = self._named(grammatical_subjects(trigger.head))
            return named, _BY_GRAMMAR, word
        if trigger.shape == "content" and statement:
            subjects, word = self._named(self._subjects(trigger))
            theirs = self.parties.countries(subjects)
            if theirs and theirs >= self.parties.countries(speaker):
                return subjects, _BY_GRAMMAR, word
            return speaker, f"the speaker of {statement.id}", None
        tokens = self._subjects(trigger)
        named, word = self._named(tokens)
        inside = statement is not None and self._inside(trigger, statement)
        if named and (self._known(named) or not (inside and self._pronoun(tokens))):
            return named, _BY_GRAMMAR, word
        unsaid = not tokens and inside and not is_passive(trigger.head)
        if trigger.head.pos_ == "NOUN" and trigger.kind in _OF_SOMEBODY:
            unsaid = False  # "warnings cause panic": whose they are is not told
        if statement and (self._pronoun(tokens) or unsaid):
            return speaker, f"the speaker of {statement.id}", None
        return named, _BY_GRAMMAR, word

    def _inside(self, trigger: Trigger, statement: Statement) -> bool:
        at = trigger.head.idx
        return any(c.start <= at < c.end for c in statement.content)

    def _pronoun(self, tokens: list[Word]) -> bool:
        return bool(tokens) and all(t.lower_ in _PRONOUNS for t in tokens)

    def _known(self, ids: Iterable[str]) -> bool:
        return bool(self.parties.countries(ids))

    def _named(self, tokens: list[Word]) -> tuple[tuple[str, ...], Word | None]:
        return self.parties.of_all(tokens), next(iter(tokens), None)

    def _subjects(self, trigger: Trigger) -> list[Word]:
        head = trigger.head
        if trigger.row is not None and trigger.row.sort == "predicate":
            return grammatical_subjects(head)  # "are committed to": no passive
        if head.pos_ != "NOUN":
            return agents(head) or [t for t in grammatical_subjects(head) if head.pos_ == "ADJ"]
        owners = children(head, "nmod:poss") or oblique(head, "by") or oblique(head, "from")
        if owners and any(self.parties.of(o) for o in owners):
            return owners
        holders = oblique(head, "of")
        if any(self.parties.of(o) for o in holders):
            return holders
        described = [c for c in children(head, "amod", "compound") if self.parties.of(c)]
        if described:
            return described
        verb = head.head
        if head.dep_ in ("obj", "obl", "nsubj:pass", "xcomp") and verb.pos_ in ("VERB", "AUX"):
            return agents(verb) or owners
        return owners

    def to(
        self,
        trigger: Trigger,
        by: tuple[str, ...],
        condition: Condition | None,
        statement: Statement | None,
    ) -> tuple[str, ...]:
        """Towards whom: the addressee that the word names, else whom the deed falls on."""
        own = self.parties.countries(by)
        for tokens, target in self._hearers(trigger, condition):
            found = [i for i in self.parties.of_all(tokens, target=target) if i not in by]
            if trigger.kind in ("threat", "warning", "offer", "denial"):
                found = [i for i in found if not self.parties.countries((i,)) & own]
            if found:
                return tuple(found)
        heard = [i for i in (statement.audience if statement else ()) if i not in by]
        return tuple(i for i in heard if self.parties.countries((i,)) - own)

    def _hearers(
        self, trigger: Trigger, condition: Condition | None
    ) -> list[tuple[list[Word], bool]]:
        head, deed = trigger.head, trigger.complement or trigger.head
        subjects = [p for c in children(deed, *sorted(SUBJECTS)) for p in conjuncts(c)]
        found: list[tuple[list[Word], bool]] = []
        for slot in trigger.row.to if trigger.row else ():
            if slot == "clause":
                found.append((subjects, False))
            elif slot == "poss":
                found.append((children(deed, "nmod:poss"), False))
            elif slot == "obj":
                found.append(
                    ([p for c in children(head, "obj", "iobj") for p in conjuncts(c)], False)
                )
            else:
                found.append((oblique(head, slot) + oblique(deed, slot), False))
        if trigger.kind == "demand":
            found.append((subjects, False))
            return found
        if condition is not None:
            below = [c for c in condition.head.children if c.dep_ in SUBJECTS]
            found.append(([p for c in below for p in conjuncts(c)], False))
        found.append(([p for c in children(deed, "obj", "iobj") for p in conjuncts(c)], True))
        for prep in _ON_WHOM:
            found.append((oblique(deed, prep), True))
        return found
