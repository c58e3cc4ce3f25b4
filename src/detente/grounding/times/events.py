"""Times that hang on an event: "two days after the invasion", "the week before troops entered".

The event's day is the one that stands with it ("the invasion of 24 February"), else the one day on
which the report elsewhere puts an event of that name ("invaded on 24 February"). Where the report
gives none, or two, nothing is said.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.extents import counted_from, plain
from detente.grounding.times.moments import of_grain, shift

if TYPE_CHECKING:
    from detente.language.words import Word, Words

# Words are of one name if they share so many first letters, and such a part of the shorter:
# "invasion" and "invade", but not "conference" and "conflict".
_LETTERS, _SHARE = 4, 0.6
_UNITS = {"D", "W", "M", "Y"}


def resolve_events(ctx: Context, readings: list[Reading], words: Words) -> list[Reading]:
    """The readings with those that hang on an event dated by it; "the day before" an event that
    the report does not date is left out. Needs a parse."""
    if not any(_hangs(ctx, reading) for reading in readings):
        return readings
    parsed = words.doc.has_annotation("DEP")
    days = _Days(ctx, readings, words) if parsed else None
    dated = [
        days.dated(reading) if days is not None and _hangs(ctx, reading) else reading
        for reading in readings
    ]
    return _without(dated)


def _hangs(ctx: Context, reading: Reading) -> bool:
    counted = reading.type == "DURATION" and ctx.low(reading.last) in {"before", "after"}
    return counted or reading.event is not None


def _without(readings: list[Reading]) -> list[Reading]:
    """Drop what found no event; the numbers of the others move up."""
    kept = [n for n, r in enumerate(readings) if r.event is None or r.value is not None]
    moved = {number: place for place, number in enumerate(kept)}
    return [
        replace(r, anchor=moved.get(r.anchor)) if isinstance(r.anchor, int) else r
        for r in (readings[n] for n in kept)
    ]


class _Days:
    """The days of a report and the words that they are said of."""

    def __init__(self, ctx: Context, readings: list[Reading], words: Words) -> None:
        self._ctx, self._words = ctx, words
        self._offsets = [word.idx for word in words]
        self._dates: list[tuple[int, date, Word]] = []
        self._readings = readings
        for number, reading in enumerate(readings):
            moment = reading.moment
            day = moment.first_day() if moment is not None and moment.grain == "day" else None
            if day is not None and reading.type in {"DATE", "TIME"}:
                self._dates.append((number, day, self._governor(reading)))

    def dated(self, reading: Reading) -> Reading:
        """A reading with the day that it is counted to, if its event has one."""
        index = reading.last if reading.event is None else reading.last - 1
        known = self._day_of_event(self._word(index))
        moved = self._moved(reading, index, known[1]) if known is not None else None
        if known is None or moved is None:
            return reading
        unit = reading.event or _unit(reading.value)
        moment = of_grain(unit, moved)
        if moment is None or moment.first_day() is None:
            return reading
        note = f"the report dates “{known[2].text}”"
        if reading.event is not None:
            return replace(reading, value=moment.value(), moment=moment, anchor=known[0], note=note)
        return replace(reading, edtf=plain(moment), anchor=known[0], note=note)

    def _moved(self, reading: Reading, index: int, day: date) -> date | None:
        sign = -1 if self._ctx.low(index) == "before" else 1
        if reading.event is not None:
            return shift(day, reading.event, sign)
        return counted_from(day, reading.value, sign)

    def _day_of_event(self, preposition: Word) -> tuple[int, date, Word] | None:
        event = preposition.head
        if preposition.dep_ not in {"case", "mark"} or event is preposition:
            return None
        own = [(n, day) for n, day, word in self._dates if word.i == event.i]
        own += [(n, day) for n, day, word in self._dates if not own and self._inside(n, event)]
        if own:
            return (*own[0], event)
        if event.lemma_.lower() in self._ctx.lex.contexts["no_event"]:
            return None
        told = [(n, day) for n, day, word in self._dates if _of_one_name(word, event)]
        return (*told[0], event) if len({day for _, day in told}) == 1 else None

    def _inside(self, number: int, event: Word) -> bool:
        """Whether the event is the date itself: "two days after 24 February"."""
        reading = self._readings[number]
        start = self._ctx.scan.starts[reading.first]
        return start <= event.idx < self._ctx.scan.ends[reading.last - 1]

    def _word(self, piece: int) -> Word:
        return self._words[bisect_right(self._offsets, self._ctx.scan.starts[piece]) - 1]

    def _governor(self, reading: Reading) -> Word:
        """The word that a time is said of: the first above it, or what "came" or "took place"."""
        first, last = self._word(reading.first).i, self._word(reading.last - 1).i
        above = self._words.root(first, last + 1).head
        if above.lemma_.lower() in self._ctx.lex.contexts["taking_place"]:
            return next((c for c in above.children if c.dep_.startswith("nsubj")), above)
        return above


def _unit(value: str | None) -> str:
    return value[-1] if value and value[-1] in _UNITS and not value.startswith("PT") else "D"


def _of_one_name(word: Word, event: Word) -> bool:
    one, other = word.lemma_.lower(), event.lemma_.lower()
    if word.pos_ not in {"NOUN", "VERB"} or event.pos_ not in {"NOUN", "VERB"}:
        return False
    if one == other:
        return True
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= _LETTERS and shared >= _SHARE * min(len(one), len(other))
