"""NGEC's flat CSV: the columns of its ``events_to_table``, one row an event.

Names and order are those of NGEC's guide (``ngec guide run``, "What comes out", of
github.com/ahalterman/NGEC-2025): several actors stand in one cell with "; " between them. As there,
``date`` is the day of publication where none is known, and ``date_type`` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detente.edtf import days
from detente.publish.export.columns import Column, Row, told
from detente.record import Actor

_DEAD = frozenset("dead death casualty fatality killed victim".split())
_HURT = frozenset("injured wounded injury".split())


def _span(row: Row) -> tuple[str, str] | None:
    return days(row.event.date)


def _date(row: Row) -> str | None:
    found = _span(row)
    return found[0] if found else row.view.record.report.published


def _granularity(row: Row) -> str | None:
    """The unit in which the day is known."""
    if not _span(row):
        return None
    longest = max(len(part.rstrip("~?%").split("T")[0]) for part in row.event.date.split("/"))
    return {4: "year", 7: "month"}.get(longest, "day")


def _date_type(row: Row) -> str:
    if not _span(row):
        return "unresolved"
    if "/" in row.event.date:
        return "range"
    return "approximate" if row.event.date[-1] in "~?%" else "exact"


def _code(actor: Actor) -> str:
    return " ".join([*([actor.country] if actor.country else []), *actor.sectors[:2]])


def _aligned(actors: list[Actor], value: Callable[[Actor], str | None]) -> str | None:
    values = [value(actor) or "" for actor in actors]
    return "; ".join(values) if any(values) else None


def _party(role: str, ids: Callable[[Row], Iterable[str]], what: str) -> tuple[Column, ...]:
    def raw(actor: Actor) -> str:
        return actor.mentions[0].text if actor.mentions else actor.name

    return (
        Column(
            f"{role}_text",
            "text",
            lambda row: _aligned(row.view.who(ids(row)), raw),
            f"{what}: the report's words, '; ' between",
            free=True,
        ),
        Column(
            f"{role}_code",
            "text",
            lambda row: _aligned(row.view.who(ids(row)), _code),
            f"{what}: country or body, sector and second sector, in the same order",
            "such as RUS GOV",
        ),
        Column(
            f"{role}_wiki",
            "text",
            lambda row: _aligned(row.view.who(ids(row)), lambda a: a.wikidata),
            f"{what}: Wikidata ids where NGEC has titles of Wikipedia, in the same order",
        ),
    )


def _place(field: str) -> Callable[[Row], object]:
    return lambda row: getattr(row.view.place(row.event), field, None)


def _raw_place(row: Row) -> str | None:
    place = row.view.place(row.event)
    return place.mentions[0].text if place and place.mentions else None


def _counted(units: frozenset[str]) -> Callable[[Row], str | None]:
    return lambda row: told(
        row.view.words(q) for q in row.event.quantities if (q.unit or "") in units
    )


COLUMNS: tuple[Column, ...] = (
    Column("id", "text", lambda r: f"{r.view.key(r.event.id)}_{r.event.type}", "id of the event"),
    Column("story_id", "text", lambda r: f"r{r.view.record.report.id}", "r and the report's id"),
    Column("pub_date", "date", lambda r: r.view.record.report.published, "day of publication"),
    Column("event_type", "text", lambda r: r.event.type, "PLOVER type", "AGREE ... ASSAULT"),
    Column("event_mode", "text", lambda r: r.event.mode, "PLOVER mode"),
    Column(
        "anchor_quote", "text", lambda r: r.view.words(r.event.trigger),
        "the words that tell the event", free=True,
    ),
    *_party("actor", lambda r: r.event.actors, "who acts"),
    *_party("recipient", lambda r: r.event.recipients, "whom it is done to"),
    Column("date", "date", _date, "first day of the event, else the day of publication"),
    Column("date_granularity", "text", _granularity, "how closely known", "day, month, year"),
    Column(
        "date_type", "text", _date_type, "how the date is known",
        "exact, approximate, range, unresolved",
    ),
    Column("date_text", "text", lambda r: None, "always empty: events keep the day alone"),
    Column("location_name", "text", _place("name"), "name of the place", free=True),
    Column("location_country", "text", _place("country"), "its state", "ISO 3166-1 alpha-3"),
    Column("location_admin1", "text", _place("admin1"), "first-level division", free=True),
    Column("lat", "number", _place("latitude"), "degrees north"),
    Column("lon", "number", _place("longitude"), "degrees east"),
    Column("geonameid", "integer", lambda r: None, "always empty: Détente does not know it"),
    Column("location_text", "text", _raw_place, "the report's words for it", free=True),
    Column("killed_text", "text", _counted(_DEAD), "counts of dead", free=True),
    Column("injured_text", "text", _counted(_HURT), "counts of injured", free=True),
)  # fmt: skip
