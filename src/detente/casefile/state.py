"""How often a casefile has changed: what somebody made of it holds as long as that number does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, text

from detente.casefile import schema

if TYPE_CHECKING:
    from detente.casefile.casefile import Casefile

_COUNT = text(
    "INSERT INTO about (name, value) VALUES (:name, '1') ON CONFLICT (name) "
    "DO UPDATE SET value = CAST(CAST(about.value AS BIGINT) + 1 AS TEXT)"
)


def state_of(case: Casefile) -> int:
    """A number that grows with every change, by whichever process."""
    about = schema.about.c
    with case.reading() as connection:
        query = select(about.value).where(about.name == schema.CHANGES)
        return int(connection.execute(query).scalar() or 0)


def count_change(connection: Connection) -> None:
    """Count a change within the transaction that makes it."""
    connection.execute(_COUNT, {"name": schema.CHANGES})
