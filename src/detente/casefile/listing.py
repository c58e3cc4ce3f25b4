"""The reports of a casefile, one by one: what was found where, and which are copies of others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from detente.casefile import schema
from detente.casefile.casefile import Casefile


@dataclass(frozen=True)
class Listed:
    """A report without its text. ``kind`` says what it is to report ``of``: a ``copy``, or the
    earlier ``version`` that ``of`` has replaced."""

    number: int
    published: str | None
    source: str | None
    title: str | None
    url: str | None
    found: str
    kind: str | None
    of: int | None


def reports(case: Casefile, numbers: Collection[int] = ()) -> list[Listed]:
    """All reports, or those of the numbers, in the order of adding."""
    r, c = schema.reports.c, schema.copies.c
    query = (
        select(r.id, r.published, r.source, r.title, r.url, r.found, c.kind, c.of)
        .outerjoin(schema.copies, c.report == r.id)
        .order_by(r.id)
    )
    if numbers:
        query = query.where(r.id.in_(list(numbers)))
    with case.reading() as connection:
        return [Listed(*row) for row in connection.execute(query)]
