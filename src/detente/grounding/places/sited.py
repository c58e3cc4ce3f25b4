"""In which state a place lies: what the report tells with the name, else the tables."""

from __future__ import annotations

from dataclasses import dataclass

from detente.grounding.actors.listed import (
    TOLD_BY_DIVISION,
    SiteRule,
    site_after,
    site_and_rule,
    site_of_report,
)
from detente.grounding.places.extents import is_word
from detente.knowledge.names import Hit
from detente.knowledge.own import per_knowledge
from detente.knowledge.places import Site, site_in, sites
from detente.knowledge.states import states

_IN = frozenset((",", "in", "of"))


def told(words: tuple[str, ...], hits: dict[int, Hit], start: int, end: int) -> str | None:
    """The state that is told with a name: behind it ("Istanbul, Turkey", "Raqqa in northern Syria",
    "Sarmada, Idlib province, Syria", "Paris, Texas"), before it ("the Syrian town of Manbij",
    "Ukraine's Donbas") or as its end ("northern Syria"); ``None`` where none is."""
    last = next((h for h in hits.values() if start < h.start and h.end == end), None)
    if last is not None and last.entry.sort == "state" and is_word(words[start], "direction"):
        return last.entry.code
    return _before(words, hits, start) or _behind(words, hits, end)


def _before(words: tuple[str, ...], hits: dict[int, Hit], start: int) -> str | None:
    ending = {h.end: h for h in hits.values()}
    at = start - 1
    if at > 0 and words[at].lower() in ("'s", "’s") and at in ending:
        return _state(ending[at])
    if at > 0 and words[at].lower() == "of" and is_word(words[at - 1], "town"):
        at -= 1
    elif at < 0 or not is_word(words[at], "town"):
        return None
    while at > 0 and words[at].islower():
        at -= 1
    if words[at].lower() in ("'s", "’s"):
        at -= 1
    return _state(ending.get(at + 1))


def _behind(words: tuple[str, ...], hits: dict[int, Hit], end: int) -> str | None:
    if end + 1 >= len(words) or words[end].lower() not in (*_IN, "("):
        return None
    at = end + 2 if words[end + 1].lower() == "the" else end + 1
    while at + 1 < len(words) and is_word(words[at], "direction") and at not in hits:
        at += 1
    hit = hits.get(at)
    if hit is not None and hit.entry.sort == "state":
        return None if _list_goes_on(words, hits, end, hit) else hit.entry.code
    if hit is not None or words[end].lower() == "(":
        return None
    return _division(words, hits, end, at)


def _division(words: tuple[str, ...], hits: dict[int, Hit], end: int, at: int) -> str | None:
    """The state of a division told behind a name: "Ain Issa in Raqqa province", "Paris, Texas"."""
    if words[end] == ",":
        division = site_after(words, end)
        if division is not None and division.code in TOLD_BY_DIVISION:
            return division.code
    for stop in (at + 2, at + 1):
        if stop < len(words) and is_word(words[stop], "division") and words[at][:1].isupper():
            name = " ".join(words[at:stop])
            own = told(words, hits, at, stop + 1)
            site = site_of_report(words, name)
            return own or (site.code if site is not None else None)
    return None


def _list_goes_on(words: tuple[str, ...], hits: dict[int, Hit], end: int, hit: Hit) -> bool:
    """Whether a comma separates the members of a list of places ("Rome, Iran and Iraq")."""
    after = words[hit.end] if hit.end < len(words) else "."
    more = any(at in hits for at in range(hit.end + 1, hit.end + 4))
    return words[end] == "," and (after in ("and", "or") or (after == "," and more))


def _state(hit: Hit | None) -> str | None:
    return hit.entry.code if hit is not None and hit.entry.sort != "body" else None


@dataclass(frozen=True)
class Choice:
    """The place that a name means, by which rule, and the place inside the name that decided
    ("Syria" in "northern Syria")."""

    site: Site
    rule: SiteRule
    core: str | None = None


def choose(words: tuple[str, ...], name: str, code: str | None) -> Choice:
    """The place of the tables that a name means, or one that only the report knows: without
    coordinates, and without a state where none is told."""
    core = _core(name)
    if core is not None:  # a part of a place, or a place by another one
        inner, rule = _choose(words, core, code)
        state = code or (inner.code if _certain(name) else None)
        admin1 = inner.admin1 if state == inner.code else None
        return Choice(Site(name, state, admin1), rule, core)
    return Choice(*_choose(words, name, code))


def _choose(words: tuple[str, ...], name: str, code: str | None) -> tuple[Site, SiteRule]:
    if code is not None:
        return site_in(name, code) or Site(name, code), "told"
    site, rule = site_and_rule(words, name)
    return site or Site(name, None), rule


def _core(name: str) -> str | None:
    """The place inside a longer description: "Syria" in "northern Syria", "Abha" in "Abha airport",
    "Idlib" in "Idlib province"; ``None`` where the name is one."""
    parts = name.split()
    if len(parts) > 2 and is_word(parts[0], "side") and parts[1] == "of":
        return " ".join(parts[2:]).removeprefix("the ")
    if len(parts) > 1 and is_word(parts[0], "direction") and not sites(name):
        return " ".join(parts[1:])
    if len(parts) > 1 and (is_word(parts[-1], "site") or is_word(parts[-1], "division")):
        if sites(name):
            return None
        inside = parts[:-1]
        while len(inside) > 1 and not sites(" ".join(inside)):
            inside = inside[:-1]
        return " ".join(inside)
    return None


def _certain(name: str) -> bool:
    """Whether a part of a place, or a place by it, lies in the same state for certain: what is
    south of a state or on the far side of a river need not."""
    parts = name.split()
    if len(parts) > 2 and parts[1] == "of":
        core = " ".join(parts[2:]).removeprefix("the ")
        known = sites(core)
        return any(s.latitude is not None for s in known) and core not in _state_names()
    return True


@per_knowledge
def _state_names() -> frozenset[str]:
    return frozenset(name for s in states().values() for name in (s.name, *s.names))
