"""Times counted from here or from another time: "three days ago", "a week later"."""

from __future__ import annotations

import re
from datetime import date

from detente.grounding.times.anchors import anchor_for, base_quarter, closes, publication
from detente.grounding.times.context import Context, Reading
from detente.grounding.times.durations import count_of
from detente.grounding.times.moments import Moment, duration, of_grain, shift
from detente.grounding.times.reading import of_units, read, word


def counted(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Three days ago, two weeks earlier, a year later, an hour before."""
    unit_name = of_units(ctx, m, "units", "unit1", "unit2", "unit3")
    direction = ctx.low(m.end() - 1)
    count = count_of(ctx, m)
    if direction in {"before", "after", "ahead"} and not closes(ctx, m.end()):
        return read(m, "DURATION", None, value=duration(unit_name, count), last=m.start("dir"))
    if direction == "later" and ctx.low(m.end()) in {"than"}:
        return read(m, "DURATION", None, value=duration(unit_name, count), last=m.start("dir"))
    if direction == "ago":
        return _ago(ctx, m, unit_name, count)
    if direction in {"hence", "ahead"}:
        return _moved(ctx, m, unit_name, count, 1, publication(ctx))
    sign = -1 if direction in {"earlier", "before"} else 1
    if unit_name == "Y" and sign < 0:
        quarter = base_quarter(ctx, _reach(ctx, m))
        if quarter is not None and count == 1:
            moment = Moment("quarter", quarter[0].year - 1, number=quarter[0].number)
            return read(m, "DATE", moment, quarter[1])
    known = anchor_for(ctx, "D" if unit_name.startswith("T") else unit_name, m)
    return _moved(ctx, m, unit_name, count, sign, known)


def _ago(ctx: Context, m: re.Match[str], unit_name: str, count: float | None) -> Reading:
    if count is None:
        if unit_name in {"Y", "E", "C"} and ctx.published is not None:
            return read(m, "DATE", None, value="PAST_REF")
        return read(m, "DATE", None, value="PAST_REF")
    if count == 1 and unit_name == "Y":
        quarter = base_quarter(ctx, _reach(ctx, m))
        if quarter is not None:
            moment = Moment("quarter", quarter[0].year - 1, number=quarter[0].number)
            return read(m, "DATE", moment, quarter[1])
    return _moved(ctx, m, unit_name, count, -1, publication(ctx))


def _reach(ctx: Context, m: re.Match[str]) -> int:
    """How many sentences back the quarter of "a year ago" may be told: farther behind an amount, in
    a report of results."""
    near = range(m.start() - 1, max(-1, m.start() - 9), -1)
    amounts = any(ctx.scan.is_class(i, "money", "percent", "ofmoney") for i in near)
    return 8 if amounts else 2


def _vaguely(ctx: Context, m: re.Match[str], unit: str, sign: int) -> Reading:
    """Days later, a few hours earlier: a stretch that nobody counted, open at its far end. Hours
    reach into the day beside it at most."""
    known = anchor_for(ctx, "D" if unit.startswith("T") else unit, m)
    value = duration(unit, None)
    if known is None:
        return read(m, "DURATION", None, value=value, note="not counted from a day that is known")
    if not unit.startswith("T"):
        edtf = f"{known[0]}/.." if sign > 0 else f"../{known[0]}"
    else:
        beside = shift(known[0], "D", sign) or known[0]
        edtf = "/".join(sorted((known[0].isoformat(), beside.isoformat())))
    return read(m, "DURATION", None, known[1], value=value, edtf=edtf, note="nobody says how long")


def counted_in_time(ctx: Context, m: re.Match[str]) -> Reading | None:
    """In three days' time."""
    return counted_from_now(ctx, m) if ctx.low(m.start() - 1) == "in" else None


def _moved(
    ctx: Context,
    m: re.Match[str],
    unit_name: str,
    count: float | None,
    sign: int,
    known: tuple[date, int | str] | None,
) -> Reading:
    """A time counted from a day. Hours and minutes from a day leave open which day they reach."""
    if count is None:
        return _vaguely(ctx, m, unit_name, sign)
    if unit_name.startswith("T"):
        if sign < 0 and known is not None and known[0] == ctx.published:
            return read(m, "TIME", None)
        return read(m, "DURATION", None, value=duration(unit_name, count))
    if known is None:
        return read(m, "DATE", None)
    grain = {"E": "Y", "C": "Y", "L": "Y", "F": "W"}.get(unit_name, unit_name)
    if count != int(count):
        count, unit_name, grain = _whole(count, unit_name)
    moved = shift(known[0], unit_name, sign * int(count))
    return read(m, "DATE", of_grain(grain, moved) if moved else None, known[1])


def _whole(count: float, unit_name: str) -> tuple[float, str, str]:
    """A broken count in the next smaller unit, and how exact that is: a year and a half is 18
    months, a decade and a half 15 years, a month and a half six weeks."""
    times, smaller, grain = {
        "C": (100, "Y", "Y"), "E": (10, "Y", "Y"), "Y": (12, "M", "M"), "Q": (3, "M", "M"),
        "M": (4, "W", "W"), "W": (7, "D", "D"),
    }.get(unit_name, (1, unit_name, unit_name))  # fmt: skip
    return count * times, smaller, grain


def counted_from_now(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Two years from now."""
    unit_name = of_units(ctx, m, "units", "unit1", "unit2", "unit3")
    return _moved(ctx, m, unit_name, count_of(ctx, m), 1, publication(ctx))


def vague_ago(ctx: Context, m: re.Match[str]) -> Reading | None:
    """Years ago, days earlier, hours later: before or after, nobody says how long."""
    direction = word(ctx, m, "dir")
    if direction == "ago":
        return read(m, "DATE", None, value="PAST_REF")
    if direction == "ahead":
        return read(m, "DURATION", None, value=duration(of_units(ctx, m, "units"), None))
    if direction == "before" and not closes(ctx, m.end()):
        return None
    unit = of_units(ctx, m, "units")
    return _vaguely(ctx, m, unit, 1 if direction == "later" else -1)


def latest_period(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The latest period, in news of results: the quarter that they are about."""
    quarter = base_quarter(ctx, 12)
    return read(m, "DATE", quarter[0], quarter[1]) if quarter is not None else None


def same_last_year(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The same month last year; the corresponding quarter or period a year earlier, in news of
    results the one that they are about."""
    if ctx.published is None:
        return read(m, "DATE", None)
    unit = of_units(ctx, m, "u")
    if unit in {"W", "M"}:
        moved = shift(ctx.published, "Y", -1)
        moment = of_grain(unit, moved) if moved is not None else None
        return read(m, "DATE", moment, ctx.published.isoformat())
    quarter = base_quarter(ctx, 12) or (ctx.quarter_ended() if unit == "Q" else None)
    if quarter is None:
        return read(m, "DATE", Moment("year", ctx.published.year - 1), ctx.published.isoformat())
    moment = Moment("quarter", quarter[0].year - 1, number=quarter[0].number)
    return read(m, "DATE", moment, quarter[1])


def year_ago(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The year-earlier quarter, year-ago period: the same stretch one year before; by itself the
    year before."""
    quarter = base_quarter(ctx, 12) if m.group("what") else base_quarter(ctx, 2)
    if quarter is not None:
        moment = Moment("quarter", quarter[0].year - 1, number=quarter[0].number)
        return read(m, "DATE", moment, quarter[1])
    if ctx.published is None:
        return read(m, "DATE", None)
    return read(m, "DATE", Moment("year", ctx.published.year - 1), ctx.published.isoformat())
