"""The reports of a casefile, one by one: what was found where, and which are copies of others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

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
    query = _query().order_by(schema.reports.c.id)
    if numbers:
        query = query.where(schema.reports.c.id.in_(list(numbers)))
    with case.reading() as connection:
        return [Listed(*row) for row in connection.execute(query)]


def latest(
    case: Casefile, limit: int, before: int | None = None, source: str | None = None
) -> list[Listed]:
    """The reports that were added last, the last one first; ``before`` a number, of a source."""
    r = schema.reports.c
    query = _query().order_by(r.id.desc()).limit(limit)
    if before is not None:
        query = query.where(r.id < before)
    if source is not None:
        query = query.where(r.source == source)
    with case.reading() as connection:
        return [Listed(*row) for row in connection.execute(query)]


def _query() -> Select[Any]:
    r, c = schema.reports.c, schema.copies.c
    query = select(r.id, r.published, r.source, r.title, r.url, r.found, c.kind, c.of)
    return query.outerjoin(schema.copies, c.report == r.id)
