"""The timeline: what happened, was said to be, or was announced, in the order of its days."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, func, select

from detente.casefile import schema
from detente.casefile.casefile import Casefile
from detente.casefile.engine import shown
from detente.casefile.views.evidence import (
    Side,
    claimants_of,
    codes,
    context,
    in_context,
    names,
    sides_of,
)
from detente.casefile.views.filters import Filters
from detente.casefile.views.pairs import COUNTED
from detente.casefile.views.scope import Scope, part, placed_from
from detente.casefile.views.table import Column, Row, View

QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
COLUMNS = (
    Column("date", "text", "day of the occurrence, its best dating", "ISO 8601 or EDTF"),
    Column("date_from", "date", "first day that the date can mean"),
    Column("date_to", "date", "last day that the date can mean"),
    Column("first_reported", "date", "day of publication of the first report of it"),
    Column("type", "text", "type", "PLOVER"),
    Column("mode", "text", "mode of the type", "PLOVER, or of your own ontology"),
    Column(
        "quad", "integer", "class: 1, 2 cooperation in words, in deeds; 3, 4 conflict", "1 to 4"
    ),
    Column("intensity", "number", "from conflict to cooperation", "-10 to 10"),
    Column("actor", "list", "who", free=True),
    Column("actor_code", "list", "states and bodies that they act for"),
    Column("recipient", "list", "to whom", free=True),
    Column("recipient_code", "list", "states and bodies that they act for"),
    Column("status", "text", "how sure it is told to be", "as in the record"),
    Column(
        "claimed_by",
        "list",
        "who says so: of what is claimed or denied, of what none tells in its own voice",
        free=True,
    ),
    Column("place", "text", "where", free=True),
    Column("place_code", "text", "state of the place"),
    Column("reports", "integer", "reports that tell of it"),
    Column("sources", "integer", "independent ones of them: copies count once"),
    Column("differences", "json", "what they disagree on"),
    Column("words", "text", "words of the best telling", free=True),
    Column("context", "text", "what stands around them in the report", free=True),
    Column("report", "integer", "report of the best telling"),
    Column("source", "text", "its source", free=True),
    Column("start", "integer", "where the words begin in its text, in code points"),
    Column("end", "integer", "where they end"),
    Column("occurrence", "text", "id of the occurrence"),
)


def timeline(
    case: Casefile,
    filters: Filters | None = None,
    limit: int | None = None,
    offset: int | None = None,
) -> View:
    """The occurrences, first to last; with ``limit`` the last so many, or, with ``offset``, so many
    after the first ``offset``. One without a date stands at the day on which it was first
    reported."""
    filters = filters or Filters()
    with case.reading() as connection:
        scope = Scope(connection, filters)
        conditions = scope.occurrences()
        counted = select(func.count(), func.count(schema.occurrences.c.date_from))
        total, dated = connection.execute(
            counted.select_from(schema.occurrences).where(*conditions)
        ).one()
        rows = rows_where(connection, conditions, limit, offset)
    notes = scope.notes
    if total > dated:
        notes += (f"{total - dated:,} without a date stand at the day of their first report",)
    return View("timeline", shown(case.case), COLUMNS, rows, total, filters.told(), notes)


def rows_where(
    connection: Connection,
    conditions: list[Any],
    limit: int | None = None,
    offset: int | None = None,
) -> list[Row]:
    """The rows of the occurrences that meet conditions; ``limit`` and ``offset`` as in ``part``."""
    o, e, r = schema.occurrences.c, schema.events.c, schema.reports.c
    chosen = select(o.id, placed_from().label("placed")).where(*conditions)
    chosen = part(chosen, (placed_from(), o.id), limit, offset)
    picked = chosen.subquery()
    query = (
        select(*schema.occurrences.c, e.report, e.start, e.end, r.source, context(r.text, e))
        .join(picked, picked.c.id == o.id)
        .outerjoin(schema.events, e.id == o.event)
        .outerjoin(schema.reports, r.id == e.report)
        .order_by(picked.c.placed, o.id)
    )
    found = connection.execute(query).mappings().all()
    ids = [row["id"] for row in found]
    sides, claimants = sides_of(connection, ids), claimants_of(connection, ids)
    return [
        _row(row, sides.get(row["id"], []), claimants.get((row["id"], _is_disputed(row)), []))
        for row in found
    ]


def _is_disputed(row: Any) -> bool:
    return row["status"] in ("claimed", "denied")


def _row(row: Any, sides: list[Side], claimants: list[str]) -> Row:
    return {
        **{name: row[name] for name in ("date", "date_from", "date_to", "first_reported", "type")},
        **{name: row[name] for name in ("mode", "quad", "intensity")},
        "actor": names(sides, "actor"),
        "actor_code": codes(sides, "actor"),
        "recipient": names(sides, "recipient"),
        "recipient_code": codes(sides, "recipient"),
        "status": row["status"],
        "claimed_by": claimants if _is_disputed(row) or row["status"] in COUNTED else [],
        "place": row["place"],
        "place_code": row["place_country"],
        "reports": row["reports"],
        "sources": row["sources"],
        "differences": json.loads(row["differences"]) if row["differences"] else None,
        "words": row["words"],
        "context": in_context(row),
        **{name: row[name] for name in ("report", "source", "start", "end")},
        "occurrence": row["id"],
    }
