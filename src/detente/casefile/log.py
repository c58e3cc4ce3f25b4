"""The log of a casefile: who did what, and when. Rows are only added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, select

from detente.casefile import schema
from detente.casefile.casefile import Casefile, now

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_ABOUT = 500


@dataclass(frozen=True)
class Logged:
    """One line of the log. ``what`` is a word such as add, set, delete, confirm, undo, join, split,
    judge, login; ``report`` the number of the report it concerns, ``about`` tells it in words."""

    id: int
    at: str
    by: str
    what: str
    report: int | None
    about: str | None


def note(
    connection: Connection,
    by: str,
    what: str,
    report: int | None = None,
    about: str | None = None,
) -> None:
    """Add a line within a transaction that writes."""
    row: dict[str, Any] = {"at": now(), "by": by[:64], "what": what[:16], "report": report}
    about = about and about.replace("\x00", " ")[:MAX_ABOUT]
    connection.execute(insert(schema.log), [{**row, "about": about}])


def add(
    case: Casefile, by: str, what: str, *, report: int | None = None, about: str | None = None
) -> None:
    """Add a line: what the desk tells of logins and uploads."""
    with case.writing(counts=False) as connection:
        note(connection, by, what, report, about)


def entries(
    case: Casefile,
    *,
    since: str | None = None,
    by: str | None = None,
    what: Sequence[str] = (),
    report: int | None = None,
    limit: int | None = None,
) -> list[Logged]:
    """The log, the latest first: since a day or a time (UTC), of one person, of some kinds, about
    one report; at most ``limit`` lines."""
    c = schema.log.c
    query = select(c.id, c.at, c.by, c.what, c.report, c.about).order_by(c.id.desc())
    if since:
        query = query.where(c.at >= since)
    if by:
        query = query.where(c.by == by)
    if what:
        query = query.where(c.what.in_(list(what)))
    if report is not None:
        query = query.where(c.report == report)
    with case.reading() as connection:
        return [Logged(*row) for row in connection.execute(query.limit(limit))]
