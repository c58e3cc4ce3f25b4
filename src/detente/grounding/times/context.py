"""What a time is resolved against: the report's date, the times before it, the tense around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from detente.grounding.times.lexicon import BREAK, Lexicon, lexicon
from detente.grounding.times.moments import Moment, of_quarter, shift
from detente.grounding.times.scan import Scan
from detente.record import TimeType

if TYPE_CHECKING:
    from detente.grounding.times.tense import Tense

# How far back from the publication date the day of a quotation may lie.
_QUOTE_DAYS = 7
_QUOTES = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?|``.*?(?:''|$)", re.DOTALL)
_LONGEST_QUOTE = 3000


@dataclass(frozen=True)
class Reading:
    """One time as a rule read it. ``first``/``last`` are piece indices (end exclusive); ``anchor``
    is the index of the time that it hangs on, or the ISO date it was resolved against."""

    first: int
    last: int
    type: TimeType
    value: str | None
    moment: Moment | None = None
    anchor: int | str | None = None
    rule: str = ""
    """Name of the rule that read it."""
    told: int | None = None
    """The tense that the rule asked for and was told: -1, 0 or 1."""
    note: str = ""
    """What else decided, in words."""
    edtf: str | None = None
    """The days covered, where the moment alone does not tell them."""
    event: str | None = None
    """The unit of a time that hangs on an event: "D" for "the day after the vote"."""
    part: str = ""
    """The part of the day that follows, for "the night of 3 March": not yet a time by itself."""
    partner: int | None = None
    """Index of the time at the other end of a range."""


@dataclass
class Context:
    """The reading of one report so far."""

    scan: Scan
    published: date | None
    tense: Tense
    """Tells for the pieces of an expression: -1 told as past, 1 as future, 0 not told."""
    month_first: bool | None = None
    """Whether the report writes 3/14/2022; ``None`` where that is not known."""
    found: list[Reading] = field(default_factory=list)
    told: int | None = None
    """The tense that the rule at work was told."""
    lex: Lexicon = field(default_factory=lexicon)

    def low(self, index: int) -> str:
        """The lower form of a piece; empty beyond the ends."""
        return self.scan.low[index] if 0 <= index < len(self.scan.low) else ""

    def among(self, index: int, context: str) -> bool:
        """Whether a piece is one of the words that the lexicon lists under ``context``."""
        return self.low(index) in self.lex.contexts[context]

    def shown(self, index: int) -> str:
        """A piece as it is written."""
        if not 0 <= index < len(self.scan.low):
            return ""
        return self.scan.text[self.scan.starts[index] : self.scan.ends[index]]

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Piece indices at which sentences begin, by punctuation alone."""
        starts, scan = [0], self.scan
        for i, piece in enumerate(scan.low):
            if scan.codes[i] == BREAK:
                starts.append(i + 1)
            elif piece in {".", "?", "!"} and i + 1 < len(scan.low):
                before = scan.codes[i - 1] if i else ""
                abbreviation = before in (self.lex.codes["montha"], self.lex.codes["wdaya"])
                following = scan.text[scan.starts[i + 1] : scan.starts[i + 1] + 1]
                if not abbreviation and not following.islower():
                    starts.append(i + 1)
        return starts

    def starts(self, index: int) -> bool:
        """Whether a sentence begins at a piece."""
        spot = bisect_right(self.sentence_starts, index) - 1
        return self.sentence_starts[spot] == index

    def sentence(self, index: int) -> int:
        """Number of the sentence that a piece is in."""
        return bisect_right(self.sentence_starts, index) - 1

    def sentence_bounds(self, index: int) -> tuple[int, int]:
        """First and last (exclusive) piece of the sentence that a piece is in."""
        number = self.sentence(index)
        starts = self.sentence_starts
        end = starts[number + 1] if number + 1 < len(starts) else len(self.scan.low)
        return starts[number], end

    @cached_property
    def _quotes(self) -> list[tuple[int, int]]:
        return [
            match.span()
            for match in _QUOTES.finditer(self.scan.text)
            if match.end() - match.start() <= _LONGEST_QUOTE
        ]

    def quoted(self, index: int) -> bool:
        """Whether a piece stands inside quotation marks."""
        at = self.scan.starts[index]
        spot = bisect_right(self._quotes, (at, len(self.scan.text) + 1)) - 1
        return spot >= 0 and self._quotes[spot][0] <= at < self._quotes[spot][1]

    def today(self, index: int) -> tuple[date, int | str] | None:
        """The day that "today" means at a piece, and what that was read from. Inside a quotation it
        is the day of speaking, where the report names one shortly before; else publication."""
        if self.published is None:
            return None
        if self.quoted(index):
            spoken = self._day_of_speaking(index)
            if spoken is not None:
                return spoken
        return self.published, self.published.isoformat()

    def _day_of_speaking(self, index: int) -> tuple[date, int] | None:
        assert self.published is not None
        for number in range(len(self.found) - 1, -1, -1):
            time = self.found[number]
            if time.moment is None or time.moment.grain != "day" or time.first >= index:
                continue
            day = time.moment.first_day()
            if day is None or self.quoted(time.first):
                continue
            if self.published - timedelta(days=_QUOTE_DAYS) <= day <= self.published:
                return day, number
            return None
        return None

    def last_moment(
        self, grains: set[str], within: int | None = None, until: date | None = None
    ) -> tuple[Moment, int] | None:
        """The nearest earlier time of one of these grains, not before sentence ``within`` and not
        of a day after ``until``, and its number."""
        for number in range(len(self.found) - 1, -1, -1):
            time = self.found[number]
            if time.moment is not None and time.moment.grain in grains:
                day = time.moment.first_day() if until is not None else None
                if until is not None and day is not None and day > until:
                    continue
                if within is not None and self.sentence(time.first) < within:
                    return None
                return time.moment, number
        return None

    def quarter_ended(self) -> tuple[Moment, str] | None:
        """The calendar quarter that had ended when the report appeared: results are of that one."""
        if self.published is None:
            return None
        earlier = shift(self.published, "Q", -1)
        return (of_quarter(earlier), self.published.isoformat()) if earlier else None

    def direction(self, first: int, last: int) -> int:
        """-1, 1 or 0: whether the clause around an expression is told as past or as future."""
        self.told = self.tense(first, last)
        return self.told
