"""What follows from the kept tables: a report's entries, its copies, what it merges with, fates.

The same steps run when a report comes in, when it is read anew, and for every report in a rebuild.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, select, update

from detente.casefile import schema
from detente.casefile.copies import find_copies
from detente.casefile.corrections.store import Kept
from detente.casefile.entries import store_entries
from detente.casefile.merge.features import events_of
from detente.casefile.merge.people import MACHINE
from detente.casefile.merge.regroup import regroup
from detente.casefile.merge.store import merge, unmerge
from detente.record import Record


def derive(
    connection: Connection, report: int, record: Record, vectors: NDArray[np.float16]
) -> None:
    """Write all that follows from a report that nothing has been derived from yet."""
    moved = find_copies(connection, report)
    for older in moved.replaced:
        if older != report:
            forget(connection, older)
    if report not in moved.replaced:
        derive_entries(connection, report, record, vectors)
    # What is somebody's copy now counts for another source.
    others = [other for other in moved.others if other != report]
    regroup(connection, {event for other in others for event in events_of(connection, other)})


def derive_entries(
    connection: Connection, report: int, record: Record, vectors: NDArray[np.float16]
) -> None:
    """Write what follows from a report's record."""
    store_entries(connection, report, record)
    merge(connection, report)


def forget(connection: Connection, report: int) -> None:
    """Delete what was derived from a report's record, and undo what its entries were merged into.
    Whether it is a copy stays: that is of its text."""
    left = unmerge(connection, report)
    for table in schema.ENTRIES:
        connection.execute(delete(table).where(table.c.report == report))
    regroup(connection, left)


def renew(
    connection: Connection, report: int, record: Record, vectors: NDArray[np.float16]
) -> None:
    """Make anew what follows from a report's record, which is another now, and its header."""
    forget(connection, report)
    write_header(connection, report, record)
    if not is_replaced(connection, report):
        derive_entries(connection, report, record, vectors)


def write_header(connection: Connection, report: int, record: Record) -> None:
    """Note the header of a record, as read or as corrected, with the report."""
    names = ("title", "source", "url", "published")
    known = {name: getattr(record.report, name) for name in names}
    connection.execute(update(schema.reports).where(schema.reports.c.id == report).values(**known))


def is_replaced(connection: Connection, report: int) -> bool:
    """Whether a newer version stands for this report."""
    c = schema.copies.c
    query = select(c.report).where(c.report == report, c.kind == "version")
    return connection.execute(query).first() is not None


def rebuild_from(connection: Connection) -> int:
    """Delete all that is derived and make it anew, in the order in which reports were added. How
    many there are."""
    for table in reversed(schema.DERIVED):
        connection.execute(delete(table))
    connection.execute(delete(schema.about).where(schema.about.c.name == schema.LEDGER))
    connection.execute(delete(schema.judgements).where(schema.judgements.c.by == MACHINE))
    numbers = connection.execute(
        select(schema.records.c.report).order_by(schema.records.c.report)
    ).scalars()
    count = 0
    for number in list(numbers):
        kept = Kept(connection, number)
        derive(connection, number, kept.corrected().record, kept.vectors)
        count += 1
    return count
