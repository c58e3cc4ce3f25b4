"""The actors: who is in the casefile, and how much each does, undergoes, says and promises."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from detente.casefile import schema
from detente.casefile.casefile import Casefile
from detente.casefile.engine import shown
from detente.casefile.views.filters import Filters
from detente.casefile.views.scope import Scope, no_copy, placed_from, placed_to
from detente.casefile.views.table import Column, Row, View

COLUMNS = (
    Column("name", "text", "the fullest name that reports give", free=True),
    Column("kind", "text", "what it is", "person, state, organisation, group"),
    Column("code", "text", "state or body that it acts for"),
    Column("office", "text", "office held, as reports tell it", free=True),
    Column("wikidata", "text", "its id in Wikidata"),
    Column("reports", "integer", "reports that name it"),
    Column("acts", "integer", "occurrences in which it is who, of every status"),
    Column("undergoes", "integer", "occurrences in which it is to whom, of every status"),
    Column("statements", "integer", "statements of it, copies left out"),
    Column("commitments", "integer", "promises, threats, demands and the like of it"),
    Column("first", "date", "first day of its occurrences"),
    Column("last", "date", "last day of its occurrences"),
    Column("report", "integer", "first report that names it, in the order of adding"),
    Column("actor", "text", "id of the actor"),
)


def actors(case: Casefile, filters: Filters | None = None, limit: int | None = None) -> View:
    """One row an actor, those with most occurrences and statements first.

    With filters: who takes part in the occurrences that meet them, or says something in the period;
    ``actor`` asks for the actor itself, ``with_`` for whom it has to do with."""
    filters = filters or Filters()
    with case.reading() as connection:
        scope = Scope(connection, filters)
        found: dict[str, Row] = {}
        _add_occurrences(connection, scope, found)
        if not filters.types and not scope.with_:
            _add_said(connection, scope, found)
        rows = _named(connection, scope, found)
    rows.sort(key=lambda row: (-_size(row), row["name"], row["actor"]))
    notes = scope.notes
    return View("actors", shown(case.case), COLUMNS, rows[:limit], len(rows), filters.told(), notes)


def _size(row: Row) -> int:
    return int(row["acts"] + row["undergoes"] + row["statements"])


def _row(found: dict[str, Row], entity: str) -> Row:
    empty = {"acts": 0, "undergoes": 0, "statements": 0, "commitments": 0}
    return found.setdefault(entity, {**empty, "first": None, "last": None})


def _add_occurrences(connection: Connection, scope: Scope, found: dict[str, Row]) -> None:
    p = schema.occurrence_parties.c
    query = (
        select(p.entity, p.role, func.count(), func.min(placed_from()), func.max(placed_to()))
        .join(schema.occurrences, schema.occurrences.c.id == p.occurrence)
        .where(*scope.occurrences())
        .group_by(p.entity, p.role)
    )
    for entity, role, count, first, last in connection.execute(query):
        row = _row(found, entity)
        row["acts" if role == "actor" else "undergoes"] = count
        row["first"] = min(filter(None, (row["first"], first)), default=None)
        row["last"] = max(filter(None, (row["last"], last)), default=None)


def _add_said(connection: Connection, scope: Scope, found: dict[str, Row]) -> None:
    s, a, r, c = (table.c for table in (schema.statements, schema.actors, schema.reports,
                                        schema.commitments))  # fmt: skip
    by = schema.commitment_parties.c
    statements = (
        select(a.entity, func.count())
        .select_from(schema.statements)
        .join(schema.actors, a.id == s.speaker)
        .join(schema.reports, r.id == s.report)
    )
    commitments = (
        select(a.entity, func.count())
        .select_from(schema.commitment_parties)
        .join(schema.commitments, c.id == by.commitment)
        .join(schema.actors, a.id == by.actor)
        .join(schema.reports, r.id == c.report)
        .where(by.role == "by")
    )
    for name, query, dated in (("statements", statements, s), ("commitments", commitments, c)):
        conditions = scope.period(
            func.coalesce(dated.date_from, r.published), func.coalesce(dated.date_to, r.published)
        )
        if scope.sources:
            conditions.append(scope.from_source())
        query = query.where(a.entity.is_not(None), no_copy(r.id), *conditions)
        for entity, count in connection.execute(query.group_by(a.entity)):
            _row(found, entity)[name] = count


def _named(connection: Connection, scope: Scope, found: dict[str, Row]) -> list[Row]:
    """The rows with who they are of."""
    e, a = schema.entities.c, schema.actors.c
    everybody = not scope.filters.told()
    first = dict(
        connection.execute(
            select(a.entity, func.min(a.report)).where(a.entity.is_not(None)).group_by(a.entity)
        ).all()
    )
    query: Any = select(e.id, e.name, e.kind, e.country, e.office, e.wikidata, e.reports)
    if scope.actor:
        query = query.where(scope.actor.among(e.country, e.id))
    rows = []
    for entity, name, kind, country, office, wikidata, reports in connection.execute(query):
        if everybody or entity in found:
            rows.append(
                {
                    **{"name": name, "kind": kind, "code": country, "office": office},
                    **{"wikidata": wikidata, "reports": reports},
                    **_row(found, entity),
                    **{"report": first.get(entity), "actor": entity},
                }
            )
    return rows
