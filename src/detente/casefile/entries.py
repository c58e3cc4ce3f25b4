"""A record's entries as rows, so that views find them without opening records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert

from detente.casefile import schema
from detente.casefile.harm import harm_of
from detente.casefile.ledger.acts import acts_in, denied_acts, first_act, last_act
from detente.casefile.ledger.bounds import places_of, when_of
from detente.casefile.prepared import Prepared
from detente.edtf import days
from detente.record import Actor, Commitment, Event, Record, Span, Statement

_STORE = {
    table.name: Prepared(insert(table).returning(table.c.entry, table.c.id))
    for table in schema.ENTRIES
}
_LINK = {
    table.name: Prepared(insert(table))
    for table in (schema.event_parties, schema.statement_parties, schema.commitment_parties)
}
BETWEEN = " … "
"""Between pieces of one statement."""
_ENDS = (". ", ".\n", "? ", "! ", ".” ", '." ', "\n")


def store_entries(connection: Connection, report: int, record: Record) -> None:
    """Write the rows of a report's record; there are none of it yet."""
    actors = _store(connection, schema.actors, [_actor(report, actor) for actor in record.actors])
    speakers = {s.id: actors.get(s.speaker or "") for s in record.statements}
    events = _store(
        connection, schema.events, [_event(report, e, record, speakers) for e in record.events]
    )
    _link(
        connection,
        schema.event_parties,
        (
            {"event": events[event.id], "role": role, "actor": actors[actor]}
            for event in record.events
            for role, ids in (("actor", event.actors), ("recipient", event.recipients))
            for actor in dict.fromkeys(ids)
            if actor in actors
        ),
    )
    statements = _store(
        connection,
        schema.statements,
        [_statement(report, s, record, actors) for s in record.statements],
    )
    _link(
        connection,
        schema.statement_parties,
        (
            {"statement": statements[statement.id], "role": role, "actor": actors[actor]}
            for statement in record.statements
            for role, ids in (("to", statement.audience), ("about", _named_in(statement, record)))
            for actor in dict.fromkeys(ids)
            if actor in actors
        ),
    )
    commitments = _store(
        connection,
        schema.commitments,
        [_commitment(report, c, record, statements, events) for c in record.commitments],
    )
    _link(
        connection,
        schema.commitment_parties,
        (
            {"commitment": commitments[commitment.id], "role": role, "actor": actors[actor]}
            for commitment in record.commitments
            for role, ids in (
                ("by", commitment.by),
                ("to", commitment.to),
                ("named", _named_within([commitment.content], record)),
            )
            for actor in dict.fromkeys(ids)
            if actor in actors
        ),
    )


def _store(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> dict[str, int]:
    """The number of each entry, by its id in the record."""
    return {row.entry: row.id for row in _STORE[table.name].rows_each(connection, rows)}


def _link(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    _LINK[table.name].run_each(connection, list(rows))


def _named_in(statement: Statement, record: Record) -> Iterable[str]:
    """Whom the words of a statement name, its speaker aside."""
    named = _named_within(statement.content, record)
    return [actor for actor in named if actor != statement.speaker]


def _named_within(pieces: Iterable[Span], record: Record) -> list[str]:
    """The actors that stretches of the text name."""
    pieces = list(pieces)
    return [
        actor.id
        for actor in record.actors
        if any(
            piece.start <= mention.start and mention.end <= piece.end
            for mention in actor.mentions
            for piece in pieces
        )
    ]


def _dates(value: str | None, name: str = "date") -> dict[str, str | None]:
    span = days(value)
    return {
        name: value,
        f"{name}_from": span[0] if span else None,
        f"{name}_to": span[1] if span else None,
    }


def _words(record: Record, spans: Iterable[Span]) -> str | None:
    pieces = (" ".join(record.text_of(span).split()) for span in spans)
    return BETWEEN.join(piece for piece in pieces if piece) or None


def _told(acts: Iterable[str]) -> str | None:
    return " ".join(sorted(acts)) or None


def sentence_of(text: str, span: Span) -> str:
    """The sentence around a span, as far as full stops and line ends tell it."""
    before = max(text.rfind(mark, 0, span.start) for mark in _ENDS)
    ends = [at for mark in _ENDS if (at := text.find(mark, span.end)) >= 0]
    return text[before + 1 : min(ends, default=len(text)) + 1].strip()


def _edges(spans: Iterable[Span]) -> dict[str, int]:
    spans = list(spans)
    return {"start": min(s.start for s in spans), "end": max(s.end for s in spans)}


def _actor(report: int, actor: Actor) -> dict[str, Any]:
    return {
        "report": report,
        "entry": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "office": actor.office,
        "wikidata": actor.wikidata,
        "start": actor.mentions[0].start if actor.mentions else None,
        "end": actor.mentions[0].end if actor.mentions else None,
    }


def _event(
    report: int, event: Event, record: Record, speakers: dict[str, int | None]
) -> dict[str, Any]:
    place = next((p for p in record.places if p.id == event.place), None)
    return {
        "report": report,
        "entry": event.id,
        "type": event.type,
        "mode": event.mode,
        "quad": event.quad,
        "intensity": event.intensity,
        "status": event.status,
        "claimed_by": speakers.get(event.claimed_by or ""),
        **_dates(event.date),
        "place": place and place.name,
        "place_country": place and place.country,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
        **_edges([event.trigger]),
        "words": record.text_of(event.trigger),
        "acts": _told(acts_in(sentence_of(record.report.text, event.trigger))),
        "confidence": event.confidence,
        "reciprocal": event.reciprocal,
        "quantities": _quantities(event, record),
    }


def _quantities(event: Event, record: Record) -> str | None:
    text = record.report.text
    told = [
        [q.value, q.unit, record.text_of(q), harm_of(text, q.start, q.end)]
        for q in event.quantities
    ]
    return json.dumps(told, ensure_ascii=False) if told else None


def _statement(
    report: int, statement: Statement, record: Record, actors: dict[str, int]
) -> dict[str, Any]:
    content = _words(record, statement.content) or ""
    return {
        "report": report,
        "entry": statement.id,
        "speaker": actors.get(statement.speaker or ""),
        "kind": statement.kind,
        "cue": record.text_of(statement.cue) if statement.cue else None,
        "content": content,
        "quotes": _words(record, statement.quotes),
        "acts": _told(acts_in(content)),
        "denied": _told(denied_acts(content)),
        **_dates(statement.date),
        **_edges(statement.content),
    }


def _act_before(record: Record, content: Span) -> str | None:
    """What "which both will hold in May" is about: what stands before it in its sentence."""
    if not _RELATIVE.match(record.report.text, content.start):
        return None
    text = record.report.text[: content.start]
    begins = max(text.rfind(mark) + len(mark) for mark in _ENDS)
    return last_act(text[max(begins, 0) :])


_RELATIVE = re.compile(r"(?:which|that|whose|who)\b", re.IGNORECASE)


def _commitment(
    report: int,
    commitment: Commitment,
    record: Record,
    statements: dict[str, int],
    events: dict[str, int],
) -> dict[str, Any]:
    said = next((s.date for s in record.statements if s.id == commitment.statement), None)
    content = _words(record, [commitment.content]) or ""
    condition = _words(record, [commitment.condition]) if commitment.condition else None
    told = (days(said) or (record.report.published,))[0]
    when = when_of(record, commitment.content, told) or (None, None)
    places = places_of(record, commitment.content)
    return {
        "report": report,
        "entry": commitment.id,
        "kind": commitment.kind,
        "content": content,
        "condition": condition,
        "act": first_act(content) or _act_before(record, commitment.content),
        "condition_acts": _told(acts_in(condition or "")),
        "deadline": commitment.deadline,
        "when_from": when[0],
        "when_to": when[1],
        "places": json.dumps(places, ensure_ascii=False) if places else None,
        "statement": statements.get(commitment.statement or ""),
        "event": events.get(commitment.event or ""),
        **_dates(said),
        **_edges([commitment.content]),
        "confidence": commitment.confidence,
    }
