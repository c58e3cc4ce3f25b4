"""When and where a commitment is to be carried out, as its own words tell: "talks in Geneva on
Friday", "from 10 to 20 January", "again in two weeks"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from detente.edtf import days
from detente.record import Record, Span

Days = tuple[str, str]

WIDEST = 31
"""Days of the longest stretch that still says when: a month."""
AHEAD = 400
"""Days after which it is no date of an announcement."""
_ASIDE = re.compile(r"\b(?:that|which|who|whom|whose|where|when|after|since|because)\b", re.I)
_IN = re.compile(r"\bin(?:\s+(?:about|around|some|roughly|the next))?\s*$", re.IGNORECASE)
_COUNT = re.compile(r"P(?:(\d+)W|(\d+)D|(\d+)M)")
_LENGTHS = (7, 1, 30)
_VAGUE = 0.15
"""Share of "in two weeks" by which it may be sooner or later."""


def when_of(record: Record, content: Span, said: str | None) -> Days | None:
    """The first and last day for which something is promised, announced, demanded: those that its
    words name, from the day on which it was said. ``None`` where they name none."""
    start = _day(said)
    if start is None:
        return None
    found = [each for each in _named(record, content, start) if _is_ahead(each, start)]
    if not found:
        return None
    first, last = min(each[0] for each in found), max(each[1] for each in found)
    return first.isoformat(), last.isoformat()


def places_of(record: Record, content: Span) -> list[tuple[str, str | None]]:
    """The places that its words name, with their countries."""
    found = {
        (place.name, place.country): None
        for place in record.places
        for mention in place.mentions
        if content.start <= mention.start and mention.end <= content.end
    }
    return list(found)


def _named(record: Record, content: Span, said: date) -> Iterator[tuple[date, date]]:
    text = record.report.text
    for time in record.times:
        if not (content.start <= time.start and time.end <= content.end):
            continue
        # What a clause tells in passing is another matter's day: "the talks that failed on Monday".
        aside = _ASIDE.search(text, content.start, time.start)
        if aside is not None and aside.start() > content.start:
            continue
        if time.type in ("DATE", "TIME"):
            extent = days(time.edtf or time.value)
            if extent is not None:
                yield date.fromisoformat(extent[0]), date.fromisoformat(extent[1])
        elif time.type == "DURATION" and _IN.search(text, content.start, time.start):
            counted = _COUNT.fullmatch(time.value or "")
            if counted:
                parts = zip(counted.groups("0"), _LENGTHS, strict=True)
                whole = sum(int(count) * length for count, length in parts)
                loose = timedelta(max(1, round(_VAGUE * whole)))
                about = said + timedelta(min(whole, AHEAD))
                yield about - loose, about + loose


def _is_ahead(each: tuple[date, date], said: date) -> bool:
    first, last = each
    return last >= said and (last - first).days < WIDEST and (first - said).days <= AHEAD


def _day(told: str | None) -> date | None:
    try:
        return date.fromisoformat((told or "")[:10])
    except ValueError:
        return None
