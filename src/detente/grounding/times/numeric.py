"""Dates in figures: 2022-02-15, 14.3.2022, 03/04/2022."""

from __future__ import annotations

import re
from datetime import date

from detente.grounding.times.anchors import full_year
from detente.grounding.times.context import Context, Reading
from detente.grounding.times.lexicon import lexicon
from detente.grounding.times.moments import Moment, of_day, real_day
from detente.grounding.times.reading import read
from detente.grounding.times.scan import Scan

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})")


def day_moment(year: int, month: int, day: int) -> Moment | None:
    """A day, or ``None`` if the calendar lacks it."""
    return Moment("day", year, month, day) if real_day(year, month, day) else None


def month_first(pieces: Scan, country: str | None) -> bool | None:
    """Whether a report writes the month before the day: by another date of the report that can be
    read in one way only, else by the custom of the country that it was filed from; ``None`` if
    neither tells, or the report contradicts itself."""
    seen = set()
    for low in pieces.low:
        if "/" in low and (match := _SLASHED.fullmatch(low)):
            first, second = int(match.group(1)), int(match.group(2))
            if (first > 12) != (second > 12):
                seen.add(second > 12)
    if seen:
        return seen.pop() if len(seen) == 1 else None
    return custom_of(country)


def custom_of(country: str | None) -> bool | None:
    """Whether English dates of a country have the month first; ``None`` where both are usual or the
    country is not known."""
    if country is None or country in lexicon().contexts["both_orders"]:
        return None
    return country in lexicon().contexts["month_first"]


def known_day(ctx: Context, m: re.Match[str]) -> Reading | None:
    """9/11: a day that goes by its figures."""
    day = date.fromisoformat(ctx.lex.known_days[ctx.low(m.start())])
    if ctx.published is not None and ctx.published <= day:
        return None
    if ctx.scan.is_class(m.end(), "unit", "units", "percent", "ofmoney", "day", "days"):
        return None
    return read(m, "DATE", of_day(day))


def iso_date(ctx: Context, m: re.Match[str]) -> Reading:
    """2022-02-15, with or without a time."""
    text = ctx.shown(m.start())
    moment = day_moment(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if moment is None:
        return _impossible(m)
    if len(text) > 10:
        hour, minute = int(text[11:13]), int(text[14:16])
        known = hour < 24 and minute < 60
        return read(m, "TIME", moment.at(text[11:16]) if known else moment)
    return read(m, "DATE", moment)


def numeric_date(ctx: Context, m: re.Match[str]) -> Reading | None:
    """3/14/2022, 14.3.2022. Dots are the European order. With slashes, where both readings are
    possible and differ, ``ctx.month_first`` decides; else there is no value, and both are kept as
    an EDTF set of alternatives."""
    text = ctx.shown(m.start())
    first, second, tail = (int(part) for part in re.split(r"[/.]", text))
    short = len(re.split(r"[/.]", text)[2]) == 2
    year = full_year(tail, ctx) if short else tail
    if year is None:
        return read(m, "DATE", None, note="two digits of a year, and no day of publication")
    by_month, by_day = day_moment(year, first, second), day_moment(year, second, first)
    if "." in text:
        return read(m, "DATE", by_day) if by_day else _impossible(m)
    if by_month is None or by_day is None or by_month == by_day:
        moment = by_month or by_day
        return read(m, "DATE", moment) if moment else _impossible(m)
    if ctx.month_first is not None:
        order = "the month first" if ctx.month_first else "the day first"
        moment = by_month if ctx.month_first else by_day
        return read(m, "DATE", moment, note=f"this report writes {order}")
    both = ",".join(sorted((by_month.value(), by_day.value())))
    note = "day and month could be exchanged"
    return read(m, "DATE", None, note=note, edtf=f"[{both}]")


def _impossible(m: re.Match[str]) -> Reading:
    return read(m, "DATE", None, note="the calendar has no such day")
