"""Where and when: the place and the date that an event's own clause names, else nothing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate, trigger_span
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import SUBJECTS, ancestors, clause_of, prepositions
from detente.grounding.bundle import Grounding
from detente.record import Time

if TYPE_CHECKING:
    from detente.language.words import Word, Words

_PLACE_PREPS = frozenset(
    {"in", "at", "near", "on", "outside", "inside", "over", "from", "into", "to"}
)
_DEADLINE_PREPS = frozenset({"by", "until", "till", "before"})
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")

Dated = tuple[str | None, str, Time | None]
NO_DATE: Dated = (None, "", None)


class Circumstances:
    """Looks up times and places by the words of the report."""

    def __init__(self, words: Words, grounding: Grounding, parties: Parties) -> None:
        self._parties = parties
        self._times = _tokens_of_times(words, grounding)
        self._dated = sorted(i for i, t in self._times.items() if _DAY.match(t.value or ""))
        self._nearer = {i: _nearer_clause(words[i]) for i in self._dated}
        self._of_clause: dict[int, list[int]] = {}
        for i, nearer in self._nearer.items():
            if nearer is not None:
                self._of_clause.setdefault(nearer.i, []).append(i)
        self._words = words
        self._dates: dict[tuple[int, str], Dated] = {}

    def place(self, found: Candidate) -> str | None:
        """The nearest place behind "in", "at" or "near" in the event's own phrase or clause."""
        named = self.place_and_word(found)
        return named[0] if named else None

    def place_and_word(self, found: Candidate) -> tuple[str, Word] | None:
        """The same, with the word that names it."""
        for top in (found.head, _clause_told_in(found.head)):
            first, last = top.left_edge.i, top.right_edge.i
            names = [
                (abs(i - found.head.i), i, place)
                for i, place in self._parties.places_between(first, last)
                if self._locates(self._words[i], top)
            ]
            if names:
                _, i, place = min(names)
                return place, self._words[i]
        return None if ontology()[found.type].speech else self._only_place(found)

    def _only_place(self, found: Candidate) -> tuple[str, Word] | None:
        """Of a deed, the one place that its sentence names and that acts nowhere in it; where the
        report was filed is none."""
        sentence, header = found.head.sent, self._parties.grounding.header
        names = [
            (place, self._words[i])
            for i, place in self._parties.places_between(sentence.start, sentence.end - 1)
            if self._parties.only_a_place(self._words[i])
            and not header.in_dateline(self._words[i].idx)
        ]
        return names[0] if len({place for place, _ in names}) == 1 else None

    def _locates(self, token: Word, top: Word) -> bool:
        if token.dep_ in ("compound", "nmod:poss", "nmod:desc"):  # "a Szohod bombing killed five"
            noun = token.head
            own = noun.i == top.i or (noun.dep_ in SUBJECTS and noun.head.i == top.i)
            return own and self._parties.only_a_place(token)
        if token.dep_ not in ("obl", "nmod", "conj", "appos") and token.dep_ != "obj":
            return False
        noun = token.head if token.dep_ in ("conj", "appos") else token
        if not prepositions(noun) & _PLACE_PREPS:
            return False
        for above in (noun, *ancestors(noun)):
            if above.i == top.i:
                return True
            if above.dep_ in ("ccomp", "advcl", "acl:relcl", "acl", "parataxis"):
                return False
            if above.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in above.children):
                return False  # another clause, of somebody else
        return False

    def date(self, found: Candidate) -> str | None:
        """The nearest time of the event's own clause that tells a day or month; for an act of
        speaking inside a statement, the day of the statement."""
        return self.date_and_why(found)[0]

    def date_and_why(self, found: Candidate) -> Dated:
        """The same, with the rule and the time's words."""
        key = found.head.i, found.type
        if key not in self._dates:
            self._dates[key] = self._find_date(found)
        return self._dates[key]

    def _find_date(self, found: Candidate) -> Dated:
        head = found.head
        clause = _clause_told_in(head)
        near = self._within(head) or self._within(clause)
        if near is None and head.dep_ in ("xcomp", "conj", "advcl"):
            near = self._within(clause_of(head.head))
        if near is None and ontology()[found.type].speech:
            start, end = trigger_span(found)
            said = self._parties.statement_of_cue(start, end) or found.statement
            return (said.date, "the day of the statement", None) if said else NO_DATE
        return (_day(near.value), "the time in its own clause", near) if near else NO_DATE

    def _within(self, top: Word) -> Time | None:
        first, last = top.left_edge.i, top.right_edge.i
        inside = self._dated[bisect_left(self._dated, first) : bisect_right(self._dated, last)]
        own = [i for i in inside if self._nearer[i] is None and _same_clause(self._words[i], top)]
        near = [*self._of_clause.get(top.i, ()), *own]
        return self._times[min(near, key=lambda i: (abs(i - top.i), i))] if near else None


def _clause_told_in(head: Word) -> Word:
    """The predicate of the clause that an event is told in; a participle before its noun ("told
    the visiting envoy in Oslo on Monday") makes none."""
    return clause_of(head.head if head.dep_ == "amod" else head)


def _day(value: str | None) -> str | None:
    """The day or month of a time's value, without the time of day."""
    found = _DAY.match(value or "")
    return found.group() if found else None


def _same_clause(token: Word, top: Word) -> bool:
    here = token
    while here.i != top.i:
        if here.dep_ in ("ccomp", "advcl", "acl:relcl", "parataxis", "acl"):
            return False
        if here.dep_ == "conj" and here.pos_ in ("VERB", "AUX"):
            return False
        if here.head.i == here.i:
            return False
        here = here.head
    return True


def _nearer_clause(token: Word) -> Word | None:
    """The subordinate clause that a time belongs to by its place though the parse hangs it on the
    verb above: it follows the clause without a comma ("came after he met her the previous day")."""
    noun = token
    while noun.head.i > noun.i and noun.pos_ not in ("VERB", "AUX"):
        noun = noun.head
    verb, start = noun.head, noun.left_edge.i
    for child in verb.children:
        if child.dep_ not in ("advcl", "ccomp") or not verb.i < child.i < start:
            continue
        finite = any(c.dep_ in SUBJECTS for c in child.children)
        if finite and not any(token.words[i].text == "," for i in range(child.i, start)):
            return child
    return None


def _tokens_of_times(words: Words, grounding: Grounding) -> dict[int, Time]:
    found: dict[int, Time] = {}
    for time in grounding.times:
        if time.type not in ("DATE", "TIME") or time.value is None:
            continue
        span = words.span(time.start, time.end)
        if span is not None and not any(prepositions(t) & _DEADLINE_PREPS for t in span):
            for token in span:
                found[token.i] = time
    return found
