"""What people judged: which pairs of entries are the same, found again by their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select

from detente.casefile import schema
from detente.casefile.anchors import nearest, parse
from detente.casefile.prepared import Prepared

MACHINE = "detente"
"""By whom a judgement is that no person made."""
POSITIVE, NEGATIVE, UNSURE = "positive", "negative", "unsure"


_c = schema.judgements.c
_SAID = Prepared(
    select(_c.id, _c.left, _c.right, _c.verdict)
    .where(
        or_(
            *(
                # By people: two ranges of an index.
                and_(_c.kind == bindparam("kind"), _c.verdict == verdict,
                     or_(_c.by < MACHINE, _c.by > MACHINE))
                for verdict in (POSITIVE, NEGATIVE)
            )
        )
    )
    .order_by(_c.id.desc())
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A person's judgement of two entries as they are now (events.id or actors.id); ``at`` is its
    number, later ones hold."""

    left: int
    right: int
    same: bool
    at: int


def said_of(connection: Connection, kind: str) -> list[Said]:
    """What people judged of entries that are there, the latest first."""
    rows = _SAID.rows(connection, kind=kind)
    if not rows:
        return []
    spans = _spans(connection, kind, {parse(a).report for row in rows for a in row[1:3]})
    found = []
    for row in rows:
        left, right = (_entry(anchor, spans) for anchor in (row.left, row.right))
        if left is not None and right is not None and left != right:
            found.append(Said(left, right, row.verdict == POSITIVE, row.id))
    return found


def say(
    connection: Connection, kind: str, anchors: tuple[str, str], said: Mapping[str, str | None]
) -> None:
    """Write a person's judgement of two entries, in place of an earlier one of the same person.
    ``said`` has ``verdict``, ``by``, ``at`` and ``note``."""
    j = schema.judgements
    left, right = anchors
    pair = (j.c.left.in_(anchors), j.c.right.in_(anchors))
    connection.execute(delete(j).where(j.c.kind == kind, *pair, j.c.by == said["by"]))
    connection.execute(insert(j), [{"kind": kind, "left": left, "right": right, **said}])


def _entry(anchor: str, spans: dict[str, list[tuple[int, int, int]]]) -> int | None:
    told = parse(anchor)
    return nearest(told, spans.get(told.report, ()))


def _spans(
    connection: Connection, kind: str, keys: set[str]
) -> dict[str, list[tuple[int, int, int]]]:
    table: Any = schema.events if kind == "event" else schema.actors
    query = (
        select(schema.reports.c.key, table.c.id, table.c.start, table.c.end)
        .join(schema.reports, schema.reports.c.id == table.c.report)
        .where(schema.reports.c.key.in_(sorted(keys)), table.c.start.is_not(None))
        .order_by(table.c.id)
    )
    found: dict[str, list[tuple[int, int, int]]] = {}
    for key, entry, start, end in connection.execute(query):
        found.setdefault(key, []).append((entry, start, end))
    return found
