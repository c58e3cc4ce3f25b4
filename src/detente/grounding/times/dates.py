"""Days and months that are named: "18 February 2022", "Monday, Sept. 23", "March", holidays."""

from __future__ import annotations

import re
from datetime import date

from detente.grounding.times.anchors import nearest, year_ahead
from detente.grounding.times.context import Context, Reading
from detente.grounding.times.moments import Moment, of_week, real_day, shift
from detente.grounding.times.numeric import day_moment
from detente.grounding.times.reading import has, of_units, ordinal, read, spelled_year_value, word

_IMPOSSIBLE = "the calendar has no such day"
# A leap year and a common one.
_ANY_YEARS = (2023, 2024)


def month_day(ctx: Context, m: re.Match[str]) -> Reading | list[Reading] | None:
    """February 18, 2022; Monday, Sept. 23; March 3-5."""
    return _dated(ctx, m, "d", "d2")


def day_month(ctx: Context, m: re.Match[str]) -> Reading | list[Reading] | None:
    """18 February 2022; Monday 23 September; the 3rd of March; 3-5 March."""
    if ctx.lex.classes.get(ctx.low(m.start("m"))) == "may" and not _month_case(ctx, m.start("m")):
        return None
    day = word(ctx, m, "d")
    if day in ctx.lex.ordinals and not has(ctx, m, "of"):
        return None
    return _dated(ctx, m, "d1", "d")


def _month_case(ctx: Context, index: int) -> bool:
    return ctx.shown(index)[:1].isupper()


def _dated(
    ctx: Context, m: re.Match[str], first: str, second: str
) -> Reading | list[Reading] | None:
    month = ctx.lex.months[word(ctx, m, "m")]
    days = [ordinal(ctx, m, group) for group in (first, second) if m.group(group)]
    year, anchor = _year_of(ctx, m, month, days[0])
    if year is None:
        return _without_year(ctx, m, month, days)
    moments = [day_moment(year, month, day) for day in days]
    notes = ["" if moment else _IMPOSSIBLE for moment in moments]
    if len(moments) == 1:
        return read(m, "DATE", moments[0], anchor, note=notes[0])
    # A range is two times: "March 3" and "5".
    cut = m.end("d") if second == "d2" else m.end("d1")
    start = m.start("d2") if second == "d2" else m.start("d")
    return [
        read(m, "DATE", moments[0], anchor, last=cut, note=notes[0]),
        read(m, "DATE", moments[1], anchor, first=start, note=notes[1]),
    ]


def _without_year(ctx: Context, m: re.Match[str], month: int, days: list[int]) -> Reading:
    """3 March of a year that nothing tells: no value, and month and day as EDTF writes them."""
    if not any(real_day(year, month, day) for year in _ANY_YEARS for day in days):
        return read(m, "DATE", None, note=_IMPOSSIBLE)
    if ctx.published is not None:
        return read(m, "DATE", None, note="no year near publication has this day")
    edtf = f"XXXX-{month:02d}-{days[0]:02d}" if len(days) == 1 else None
    return read(m, "DATE", None, edtf=edtf)


def _year_of(
    ctx: Context, m: re.Match[str], month: int, day: int
) -> tuple[int | None, int | str | None]:
    """The year of a day: named, or "last year", or the one that fits publication and tense."""
    if m.group("y"):
        return int(word(ctx, m, "y")), None
    known = ctx.lex.known_days.get(f"{month:02d}-{day:02d}")
    if known and ctx.among(m.end(), "known_events"):
        year = int(known[:4])
        if ctx.published is None or ctx.published.year > year:
            return year, None
    if ctx.published is None:
        return None, None
    anchor = ctx.published.isoformat()
    if m.group("rel"):
        step = {"last": -1, "next": 1}.get(word(ctx, m, "rel"), 0)
        return ctx.published.year + step, anchor
    ahead = year_ahead(ctx, m.end())
    if ahead:
        return ahead, None
    around = [
        year
        for year in (ctx.published.year - 1, ctx.published.year, ctx.published.year + 1)
        if real_day(year, month, day)
    ]
    if not around:
        return None, None
    if m.groupdict().get("w"):
        weekday = ctx.lex.weekdays[word(ctx, m, "w").rstrip(".")]
        fitting = [year for year in around if date(year, month, day).weekday() == weekday]
        around = fitting or around
    return nearest(ctx, [date(year, month, day) for year in around], m).year, anchor


def week_of(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The week of March 6: the one that the day is in."""
    if of_units(ctx, m, "u") != "W":
        return None
    month = ctx.lex.months[word(ctx, m, "m") or word(ctx, m, "m1")]
    day = ordinal(ctx, m, "d") or ordinal(ctx, m, "d1")
    year, anchor = _year_of(ctx, m, month, day)
    moment = day_moment(year, month, day) if year is not None else None
    first = moment.first_day() if moment is not None else None
    return read(m, "DATE", of_week(first) if first else None, anchor)


def month_year(ctx: Context, m: re.Match[str]) -> Reading | None:
    """March 2022, early March 2022, July last year."""
    month = ctx.lex.months[word(ctx, m, "m")]
    if m.groupdict().get("y"):
        return read(m, "DATE", Moment("month", int(word(ctx, m, "y")), month))
    if m.groupdict().get("words"):
        spelled = spelled_year_value(ctx, m.start("words"), m.end("words"))
        return read(m, "DATE", Moment("month", spelled, month)) if spelled else None
    rel = word(ctx, m, "rel")
    if rel in {"that", "following", "previous"}:
        known = ctx.last_moment({"day", "month", "year", "quarter", "season"})
        if known is None:
            return read(m, "DATE", None)
        step = {"following": 1, "previous": -1}.get(rel, 0)
        return read(m, "DATE", Moment("month", known[0].year + step, month), known[1])
    if ctx.published is None:
        return read(m, "DATE", None)
    step = {"last": -1, "next": 1}.get(rel, 0)
    moment = Moment("month", ctx.published.year + step, month)
    return read(m, "DATE", moment, ctx.published.isoformat())


def month(ctx: Context, m: re.Match[str]) -> Reading | None:
    """March, last March, early in March."""
    index = m.start("m")
    number = ctx.lex.months[word(ctx, m, "m").rstrip(".")]
    name = ctx.low(index)
    if not _is_bare_month(ctx, m, index, name):
        return None
    if ctx.published is None:
        edtf = f"XXXX-{number:02d}" if not m.group("rel") else None
        return read(m, "DATE", None, edtf=edtf)
    published, anchor = ctx.published, ctx.published.isoformat()
    here = published.year
    rels = ctx.scan.low[m.start("rel") : m.end("rel")] if m.group("rel") else []
    if "last" in rels or "past" in rels or "previous" in rels:
        # The month that has just ended would be "last month".
        year = here if number < published.month - 1 else here - 1
    elif "next" in rels or "coming" in rels or "following" in rels:
        year = here if number > published.month else here + 1
    elif "this" in rels:
        year = here
    elif "that" in rels:
        known = ctx.last_moment({"day", "month", "year"})
        year = known[0].year if known else here
    elif ahead := year_ahead(ctx, m.end()):
        return read(m, "DATE", Moment("month", ahead, number))
    else:
        year = nearest(ctx, [date(here + step, number, 1) for step in (-1, 0, 1)], m).year
        if number == published.month:
            year = here
    return read(m, "DATE", Moment("month", year, number), anchor)


def _is_bare_month(ctx: Context, m: re.Match[str], index: int, name: str) -> bool:
    """Whether a month's name is a month here: not May the verb, March the walk, April the woman."""
    if m.group("mod") or m.group("rel"):
        return True
    led = ctx.among(m.start() - 1, "before_month")
    if ctx.scan.is_class(index, "montha"):
        # An abbreviation needs its stop, or a number beside it.
        return ctx.low(index + 1) == "." and led
    if name == "march" and ctx.low(m.start() - 1) == "the":
        return not ctx.among(index + 1, "after_walk")
    if name in {"may", "march"}:
        return ctx.among(m.start() - 1, "before_doubtful_month")
    after = ctx.shown(index + 1)
    before_name = after[:1].isupper() and after.isalpha()
    if before_name and not led and ctx.lex.contexts["names_too"] & {name}:
        return False
    after_name = ctx.shown(m.start() - 1)[:1].isupper() and not led
    if after_name and not ctx.scan.is_class(m.start() - 1, "wday"):
        return ctx.low(m.start() - 2) in {"", "."} or not before_name
    return True


def day_of_month(ctx: Context, m: re.Match[str]) -> Reading | None:
    """The 15th of this month."""
    day, rel = ordinal(ctx, m, "d"), word(ctx, m, "rel")
    if of_units(ctx, m, "u") != "M" or not ctx.published:
        return None
    month = shift(ctx.published.replace(day=1), "M", {"last": -1, "next": 1}.get(rel, 0))
    if month is None:
        return None
    moment = Moment("day", month.year, month.month, day)
    return read(m, "DATE", moment, ctx.published.isoformat())
