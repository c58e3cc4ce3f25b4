"""States, and the words that stand for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

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


@cache
def states() -> dict[str, State]:
    """All states and territories by code."""
    return {row["iso3"]: _state(row) for row in read_table("states.tsv")}


def _state(row: dict[str, str]) -> State:
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
