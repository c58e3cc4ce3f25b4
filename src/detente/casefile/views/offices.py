"""The offices that reports tell for an actor, each with the words of the reports that do."""

from __future__ import annotations

from sqlalchemy import select

from detente.casefile import schema
from detente.casefile.casefile import Casefile
from detente.casefile.views.scope import no_copy
from detente.casefile.views.table import Row


def offices(case: Casefile, entity: str) -> list[tuple[str, list[Row]]]:
    """Each office in the words of the reports, first told first, with the reports that tell it:
    ``report``, ``source``, ``published``, and ``start`` and ``end`` of the first words that name
    the actor there. Copies are left out."""
    a, r = schema.actors.c, schema.reports.c
    query = (
        select(a.office, a.report, r.source, r.published, a.start, a.end)
        .join(schema.reports, r.id == a.report)
        .where(a.entity == entity, a.office.is_not(None), a.start.is_not(None), no_copy(r.id))
        .order_by(r.published.is_(None), r.published, r.id, a.id)
    )
    found: dict[str, list[Row]] = {}
    with case.reading() as connection:
        for office, *rest in connection.execute(query):
            names = ("report", "source", "published", "start", "end")
            found.setdefault(office, []).append(dict(zip(names, rest, strict=True)))
    return list(found.items())
