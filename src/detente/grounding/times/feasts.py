"""Feasts and memorial days: Christmas, Thanksgiving, Ramadan, Orthodox Easter."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.grounding.times.anchors import nearest
from detente.grounding.times.context import Context, Reading
from detente.grounding.times.lexicon import lexicon
from detente.grounding.times.moments import holiday_in, of_day, of_week
from detente.grounding.times.reading import of_units, read, word


def feast_days(name: str, years: tuple[int, ...]) -> list[tuple[date, int]]:
    """First days and lengths of a feast in these years; a lunar one can come twice in a year, and
    is not known outside ``feasts.tsv``."""
    rule = lexicon().holidays[name]
    if "feast" in rule:
        return [found for found in lexicon().feasts[rule["feast"]] if found[0].year in years]
    return [(holiday_in(rule, year), 1) for year in years]


def holiday(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Christmas, New Year's Eve, last Thanksgiving, Easter 2021, during Ramadan. A feast of several
    days has no value of its own, only the days that it covers."""
    name, unit = word(ctx, m, "h"), of_units(ctx, m, "u")
    if (m.group("u") and unit != "W") or _is_no_feast(ctx, m, name):
        return None
    if m.group("y"):
        days = feast_days(name, (int(word(ctx, m, "y")),))
        return _read(m, days[0], None) if len(days) == 1 else read(m, "DATE", None)
    if ctx.published is None:
        return read(m, "DATE", None)
    here = ctx.published.year
    chosen = _chosen(ctx, m, feast_days(name, (here - 1, here, here + 1)))
    if chosen is None:
        return read(m, "DATE", None, note="not in the table of feasts")
    anchor = ctx.published.isoformat()
    if unit == "W":
        return read(m, "DATE", of_week(chosen[0]), anchor)
    return _read(m, chosen, anchor)


def _is_no_feast(ctx: Context, m: re.Match[str], name: str) -> bool:
    """Whether the name is a person's, or "a new year" that nobody celebrates."""
    if name == "new year" and not m.group("rel") and ctx.low(m.start() - 1) != "the":
        return True
    if "feast" not in ctx.lex.holidays[name] or " " in name:
        return False
    before, after = ctx.shown(m.start() - 1), ctx.shown(m.end())
    led = before.istitle() and before.isalpha() and m.start() - 1 not in ctx.sentence_starts
    return led or (after.istitle() and after.isalpha())


def _chosen(
    ctx: Context, m: re.Match[str], days: list[tuple[date, int]]
) -> tuple[date, int] | None:
    if ctx.published is None or not days:
        return None
    published, rel = ctx.published, word(ctx, m, "rel")
    if rel in {"last", "past"}:
        return max((d for d in days if d[0] < published), default=None)
    if rel == "next":
        return min((d for d in days if d[0] > published), default=None)
    if rel == "this":
        return min(days, key=lambda d: (d[0].year != published.year, d))
    for first, length in days:
        if first <= published < first + timedelta(days=length):
            return first, length
    first = nearest(ctx, [first for first, _ in days], m)
    return next(found for found in days if found[0] == first)


def _read(m: re.Match[str], found: tuple[date, int], anchor: str | None) -> Reading:
    first, length = found
    if length == 1:
        return read(m, "DATE", of_day(first), anchor)
    last = first + timedelta(days=length - 1)
    return read(m, "DATE", None, note=f"lasts {length} days", edtf=f"{first}/{last}")
