"""What a time hangs on: the publication date, another time, the tense; and which year is meant."""

from __future__ import annotations

import re
from datetime import date

from detente.grounding.times.context import Context
from detente.grounding.times.lexicon import BREAK
from detente.grounding.times.moments import Moment

# Words of tense may belong to another clause. A candidate on the side that they do not tell still
# wins if it is so many times nearer; by whether the day is named or the month only. A present
# tense or an infinitive tells little.
_AGAINST_TENSE = {True: 4, False: 8}
_AGAINST_WEAK = 2
# What "the previous <unit>" can count from: a time at least as fine.
_AS_FINE: dict[str, set[str]] = {
    "D": {"day"},
    "W": {"day", "week"},
    "M": {"day", "week", "month"},
    "Q": {"day", "month", "quarter"},
    "Y": {"day", "month", "quarter", "year", "season", "half"},
    "E": {"day", "month", "quarter", "year", "season", "decade"},
    "C": {"day", "year", "decade", "century"},
}

Anchor = tuple[date, int | str]
"""A day to count from, and what it comes from: a time's number or the ISO date itself."""


def publication(ctx: Context) -> Anchor | None:
    """The publication date as something to count from."""
    return (ctx.published, ctx.published.isoformat()) if ctx.published else None


def anchor_for(ctx: Context, unit: str, m: re.Match[str]) -> Anchor | None:
    """What "the previous <unit>" counts from: the nearest earlier time at least as fine, else the
    publication date. What is told as past hangs on no day that is still to come."""
    grains = _AS_FINE.get(unit, {"day"})
    known = ctx.last_moment(grains)
    day = known[0].first_day() if known is not None else None
    ahead = day is not None and ctx.published is not None and day > ctx.published
    if ahead and ctx.direction(m.start(), m.end()) < 0:
        known = ctx.last_moment(grains, until=ctx.published)
        day = known[0].first_day() if known is not None else None
    return (day, known[1]) if known is not None and day is not None else publication(ctx)


def base_quarter(ctx: Context, reach: int) -> tuple[Moment, int] | None:
    """The quarter that a report of results is about: the last one, at most ``reach`` sentences
    back, that is not itself counted back from another."""
    if not ctx.found:
        return None
    here = ctx.sentence(ctx.found[-1].first)
    for index in range(len(ctx.found) - 1, -1, -1):
        time = ctx.found[index]
        if here - ctx.sentence(time.first) > reach:
            return None
        if (
            time.moment is not None
            and time.moment.grain == "quarter"
            and not isinstance(time.anchor, int)
        ):
            return time.moment, index
    return None


def closes(ctx: Context, index: int) -> bool:
    """Whether nothing follows that "before" or "after" could govern: "three days before." but not
    "three days before the vote"."""
    low = ctx.low(index)
    if not low or ctx.scan.codes[index] == BREAK or not low[0].isalnum():
        return low not in {"“", '"', "``", "("}
    return ctx.among(index, "after_closed_clause")


def full_year(two_digits: int, ctx: Context) -> int | None:
    """The year nearest to publication that ends so; not told without a publication date."""
    if ctx.published is None:
        return None
    here = ctx.published.year
    return min(
        (here // 100 * 100 + step + two_digits for step in (-100, 0, 100)),
        key=lambda year: abs(year - here),
    )


def year_ahead(ctx: Context, index: int) -> int | None:
    """The year that closes a range: "from March 3 to April 5, 2014", "28 May to 2 June 2014"."""
    scan = ctx.scan
    if not scan.is_class(index, "to", "hyphen", "dash", "and"):
        return None
    months = ("month", "montha", "march", "may")
    if not any(scan.is_class(i, *months) for i in (index + 1, index + 2)):
        return None
    for i in range(index + 1, index + 6):
        if scan.is_class(i, "y4"):
            return int(ctx.low(i))
        if not scan.is_class(i, "n2", "ordn", "comma", "dot", *months):
            return None
    return None


def nearest(ctx: Context, days: list[date], m: re.Match[str]) -> date:
    """The candidate nearest to publication, those on the side that the tense tells preferred."""
    if ctx.published is None:
        raise ValueError("no publication date to be near to")
    published = ctx.published
    direction = ctx.direction(m.start(), m.end())
    if ctx.low(m.start() - 1) in {"by", "through"}:
        direction = 0  # "the accord of May runs through January": the end may lie on either side
    against = _AGAINST_WEAK if ctx.tense.weak else _AGAINST_TENSE["d" in m.re.groupindex]

    def cost(day: date) -> int:
        away = (day - published).days
        return abs(away) * (against if away * direction < 0 else 1)

    return min(days, key=cost)
