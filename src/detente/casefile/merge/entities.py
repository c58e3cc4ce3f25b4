"""The actors of a report become entities, and cease to be when the report is forgotten."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from detente.casefile import schema
from detente.casefile.merge import actors as rules
from detente.casefile.merge.actors import Named
from detente.casefile.merge.people import Said, said_of
from detente.casefile.prepared import Prepared, among

KIND = "actor"

_a, _b, _e, _r = schema.actors.c, schema.blocks.c, schema.entities.c, schema.reports.c
_NAMED = tuple(field.name for field in fields(Named))
_ACTORS = Prepared(
    select(schema.actors, _r.key)
    .join(schema.reports, _r.id == _a.report)
    .where(_a.report == bindparam("report"))
    .order_by(_a.id)
)
_KNOWN = Prepared(
    select(_b.block, schema.entities)
    .join(schema.actors, _a.id == _b.entry)
    .join(schema.entities, _e.id == _a.entity)
    .where(_b.kind == KIND, among(_b.block, "keys"))
    .order_by(_b.block, _b.entry)
)
_ENTITIES_OF = Prepared(select(_a.entity).where(among(_a.id, "actors")))
_ADD = Prepared(insert(schema.entities))
_ADD_BLOCKS = Prepared(insert(schema.blocks))
_CHANGE = Prepared(
    update(schema.entities)
    .where(_e.id == bindparam("b_id"))
    .values({name: bindparam(name) for name in _NAMED})
)
_ONE_MORE = Prepared(
    update(schema.entities).where(_e.id == bindparam("b_id")).values(reports=_e.reports + 1)
)
_PUT_TO = Prepared(
    update(schema.actors).where(_a.id == bindparam("b_id")).values(entity=bindparam("b_entity"))
)


def assign(connection: Connection, report: int) -> set[int]:
    """Find out who the actors of a new report are, and write it. The events of other reports whose
    parties are called otherwise now, because a person said so."""
    found = _actors(connection, report)
    if not found:
        return set()
    said = said_of(connection, KIND)
    _Assigning(connection, found, said).run()
    here = {row.id for row in found}
    changed: set[int] = set()
    for each in reversed(said):
        if each.same and (each.left in here or each.right in here):
            changed |= _unite(connection, each.left, each.right)
    return changed


def reassign(connection: Connection, ids: Collection[str]) -> list[int]:
    """Find out anew who the actors of some entities are, after a person's judgement. The reports
    that it concerns, whose events must be grouped anew."""
    a = schema.actors.c
    query = select(a.report).where(a.entity.in_(sorted(ids))).distinct()
    reports = sorted(connection.execute(query).scalars())
    for report in reports:
        release(connection, report)
    for report in reports:
        assign(connection, report)
    return reports


def release(connection: Connection, report: int) -> None:
    """Take back what a report's actors told of entities; those that nobody else names go."""
    a, e, b = schema.actors.c, schema.entities.c, schema.blocks.c
    rows = connection.execute(
        select(a.id, a.entity, a.name, a.kind, a.country, a.office, a.wikidata)
        .where(a.report == report, a.entity.is_not(None))
        .order_by(a.id)
    ).all()
    for entity in sorted({row.entity for row in rows}):
        own = [row for row in rows if row.entity == entity]
        query = select(func.min(a.id)).where(a.entity == entity, a.report != report)
        heir = connection.execute(query).scalar()
        for row in own:
            where = (b.kind == KIND, b.block == rules.key(_named(row)), b.entry == row.id)
            there = connection.execute(delete(schema.blocks).where(*where)).rowcount
            if there and heir is not None:
                new = {"kind": KIND, "block": rules.key(_named(row)), "entry": heir}
                connection.execute(insert(schema.blocks), [new])
        if heir is None:
            connection.execute(delete(schema.entities).where(e.id == entity))
        else:
            fewer = update(schema.entities).where(e.id == entity).values(reports=e.reports - 1)
            connection.execute(fewer)
    connection.execute(update(schema.actors).where(a.report == report).values(entity=None))


class _Assigning:
    def __init__(self, connection: Connection, found: list[Any], said: list[Said]) -> None:
        self.connection, self.found, self.said = connection, found, said
        self.known: dict[str, list[tuple[str, Named]]] = {}
        self.new: dict[str, tuple[Named, int]] = {}
        self.changed: dict[str, Named] = {}

    def run(self) -> None:
        self._look_up({rules.key(_named(row)) for row in self.found})
        chosen = {row.id: self._entity(row) for row in self.found}
        self._write(chosen)

    def _look_up(self, keys: set[str]) -> None:
        for row in _KNOWN.rows(self.connection, keys=sorted(keys)):
            self.known.setdefault(row.block, []).append((row.id, _named(row)))

    def _entity(self, row: Any) -> str:
        actor = _named(row)
        key = rules.key(actor)
        others = [each for each in self.known.get(key, ()) if each[0] not in self._never(row)]
        entity = rules.find(actor, others) if rules.merges(actor) else None
        if entity is None:
            return self._make(row, actor, key)
        self._learn(key, entity, actor)
        return entity

    def _make(self, row: Any, actor: Named, key: str) -> str:
        # Somebody told apart by a person must not get the id of whom he was told apart from.
        taken = [entity for entity, _ in self.known.get(key, ())]
        entity = rules.new_id(actor, f"{row.key}:{row.start}-{row.end}:{row.entry}", taken)
        self.new[entity] = (actor, row.id)
        if rules.merges(actor):
            self.known.setdefault(key, []).append((entity, actor))
        return entity

    def _learn(self, key: str, entity: str, actor: Named) -> None:
        known = self.known[key]
        at = next(i for i, (name, _) in enumerate(known) if name == entity)
        fuller = rules.fuller(known[at][1], actor)
        if fuller == known[at][1]:
            return
        known[at] = (entity, fuller)
        if entity in self.new:
            self.new[entity] = (fuller, self.new[entity][1])
        else:
            self.changed[entity] = fuller

    def _never(self, row: Any) -> set[str]:
        """Entities that a person says it is not."""
        others = [
            each.right if each.left == row.id else each.left
            for each in self.said
            if not each.same and row.id in (each.left, each.right)
        ]
        return set(_ENTITIES_OF.scalars(self.connection, actors=others)) if others else set()

    def _write(self, chosen: dict[int, str]) -> None:
        connection = self.connection
        _ADD.run_each(connection, [{"id": entity, "reports": 0, **vars(named)}
                                   for entity, (named, _) in self.new.items()])  # fmt: skip
        _ADD_BLOCKS.run_each(
            connection,
            [{"kind": KIND, "block": rules.key(named), "entry": first}
             for named, first in self.new.values() if rules.merges(named)],
        )  # fmt: skip
        _CHANGE.run_each(
            connection, [{"b_id": entity, **vars(n)} for entity, n in self.changed.items()]
        )
        named_once = sorted(set(chosen.values()))
        _ONE_MORE.run_each(connection, [{"b_id": entity} for entity in named_once])
        _PUT_TO.run_each(
            connection, [{"b_id": actor, "b_entity": entity} for actor, entity in chosen.items()]
        )


def _unite(connection: Connection, one: int, other: int) -> set[int]:
    """Make the entities of two actors one, that of the actor who came first, as a person said. The
    events of the other's actors."""
    a, e = schema.actors.c, schema.entities
    first = func.min(a.id)
    both = select(a.entity).where(a.id.in_([one, other]), a.entity.is_not(None))
    query = select(a.entity).where(a.entity.in_(both)).group_by(a.entity).order_by(first)
    found = list(connection.execute(query).scalars())
    if len(found) < 2:
        return set()
    stays, goes = found
    p = schema.event_parties.c
    told = select(p.event).join(schema.actors, a.id == p.actor).where(a.entity == goes)
    events = set(connection.execute(told).scalars())
    rows = {row.id: row for row in connection.execute(select(e).where(e.c.id.in_(found)))}
    known = rules.fuller(_named(rows[stays]), _named(rows[goes]))
    connection.execute(update(schema.actors).where(a.entity == goes).values(entity=stays))
    count = select(func.count(func.distinct(a.report))).where(a.entity == stays)
    values = {**vars(known), "reports": connection.execute(count).scalar_one()}
    connection.execute(update(e).where(e.c.id == stays).values(**values))
    connection.execute(delete(e).where(e.c.id == goes))
    return events


def _actors(connection: Connection, report: int) -> list[Any]:
    return _ACTORS.rows(connection, report=report)


def _named(row: Any) -> Named:
    return Named(row.name, row.kind, row.country, row.office, row.wikidata)
