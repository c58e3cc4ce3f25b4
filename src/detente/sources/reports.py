"""A text becomes a ``Report``, or is refused with a clear message."""

from __future__ import annotations

import datetime
import hashlib

from detente.errors import ReportError
from detente.record import Report
from detente.sources.language import check_english

LONGEST_WORD = 2_000
"""Characters that may follow on each other without a space. spaCy's tokenizer needs time with the
square of their number, and what holds longer stretches is no prose."""

FIRST_YEAR, LAST_YEAR = 1000, 9000
"""Years in which a report may be published. Days are counted from it, and Python's calendar ends
with the years 1 and 9999."""

Day = str | datetime.date | None
"""A day as a caller may give it: an ISO string, a date (or datetime), or unknown."""


def make_report(
    text: str,
    published: Day = None,
    *,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    force: bool = False,
) -> Report:
    """The report with this text, unaltered. Its id is a hash of the text: same text, same id.

    Raises ``ReportError`` if the text holds no words, is no prose or not Unicode text, or the date
    is none, and ``LanguageError`` if it is not in English (unless ``force``).
    """
    if not isinstance(text, str):
        raise ReportError(f"a report is a text, not {type(text).__name__}")
    if not any(map(str.isalnum, text)):
        raise ReportError("the report is empty: there is no word in it")
    if max(map(len, text.split())) > LONGEST_WORD:
        raise ReportError(f"not prose: more than {LONGEST_WORD:,} characters without a space")
    day = iso_day(published)
    try:
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise ReportError(f"not Unicode text: lone surrogate at offset {error.start}") from None
    if not force:
        check_english(text)
    return Report(id=digest[:16], title=title, source=source, url=url, published=day, text=text)


def iso_day(day: Day) -> str | None:
    """The ISO 8601 date (``2022-02-18``) of a day; raises ``ReportError`` if it is none."""
    if day is None:
        return None
    if isinstance(day, datetime.datetime):
        date = day.date()
    elif isinstance(day, datetime.date):
        date = day
    else:
        try:
            date = datetime.datetime.strptime(day, "%Y-%m-%d").date()
        except (TypeError, ValueError):
            raise ReportError(f"not a date: {day!r} (write it as 2022-02-18)") from None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise ReportError(f"not a day of publication: the year {date.year}")
    return date.isoformat()
