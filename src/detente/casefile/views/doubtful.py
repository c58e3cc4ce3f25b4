"""The events that the machine is least sure of, for people to look at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from detente.casefile import corrections, schema
from detente.casefile.casefile import Casefile
from detente.casefile.corrections.model import WHOLE, Provenance
from detente.casefile.merge.features import load
from detente.casefile.merge.review import Side, side_of
from detente.casefile.views.scope import no_copy

BELOW = 0.6
"""From this confidence on nobody is asked."""
MOST = 200
"""Events that are looked at, of which people may have settled some."""


@dataclass(frozen=True)
class Doubtful:
    """An event (``report`` and ``entry``), how sure the machine is of it, and its words."""

    report: int
    entry: str
    confidence: float
    side: Side


def doubtful(case: Casefile, limit: int) -> list[Doubtful]:
    """The events of least confidence which nobody has corrected or confirmed; copies left out."""
    e, c, r = schema.events.c, schema.corrections.c, schema.reports.c
    query = (
        select(e.id, e.report, e.entry, e.confidence)
        .where(e.confidence < BELOW, no_copy(e.report))
        .order_by(e.confidence, e.id)
        .limit(MOST)
    )
    touched = select(r.id).join(schema.corrections, c.report == r.key).distinct()
    with case.reading() as connection:
        rows = connection.execute(query).all()
        worked_on = set(connection.execute(touched).scalars())
    settled: dict[int, Provenance] = {}
    open_rows = []
    for row in rows:
        if row.report in worked_on and row.report not in settled:
            settled[row.report] = corrections.corrected(case, row.report).provenance
        if row.report not in settled or not _is_settled(settled[row.report], row.entry):
            open_rows.append(row)
        if len(open_rows) == limit:
            break
    with case.reading() as connection:
        told = load(connection, [row.id for row in open_rows], with_meaning=False)
        return [
            Doubtful(row.report, row.entry, row.confidence, side_of(connection, told[row.id]))
            for row in open_rows
            if row.id in told
        ]


def _is_settled(said: Provenance, entry: str) -> bool:
    return entry in said.added or entry in said.fields or WHOLE in said.confirmed.get(entry, {})
