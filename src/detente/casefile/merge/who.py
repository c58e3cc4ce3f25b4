"""What people say of actors: that two entities are one, or that an actor is another than the entity
it was put to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from detente.casefile import schema
from detente.casefile.corrections.judgements import keep
from detente.casefile.corrections.model import JOIN, SPLIT
from detente.casefile.merge.entities import KIND, reassign
from detente.casefile.merge.features import events_of
from detente.casefile.merge.people import NEGATIVE, POSITIVE, say
from detente.casefile.merge.regroup import regroup
from detente.errors import CasefileError, NotThereError

Judgement = dict[str, str | None]


def is_entity(connection: Connection, name: str) -> bool:
    """Whether an entity has this id."""
    query = select(schema.entities.c.id).where(schema.entities.c.id == name)
    return connection.execute(query).first() is not None


def join(connection: Connection, one: str, other: str, said: Judgement) -> None:
    """Make two entities one."""
    if one == other:
        raise CasefileError("these are one actor already")
    anchors = [_anchor(_actors(connection, entity)[0]) for entity in (one, other)]
    say(connection, KIND, (anchors[0], anchors[1]), said | {"verdict": POSITIVE})
    keep(connection, JOIN, KIND, [(anchors[0], anchors[1])], POSITIVE, said)
    renew(connection, [one, other])


def split(connection: Connection, report: int, entry: str, said: Judgement) -> None:
    """Tell an actor of a report apart from the entity that it was put to."""
    a = schema.actors.c
    query = select(a.id, a.entity).where(a.report == report, a.entry == entry)
    row = connection.execute(query).first()
    if row is None:
        raise NotThereError(f"there is no actor {report}:{entry}")
    others = _actors(connection, row.entity)
    if len(others) == 1:
        raise CasefileError(f"{report}:{entry} is an actor of its own")
    if others[0].id == row.id:
        raise CasefileError(f"{report}:{entry} came first: split the others off, which came later")
    mine = next(other for other in others if other.id == row.id)
    anchors = (_anchor(others[0]), _anchor(mine))
    say(connection, KIND, anchors, said | {"verdict": NEGATIVE})
    keep(connection, SPLIT, KIND, [anchors], NEGATIVE, said)
    renew(connection, [row.entity])


def renew(connection: Connection, ids: list[str]) -> None:
    """Find out anew who the actors of some entities are, and what their events are."""
    reports = reassign(connection, ids)
    regroup(connection, {event for report in reports for event in events_of(connection, report)})


def _actors(connection: Connection, entity: str) -> list[Any]:
    """The actors of an entity that have a place in their report, the first first."""
    a, r = schema.actors.c, schema.reports.c
    query = (
        select(a.id, r.key, a.start, a.end)
        .join(schema.reports, r.id == a.report)
        .where(a.entity == entity, a.start.is_not(None))
        .order_by(a.report, a.id)
    )
    found = list(connection.execute(query))
    if not found:
        raise CasefileError(f"no words name the actor {entity!r}")
    return found


def _anchor(row: Any) -> str:
    return f"{row.key}:{row.start}-{row.end}"
