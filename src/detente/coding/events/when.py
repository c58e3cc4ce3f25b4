"""When an event took place: the time that its own words or its clause tells, or the day of the
statement that it is made in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate, trigger_span
from detente.coding.events.lexicon import lexicon
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.reach import Rank, Reach, told_by_speaking
from detente.coding.events.syntax import lemma_of, prepositions
from detente.record import Time

if TYPE_CHECKING:
    from detente.language.words import Stretch, Word, Words

_NO_DAY_OF = frozenset({"by", "until", "till", "before", "since"})
"""Before a time they tell an end or a beginning and not the day."""
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


_CARRIED = "the time of the clause that carries it"


@dataclass(frozen=True)
class When:
    """A day or month with the rule and the words that tell it."""

    date: str
    why: str
    time: Time | None = None
    rank: Rank = Rank.OWN


class TimesOfEvents:
    """Looks up times by the words of the report."""

    def __init__(self, words: Words, parties: Parties, reach: Reach) -> None:
        self._words, self._parties, self._reach = words, parties, reach
        self._times = _tokens_of_times(words, parties.grounding.times)
        self._dated = sorted(i for i, t in self._times.items() if _DAY.match(t.value or ""))
        self._told_by = {i: reach.told_by(words[i]) for i in self._dated}
        self._known: dict[tuple[int, str], When | None] = {}

    def best(self, members: Sequence[Candidate]) -> When | None:
        """Of what all tellings of an event say the closest, a day before a month."""
        found = [w for c in members if (w := self.of(c)) is not None]
        return min(found, key=lambda w: (w.rank, -len(w.date)), default=None)

    def of(self, found: Candidate) -> When | None:
        """The day or month of one telling."""
        key = found.head.i, found.type
        if key not in self._known:
            self._known[key] = self._find(found)
        return self._known[key]

    def tells(self, sentence: Stretch) -> bool:
        """Whether a sentence tells a day or month."""
        first = bisect_left(self._dated, sentence.start)
        return first < len(self._dated) and self._dated[first] < sentence.end

    def _find(self, found: Candidate) -> When | None:
        near = self._near(found)
        if near is not None or not ontology()[found.type].speech:
            return near
        start, end = trigger_span(found)
        said = self._parties.statement_of_cue(start, end) or found.statement
        if said is None or said.date is None:
            return None
        return When(said.date, "the day of the statement", None, Rank.CARRIED)

    def _near(self, found: Candidate) -> When | None:
        sentence = found.head.sent
        first = bisect_left(self._dated, sentence.start)
        dated = self._dated[first : bisect_right(self._dated, sentence.end - 1)]
        if not dated:
            return None
        own = self._reach.own_words(found)
        if told := self._closest(dated, own, found):
            return told
        for carrier in self._reach.carriers(found, time=True):
            there = [i for i in dated if carrier.tells(self._words[i])]
            if told := self._closest(there, frozenset({carrier.verb.i}), found):
                return When(told.date, _CARRIED, told.time, Rank.CARRIED)
        return None

    def _closest(self, dated: Sequence[int], own: frozenset[int], found: Candidate) -> When | None:
        told = []
        for i in dated:
            rank = self._rank(i, own, found)
            if rank is not None:
                told.append((rank, min(abs(i - o) for o in own), i))
        if not told:
            return None
        rank, _, i = min(told)
        time = self._times[i]
        day = _DAY.match(time.value or "")
        return When(day.group(), "the time in its own clause", time, rank) if day else None

    def _rank(self, at: int, own: frozenset[int], found: Candidate) -> Rank | None:
        word, nearer = self._words[at], self._told_by[at]
        if nearer is not None:
            return Rank.OWN if nearer.i in own else None
        if self._of_report(word) and not told_by_speaking(found):
            return None
        return self._reach.way(word, own, found)

    def _of_report(self, word: Word) -> bool:
        """Whether it is the day of a report or statement that tells of it."""
        groups = lexicon().groups
        noun = word.head
        return (
            word.dep_ in ("nmod", "nmod:poss", "nmod:unmarked", "compound")
            and noun.pos_ == "NOUN"
            and lemma_of(noun) in groups["utterance"] | groups["document"]
        )


def _tokens_of_times(words: Words, times: Sequence[Time]) -> dict[int, Time]:
    found: dict[int, Time] = {}
    for time in times:
        if time.type not in ("DATE", "TIME") or time.value is None:
            continue
        span = words.span(time.start, time.end)
        if span is not None and not any(prepositions(t) & _NO_DAY_OF for t in span):
            for token in span:
                found[token.i] = time
    return found
