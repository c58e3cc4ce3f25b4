"""The sources: what each reported, copied, told first or alone."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, case, func, select

from detente.casefile import schema
from detente.casefile.casefile import Casefile
from detente.casefile.engine import shown
from detente.casefile.views.filters import Filters
from detente.casefile.views.scope import UNNAMED, Scope, no_copy
from detente.casefile.views.table import Column, Row, View

COLUMNS = (
    Column("source", "text", f"the source; '{UNNAMED}' for reports that name none", free=True),
    Column("reports", "integer", "reports of it"),
    Column("copies", "integer", "those of them that are copies of another report"),
    Column("earlier_versions", "integer", "those of them that a later version has replaced"),
    Column("copied", "integer", "copies of its reports, in whichever source"),
    Column("statements", "integer", "statements in its reports, copies left out"),
    Column("occurrences", "integer", "occurrences that it tells of, copies left out"),
    Column("first", "integer", "those that no other source told on an earlier day"),
    Column("alone", "integer", "those that no other source tells of"),
    Column("first_published", "date", "day of its first report"),
    Column("last_published", "date", "day of its last report"),
    Column("report", "integer", "its first report, in the order of adding"),
)
_NUMBERS = tuple(column.name for column in COLUMNS if column.kind == "integer")


def sources(casefile: Casefile, filters: Filters | None = None, limit: int | None = None) -> View:
    """One row a source, those of most reports first. ``since`` and ``until`` choose reports by the
    day of publication, and occurrences by theirs; the other filters choose occurrences."""
    filters = filters or Filters()
    with casefile.reading() as connection:
        scope = Scope(connection, filters)
        found: dict[str | None, Row] = {}
        _add_reports(connection, scope, found)
        _add_statements(connection, scope, found)
        _add_occurrences(connection, scope, found)
    rows = [{"source": name or UNNAMED, **row} for name, row in found.items()]
    rows.sort(key=lambda row: (-row["reports"], -row["occurrences"], row["source"]))
    where = shown(casefile.case)
    return View("sources", where, COLUMNS, rows[:limit], len(rows), filters.told(), scope.notes)


def _row(found: dict[str | None, Row], source: str | None) -> Row:
    empty: Row = dict.fromkeys(_NUMBERS, 0)
    return found.setdefault(
        source, {**empty, "first_published": None, "last_published": None, "report": None}
    )


def _chosen(scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions on reports."""
    found = []
    published = schema.reports.c.published
    if scope.filters.first:
        found.append(published >= scope.filters.first)
    if scope.filters.last:
        found.append(published <= scope.filters.last)
    if scope.sources:
        found.append(scope.from_source())
    return found


def _add_reports(connection: Connection, scope: Scope, found: dict[str | None, Row]) -> None:
    r, c = schema.reports.c, schema.copies.c
    query = (
        select(
            r.source,
            func.count(),
            func.count(case((c.kind == "copy", 1))),
            func.count(case((c.kind == "version", 1))),
            func.min(r.published),
            func.max(r.published),
            func.min(r.id),
        )
        .outerjoin(schema.copies, c.report == r.id)
        .where(*_chosen(scope))
        .group_by(r.source)
    )
    names = ("reports", "copies", "earlier_versions", "first_published", "last_published", "report")
    for source, *values in connection.execute(query):
        _row(found, source).update(zip(names, values, strict=True))
    copied = (
        select(r.source, func.count())
        .join(schema.copies, c.of == r.id)
        .where(c.kind == "copy", *_chosen(scope))
        .group_by(r.source)
    )
    for source, count in connection.execute(copied):
        _row(found, source)["copied"] = count


def _add_statements(connection: Connection, scope: Scope, found: dict[str | None, Row]) -> None:
    r, s = schema.reports.c, schema.statements.c
    query = (
        select(r.source, func.count())
        .join(schema.statements, s.report == r.id)
        .where(no_copy(r.id), *_chosen(scope))
        .group_by(r.source)
    )
    for source, count in connection.execute(query):
        _row(found, source)["statements"] = count


def _add_occurrences(connection: Connection, scope: Scope, found: dict[str | None, Row]) -> None:
    """Who tells of each occurrence from when on, compared with all who do."""
    r, e, o = schema.reports.c, schema.events.c, schema.occurrences.c
    telling = (
        select(e.occurrence, r.source, func.min(r.published).label("day"))
        .join(schema.reports, r.id == e.report)
        .where(e.occurrence.is_not(None), no_copy(r.id))
        .group_by(e.occurrence, r.source)
    )
    conditions = scope.occurrences()
    if conditions:
        telling = telling.where(e.occurrence.in_(select(o.id).where(*conditions)))
    each = telling.subquery()
    all_of = each.c.occurrence
    ranked = select(
        each.c.source,
        each.c.day,
        func.min(each.c.day).over(partition_by=all_of).label("earliest"),
        func.count().over(partition_by=all_of).label("tellers"),
    ).subquery()
    query = select(
        ranked.c.source,
        func.count(),
        func.count(case((ranked.c.day == ranked.c.earliest, 1))),
        func.count(case((ranked.c.tellers == 1, 1))),
    ).group_by(ranked.c.source)
    for source, count, first, alone in connection.execute(query):
        if scope.sources and source not in scope.sources:
            continue
        _row(found, source).update(occurrences=count, first=first, alone=alone)
