"""Days, lists, numbers and quotation marks as English writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from detente.edtf import days

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year", "TH": "hour", "TM": "minute"}


def joined(names: Sequence[str]) -> str:
    """``A``; ``A and B``; ``A, B and C``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """``one report``, ``two reports``, ``11 reports``."""
    told = _WORDS[number] if number < len(_WORDS) else f"{number:,}"
    return f"{told} {one if number == 1 else many or one + 's'}"


def begun(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def day_words(day: str) -> str:
    """``15 February 2022``."""
    found = date.fromisoformat(day)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def span_words(first: str, last: str) -> str:
    """``14 to 18 February 2022``."""
    if first == last:
        return day_words(first)
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day} to {day_words(last)}"
    if a.year == b.year:
        return f"{a.day} {MONTHS[a.month - 1]} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def date_words(edtf: str | None) -> str | None:
    """A date of a record in words; ``None`` where it has no place on the calendar."""
    found = days(edtf)
    return span_words(*found) if found else None


def deadline_words(deadline: str) -> str:
    """A TIMEX3 or EDTF deadline in words; as it stands where it is of another form."""
    duration = re.fullmatch(r"P(T?)(\d+|X)([DWMYH])", deadline)
    if duration:
        unit = _UNITS[duration[1] + duration[3]]
        if duration[2] == "X":
            return f"within {unit}s"
        return f"within {counted(int(duration[2]), unit)}"
    week = re.fullmatch(r"(\d{4})-W(\d\d)", deadline)
    if week:
        first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return span_words(first.isoformat(), (first + timedelta(days=6)).isoformat())
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", deadline)
    if season:
        return f"{_SEASONS[season[2]]} {season[1]}"
    return date_words(deadline) or deadline


def quoted(words: str) -> str:
    """Words of a report between quotation marks: those within become single ones, the comma that
    only leads on to the speaker goes."""
    words = words.strip()
    if re.fullmatch(r"[“\"][^“”\"]*[”\"]", words):
        words = words[1:-1]
    words = words.rstrip(",; ")
    inner = words.replace("“", "‘").replace("”", "’")
    inner = re.sub(r'(^|[\s(])"', r"\1‘", inner).replace('"', "’")
    return f"“{inner}”"


def ended(text: str) -> str:
    """The text with a full stop, unless a sentence ends in its quotation."""
    return text if re.search(r"[.!?…][”’)]?$", text) else f"{text}."
