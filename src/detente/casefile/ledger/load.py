"""What the ledger knows of a casefile: commitments and announced steps, deeds, statements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, or_, select

from detente.casefile import schema
from detente.casefile.ledger.acts import acts, is_negative
from detente.casefile.ledger.model import NOWHERE, Bounds, Deed, Party, Saying, Words
from detente.casefile.prepared import Prepared, among

PARTIAL = re.compile(
    r"\b(some|part|partly|partially|first|a few|several|half|limited|begun|beginning|began)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """A commitment, or a planned event that no commitment tells, in one report."""

    kind: str
    key: str
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    act: str | None
    condition: str | None
    condition_acts: frozenset[str]
    day: str | None
    deadline: str | None
    words: Words
    occurrence: str | None
    commitment: int | None
    event: int | None
    negative: bool = False
    bounds: Bounds = NOWHERE


@dataclass(frozen=True)
class Known:
    """Everything that the ledger is made from; ``last`` is the last day of publication."""

    told: list[Told]
    deeds: list[Deed]
    sayings: list[Saying]
    last: str | None


_r, _a, _e = schema.reports.c, schema.actors.c, schema.events.c
_s, _c = schema.statements.c, schema.commitments.c
_p, _q, _w = (
    table.c for table in (schema.event_parties, schema.commitment_parties, schema.statement_parties)
)
TOLD = ("happened", "ongoing", "claimed", "planned")
"""Statuses of events that a ledger has to do with."""
_COPIES = Prepared(select(schema.copies.c.report))
_REPORTS = Prepared(select(_r.id, _r.key, _r.source, _r.published))
_PARTY = (_a.name, _a.country, _a.entity, _a.kind)
_BEARS = (among(_e.status, "statuses"), or_(_e.acts.is_not(None), among(_e.type, "types")))
_EVENTS = Prepared(
    select(
        _e.id, _e.report, _e.type, _e.mode, _e.status, _e.date_from, _e.date_to, _e.start, _e.end,
        _e.words, _e.acts, _e.occurrence, _e.place, _e.place_country,
        _a.country.label("claimed_for"), _a.name.label("claimant"),
    )
    .outerjoin(schema.actors, _a.id == _e.claimed_by)
    .where(*_BEARS)
    .order_by(_e.id)
)  # fmt: skip
_EVENT_SIDES = Prepared(
    select(_p.event, _p.role, *_PARTY)
    .join(schema.events, _e.id == _p.event)
    .join(schema.actors, _a.id == _p.actor)
    .where(*_BEARS)
    .order_by(_p.event, _p.role, _p.actor)
)
_COMMITMENT_SIDES = Prepared(
    select(_q.commitment, _q.role, *_PARTY)
    .join(schema.actors, _a.id == _q.actor)
    .order_by(_q.commitment, _q.role, _q.actor)
)
_STATEMENT_SIDES = Prepared(
    select(_w.statement, _w.role, *_PARTY)
    .join(schema.statements, _s.id == _w.statement)
    .join(schema.actors, _a.id == _w.actor)
    .where(_s.denied.is_not(None))
    .order_by(_w.statement, _w.role, _w.actor)
)
_SAYINGS = Prepared(
    select(
        _s.id, _s.report, _s.date_from, _s.content, _s.denied, _s.start, _s.end, *_PARTY,
    )
    .join(schema.actors, _a.id == _s.speaker)
    .where(_s.denied.is_not(None))
    .order_by(_s.id)
)  # fmt: skip
_COMMITMENTS = Prepared(
    select(*schema.commitments.c, _e.occurrence)
    .outerjoin(schema.events, _e.id == _c.event)
    .order_by(_c.id)
)
_SPANS = Prepared(select(_c.report, _c.start, _c.end))

Sides = dict[tuple[int, str], list[Party]]


def load(connection: Connection) -> Known:
    """Read a casefile for its ledger. Copies and earlier versions tell nothing of their own."""
    copies = set(_COPIES.scalars(connection))
    reports = {row.id: row for row in _REPORTS.rows(connection) if row.id not in copies}
    bearing = {"statuses": TOLD, "types": types_that_tell()}
    event_sides = _sides(_EVENT_SIDES.tuples(connection, **bearing))
    deeds = [*_deeds(_EVENTS.rows(connection, **bearing), reports, event_sides)]
    told = [
        *_commitments(connection, reports),
        *_planned(connection, deeds, reports, event_sides),
    ]
    days = [row.published for row in reports.values() if row.published]
    return Known(told, deeds, list(_sayings(connection, reports)), max(days, default=None))


def _sides(rows: Iterable[tuple[Any, ...]]) -> Sides:
    found: Sides = {}
    for entry, role, *actor in rows:
        at = (entry, role)
        if at in found:
            found[at].append(_party(*actor))
        else:
            found[at] = [_party(*actor)]
    return found


@lru_cache(maxsize=100_000)
def _party(name: str, country: str | None, entity: str | None, kind: str) -> Party:
    return Party(country or name.casefold(), name, entity, kind == "person")


@lru_cache(maxsize=100_000)
def _one(text: str) -> frozenset[str]:
    return frozenset((text,))


def _codes(parties: Sequence[Party]) -> frozenset[str]:
    if len(parties) == 1:
        return _one(parties[0].code)
    return frozenset([party.code for party in parties]) if parties else _NOBODY


_NOBODY: frozenset[str] = frozenset()
_NO_PEOPLE: frozenset[tuple[str, str]] = frozenset()


def _people(parties: Sequence[Party]) -> frozenset[tuple[str, str]]:
    found = [(p.code, p.entity) for p in parties if p.person and p.entity]
    return frozenset(found) if found else _NO_PEOPLE


@lru_cache(maxsize=100_000)
def _acts(told: str | None) -> frozenset[str]:
    return frozenset((told or "").split())


@cache
def types_that_tell() -> list[str]:
    """Types of deeds that bear on a step whatever their words."""
    found = {"ASSAULT", "REJECT"}
    for act in acts().values():
        found |= act.alone | act.against
    return sorted(found)


@lru_cache(maxsize=4096)
def side_of(source: str | None) -> str | None:
    """The state that a source's name tells: "Kyiv Observer" is Ukrainian, "Northgate" of none."""
    from detente.knowledge.names import find_names

    words = re.findall(r"\w+|[^\w\s]", source or "")
    return next((hit.entry.code for hit in find_names(words) if hit.entry.code), None)


def _deeds(rows: Iterable[Any], reports: dict[int, Any], sides: Sides) -> Iterator[Deed]:
    for row in rows:
        report = reports.get(row.report)
        if report is None:
            continue
        who = sides.get((row.id, "actor"), [])
        whom = sides.get((row.id, "recipient"), [])
        yield Deed(
            row.id,
            row.type,
            row.mode,
            row.status,
            _codes(who),
            _codes(whom),
            row.date_from or report.published,
            row.claimed_for or (row.claimant.casefold() if row.claimant else None),
            side_of(report.source),
            _acts(row.acts),
            Words(row.report, row.start, row.end, row.words, report.published, report.source),
            row.occurrence,
            bool(PARTIAL.search(row.words)),
            row.date_to or report.published,
            row.date_from is not None,
            row.place,
            row.place_country,
            _people([*who, *whom]),
        )


def _sayings(connection: Connection, reports: dict[int, Any]) -> Iterator[Saying]:
    about = _sides(_STATEMENT_SIDES.tuples(connection))
    for row in _SAYINGS.rows(connection):
        report = reports.get(row.report)
        if report is None:
            continue
        speaker = _party(row.name, row.country, row.entity, row.kind)
        yield Saying(
            row.id,
            speaker.code,
            speaker.name,
            row.date_from or report.published,
            _acts(row.denied),
            _codes(about.get((row.id, "about"), ())),
            row.content,
            Words(row.report, row.start, row.end, row.content, report.published, report.source),
        )


def _commitments(connection: Connection, reports: dict[int, Any]) -> Iterator[Told]:
    sides = _sides(_COMMITMENT_SIDES.tuples(connection))
    for row in _COMMITMENTS.rows(connection):
        report = reports.get(row.report)
        if report is None:
            continue
        yield Told(
            row.kind,
            report.key,
            tuple(sides.get((row.id, "by"), ())),
            tuple(sides.get((row.id, "to"), ())),
            row.act,
            row.condition,
            _acts(row.condition_acts),
            row.date_from or report.published,
            row.deadline,
            Words(row.report, row.start, row.end, row.content, report.published, report.source),
            row.occurrence,
            row.id,
            row.event,
            row.kind in ("refusal", "denial")
            or (row.act is not None and is_negative(row.content, row.act)),
            _bounds(row, sides.get((row.id, "named"), [])),
        )


def _bounds(row: Any, named: list[Party]) -> Bounds:
    places = json.loads(row.places or "[]")
    return Bounds(
        (row.when_from, row.when_to) if row.when_from else None,
        frozenset(name for name, _ in places),
        frozenset(country for _, country in places if country),
        _codes(named),
        _people(named),
    )


def _planned(
    connection: Connection,
    deeds: Iterable[Deed],
    reports: dict[int, Any],
    sides: Sides,
) -> Iterator[Told]:
    """Steps that reports tell as planned without anybody's words."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for report, start, end in _SPANS.tuples(connection):
        spans.setdefault(report, []).append((start, end))
    for deed in deeds:
        if deed.status != "planned" or not deed.by or not deed.acts:
            continue
        at = deed.words
        if any(start < at.end and at.start < end for start, end in spans.get(at.report, ())):
            continue
        known = acts()
        act = min(deed.acts, key=lambda name: (deed.type not in known[name].done, name))
        yield Told(
            "announcement",
            reports[at.report].key,
            tuple(sides.get((deed.id, "actor"), ())),
            tuple(sides.get((deed.id, "recipient"), ())),
            act,
            None,
            frozenset(),
            at.published,
            None,
            at,
            deed.occurrence,
            None,
            deed.id,
            bounds=_bounds_of(deed),
        )


def _bounds_of(deed: Deed) -> Bounds:
    when = (deed.day, deed.last) if deed.dated and deed.day and deed.last else None
    return Bounds(
        when if when and when[1] >= (deed.words.published or "") else None,
        frozenset({deed.place} if deed.place else ()),
        frozenset({deed.country} if deed.country else ()),
        deed.by | deed.to,
        deed.people,
    )
