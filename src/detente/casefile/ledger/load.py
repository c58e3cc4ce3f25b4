"""What the ledger knows of a casefile: commitments and announced steps, deeds, statements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from detente.casefile import schema
from detente.casefile.ledger.acts import acts, is_negative
from detente.casefile.ledger.model import NOWHERE, Bounds, Deed, Party, Saying, Words

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


def load(connection: Connection) -> Known:
    """Read a casefile for its ledger. Copies and earlier versions tell nothing of their own."""
    copies = set(connection.execute(select(schema.copies.c.report)).scalars())
    r = schema.reports.c
    reports = {
        row.id: row
        for row in connection.execute(select(r.id, r.key, r.source, r.published))
        if row.id not in copies
    }
    actors = _actors(connection)
    event_sides = _sides(connection, schema.event_parties, "event", actors)
    deeds = list(_deeds(connection, reports, actors, event_sides))
    told = [
        *_commitments(connection, reports, actors),
        *_planned(connection, deeds, reports, event_sides),
    ]
    days = [row.published for row in reports.values() if row.published]
    return Known(told, deeds, list(_sayings(connection, reports, actors)), max(days, default=None))


def _actors(connection: Connection) -> dict[int, Party]:
    a = schema.actors.c
    rows = connection.execute(select(a.id, a.name, a.country, a.entity, a.kind))
    return {
        number: Party(country or name.casefold(), name, entity, kind == "person")
        for number, name, country, entity, kind in rows
    }


def _sides(
    connection: Connection, table: Any, of: str, actors: dict[int, Party]
) -> dict[tuple[int, str], list[Party]]:
    found: dict[tuple[int, str], list[Party]] = {}
    for row in connection.execute(select(table).order_by(table.c[of], table.c.actor)).mappings():
        found.setdefault((row[of], row["role"]), []).append(actors[row["actor"]])
    return found


def _codes(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(party.code for party in parties)


def _people(parties: Iterable[Party]) -> frozenset[tuple[str, str]]:
    return frozenset((p.code, p.entity) for p in parties if p.person and p.entity)


def _acts(told: str | None) -> frozenset[str]:
    return frozenset((told or "").split())


@lru_cache(maxsize=4096)
def side_of(source: str | None) -> str | None:
    """The state that a source's name tells: "Kyiv Observer" is Ukrainian, "Northgate" of none."""
    from detente.knowledge.names import find_names

    words = re.findall(r"\w+|[^\w\s]", source or "")
    return next((hit.entry.code for hit in find_names(words) if hit.entry.code), None)


def _deeds(
    connection: Connection,
    reports: dict[int, Any],
    actors: dict[int, Party],
    sides: dict[tuple[int, str], list[Party]],
) -> Iterator[Deed]:
    e = schema.events.c
    query = select(
        e.id, e.report, e.type, e.mode, e.status, e.claimed_by, e.date_from, e.date_to, e.start,
        e.end, e.words, e.acts, e.occurrence, e.place, e.place_country,
    ).order_by(e.id)  # fmt: skip
    for row in connection.execute(query):
        report = reports.get(row.report)
        if report is None:
            continue
        who, whom = (sides.get((row.id, role), []) for role in ("actor", "recipient"))
        yield Deed(
            row.id,
            row.type,
            row.mode,
            row.status,
            _codes(who),
            _codes(whom),
            row.date_from or report.published,
            actors[row.claimed_by][0] if row.claimed_by else None,
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


def _sayings(
    connection: Connection, reports: dict[int, Any], actors: dict[int, Party]
) -> Iterator[Saying]:
    s = schema.statements.c
    about = _sides(connection, schema.statement_parties, "statement", actors)
    query = select(
        s.id, s.report, s.speaker, s.date_from, s.content, s.acts, s.denied, s.start, s.end
    ).where(s.denied.is_not(None))
    for row in connection.execute(query.order_by(s.id)):
        report = reports.get(row.report)
        if report is None or row.speaker is None:
            continue
        speaker = actors[row.speaker]
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


def _commitments(
    connection: Connection, reports: dict[int, Any], actors: dict[int, Party]
) -> Iterator[Told]:
    c, e = schema.commitments.c, schema.events.c
    sides = _sides(connection, schema.commitment_parties, "commitment", actors)
    query = (
        select(*schema.commitments.c, e.occurrence)
        .outerjoin(schema.events, e.id == c.event)
        .order_by(c.id)
    )
    for row in connection.execute(query):
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
    sides: dict[tuple[int, str], list[Party]],
) -> Iterator[Told]:
    """Steps that reports tell as planned without anybody's words."""
    c = schema.commitments.c
    spans: dict[int, list[tuple[int, int]]] = {}
    for report, start, end in connection.execute(select(c.report, c.start, c.end)):
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
