"""Partial dates and calendar arithmetic: what a time is before it is written as a TIMEX3 value."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

Grain = Literal["century", "decade", "year", "half", "quarter", "season", "month", "week", "day"]

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True)
class Moment:
    """A date as far as it is known. ``part`` is a TIMEX3 part of day ("MO", "NI") or a clock time
    ("17:30"); ``weekend`` stands with ``week``; ``season`` is "SP", "SU", "FA" or "WI"."""

    grain: Grain
    year: int
    month: int = 0
    day: int = 0
    week: int = 0
    number: int = 0
    season: str = ""
    weekend: bool = False
    part: str = ""

    def value(self) -> str:
        """The TIMEX3 value; decades and centuries as EDTF writes them (``198X``, ``18XX``)."""
        text = self._date_value()
        return f"{text}T{self.part}" if self.part else text

    def _date_value(self) -> str:
        match self.grain:
            case "century":
                return f"{self.year // 100:02d}XX"
            case "decade":
                return f"{self.year // 10:03d}X"
            case "year":
                return f"{self.year:04d}"
            case "half":
                return f"{self.year:04d}-H{self.number}"
            case "quarter":
                return f"{self.year:04d}-Q{self.number}"
            case "season":
                return f"{self.year:04d}-{self.season}"
            case "month":
                return f"{self.year:04d}-{self.month:02d}"
            case "week":
                return f"{self.year:04d}-W{self.week:02d}" + ("-WE" if self.weekend else "")
            case "day":
                return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def first_day(self) -> date | None:
        """The first day of this stretch of time; ``None`` outside the calendar."""
        try:
            match self.grain:
                case "day":
                    return date(self.year, self.month, self.day)
                case "month":
                    return date(self.year, self.month, 1)
                case "week":
                    monday = date.fromisocalendar(self.year, self.week, 1)
                    return monday + timedelta(days=5 if self.weekend else 0)
                case "quarter":
                    return date(self.year, 3 * self.number - 2, 1)
                case "half":
                    return date(self.year, 6 * self.number - 5, 1)
                case "season":
                    return date(self.year, _SEASON_MONTHS[self.season], 1)
                case _:
                    return date(max(self.year, 1), 1, 1)
        except (ValueError, OverflowError):
            return None

    def at(self, part: str) -> Moment:
        """The same day at a part of it."""
        return replace(self, part=part)


def of_day(day: date, part: str = "") -> Moment:
    """A day."""
    return Moment("day", day.year, day.month, day.day, part=part)


def of_month(day: date) -> Moment:
    """The month that a day is in."""
    return Moment("month", day.year, day.month)


def of_week(day: date, weekend: bool = False) -> Moment:
    """The ISO week that a day is in."""
    year, week, _ = day.isocalendar()
    return Moment("week", year, week=week, weekend=weekend)


def of_quarter(day: date) -> Moment:
    """The calendar quarter that a day is in."""
    return Moment("quarter", day.year, number=(day.month + 2) // 3)


def of_grain(unit: str, day: date) -> Moment | None:
    """The stretch of one unit ("D", "W", "M", "Q", "Y", "E", "C", "WE") that a day is in."""
    match unit:
        case "D":
            return of_day(day)
        case "W":
            return of_week(day)
        case "WE":
            return of_week(day, weekend=True)
        case "M":
            return of_month(day)
        case "Q":
            return of_quarter(day)
        case "Y":
            return Moment("year", day.year)
        case "E":
            return Moment("decade", day.year // 10 * 10)
        case "C":
            return Moment("century", day.year // 100 * 100)
        case _:
            return None


def real_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    return (
        MINYEAR <= year <= MAXYEAR
        and 1 <= month <= 12
        and 1 <= day <= calendar.monthrange(year, month)[1]
    )


def shift(day: date, unit: str, count: int) -> date | None:
    """``count`` units later (earlier if negative); a day that the target month lacks becomes its
    last. ``None`` for units below a day and outside the calendar."""
    try:
        match unit:
            case "D":
                return day + timedelta(days=count)
            case "W" | "WE":
                return day + timedelta(weeks=count)
            case "F":
                return day + timedelta(weeks=2 * count)
            case "M":
                return _shift_months(day, count)
            case "Q":
                return _shift_months(day, 3 * count)
            case "Y":
                return _shift_months(day, 12 * count)
            case "E":
                return _shift_months(day, 120 * count)
            case "C":
                return _shift_months(day, 1200 * count)
            case _:
                return None
    except (ValueError, OverflowError):
        return None


def _shift_months(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    month += 1
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(year)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def weekday_near(day: date, weekday: int, direction: int) -> date:
    """The last (``direction`` -1) or next (+1) such weekday, ``day`` itself included."""
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead if direction > 0 or ahead == 0 else ahead - 7)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1 is the last."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday_in(rule: dict[str, int], year: int) -> date:
    """The day of a holiday in a year, by the rule that the lexicon gives."""
    if "easter" in rule:
        return easter(year) + timedelta(days=rule["easter"])
    if "weekday" in rule:
        if rule.get("after_monday"):
            return nth_weekday(year, rule["month"], 0, 1) + timedelta(days=1)
        day = nth_weekday(year, rule["month"], rule["weekday"], rule["nth"])
        return day + timedelta(days=rule.get("shift", 0))
    return date(year, rule["month"], rule["day"])


def duration(unit: str, count: float | None) -> str:
    """A TIMEX3 duration: ``P3D``, ``PT48H``, ``PXY`` where the count is vague. Decades are written
    in years and fortnights in weeks; a half takes the smaller unit (``PT1H30M``, ``P18M``)."""
    if count is not None:
        if unit == "E":
            unit, count = "Y", count * 10
        elif unit == "C":
            unit, count = "Y", count * 100
        elif unit == "L":
            unit, count = "Y", count * 1000
        elif unit == "F":
            unit, count = "W", count * 2
        elif unit == "Q":
            unit, count = "M", count * 3
    elif unit == "F":
        unit = "W"
    designator, letter = ("PT", unit[1]) if unit.startswith("T") else ("P", unit)
    if unit == "WE":
        letter = "WE"
    if count is None and unit in {"E", "C", "L"}:
        letter = {"E": "DE", "C": "CE", "L": "ML"}[unit]  # as TIDES 2003 has them
    if count is None:
        return f"{designator}X{letter}"
    if count != int(count):
        fraction = count - int(count)
        smaller = {"TH": ("M", 60), "TM": ("S", 60), "Y": ("M", 12), "D": ("TH", 24)}.get(unit)
        if smaller and fraction * smaller[1] == int(fraction * smaller[1]):
            whole = f"{int(count)}{letter}" if count >= 1 else ""
            name = smaller[0]
            tail = f"{int(fraction * smaller[1])}{name[-1]}"
            return f"{designator}{whole}{'T' if name == 'TH' else ''}{tail}"
        return f"{designator}{count:g}{letter}"
    return f"{designator}{int(count)}{letter}"
