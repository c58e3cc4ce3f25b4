"""POLECAT's layout: 40 columns, one row an event, lists within a cell.

Names and order are the header of the files of the POLECAT dataset (Halterman et al., Harvard
Dataverse, "POLECAT"), as code that loads them quotes it. As there, several actors stand in one cell
with "; " between them, several values of one actor with "|", and what is not known is "None".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detente.publish.export.columns import (
    Column,
    Row,
    city,
    maker,
    of_place,
    only_day,
    state_of,
    told,
)
from detente.record import Actor

MISSING = "None"
QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")


def _aligned(actors: list[Actor], value: Callable[[Actor], str | None]) -> str | None:
    """One value for each actor, so that the lists of all columns go together."""
    values = [value(actor) for actor in actors]
    return "; ".join(value or MISSING for value in values) if any(values) else None


def _inner(values: Iterable[str]) -> str | None:
    return "|".join(values) or None


def _cow(actor: Actor) -> str | None:
    state = state_of(actor.country)
    return str(state.cow) if state and state.cow is not None else None


def _party(role: str, ids: Callable[[Row], Iterable[str]], what: str) -> tuple[Column, ...]:
    def column(
        name: str, value: Callable[[Actor], str | None], meaning: str, values: str = ""
    ) -> Column:
        return Column(
            name,
            "text",
            lambda row: _aligned(row.view.who(ids(row)), value),
            meaning,
            values,
            free=not values,
        )

    return (
        column(f"{role} Name", lambda a: a.name, f"{what}: name, or as it is described"),
        column(
            f"{role} Country", lambda a: a.country, f"{what}: whom it acts for",
            "ISO 3166-1 alpha-3, or a body's code such as NATO",
        ),
        column(f"{role} COW", _cow, f"{what}: its state", "Correlates of War state number"),
        column(
            f"Primary {role} Sector", lambda a: next(iter(a.sectors), None), f"{what}: sector",
            "PLOVER sector code",
        ),
        column(
            f"{role} Sectors", lambda a: _inner(a.sectors), f"{what}: all sectors, '|' between",
            "PLOVER sector codes",
        ),
        column(f"{role} Title", lambda a: a.office, f"{what}: office"),
        column(
            f"{role} Name Raw",
            lambda a: a.mentions[0].text if a.mentions else None,
            f"{what}: the words by which the report first names it",
        ),
        column(
            f"Wikipedia {role} ID", lambda a: a.wikidata,
            f"{what}: Wikidata id, where POLECAT has the number of the Wikipedia article",
            "such as Q7747",
        ),
    )  # fmt: skip


def _raw_place(row: Row) -> str | None:
    place = row.view.place(row.event)
    return place.mentions[0].text if place and place.mentions else None


def _story(kinds: tuple[str, ...]) -> Callable[[Row], str | None]:
    return lambda row: told(a.name for a in row.view.record.actors if a.kind in kinds)


_NEVER = "always None: Détente does not know it"

COLUMNS: tuple[Column, ...] = (
    Column(
        "Event ID",
        "text",
        lambda r: f"{r.view.key(r.event.id)}_{r.event.type}",
        "id of the event",
        "report id, event id in the record, type",
    ),
    Column("Event Date", "date", only_day, "day of the event; None where not known to the day"),
    Column("Event Type", "text", lambda r: r.event.type, "PLOVER type", "AGREE ... ASSAULT"),
    Column("Event Mode", "text", lambda r: r.event.mode, "PLOVER mode", "see detente ontology"),
    Column("Intensity", "number", lambda r: r.event.intensity, "PLOVER score", "-10 to 10"),
    Column("Quad Code", "text", lambda r: QUADS[r.event.quad - 1], "quad class", ", ".join(QUADS)),
    Column("Contexts", "text", lambda r: told(r.event.contexts), "PLOVER contexts, '; ' between"),
    *_party("Actor", lambda r: r.event.actors, "who acts"),
    *_party("Recipient", lambda r: r.event.recipients, "whom it is done to"),
    Column("Placename", "text", of_place("name"), "name of the place", free=True),
    Column("City", "text", city, "the same, if it has coordinates", free=True),
    Column("District", "text", lambda r: None, _NEVER),
    Column("Province", "text", of_place("admin1"), "first-level division", free=True),
    Column("Country", "text", of_place("country"), "state of the place", "ISO 3166-1 alpha-3"),
    Column("Latitude", "number", of_place("latitude"), "degrees north"),
    Column("Longitude", "number", of_place("longitude"), "degrees east"),
    Column("GeoNames ID", "integer", lambda r: None, _NEVER),
    Column("Raw Placename", "text", _raw_place, "the report's words for the place", free=True),
    Column("Feature Type", "text", lambda r: None, _NEVER),
    Column("Source", "text", lambda r: r.view.record.report.source, "publisher", free=True),
    Column(
        "Publication Date", "date", lambda r: r.view.record.report.published, "day of publication"
    ),
    Column("Story People", "text", _story(("person",)), "people of the report", free=True),
    Column(
        "Story Organizations",
        "text",
        _story(("organisation", "group")),
        "organisations and groups of the report",
        free=True,
    ),
    Column(
        "Story Locations",
        "text",
        lambda r: told(place.name for place in r.view.record.places),
        "places of the report",
        free=True,
    ),
    Column("Language", "text", lambda r: r.view.record.report.language, "language", "ISO 639-1"),
    Column("Version", "text", lambda r: maker(r.view.record), "what coded it"),
)
