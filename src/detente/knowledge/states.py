"""States, and the words that stand for them."""

from __future__ import annotations

from dataclasses import dataclass

from detente.knowledge.own import Row, in_force, per_knowledge
from detente.knowledge.tables import listed, read_table


@dataclass(frozen=True)
class State:
    """A state or territory. ``code`` is ISO 3166-1 alpha-3 (``XKX`` for Kosovo), ``cow`` the
    Correlates of War number; coordinates are the capital's, in degrees."""

    code: str
    name: str
    cow: int | None
    official: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str
    capitals: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    wikidata: str | None
    sovereign: bool


_LISTS = ("names", "adjectives", "capitals")


@per_knowledge
def states() -> dict[str, State]:
    """All states and territories by code; what a user's own knowledge tells of one wins."""
    rows = {row["iso3"]: row for row in read_table("states.tsv")}
    for own in in_force().states:
        rows[own["iso3"]] = _joined(rows.get(own["iso3"], {}), own)
    return {code: _state(row) for code, row in rows.items()}


def _joined(shipped: Row, own: Row) -> Row:
    """A row in which the user's cells win and lists are put together, the user's entries first."""
    joined = {field: own[field] or shipped.get(field, "") for field in own}
    joined["sovereign"] = joined["sovereign"] or "1"
    for field in _LISTS:
        both = (*listed(own[field]), *listed(shipped.get(field, "")))
        joined[field] = "|".join(dict.fromkeys(both))
    if shipped and joined["name"] != shipped["name"]:  # the shipped name still stands for it
        joined["names"] = "|".join(dict.fromkeys((*listed(joined["names"]), shipped["name"])))
    if shipped and joined["capital"] != shipped["capital"]:
        joined["latitude"], joined["longitude"] = own["latitude"], own["longitude"]
    return joined


def _state(row: Row) -> State:
    return State(
        code=row["iso3"],
        name=row["name"],
        cow=int(row["cow"]) if row["cow"] else None,
        official=row["official"],
        names=listed(row["names"]),
        adjectives=listed(row["adjectives"]),
        capital=row["capital"],
        capitals=listed(row["capitals"]),
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        wikidata=row["wikidata"] or None,
        sovereign=row["sovereign"] == "1",
    )
