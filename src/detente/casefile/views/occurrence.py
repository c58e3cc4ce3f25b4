"""One occurrence: every telling of it, side by side, and what belongs to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from detente.casefile import schema
from detente.casefile.casefile import Casefile
from detente.casefile.views.evidence import context, in_context
from detente.casefile.views.parties import shown
from detente.casefile.views.table import Row
from detente.casefile.views.timeline import rows_where
from detente.errors import NotThereError


@dataclass(frozen=True)
class Telling:
    """How one report tells of the occurrence. ``entry`` is the event's id in its record, ``copy``
    what the report is to report ``of``: a ``copy``, or a ``version`` since replaced."""

    report: int
    entry: str
    title: str | None
    source: str | None
    published: str | None
    copy: str | None
    of: int | None
    type: str
    mode: str | None
    status: str
    claimed_by: str | None
    date: str | None
    place: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    quantities: tuple[str, ...]
    confidence: float
    start: int
    end: int
    words: str
    context: str | None


@dataclass(frozen=True)
class OccurrenceView:
    """``row`` is that of the timeline; ``tellings`` are in the order of publication."""

    row: Row
    tellings: tuple[Telling, ...]


def occurrence(case: Casefile, id: str) -> OccurrenceView:
    """The occurrence of an id. Raises ``NotThereError`` if there is none."""
    with case.reading() as connection:
        rows = rows_where(connection, [schema.occurrences.c.id == id])
        if not rows:
            raise NotThereError(f"there is no occurrence {id!r}")
        return OccurrenceView(rows[0], tuple(_tellings(connection, id)))


def _tellings(connection: Connection, id: str) -> list[Telling]:
    e, r, c, a = schema.events.c, schema.reports.c, schema.copies.c, schema.actors.c
    query = (
        select(
            *schema.events.c, r.title, r.source, r.published, c.kind.label("copy"), c.of,
            a.name.label("claimant"), a.country.label("claimant_of"), context(r.text, e),
        )
        .join(schema.reports, r.id == e.report)
        .outerjoin(schema.copies, c.report == r.id)
        .outerjoin(schema.actors, a.id == e.claimed_by)
        .where(e.occurrence == id)
        .order_by(r.published.nulls_last(), r.id, e.start)
    )  # fmt: skip
    found = connection.execute(query).mappings().all()
    parties = _parties(connection, [row["id"] for row in found])
    return [_telling(row, parties) for row in found]


def _parties(connection: Connection, events: list[int]) -> dict[tuple[int, str], list[str]]:
    p, a = schema.event_parties.c, schema.actors.c
    query = (
        select(p.event, p.role, a.name, a.country)
        .join(schema.actors, a.id == p.actor)
        .where(p.event.in_(events))
        .order_by(p.event, p.role, a.id)
    )
    found: dict[tuple[int, str], list[str]] = {}
    for event, role, name, country in connection.execute(query):
        found.setdefault((event, role), []).append(shown(name, country))
    return found


def _telling(row: Any, parties: dict[tuple[int, str], list[str]]) -> Telling:
    told = json.loads(row["quantities"]) if row["quantities"] else []
    return Telling(
        **{
            name: row[name]
            for name in (
                "report", "entry", "title", "source", "published", "copy", "of", "type", "mode",
                "status", "date", "place", "confidence", "start", "end", "words",
            )
        },
        claimed_by=shown(row["claimant"], row["claimant_of"]) if row["claimant"] else None,
        actors=tuple(parties.get((row["id"], "actor"), ())),
        recipients=tuple(parties.get((row["id"], "recipient"), ())),
        quantities=tuple(each[2] for each in told),
        context=in_context(row),
    )  # fmt: skip
