"""Which days an ISO 8601 or EDTF date can mean."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:]*)?([~?%]?)")


def days(value: str | None) -> tuple[str, str] | None:
    """The first and last day of an ISO or EDTF date or interval; ``None`` where it has none."""
    if not value:
        return None
    first, slash, last = value.partition("/")
    start = _extent(first)
    end = _extent(last) if slash else start
    if start is None or end is None or end[1] < start[0]:
        return None
    return start[0], end[1]


def _extent(value: str) -> tuple[str, str] | None:
    found = _DAY.fullmatch(value)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    try:
        if year is None or day is not None:
            only = date(year or 0, month or 0, day or 0).isoformat()
            return only, only
        last = date(year, 12, 31)
        if month is not None:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return date(year, month or 1, 1).isoformat(), last.isoformat()
    except (ValueError, OverflowError):
        return None
