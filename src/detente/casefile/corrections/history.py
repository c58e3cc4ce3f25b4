"""What people did to a casefile: each correction with what has become of it, and the corrected
record with its provenance."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from detente.casefile.casefile import Casefile
from detente.casefile.corrections import store
from detente.casefile.corrections.apply import Applying, live
from detente.casefile.corrections.apply import corrected as apply
from detente.casefile.corrections.model import (
    APPLIED,
    LOST,
    OF_RECORDS,
    UNDO,
    UNDONE,
    Corrected,
    Correction,
)


def corrected(case: Casefile, report: int, *, only: Collection[str] | None = None) -> Corrected:
    """The record of a report with what people corrected, and the provenance: who set which field,
    what was deleted, the versions to name in ``seen=``, what cannot be applied any more.

    ``only`` takes the corrections of some people alone: so two can judge the same report without
    seeing each other's work.
    """
    with case.reading() as connection:
        kept = store.Kept(connection, report)
    if only is None:
        return kept.corrected()
    rows = [row for row in kept.rows if row.by in only]
    return apply(kept.record, rows, kept.stamp)


def history(case: Casefile, report: int | None = None) -> list[Correction]:
    """All that people did, in the order of doing: corrections of the report's record, and the
    joins, splits and judged fates that concern it; without ``report``, of the whole casefile."""
    with case.reading() as connection:
        if report is not None:
            kept = store.Kept(connection, report)
            return Applying(kept.record, kept.rows, kept.stamp).history()
        rows = store.of_all(connection)
        numbers = {row.report for row in rows if row.report is not None and _is_of_record(row)}
        found = {row.id: row for row in rows}
        for number in sorted(numbers):
            kept = store.Kept(connection, number)
            known = Applying(kept.record, kept.rows, kept.stamp).history()
            found.update((row.id, row) for row in known if row.report == number)
    in_force = live(rows)
    return [_told(found[row.id], row.id in in_force) for row in rows]


def _is_of_record(row: Correction) -> bool:
    return row.action in (*OF_RECORDS, UNDO)


def _told(row: Correction, in_force: bool) -> Correction:
    return row if in_force or row.state != APPLIED else replace(row, state=UNDONE)


def unapplied(case: Casefile) -> list[Correction]:
    """The corrections that cannot be applied, because the reports were read anew and the records
    have no such entry any more. They are kept, and applied again once it is there."""
    return [row for row in history(case) if row.state == LOST]
