"""Actors of several reports -> entities: who is the same.

By Wikidata's number; a state or body by its code; an organisation by its name and state; a person
by name and state, whatever the transliteration. "The Kremlin" and "Russia" are two actors of one
state. An unnamed group ("officials") is the same only where code and description are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b

from detente.knowledge.folding import fold, name_words, same_first_name, sound

_DROPPED = frozenset({"the", "of", "and", "for", "a", "an", "s"})
LONGEST = 40


@dataclass(frozen=True)
class Named:
    """An actor of a report, or an entity that actors were found to be."""

    name: str
    kind: str
    country: str | None = None
    office: str | None = None
    wikidata: str | None = None


def key(actor: Named) -> str:
    """What actors share that may be the same entity; of anyone but a person: that are."""
    if actor.kind == "person":
        return _fit(f"person:{sound(_words(actor)[-1])}")
    if actor.kind == "state" and actor.country:
        return _fit(f"state:{actor.country}")
    if actor.wikidata:
        return actor.wikidata
    words = " ".join(sorted(w for w in _words(actor) if w not in _DROPPED))
    return _fit(f"{actor.kind}:{actor.country or '-'}:{words or fold(actor.name)}")


def merges(actor: Named) -> bool:
    """Whether it can be the same as an actor of another report: an unnamed group without a code
    cannot."""
    return actor.kind != "group" or actor.country is not None


def same(one: Named, other: Named) -> bool:
    """Whether two actors with one key are the same entity."""
    if one.kind != "person" or other.kind != "person":
        return one.kind == other.kind
    if one.wikidata and other.wikidata:
        return one.wikidata == other.wikidata
    if one.country and other.country and one.country != other.country:
        return False
    a, b = _words(one), _words(other)
    if sound(a[-1]) != sound(b[-1]):
        return False
    if len(a) > 1 and len(b) > 1:
        return same_first_name(a[0], b[0])
    # Of a bare family name the state must be known to be the same.
    return one.country is not None and one.country == other.country


def find(actor: Named, known: Iterable[tuple[str, Named]]) -> str | None:
    """Which of the entities with its key it is: the one of its Wikidata number, else the only one
    that it can be, else the first with its very name; ``None`` of a new one."""
    found = list(known)
    if actor.wikidata:
        for entity, other in found:
            if other.wikidata == actor.wikidata:
                return entity
    fitting = [entity for entity, other in found if same(actor, other)]
    if len(fitting) > 1:
        names = {entity: _words(other) for entity, other in found}
        fitting = [entity for entity in fitting if names[entity] == _words(actor)]
    return fitting[0] if fitting else None


def new_id(actor: Named, anchor: str, taken: Iterable[str]) -> str:
    """The id of an entity that an actor is the first of."""
    mark = blake2b(anchor.encode(), digest_size=6).hexdigest()
    if not merges(actor):
        return f"group:{mark}"
    if actor.kind != "person":
        name = key(actor)
    elif actor.wikidata:
        name = actor.wikidata
    else:
        name = _fit(f"person:{actor.country or '-'}:{' '.join(_words(actor))}")
    return name if name not in set(taken) else f"{name[: LONGEST - 13]}~{mark}"


def fuller(entity: Named, actor: Named) -> Named:
    """What is known of an entity once this actor is one with it: the fuller name, and what was not
    known before."""
    name = actor.name if len(_words(actor)) > len(_words(entity)) else entity.name
    return replace(
        entity,
        name=name if entity.kind == "person" else entity.name,
        country=entity.country or actor.country,
        office=entity.office or actor.office,
        wikidata=entity.wikidata or actor.wikidata,
    )


def _words(actor: Named) -> tuple[str, ...]:
    return name_words(actor.name) or (fold(actor.name) or "?",)


def _fit(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    return f"{name[: LONGEST - 13]}~{blake2b(name.encode(), digest_size=6).hexdigest()}"
