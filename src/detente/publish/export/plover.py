"""PLOVER JSON: one event a line, with the names of the fields of the PLOVER manual.

Source of the layout: PLOVER manual, draft 2.0 (Open Event Data Alliance, 2021), chapter "Data
Fields". The manual lets a provider add fields: ``status`` and ``claimed_by`` keep a claim a claim.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.edtf import days
from detente.publish.export.columns import Column, Row, maker, only_day
from detente.record import Actor

CODEBOOK = "plover-2.0"


def _entity(actor: Actor) -> dict[str, Any]:
    wikidata = f"https://www.wikidata.org/wiki/{actor.wikidata}" if actor.wikidata else None
    return {
        "code": actor.country,
        "sector": "".join(actor.sectors[:2]) or None,
        "entity_text": actor.mentions[0].text if actor.mentions else actor.name,
        "identifier_id": wikidata,
        "identifier_text": actor.name,
        "office": actor.office,
    }


def _entities(ids: Callable[[Row], Any]) -> Callable[[Row], list[dict[str, Any]]]:
    return lambda row: [_entity(actor) for actor in row.view.who(ids(row))]


def _date(row: Row) -> str | None:
    found = days(row.event.date)
    return found[0] if found else only_day(row)


def _last_day(row: Row) -> str | None:
    found = days(row.event.date)
    return found[1] if found and found[1] != found[0] else None


def _place(row: Row) -> dict[str, Any] | None:
    place = row.view.place(row.event)
    if place is None:
        return None
    city = place.name if place.latitude is not None else None
    return {
        "extracted_place": place.mentions[0].text if place.mentions else place.name,
        "resolved_place": place.name,
        "lat": place.latitude,
        "lon": place.longitude,
        "city": city,
        "province": place.admin1,
        "country_code": place.country,
    }


def _told(row: Row) -> list[str]:
    spans = row.event.mentions or (row.event.trigger,)
    return [row.view.record.text_of(span) for span in spans]


def _cited(row: Row) -> dict[str, Any]:
    report = row.view.record.report
    return {
        "citation": report.id,
        "url": report.url,
        "title": report.title,
        "language": report.language,
        "publication": report.source,
        "coder": "detente",
        "codebook": CODEBOOK,
    }


def _claimed_by(row: Row) -> dict[str, Any] | None:
    statement = row.event.claimed_by
    if statement is None:
        return None
    speaker = row.view.speaker(statement)
    return {"statement": statement, **(_entity(speaker) if speaker else {})}


def _list(value: str | None) -> list[str]:
    return [value] if value else []


COLUMNS: tuple[Column, ...] = (
    Column("id", "text", lambda r: r.view.key(r.event.id), "id of the event"),
    Column(
        "date", "date", _date, "first day of the event; null where no day or month is known"
    ),
    Column("enddate", "date", _last_day, "last day, where it is not the first"),
    Column(
        "actor", "list", _entities(lambda r: r.event.actors), "who acts",
        "objects: code, sector, entity_text, identifier_id (Wikidata), identifier_text, office",
    ),
    Column(
        "recipient", "list", _entities(lambda r: r.event.recipients), "whom it is done to",
        "objects as in actor",
    ),
    Column("event", "list", lambda r: [r.event.type], "PLOVER type"),
    Column("mode", "list", lambda r: _list(r.event.mode), "PLOVER mode"),
    Column("context", "list", lambda r: list(r.event.contexts), "PLOVER contexts"),
    Column("quad_code", "integer", lambda r: r.event.quad, "quad class", "1, 2, 3, 4"),
    Column("event_scale", "number", lambda r: r.event.intensity, "PLOVER score", "-10 to 10"),
    Column(
        "event_loc", "object", _place, "where",
        "extracted_place, resolved_place, lat, lon, city, province, country_code",
    ),
    Column("event_text", "list", _told, "the words that tell the event, each mention"),
    Column(
        "text_info", "object",
        lambda r: {"start": r.event.trigger.start, "end": r.event.trigger.end},
        "where the first of them stand", "start, end: code points of the report's text",
    ),
    Column(
        "cite_info", "object", _cited, "the report",
        "citation (report id), url, title, language, publication, coder, codebook",
    ),
    Column("coder", "text", lambda r: maker(r.view.record), "what coded it"),
    Column(
        "status", "text", lambda r: r.event.status, "how sure the report is; not in the manual",
        "happened, ongoing, planned, possible, conditional, claimed, denied",
    ),
    Column(
        "claimed_by", "object", _claimed_by, "who says so, not the reporter; not in the manual",
        "statement (id in the record), and the speaker as in actor",
    ),
)  # fmt: skip
