"""Days as sources state them: ISO 8601, RFC 2822 and dates in English words, nothing ambiguous."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from detente.sources.reports import FIRST_YEAR, LAST_YEAR

# Not the beginning of an interval.
_ISO = re.compile(r"(\d{4})([-/]?)(\d{2})\2(\d{2})(?![\d/])")
# As GDELT and web archives write a moment.
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})\Z")
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}{_ORDINAL}[\s-]+([a-z]{{3,9}})\.?,?[\s-]+(\d{{4}})\b", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?\s+{_ORDINAL},?\s+(\d{{4}})\b", re.IGNORECASE
)
_MONTHS = (
    "january february march april may june july august september october november december".split()
)


class Stated(NamedTuple):
    """The calendar day of a stamp as it was written, and the moment (where it names no time, the
    day's first here)."""

    day: str
    moment: datetime


def stated(value: object) -> Stated | None:
    """The day that a source states; ``None`` where it can be read in two ways or in none."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # 20220308, as spreadsheets write it
    if not isinstance(value, str):
        return None
    words = value.strip()
    day = _numbers(words) or _words(words)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    try:
        return Stated(day.isoformat(), _moment(words, day))
    except (ValueError, OverflowError, OSError):
        return None


def not_after(when: Stated | None, latest: datetime) -> str | None:
    """The stated day unless it is to come: nothing is published after it was fetched."""
    return when.day if when is not None and when.moment <= latest else None


def to_come(day: str) -> str:
    """The note on a stated day that is not believed."""
    return f"published on {day}, which is to come: taken as unknown"


def _numbers(words: str) -> date | None:
    match = _ISO.match(words)
    if match:
        return _date(match[1], match[3], match[4])
    match = _DIGITS.match(words)
    return _date(*match.groups()) if match else None


def _words(words: str) -> date | None:
    match = _DAY_FIRST.match(words)
    if match:
        return _date(match[3], _month(match[2]), match[1])
    match = _MONTH_FIRST.match(words)
    return _date(match[3], _month(match[1]), match[2]) if match else None


def _month(name: str) -> int:
    """The number of a month by its name or its first letters; 0 for what is none."""
    low = name.lower()
    return next((n for n, month in enumerate(_MONTHS, 1) if month.startswith(low)), 0)


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _moment(words: str, day: date) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        try:
            moment = parsedate_to_datetime(words)
        except (ValueError, TypeError, IndexError):
            moment = datetime(day.year, day.month, day.day)
    if moment.date() != day:
        moment = datetime(day.year, day.month, day.day)
    return moment.astimezone()
