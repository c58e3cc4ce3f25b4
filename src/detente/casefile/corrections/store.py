"""Rows of corrections, read from a casefile and written to it. Nothing is ever changed or deleted
there: undoing is a row too."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, or_, select

from detente.casefile import schema
from detente.casefile.corrections.model import Correction, Target
from detente.errors import NotThereError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from detente.casefile.corrections.model import Corrected
    from detente.record import Record


class Kept:
    """What a casefile keeps of a report: its key, the machine's record, the vectors of its events,
    and the corrections. ``stamp`` tells one reading from another."""

    def __init__(self, connection: Connection, number: int) -> None:
        from detente.casefile.reading import unpack, vectors_from

        r, k = schema.reports.c, schema.records.c
        row = connection.execute(
            select(r.key, r.text, k.body, k.vectors)
            .join(schema.records, k.report == r.id)
            .where(r.id == number)
        ).first()
        if row is None:
            raise NotThereError(f"there is no report {number}")
        self.number, self.key = number, str(row.key)
        self.record: Record = unpack(row.body, row.text)
        self.vectors: NDArray[np.float16] = vectors_from(row.vectors)
        self.stamp = f"{zlib.crc32(row.body):08x}"
        self.rows = of_report(connection, self.key)

    def corrected(self) -> Corrected:
        """The record with the corrections, and what is to be known beside it."""
        from detente.casefile.corrections.apply import corrected
        from detente.casefile.corrections.model import Corrected, Provenance

        if not self.rows:
            names = ("times", "places", "actors", "statements", "events", "commitments")
            ids = [entry.id for name in names for entry in getattr(self.record, name)]
            versions = dict.fromkeys(("report", *ids), f"{self.stamp}-0")
            return Corrected(self.record, Provenance(versions=versions))
        return corrected(self.record, self.rows, self.stamp)


def of_report(connection: Connection, key: str) -> list[Correction]:
    """The corrections of a report, and the judgements that concern it, in the order of making."""
    c = schema.corrections.c
    return _read(connection, or_(c.report == key, c.other == key))


def of_all(connection: Connection) -> list[Correction]:
    """All corrections and judgements, in the order of making."""
    return _read(connection)


def by_id(connection: Connection, number: int) -> Correction:
    """One correction; raises ``NotThereError`` if there is none."""
    found = _read(connection, schema.corrections.c.id == number)
    if not found:
        raise NotThereError(f"there is no correction {number}")
    return found[0]


def _read(connection: Connection, *where: Any) -> list[Correction]:
    c, r = schema.corrections, schema.reports.c
    query = (
        select(c, r.id.label("number"))
        .outerjoin(schema.reports, r.key == c.c.report)
        .where(*where)
        .order_by(c.c.id)
    )
    return [_correction(row) for row in connection.execute(query)]


def _correction(row: Any) -> Correction:
    has_words = row.start is not None
    return Correction(
        id=row.id,
        report=row.number,
        action=row.action,
        kind=row.kind,
        target=Target(row.kind, row.start, row.end, row.hint, row.nth) if has_words else None,
        field=row.field,
        value=_value(row.value),
        was=_value(row.was),
        undoes=row.undoes,
        by=row.by,
        at=row.at,
        note=row.note,
    )


def _value(told: str | None) -> Any:
    return None if told is None else json.loads(told)


def write(
    connection: Connection,
    action: str,
    kind: str,
    said: dict[str, str | None],
    *,
    key: str | None = None,
    other: str | None = None,
    target: Target | None = None,
    field: str | None = None,
    value: Any = None,
    was: Any = None,
    undoes: int | None = None,
) -> int:
    """Add a row; ``said`` has ``by``, ``at`` and ``note``. Its number."""
    row = {
        "report": key,
        "other": other,
        "action": action,
        "kind": kind,
        "start": target.start if target else None,
        "end": target.end if target else None,
        "hint": target.hint if target else None,
        "nth": target.nth if target else 0,
        "field": field,
        "value": json.dumps(value, sort_keys=True),
        "was": json.dumps(was, sort_keys=True),
        "undoes": undoes,
        **said,
    }
    query = insert(schema.corrections).returning(schema.corrections.c.id)
    return int(connection.execute(query, row).scalar_one())
