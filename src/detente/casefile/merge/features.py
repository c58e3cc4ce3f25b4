"""What merging knows of an event: a telling, plain data made of its rows and stored vectors."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, case, func, literal, select

from detente.casefile import schema
from detente.casefile.anchors import Anchor
from detente.casefile.merge.meaning import Meaning, base, content_words, meaning_of
from detente.casefile.prepared import Prepared, among
from detente.casefile.reading import vectors_from

UNDATED = 10**9
"""Stands for the day of a report that has none."""
AROUND = 400
"""Letters on both sides of a trigger in which its sentence is looked for."""
_e, _a, _p, _r = (
    table.c for table in (schema.events, schema.actors, schema.event_parties, schema.reports)
)


def _tellings(with_context: bool) -> Prepared:
    k = schema.copies.c
    first = case((_e.start > AROUND, _e.start - AROUND), else_=0)
    around = func.substr(_r.text, first + 1, _e.end + AROUND - first)
    return Prepared(
        select(
            schema.events,
            _r.key,
            _r.published,
            _r.source,
            _r.url,
            k.of,
            _a.name.label("claimant"),
            (around if with_context else literal("")).label("context"),
        )
        .join(schema.reports, _r.id == _e.report)
        .outerjoin(schema.copies, (k.report == _e.report) & (k.kind == "copy"))
        .outerjoin(schema.actors, _a.id == _e.claimed_by)
        .where(among(_e.id, "events"))
        .order_by(_e.id)
    )


_WITH_CONTEXT, _WITHOUT = _tellings(True), _tellings(False)
_EVENTS_OF = Prepared(select(_e.id).where(_e.report == bindparam("report")).order_by(_e.id))
_PARTIES = Prepared(
    select(_p.event, _p.role, _a.entity, _a.id, _a.name, _a.kind, _a.country)
    .join(schema.actors, _a.id == _p.actor)
    .where(among(_p.event, "events"))
    .order_by(_p.event, _p.role, _a.id)
)
_VECTORS = Prepared(
    select(schema.records.c.report, schema.records.c.vectors).where(
        among(schema.records.c.report, "reports")
    )
)
_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[\"“‘'(]?[A-Z])|\n\s*\n|\n")


@dataclass(frozen=True)
class Party:
    """Who takes part in an event. ``entity`` is the actor of all reports."""

    role: str
    entity: str
    name: str
    kind: str
    country: str | None


@dataclass(frozen=True)
class Quantity:
    """A number that an event is told with. ``harm`` is what became of the people it counts:
    killed, injured, missing, held, displaced."""

    value: float | None
    unit: str | None
    words: str
    harm: str | None = None


@dataclass(frozen=True)
class Telling:
    """An event of one report: how it tells of a happening.

    ``first`` and ``last`` are the days that its date can mean, as ordinals; ``published`` is the
    day of its report, likewise. ``source`` is who tells: the report's source, else the host of its
    address, else the report itself. ``teller`` is the report that counts for it: of a copy, the
    report that it is a copy of. ``by`` is whose claim it is.
    """

    id: int
    report: int
    anchor: Anchor
    type: str
    quad: int
    intensity: float
    status: str
    words: str
    confidence: float
    mode: str | None = None
    date: str | None = None
    first: int | None = None
    last: int | None = None
    published: int | None = None
    place: str | None = None
    place_country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    parties: tuple[Party, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    by: str | None = None
    source: str = ""
    teller: int = 0
    bases: tuple[str, ...] = ()
    content: frozenset[str] = frozenset()
    meaning: Meaning = field(default_factory=lambda: meaning_of(None), compare=False)

    @property
    def order(self) -> Order:
        """Reports in the order of publication, and within them the order of the text: the same
        whatever the order of adding."""
        return order_of(self.published, self.anchor.report, self.anchor.start, self.id)


Order = tuple[int, str, int, int]


def order_of(published: int | None, key: str, start: int, event: int) -> Order:
    """Where an event stands among those of all reports; what has no day comes last."""
    return (UNDATED if published is None else published, key, start, event)


def load(
    connection: Connection, ids: Collection[int], *, with_meaning: bool = True
) -> dict[int, Telling]:
    """The tellings of these events. Their sentences and vectors are needed for comparing only."""
    if not ids:
        return {}
    wanted = sorted(set(ids))
    rows = (_WITH_CONTEXT if with_meaning else _WITHOUT).rows(connection, events=wanted)
    parties = _parties(connection, wanted)
    reports = {row.report for row in rows} if with_meaning else set()
    vectors = _vectors(connection, reports)
    told: dict[int, Telling] = {}
    for row in rows:
        of_report = vectors.get(row.report)
        # Vectors are in the order of the record as read, which is that of its ids: e1, e2 ...
        at = int(row.entry[1:]) - 1
        has = of_report is not None and at < len(of_report)
        vector = of_report[at] if has and of_report is not None else None
        told[row.id] = _telling(row, parties.get(row.id, ()), vector)
    return told


def events_of(connection: Connection, report: int) -> list[int]:
    """The events of a report, in the order of its record."""
    return _EVENTS_OF.scalars(connection, report=report)


def ordinal(day: str | None) -> int | None:
    """The number of a day; ``None`` of none, and of what is no day of our calendar."""
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


def sentence_around(context: str, start: int, end: int) -> str:
    """The sentence of a stretch of text that has ``start`` to ``end``."""
    first = max((m.end() for m in _END.finditer(context) if m.end() <= start), default=0)
    last = next((m.start() + 1 for m in _END.finditer(context) if m.start() >= end), len(context))
    return context[first:last]


def who_tells(source: str | None, url: str | None, report: int) -> str:
    """Whose word a report is."""
    host = (urlsplit(url).hostname or "") if url else ""
    return source or host.removeprefix("www.") or f"report {report}"


def _parties(connection: Connection, ids: list[int]) -> dict[int, tuple[Party, ...]]:
    found: dict[int, list[Party]] = {}
    for event, role, entity, number, name, kind, country in _PARTIES.tuples(connection, events=ids):
        party = Party(role, entity or f"actor:{number}", name, kind, country)
        found.setdefault(event, []).append(party)
    return {event: tuple(parties) for event, parties in found.items()}


def _vectors(connection: Connection, reports: set[int]) -> dict[int, NDArray[np.float16]]:
    rows = _VECTORS.tuples(connection, reports=sorted(reports)) if reports else []
    return {report: vectors_from(data) for report, data in rows}


def _telling(row: Any, parties: tuple[Party, ...], vector: NDArray[np.float16] | None) -> Telling:
    at = min(row.start, AROUND)
    sentence = sentence_around(row.context, at, at + row.end - row.start) if row.context else ""
    return Telling(
        id=row.id,
        report=row.report,
        anchor=Anchor(row.key, row.start, row.end),
        type=row.type,
        mode=row.mode,
        quad=row.quad,
        intensity=row.intensity,
        status=row.status,
        words=row.words,
        confidence=row.confidence,
        date=row.date,
        first=ordinal(row.date_from),
        last=ordinal(row.date_to),
        published=ordinal(row.published),
        place=row.place,
        place_country=row.place_country,
        latitude=row.latitude,
        longitude=row.longitude,
        parties=parties,
        quantities=tuple(Quantity(*each) for each in json.loads(row.quantities or "[]")),
        by=row.claimant,
        source=who_tells(row.source, row.url, row.report),
        teller=row.of or row.report,
        bases=tuple(base(word) for word in content_words(row.words) or row.words.lower().split()),
        content=frozenset(base(word) for word in content_words(sentence)),
        meaning=meaning_of(vector),
    )
