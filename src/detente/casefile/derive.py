"""What follows from the kept tables: a report's entries, its copies, what it merges with, fates.

Each step takes the connection, the report's number, its record and its vectors, and writes its own
derived tables. Steps run in this order when a report comes in, and for every report in a rebuild.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, select

from detente.casefile import schema
from detente.casefile.entries import store_entries
from detente.casefile.reading import unpack, vectors_from
from detente.record import Record

MACHINE = "detente"
"""By whom a judgement is that no person made."""

Step = Callable[[Connection, int, Record, NDArray[np.float16]], None]


def _entries(connection: Connection, report: int, record: Record, _: NDArray[np.float16]) -> None:
    store_entries(connection, report, record)


STEPS: tuple[Step, ...] = (_entries,)


def derive(
    connection: Connection, report: int, record: Record, vectors: NDArray[np.float16]
) -> None:
    """Write all that follows from a report that nothing has been derived from yet."""
    for step in STEPS:
        step(connection, report, record, vectors)


def forget(connection: Connection, report: int) -> None:
    """Delete what was derived from a report's record."""
    for table in reversed(schema.DERIVED):
        if "report" in table.c:
            connection.execute(delete(table).where(table.c.report == report))


def rebuild_from(connection: Connection) -> int:
    """Delete all that is derived and make it anew, in the order in which reports were added. How
    many there are."""
    for table in reversed(schema.DERIVED):
        connection.execute(delete(table))
    connection.execute(delete(schema.judgements).where(schema.judgements.c.by == MACHINE))
    numbers = connection.execute(
        select(schema.records.c.report).order_by(schema.records.c.report)
    ).scalars()
    count = 0
    for number in list(numbers):
        row = connection.execute(
            select(schema.records.c.body, schema.records.c.vectors, schema.reports.c.text)
            .join(schema.reports, schema.reports.c.id == schema.records.c.report)
            .where(schema.records.c.report == number)
        ).one()
        derive(connection, number, unpack(row.body, row.text), vectors_from(row.vectors))
        count += 1
    return count
