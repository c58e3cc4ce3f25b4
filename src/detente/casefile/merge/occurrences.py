"""Occurrences as the casefile stores them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from detente.casefile import schema
from detente.casefile.merge.summary import Occurrence
from detente.casefile.prepared import Prepared, among

_e = schema.events.c
_OF = Prepared(
    select(_e.occurrence).where(among(_e.id, "events"), _e.occurrence.is_not(None)).distinct()
)
_IN = Prepared(
    select(_e.id, _e.occurrence).where(among(_e.occurrence, "occurrences")).order_by(_e.id)
)
_ADD = Prepared(insert(schema.occurrences))
_ADD_PARTIES = Prepared(insert(schema.occurrence_parties))
_FORGET = Prepared(delete(schema.occurrences).where(among(schema.occurrences.c.id, "occurrences")))
_PUT_TO = Prepared(
    update(schema.events).where(_e.id == bindparam("b_id")).values(occurrence=bindparam("b_in"))
)


def occurrences_of(connection: Connection, events: Collection[int]) -> list[str]:
    """The occurrences that these events were put to."""
    return sorted(_OF.scalars(connection, events=sorted(events))) if events else []


def events_in(connection: Connection, occurrences: list[str]) -> dict[int, str]:
    """All events of these occurrences, and which one each is of."""
    if not occurrences:
        return {}
    rows = _IN.tuples(connection, occurrences=occurrences)
    return dict(rows)


def forget(connection: Connection, occurrences: list[str]) -> None:
    """Delete occurrences; their events must be put to others."""
    if occurrences:
        _FORGET.run(connection, occurrences=occurrences)


def write(connection: Connection, found: list[Occurrence]) -> None:
    """Write occurrences, and put their events to them."""
    _ADD.run_each(connection, [_row(each) for each in found])
    parties = [
        {
            "occurrence": each.id,
            "role": party.role,
            "entity": party.entity,
            "name": party.name,
            "country": party.country,
        }
        for each in found
        for party in each.parties
    ]
    _ADD_PARTIES.run_each(connection, parties)
    rows = [{"b_id": event, "b_in": each.id} for each in found for event in each.events]
    _PUT_TO.run_each(connection, rows)


def _row(found: Occurrence) -> dict[str, Any]:
    dated, placed = found.date, found.place
    return {
        "id": found.id,
        "type": found.type,
        "mode": found.mode,
        "quad": found.quad,
        "intensity": found.intensity,
        "status": found.status,
        "date": dated and dated.date,
        "date_from": dated and _day(dated.first),
        "date_to": dated and _day(dated.last),
        "place": placed and placed.place,
        "place_country": placed and placed.place_country,
        "latitude": placed and placed.latitude,
        "longitude": placed and placed.longitude,
        "reports": found.reports,
        "sources": found.sources,
        "first_reported": _day(found.first_reported),
        "words": found.words,
        "event": found.event,
        "differences": json.dumps(found.differences, ensure_ascii=False)
        if found.differences
        else None,
    }


def _day(number: int | None) -> str | None:
    return None if number is None else date.fromordinal(number).isoformat()
