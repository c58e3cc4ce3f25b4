"""Where a place lies: states, capitals, first-level divisions, cities and well-known regions."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from detente.knowledge.folding import fold
from detente.knowledge.names import find_entry
from detente.knowledge.own import Knowledge, in_force
from detente.knowledge.states import states
from detente.knowledge.tables import KnowledgeError, read_table

_DOMINANT = 5.0
"""A city of this many times the next one's population is meant where the report does not tell."""
_DIVISION = 500_000


@dataclass(frozen=True)
class Site:
    """A place of the tables. Coordinates are degrees; ``None`` where the tables have none."""

    name: str
    code: str | None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


def sites(name: str) -> tuple[Site, ...]:
    """Everything that the tables know under a name: a state or its capital alone if it is one of
    those, else a hand-kept region alone, else all divisions and cities of that name."""
    return _sites(name, in_force())


@lru_cache(maxsize=4096)
def _sites(name: str, _: Knowledge) -> tuple[Site, ...]:
    plain = name.removeprefix("the ").removeprefix("The ").strip()
    entry = find_entry(plain)
    if entry is not None and entry.sort == "capital" and fold(plain) in contested():
        return (_contested(plain),)
    if entry is not None and entry.code in states() and entry.sort in ("state", "capital"):
        state = states()[entry.code]
        if entry.sort == "capital":
            return (_capital(plain, state.capital, entry.code),)
        return (Site(state.name, state.code),)
    key = fold(plain)
    if key in _by_hand():
        return (Site(plain, _by_hand()[key]),)
    return _rows(key)


def site_in(name: str, code: str) -> Site | None:
    """The place of this name that lies in a state, even if the name alone would mean another
    state's capital (Tripoli in Lebanon)."""
    found = [s for s in (*sites(name), *_rows(fold(name))) if s.code == code]
    return max(found, key=lambda s: (s.latitude is not None, s.population)) if found else None


def choose_site(name: str, countries: Collection[str] = ()) -> Site | None:
    """The place that a name means in a report that names these countries, or ``None``.

    One that lies in a named country is preferred; else the only one, or one much larger than the
    others of its name.
    """
    found = sites(name)
    near = [s for s in found if s.code in countries]
    chosen = near or _called_so(found, fold(name.removeprefix("the ").removeprefix("The ")))
    if not chosen:
        return None
    if len({s.code for s in chosen}) == 1:
        return max(chosen, key=lambda s: (s.latitude is not None, s.population))
    chosen.sort(key=lambda s: -_weight(s))
    first, second = chosen[0], next(s for s in chosen if s.code != chosen[0].code)
    return first if _weight(first) > _DOMINANT * max(_weight(second), 1) else None


def _weight(site: Site) -> int:
    """How much a place counts where the report does not tell: its inhabitants; a division, of which
    the tables have none, as many as a large city."""
    return max(site.population, _DIVISION) if site.name == site.admin1 else site.population


def _called_so(found: tuple[Site, ...], key: str) -> list[Site]:
    """The places without those to which the name is only another one, in history or in another
    language, unless they are larger by far: Philadelphia is not Amman, Odessa may be Odesa."""
    largest = max((s.population for s in found if fold(s.name) == key), default=-1)
    return [s for s in found if fold(s.name) == key or s.population > _DOMINANT * largest]


def country_of_place(name: str) -> str | None:
    """The state in which a place of this name lies, where the name alone tells."""
    site = choose_site(name)
    return site.code if site is not None else None


def _capital(spelling: str, capital: str, code: str) -> Site:
    state = states()[code]
    listed = [s for s in _rows(fold(spelling)) if s.code == code and s.latitude is not None]
    if fold(spelling) != fold(capital) and listed:  # a seat of government that is not the capital
        return listed[0]
    return Site(capital, code, None, state.latitude, state.longitude)


def _contested(name: str) -> Site:
    """A city that states contest; where it lies on the map none of them does."""
    listed = [s for s in _rows(fold(name)) if s.latitude is not None]
    most = max(listed, key=lambda s: s.population, default=Site(name, None))
    return Site(name, None, None, most.latitude, most.longitude)


@cache
def contested() -> frozenset[str]:
    """Folded names of the places that the hand-kept table gives to no one state."""
    return frozenset(name for name, code in _by_hand().items() if code is None)


@cache
def _by_hand() -> dict[str, str | None]:
    return {fold(row["name"]): row["code"] or None for row in read_table("places_by_hand.tsv")}


@cache
def _lines() -> list[str]:
    try:
        data = (files("detente.knowledge") / "places.tsv.gz").read_bytes()
    except OSError as error:
        raise KnowledgeError("knowledge table places.tsv.gz is missing") from error
    lines = gzip.decompress(data).decode("utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    return lines[first + 1 :]


def _rows(key: str) -> tuple[Site, ...]:
    """The rows under a folded name. The lines are sorted, and searched rather than parsed, because
    a report asks for a handful of its tens of thousands of rows."""
    lines, found = _lines(), []
    at = bisect_left(lines, f"{key}\t") if key else len(lines)
    while at < len(lines) and lines[at].startswith(f"{key}\t"):
        _, name, code, admin1, latitude, longitude, population = lines[at].split("\t")
        found.append(
            Site(
                name,
                code,
                admin1 or None,
                float(latitude) if latitude else None,
                float(longitude) if longitude else None,
                int(population or 0),
            )
        )
        at += 1
    return tuple(found)
