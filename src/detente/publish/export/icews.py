"""ICEWS's layout: 20 columns, one row a pair of actor and recipient.

Names and order are those of the files of "ICEWS Coded Event Data" (Boschee et al., Harvard
Dataverse, doi:10.7910/DVN/28075). What is not known is an empty cell.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib import resources

from detente.coding.cameo import CameoCode, cameo_code, cameo_codes
from detente.publish.export.columns import Column, Row, city, of_place, only_day, state_of, told
from detente.record import Actor

_DIGITS = 13
"""Hexadecimal digits of an id: the number is exact in programs that know doubles alone."""


def number_of(text: str) -> int:
    """A number for a text id; of a hexadecimal one its first digits, so that it can be found."""
    try:
        return int(text[:_DIGITS], 16) if len(text) >= _DIGITS else _hashed(text)
    except ValueError:
        return _hashed(text)


def _hashed(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:_DIGITS], 16)


@cache
def sector_names() -> dict[str, str]:
    """What PLOVER's sectors are called."""
    text = (resources.files("detente.publish.export") / "sectors.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return {row[0]: row[1] for row in lines[1:]}


def _cameo(row: Row) -> CameoCode:
    return cameo_codes()[cameo_code(row.event.type, row.event.mode, row.event.contexts)]


def _id(row: Row) -> int:
    pair = [actor.id if actor else "" for actor in (row.source, row.target)]
    return _hashed("_".join([row.view.key(row.event.id), *pair]))


def _party(role: str, actor: Callable[[Row], Actor | None], what: str) -> tuple[Column, ...]:
    def sectors(row: Row) -> str | None:
        found = actor(row)
        return told((sector_names().get(s, s) for s in found.sectors), ",") if found else None

    def country(row: Row) -> str | None:
        found = actor(row)
        state = state_of(found.country) if found else None
        return state.name if state else None

    return (
        Column(
            f"{role} Name",
            "text",
            lambda row: getattr(actor(row), "name", None),
            f"{what}; empty where the report does not tell",
            free=True,
        ),
        Column(f"{role} Sectors", "text", sectors, f"{what}: names of its sectors, ',' between"),
        Column(f"{role} Country", "text", country, f"{what}: name of its state; empty for bodies"),
    )


def _country(row: Row) -> str | None:
    place = row.view.place(row.event)
    state = state_of(place.country) if place else None
    return state.name if state else None


COLUMNS: tuple[Column, ...] = (
    Column(
        "Event ID", "integer", _id, "number of event and pair, a hash of ids", "0 to 2^52"
    ),
    Column("Event Date", "date", only_day, "day of the event; empty where not known to the day"),
    *_party("Source", lambda row: row.source, "who acts"),
    Column("Event Text", "text", lambda r: _cameo(r).name, "name of the CAMEO code"),
    Column("CAMEO Code", "text", lambda r: _cameo(r).code, "CAMEO code, a text", "020 ... 204"),
    Column("Intensity", "number", lambda r: _cameo(r).goldstein, "Goldstein score", "-10 to 10"),
    *_party("Target", lambda row: row.target, "whom it is done to"),
    Column(
        "Story ID", "integer", lambda r: number_of(r.view.record.report.id),
        "number of the report: the first 13 hexadecimal digits of its id",
    ),
    Column("Sentence Number", "integer", lambda r: None, "always empty: records know no sentences"),
    Column("Publisher", "text", lambda r: r.view.record.report.source, "publisher", free=True),
    Column("City", "text", city, "name of the place, if it has coordinates", free=True),
    Column("District", "text", lambda r: None, "always empty: Détente does not know it"),
    Column("Province", "text", of_place("admin1"), "first-level division", free=True),
    Column("Country", "text", _country, "name of the place's state"),
    Column("Latitude", "number", of_place("latitude"), "degrees north"),
    Column("Longitude", "number", of_place("longitude"), "degrees east"),
)  # fmt: skip
