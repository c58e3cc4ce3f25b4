"""Whether a found actor is the one that gold names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from benchmarks.counting import jaccard

if TYPE_CHECKING:
    from detente.record import Record

_ARTICLES = frozenset({"the", "al", "el"})


def fold(name: str | None) -> str:
    """A name without accents, case, stops and articles."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace(".", "").replace("'", ""))
    return " ".join(word for word in words if word not in _ARTICLES)


def same_name(a: str, b: str, person: bool, same_country: bool) -> bool:
    """Whether two folded names may be one actor's. Persons: last names agree, and first names where
    both are given. Bodies of one country: half of their words are shared."""
    x, y = a.split(), b.split()
    if not x or not y:
        return False
    if x == y:
        return True
    if person:
        return x[-1] == y[-1] and (len(x) == 1 or len(y) == 1 or x[0] == y[0])
    return same_country and jaccard(set(x), set(y)) >= 0.5


class Actors:
    """A record's actors by id."""

    def __init__(self, record: Record) -> None:
        self.by_id = {actor.id: actor for actor in record.actors}

    def names(self, actor_id: str | None) -> list[str]:
        """Name and aliases; none for an id that is not there."""
        actor = self.by_id.get(actor_id or "")
        return [name for name in (actor.name, *actor.aliases) if name] if actor else []

    def countries(self, ids: Iterable[str]) -> set[str]:
        """The countries that actors act for, where known."""
        found = (self.by_id[i].country for i in ids if i in self.by_id)
        return {country for country in found if country}

    def matches(self, actor_id: str | None, gold: dict[str, Any]) -> bool:
        """A person matches by name, a body by name and country; a gold actor of kind ``state`` also
        by country alone."""
        actor = self.by_id.get(actor_id or "")
        if actor is None:
            return False
        same_country = gold.get("country") is None or actor.country == gold["country"]
        person = actor.kind == "person" and gold.get("kind", "person") == "person"
        want = fold(gold.get("name"))
        if any(same_name(fold(n), want, person, same_country) for n in self.names(actor_id)):
            return True
        state = gold.get("kind") == "state" and actor.kind in ("state", "organisation")
        return state and same_country
