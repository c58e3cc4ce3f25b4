"""The days that a time covers, as an EDTF date or interval.

TIMEX3 values say what kind of time was named ("2022-W06", "2021-Q3", "2022-03" for early March);
EDTF (ISO 8601-2:2019) says which days it covers, in a form that sorts and joins. Parts
of a stretch ("early March", "late 1990s") are its first, middle or last third: a convention of this
project, as TIMEX3 leaves it open.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, datetime, timedelta

from detente.grounding.times.context import Context, Reading
from detente.grounding.times.moments import Moment, shift

# EDTF level 1 codes of the seasons.
_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
# Words in a span -> the third of the stretch that they name.
_THIRDS = {"early": 0, "mid": 1, "middle": 1, "midst": 1, "late": 2}
_THIRDS |= {"beginning": 0, "start": 0, "outset": 0, "end": 2, "close": 2}
_ROUGHLY = {"about", "around", "circa", "roughly", "approximately"}
_COUNTED = re.compile(r"P(T?)(\d+)([DWMYH])")
_DAY = timedelta(days=1)


def extent(ctx: Context, reading: Reading) -> str | None:
    """The EDTF form of one time; ``None`` for what has no place on the calendar."""
    if reading.edtf is not None:
        return reading.edtf
    if reading.type == "DURATION":
        return _stretch_beside_publication(ctx, reading)
    if reading.moment is None:
        return _night(reading.value) if reading.type == "TIME" else None
    text = _portion(ctx, reading) or plain(reading.moment, _zone(ctx, reading))
    if "/" not in text and "T" not in text and _roughly(ctx, reading):
        text += "~"
    return _bounded(ctx, reading, text)


def plain(moment: Moment, zone: str = "") -> str:
    """A moment by itself: ``2022-02-15``, ``2021-22`` (summer), ``2022-02-07/2022-02-13``."""
    match moment.grain:
        case "day":
            return _with_clock(moment, zone)
        case "season":
            return f"{moment.year:04d}-{_SEASONS[moment.season]}"
        case "quarter":
            return _months(moment.year, 3 * moment.number - 2, 3 * moment.number)
        case "half":
            return _months(moment.year, 6 * moment.number - 5, 6 * moment.number)
        case "week":
            first, last = moment.first_day(), last_day(moment)
            return f"{first}/{last}" if first and last else moment.value()
        case _:
            return moment.value()


def _months(year: int, first: int, last: int) -> str:
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}"


def _with_clock(moment: Moment, zone: str) -> str:
    day = f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d}"
    if ":" not in moment.part:
        return day
    if moment.part.startswith("24:"):
        following = shift(date(moment.year, moment.month, moment.day), "D", 1)
        return f"{following}T00:00:00{zone}" if following else day
    return f"{day}T{moment.part}:00{zone}"


def last_day(moment: Moment) -> date | None:
    """The last day of a stretch of time; ``None`` outside the calendar."""
    first = moment.first_day()
    if first is None:
        return None
    match moment.grain:
        case "day":
            return first
        case "week":
            return _before(shift(first, "D", 2 if moment.weekend else 7))
        case "month":
            return _before(shift(first, "M", 1))
        case "quarter" | "season":
            return _before(shift(first, "M", 3))
        case "half":
            return _before(shift(first, "M", 6))
        case "year":
            return date(moment.year, 12, 31)
        case "decade":
            return date(min(moment.year + 9, MAXYEAR), 12, 31)
        case "century":
            return date(min(moment.year + 99, MAXYEAR), 12, 31)


def _before(day: date | None) -> date | None:
    return day - _DAY if day is not None else None


def _portion(ctx: Context, reading: Reading) -> str | None:
    """Early March, the end of the year, later this week: the part that is meant."""
    moment = reading.moment
    if moment is None or moment.grain == "day":
        return None
    words = ctx.scan.low[reading.first : reading.last]
    first, last = moment.first_day(), last_day(moment)
    if first is None or last is None:
        return None
    today = ctx.published
    if today is not None and first <= today <= last:
        if "later" in words or "rest" in words or "remainder" in words:
            return f"{today}/{last}"
        if "earlier" in words:
            return f"{first}/{today}"
    third = next((_THIRDS[word] for word in words if word in _THIRDS), None)
    return _third(moment, third, first, last) if third is not None else None


def _third(moment: Moment, third: int, first: date, last: date) -> str | None:
    year = moment.year
    match moment.grain:
        case "month":
            days = ((1, 10), (11, 20), (21, last.day))[third]
            return f"{first.replace(day=days[0])}/{first.replace(day=days[1])}"
        case "year":
            return _months(year, 4 * third + 1, 4 * third + 4)
        case "decade":
            years = ((0, 3), (4, 6), (7, 9))[third]
            return f"{year + years[0]:04d}/{year + years[1]:04d}"
        case "century":
            years = ((0, 33), (34, 66), (67, 99))[third]
            return f"{year + years[0]:04d}/{year + years[1]:04d}"
        case "week":
            days = ((0, 2), (1, 3), (3, 6))[third]
            return None if moment.weekend else f"{first + days[0] * _DAY}/{first + days[1] * _DAY}"
        case _:
            return None


def _roughly(ctx: Context, reading: Reading) -> bool:
    return ctx.low(reading.first) in _ROUGHLY or ctx.low(reading.first - 1) in _ROUGHLY


def bound(ctx: Context, reading: Reading) -> str:
    """The preposition that leaves one end of a time open: "since", "until", "till", "by", "before",
    "after", "from"; empty if none does."""
    word = ctx.low(reading.first - 1)
    if word in {"before", "after"}:
        counted = ctx.scan.is_class(reading.first - 2, "unit", "units", "day", "days", "years")
        of_event = ctx.scan.is_class(reading.last, "apos")
        return "" if counted or of_event else word
    if word == "from":
        return word if ctx.low(reading.last) in {"on", "onward", "onwards"} else ""
    return word if word in {"since", "until", "till", "by"} else ""


def _bounded(ctx: Context, reading: Reading, text: str) -> str:
    """Since Monday, until the end of March, before 1998: one end is open."""
    first, _, last = text.partition("/")
    last = last or first
    match bound(ctx, reading):
        case "since" | "from":
            return f"{first}/.."
        case "until" | "till" | "by":
            return f"../{last}"
        case "before":
            return f"../{_next_to(first, -1)}"
        case "after":
            return f"{_next_to(last, 1)}/.."
        case _:
            return text


def _next_to(text: str, step: int) -> str:
    """The day, month or year before or after; anything else stays as it is."""
    if re.fullmatch(r"\d{4}", text) and 0 < int(text) + step <= MAXYEAR:
        return f"{int(text) + step:04d}"
    unit, form = ("M", f"{text}-01") if len(text) == 7 else ("D", text)
    try:
        day = shift(date.fromisoformat(form), unit, step)
    except ValueError:
        return text
    return str(day)[: len(text)] if day is not None else text


def _zone(ctx: Context, reading: Reading) -> str:
    """The offset of the zone named beside a clock time; empty where none is, or where its name is
    that of several zones (IST, CST)."""
    for word in ctx.scan.low[reading.first : reading.last]:
        if word in ctx.lex.zones:
            return ctx.lex.zones[word]
    return ""


def _night(value: str | None) -> str | None:
    """Overnight: from one day into the next."""
    if value is None or not value.endswith("TNI"):
        return None
    eve = datetime.fromisoformat(value[:10]).date()
    following = shift(eve, "D", 1)
    return f"{eve}/{following}" if following else None


def _stretch_beside_publication(ctx: Context, reading: Reading) -> str | None:
    """The last three days, the next two weeks: counted from the day of publication."""
    words = set(ctx.scan.low[reading.first : reading.last])
    sign = -1 if words & {"last", "past"} else 1 if words & {"next", "coming"} else 0
    away = _days_away(ctx.published, reading.value, sign) if sign else None
    if away is None or ctx.published is None:
        return None
    first, last = sorted((ctx.published, away))
    return f"{first}/{last}"


def _days_away(day: date | None, value: str | None, sign: int) -> date | None:
    """The day that lies a counted duration away; ``None`` where it is vague or below a day."""
    match = _COUNTED.fullmatch(value or "")
    if match is None or day is None:
        return None
    count, unit = int(match.group(2)), match.group(3)
    if match.group(1):
        if unit != "H" or count % 24:
            return None
        count, unit = count // 24, "D"
    elif unit == "H":
        return None
    return shift(day, unit, sign * count)


def counted_from(day: date, value: str | None, sign: int) -> date | None:
    """The day a duration before (-1) or after (1) another; see ``_days_away``."""
    return _days_away(day, value, sign)
