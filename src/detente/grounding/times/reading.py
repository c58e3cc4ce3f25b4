"""Small helpers of the builders: words of a match, numbers, units, the reading itself."""

from __future__ import annotations

import re

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.moments import Moment
from detente.record import TimeType

_MOST = 10**9
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def read(
    m: re.Match[str],
    type_: TimeType,
    moment: Moment | None,
    anchor: int | str | None = None,
    *,
    value: str | None = None,
    first: int | None = None,
    last: int | None = None,
    note: str = "",
    edtf: str | None = None,
) -> Reading:
    """A reading of a match; the value is the moment's unless given. A moment outside the calendar
    has no value."""
    if moment is not None and moment.first_day() is None:
        moment, note = None, "the calendar has no such day"
    if moment is not None and value is None:
        value = moment.value()
    if value is None:
        anchor = None
    return Reading(
        m.start() if first is None else first,
        m.end() if last is None else last,
        type_,
        value,
        moment,
        anchor,
        note=note,
        edtf=edtf,
    )


def word(ctx: Context, m: re.Match[str], group: str) -> str:
    """The lower form of a group's first piece; empty if the group took no part."""
    if group not in m.re.groupindex or m.group(group) is None or m.start(group) == m.end(group):
        return ""
    return ctx.low(m.start(group))


def pieces(ctx: Context, m: re.Match[str], group: str) -> list[str]:
    """The lower forms of a group's pieces."""
    if group not in m.re.groupindex or m.group(group) is None:
        return []
    return ctx.scan.low[m.start(group) : m.end(group)]


def has(ctx: Context, m: re.Match[str], *words: str) -> bool:
    """Whether the match contains one of these words."""
    return any(low in words for low in ctx.scan.low[m.start() : m.end()])


def ordinal(ctx: Context, m: re.Match[str], group: str) -> int:
    """A day or rank: 3, 3rd, third; 0 if it is none."""
    text = word(ctx, m, group)
    if text in ctx.lex.ordinals:
        return ctx.lex.ordinals[text]
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else 0


def number(ctx: Context, first: int, last: int) -> float | None:
    """The number that the pieces spell: 16, 1,500, twenty-five, 2 1/2, a hundred; ``None`` if they
    spell none, or one that counts no time."""
    total, current, seen = 0.0, 0.0, False
    for low in ctx.scan.low[first:last]:
        if low[:1].isdigit() and "/" in low:
            above, below = low.split("/")
            if int(below) == 0:
                return None
            current += int(above) / int(below)
        elif low in _FRACTIONS:
            current += _FRACTIONS[low]
        elif low[:1].isdigit():
            current = current * 1 + float(low.replace(",", ""))
        elif low in ctx.lex.numbers:
            value = ctx.lex.numbers[low]
            if value >= 1000:
                total += (current or 1) * value
                current = 0
            elif value == 100:
                current = (current or 1) * 100
            else:
                current += value
        else:
            continue
        seen = True
    return total + current if seen and total + current <= _MOST else None


def spelled_year_value(ctx: Context, first: int, last: int) -> int | None:
    """Nineteen seventy-nine is 1979, two thousand ten is 2010."""
    values = [ctx.lex.numbers[low] for low in ctx.scan.low[first:last] if low in ctx.lex.numbers]
    if not values or len(values) > 4:
        return None
    if 1000 in values or 100 in values:
        spelled = number(ctx, first, last)
        return int(spelled) if spelled is not None and values[0] < 100 else None
    if len(values) < 2 or not 11 <= values[0] <= 20 or values[1] < 10:
        return None
    if len(values) == 3 and (values[1] < 20 or values[2] > 9):
        return None
    return values[0] * 100 + sum(values[1:]) if len(values) <= 3 else None


def of_units(ctx: Context, m: re.Match[str], *groups: str) -> str:
    """The unit that one of these groups names: "D", "W", "TH" ...; empty if none."""
    for group in groups:
        text = word(ctx, m, group)
        if text:
            return ctx.lex.units.get(text, "")
    return ""
