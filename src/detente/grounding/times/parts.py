"""Parts of a month or a day by their place in it: "the first week of March", "the first Monday in
May", "on the 27th", "the night before", "two nights ago"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from detente.grounding.times.anchors import anchor_for, closes, nearest, year_ahead
from detente.grounding.times.context import Context, Reading
from detente.grounding.times.moments import (
    Moment,
    nth_weekday,
    of_day,
    of_grain,
    of_week,
    real_day,
    shift,
)
from detente.grounding.times.reading import number, of_units, ordinal, read, word

_LAST = -1


def of_month(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The first week of March 2021, the last day of May, the first Monday in June."""
    rank = _LAST if word(ctx, m, "q") in {"last", "final"} else ordinal(ctx, m, "q")
    if rank not in (_LAST, 1, 2, 3, 4, 5):
        return None
    month, anchor = _month(ctx, m)
    if month is None:
        return read(m, "DATE", None)
    first = date(month.year, month.month, 1)
    last = date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)
    if word(ctx, m, "w"):
        day = nth_weekday(first.year, first.month, ctx.lex.weekdays[word(ctx, m, "w")], rank)
        return read(m, "DATE", of_day(day) if day <= last else None, anchor)
    match of_units(ctx, m, "u"):
        case "D":
            return read(
                m, "DATE", of_day(last if rank == _LAST else first.replace(day=rank)), anchor
            )
        case "WE":
            saturday = nth_weekday(first.year, first.month, 5, rank)
            return read(m, "DATE", of_week(saturday, weekend=True), anchor)
        case "W" if rank != 5:
            # Which days a week of a month has is not fixed: seven from either end.
            begin = last - timedelta(days=6) if rank == _LAST else first + timedelta(weeks=rank - 1)
            stretch = f"{begin}/{begin + timedelta(days=6)}"
            return read(m, "DATE", month, anchor, edtf=stretch)
    return None


def _month(ctx: Context, m: re.Match[str]) -> tuple[Moment | None, str | None]:
    name = ctx.lex.months[word(ctx, m, "m")]
    if m.group("y"):
        return Moment("month", int(word(ctx, m, "y")), name), None
    if ahead := year_ahead(ctx, m.end()):
        return Moment("month", ahead, name), None
    if ctx.published is None:
        return None, None
    year = ctx.published.year
    if name != ctx.published.month:
        year = nearest(ctx, [date(year + step, name, 1) for step in (-1, 0, 1)], m).year
    return Moment("month", year, name), ctx.published.isoformat()


def bare_day(ctx: Context, m: re.Match[str]) -> Reading | None:
    """On the 27th, by Tuesday the 3rd: of the month that fits publication and tense."""
    day = ordinal(ctx, m, "d")
    weekday = ctx.lex.weekdays[word(ctx, m, "w")] if word(ctx, m, "w") else None
    if weekday is None and not ctx.among(m.start() - 1, "before_day_of_month"):
        return None
    if not 1 <= day <= 31 or not closes(ctx, m.end()) or ctx.shown(m.end()) in {"-", "/"}:
        return None
    if ctx.published is None:
        return read(m, "DATE", None)
    months = [shift(ctx.published.replace(day=1), "M", step) for step in (-1, 0, 1)]
    days = [
        date(month.year, month.month, day)
        for month in months
        if month is not None and real_day(month.year, month.month, day)
    ]
    if weekday is not None:
        days = [day for day in days if day.weekday() == weekday]
    if not days:
        return read(m, "DATE", None)
    return read(m, "DATE", of_day(nearest(ctx, days, m)), ctx.published.isoformat())


def part_beside(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The night before, the morning after: of the day before or after the one told last."""
    if not closes(ctx, m.end()):
        return None
    known = anchor_for(ctx, "D", m)
    if known is None:
        return read(m, "TIME", None)
    step = -1 if word(ctx, m, "dir") == "before" else 1
    day = known[0] + timedelta(days=step)
    return read(m, "TIME", of_day(day, ctx.lex.dayparts[word(ctx, m, "p")]), known[1])


def nights_ago(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Two nights ago."""
    count = number(ctx, m.start("count"), m.end("count"))
    here = ctx.today(m.start())
    if here is None or count is None or count != int(count):
        return read(m, "TIME", None)
    day = shift(here[0], "D", -int(count))
    part = ctx.lex.dayparts[word(ctx, m, "p")]
    return read(m, "TIME", of_day(day, part) if day is not None else None, here[1])


def next_but_one(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The week after next, the month before last."""
    unit = of_units(ctx, m, "u")
    if unit not in {"D", "W", "M", "Q", "Y", "WE"} or ctx.published is None:
        return read(m, "DATE", None) if unit else None
    moved = shift(ctx.published, unit, -2 if word(ctx, m, "dir") == "before" else 2)
    moment = of_grain(unit, moved) if moved is not None else None
    return read(m, "DATE", moment, ctx.published.isoformat())


def part_of(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The night of, dawn on: what the day that follows is cut down to (see ``find``)."""
    code = ctx.lex.dayparts[word(ctx, m, "p")]
    return replace(read(m, "TIME", None, last=m.end("p")), part=code)
