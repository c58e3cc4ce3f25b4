"""What is in a casefile, and whether it is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, select

from detente.casefile import engine as engines
from detente.casefile import schema, versions
from detente.casefile.casefile import Casefile, record_of

COUNTED = ("statements", "events", "commitments", "occurrences")


def info(case: Casefile) -> dict[str, Any]:
    """What a casefile holds, in numbers and names, in a fixed order."""
    with case.reading() as connection:
        copies, about = schema.copies.c, schema.about.c
        facts = select(about.name, about.value).where(about.name != schema.CHANGES)
        found: dict[str, Any] = {
            "case": engines.shown(case.case),
            "tables": versions.version(connection),
            **dict(connection.execute(facts).all()),
            "reports": _count(connection, schema.reports),
            "copies": _count(connection, schema.copies, copies.kind == "copy"),
            "earlier versions": _count(connection, schema.copies, copies.kind == "version"),
            "errors": _count(connection, schema.failures),
            "sources": connection.execute(
                select(func.count(func.distinct(schema.reports.c.source)))
            ).scalar_one(),
        }
        first, last = connection.execute(
            select(func.min(schema.reports.c.published), func.max(schema.reports.c.published))
        ).one()
        found |= {"first published": first, "last published": last}
        for name in COUNTED:
            found[name] = _count(connection, schema.metadata.tables[name])
        found["actors"] = _count(connection, schema.entities)
        by_people = schema.judgements.c.by != "detente"
        found["judgements"] = _count(connection, schema.judgements)
        found["judgements by people"] = _count(connection, schema.judgements, by_people)
        found["corrections"] = _count(connection, schema.corrections)
        c = schema.records.c
        found["read by"] = [
            f"detente {code}, model {model}"
            for code, model in connection.execute(
                select(c.code, c.model).distinct().order_by(c.code, c.model)
            )
        ]
    if not engines.is_address(case.case):
        found["bytes"] = Path(case.case).stat().st_size
    return found


def failures(case: Casefile) -> list[dict[str, str]]:
    """The reports that could not be read: when (``at``), ``found`` where, and ``why``."""
    c = schema.failures.c
    with case.reading() as connection:
        rows = connection.execute(select(c.at, c.found, c.why).order_by(c.id)).mappings()
        return [dict(row) for row in rows]


def forget_failures(case: Casefile) -> None:
    """Delete the list of what could not be read."""
    with case.writing() as connection:
        connection.execute(delete(schema.failures))


def check(case: Casefile) -> list[str]:
    """What is wrong with a casefile, a line each; nothing if it is sound."""
    with case.reading() as connection:
        found = _damage(connection) if connection.dialect.name == "sqlite" else []
        return found or [*_unread(connection), *_unlike(connection)]


def _damage(connection: Connection) -> list[str]:
    words = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    found = [f"damaged: {line}" for line in words if line != "ok"]
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        found.append(f"damaged: a row of {row[0]} points at a row of {row[2]} that is not there")
    return found


def _unread(connection: Connection) -> list[str]:
    reports, records = schema.reports.c, schema.records.c
    query = (
        select(reports.id)
        .outerjoin(schema.records, records.report == reports.id)
        .where(records.report.is_(None))
    )
    return [f"report {n} has no record" for n in connection.execute(query).scalars()]


def _unlike(connection: Connection) -> list[str]:
    """Records that cannot be opened, or whose entries are not those of the tables."""
    found = []
    replaced = set(
        connection.execute(
            select(schema.copies.c.report).where(schema.copies.c.kind == "version")
        ).scalars()
    )
    tables = (schema.actors, schema.statements, schema.events, schema.commitments)
    counts: dict[str, dict[int, int]] = {
        table.name: dict(
            connection.execute(select(table.c.report, func.count()).group_by(table.c.report)).all()
        )
        for table in tables
    }
    numbers = connection.execute(
        select(schema.records.c.report).order_by(schema.records.c.report)
    ).scalars()
    for number in list(numbers):
        try:
            record = record_of(connection, number)
        except Exception as error:  # damage can be of every kind
            found.append(f"the record of report {number} cannot be opened: {error}")
            continue
        for name, by_report in counts.items():
            expected = 0 if number in replaced else len(getattr(record, name))
            if by_report.get(number, 0) != expected:
                found.append(
                    f"report {number}: {by_report.get(number, 0)} {name} in the tables, "
                    f"{expected} in its record (`detente case rebuild` mends it)"
                )
    return found


def _count(connection: Connection, table: Any, *where: Any) -> int:
    return int(
        connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
    )
