"""The times that the package ``dateparser`` finds in a text, to compare with.

``dateparser`` reads dates that are already known to be dates; its ``search_dates`` is asked here to
find them as well, with the publication date as the day to count from and its own choice of
past or future. Its answer is a moment and a period (day, month, year ...); the value is the moment
cut to the period. Durations and sets it does not have.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from benchmarks.errors import BenchmarkError
from detente.record import Time

_FORMATS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "time": "%Y-%m-%dT%H:%M"}


def find_times(text: str, published: str | None) -> tuple[Time, ...]:
    """What ``dateparser`` finds. ``BenchmarkError`` if it is not installed (extra ``bench``)."""
    try:
        from dateparser.date import DateDataParser
        from dateparser.search import search_dates
    except ImportError as error:
        raise BenchmarkError("dateparser is not installed: pip install 'detente[bench]'") from error
    settings: dict[str, Any] = {"RETURN_TIME_AS_PERIOD": True}
    if published is not None:
        settings["RELATIVE_BASE"] = datetime.fromisoformat(published)
    parser = DateDataParser(languages=["en"], settings=settings)
    found: list[Time] = []
    at = 0
    for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        period = parser.get_date_data(words).period
        value = moment.strftime(_FORMATS.get(period or "day", "%Y-%m-%d"))
        number = len(found) + 1
        found.append(
            Time(id=f"t{number}", start=start, end=at, text=words, type="DATE", value=value)
        )
    return tuple(found)
