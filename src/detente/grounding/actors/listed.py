"""Which listed names of a report stand for what the list says, by the words around them."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Literal, TypeAlias

from detente.knowledge.names import Entry, Hit, find_entry, names_of_report, state_entry
from detente.knowledge.own import Knowledge, in_force, per_knowledge
from detente.knowledge.places import Site, choose_site, site_in, sites
from detente.knowledge.states import states

SiteRule: TypeAlias = Literal[
    "namesake", "division", "named", "larger", "only", "several", "unknown", "told", "border"
]
"""Why a name means a place: a city called like a capital, in the state that the report tells of; a
division called like a state; one in a state that the report names; the largest by far; the only one
of that name; (none of) several; in no table; in the state told beside it; a border, of two."""

_OF_DIVISION = frozenset(
    ("republican", "republicans", "democrat", "democrats", "senator", "senators", "governor",
     "lawmaker", "lawmakers", "legislature", "runoff", "congressman", "congresswoman")
)  # fmt: skip
_OTHER_DEMOCRATS = ("Liberal", "Christian", "Social", "Free", "Sweden", "Popular", "National")
_MUCH_LARGER = 10
_AROUND = 15
"""So many words around a name other divisions of its state are looked for."""
_CONTINENT = ("Latin", "South", "Central", "North", "Native")
TOLD_BY_DIVISION = ("USA", "CAN", "AUS")
"""States whose towns English tells apart by the division behind a comma."""
_BEFORE_DIVISION = frozenset(("sen.", "senator", "gov.", "governor", "rep.", "atlanta"))


def listed_names(words: tuple[str, ...]) -> tuple[Hit, ...]:
    """The listed names of a report without those that are part of a longer name of a place ("New
    Jersey", "the West Bank", "Paris, Texas") or mean a division of another state (Georgia of the
    United States)."""
    return _listed_names(words, in_force())


@lru_cache(maxsize=1)
def _listed_names(words: tuple[str, ...], _: Knowledge) -> tuple[Hit, ...]:
    hits = tuple(whole for h in names_of_report(words) if (whole := _whole(words, h)) is not None)
    hits = (*_koreas(words, hits), *(h for h in hits if not _namesake(words, h, hits)))
    hits = tuple(sorted(hits, key=lambda h: h.start))
    elsewhere = {h.entry.code for h in hits if h.entry.sort == "state" and _division(words, h)}
    named = {h.entry.code for h in hits if h.entry.sort in ("adjective", "capital")}
    if "GEO" not in named and any(h.entry.code == "GEO" for h in hits) and _in_georgia(words):
        elsewhere.add("GEO")
    gone = elsewhere - named - {None}
    return tuple(h for h in hits if h.entry.code not in gone or h.entry.sort != "state")


def site_after(words: tuple[str, ...], comma: int) -> Site | None:
    """The first-level division or state that stands behind a comma: "Texas" in "Paris, Texas"."""
    for end in (comma + 3, comma + 2):
        if end <= len(words) and words[comma + 1][:1].isupper():
            name = " ".join(words[comma + 1 : end])
            found = [s for s in sites(name) if s.name == s.admin1 or s.name in _state_names()]
            if found:
                return found[0]
    return None


def _whole(words: tuple[str, ...], hit: Hit) -> Hit | None:
    """The name itself, the longer listed name that it is cut from, or ``None`` where the longer one
    is no state's."""
    before = words[hit.start - 1] if hit.start else ""
    if hit.entry.sort == "adjective":
        return None if before in _CONTINENT and hit.entry.code == "USA" else hit
    if words[hit.start] == "Democrats" and before in _OTHER_DEMOCRATS:
        return None
    following = words[hit.end] if hit.end < len(words) else ""
    if following[:1].isupper() and following.isalpha() and hit.end - hit.start < 3:
        first = hit.start + (words[hit.start].lower() == "the")
        longer = " ".join(words[first : hit.end + 1])
        entry = find_entry(longer)
        if entry is not None:
            return Hit(first, hit.end + 1, entry)
        if sites(longer):
            return None
    if hit.start and words[hit.start - 1] == "New" and hit.entry.sort == "state":
        return None if sites(" ".join(words[hit.start - 1 : hit.end])) else hit
    if following == "," and hit.entry.sort == "capital" and hit.end + 1 < len(words):
        there = site_after(words, hit.end)
        if there is not None and there.code != hit.entry.code and _lies_in(words, hit, there):
            return None
    return hit


def _lies_in(words: tuple[str, ...], hit: Hit, there: Site) -> bool:
    """Whether a place of this name lies there; that "Paris, Texas" is one needs no table."""
    known = there.code and site_in(" ".join(words[hit.start : hit.end]), there.code)
    return bool(known) or (there.code in TOLD_BY_DIVISION and there.name == there.admin1)


def _koreas(words: tuple[str, ...], hits: tuple[Hit, ...]) -> list[Hit]:
    """ "The North" and "the South" of a report that names one of the Koreas."""
    if not any(h.entry.code in ("PRK", "KOR") for h in hits):
        return []
    codes = {"North": "PRK", "South": "KOR"}
    found = []
    for at in range(1, len(words) - 1):
        if words[at] in codes and words[at - 1].lower() == "the" and not words[at + 1].istitle():
            found.append(Hit(at, at + 1, state_entry(codes[words[at]])))
    return found


def site_of_report(words: tuple[str, ...], name: str) -> Site | None:
    """The place that a name means in this report: in a state that it names, rather than in one that
    it does not (Tripoli in a report on Lebanon); ``None`` where that stays unclear."""
    return site_and_rule(words, name)[0]


def site_and_rule(words: tuple[str, ...], name: str) -> tuple[Site | None, SiteRule]:
    """``site_of_report``, and by which rule it is that place or none."""
    hits = listed_names(words)
    codes = frozenset(h.entry.code for h in hits if h.entry.code in states())
    entry = find_entry(name)
    if entry is not None and entry.sort == "capital":
        stands = any(" ".join(words[h.start : h.end]) == name for h in hits)
        if not stands and (other := _elsewhere(name, hits, entry)) is not None:
            return other, "namesake"
    georgia = entry is not None and entry.code == "GEO" and entry.sort == "state"
    if georgia and not any(h.entry.code == "GEO" and h.entry.sort == "state" for h in hits):
        return site_in(name, "USA"), "division"
    near = tuple(sorted(code for code in codes if code is not None))
    known = {s.code for s in sites(name)}
    if len(known) > 1 and (site := choose_site(name, near)) is not None:
        return site, "named" if known & codes else "larger"
    site = choose_site(name)
    return site, "only" if site is not None else "several" if known else "unknown"


def _namesake(words: tuple[str, ...], hit: Hit, hits: tuple[Hit, ...]) -> bool:
    """Whether a capital's name means a city of the state that the report tells most of, because it
    tells of the capital's state nowhere else (Tripoli in a report on Lebanon)."""
    if hit.entry.sort != "capital" or hit.end - hit.start > 2:
        return False
    return _elsewhere(" ".join(words[hit.start : hit.end]), hits, hit.entry) is not None


def _elsewhere(name: str, hits: tuple[Hit, ...], entry: Entry) -> Site | None:
    """The city of a capital's name in the state that the report tells most of."""
    others = [h.entry for h in hits if h.entry.name != entry.name]
    counts = Counter(e.code for e in others if e.code is not None)
    known = any(h.entry.code == entry.code and h.entry.sort != "capital" for h in hits)
    if known or not counts:
        return None
    most = max(sorted(counts), key=lambda code: counts[code])
    if most in TOLD_BY_DIVISION or most not in states():
        return None
    other, own = site_in(name, most), site_in(name, entry.code or "")
    if other is None or own is None or other.latitude is None:
        return None
    return other if own.population < _MUCH_LARGER * other.population else None


def _in_georgia(words: tuple[str, ...]) -> bool:
    """Whether a report names a large town of the American Georgia."""
    towns = {word for word in words if word[:1].isupper() and len(word) > 4}
    found = [choose_site(word) for word in sorted(towns)]
    return any(
        site is not None and (site.code, site.admin1) == ("USA", "Georgia") and site.population
        for site in found
    )


def _division(words: tuple[str, ...], hit: Hit) -> bool:
    """Whether a state's name means another state's division of that name: "Atlanta, Georgia"."""
    if hit.entry.code != "GEO":
        return False
    after = words[hit.end].lower() if hit.end < len(words) else ""
    before = [word.lower() for word in words[max(0, hit.start - 2) : hit.start]]
    if after in _OF_DIVISION or set(before) & _BEFORE_DIVISION:
        return True
    if before[-1:] == ["of"] and _among_divisions(words, hit):
        return True
    if before[-1:] != [","] or hit.start < 2:
        return False
    town = site_in(words[hit.start - 2], "USA")
    return town is not None and town.admin1 == hit.entry.name


def _among_divisions(words: tuple[str, ...], hit: Hit) -> bool:
    """Whether somebody "of Georgia" is one of the American Congress: of a party of theirs, or named
    beside people "of Florida" and "of Utah"."""
    near = words[max(0, hit.start - _AROUND) : hit.end + _AROUND]
    if {word.lower() for word in near} & {*_OF_DIVISION, *_BEFORE_DIVISION}:
        return True
    others = {word for word in near if word[:1].isupper()} - {words[hit.start]}
    return any(
        site.code == "USA" and site.name == site.admin1 == word
        for word in sorted(others)
        for site in sites(word)
    )


@per_knowledge
def _state_names() -> frozenset[str]:
    return frozenset(state.name for state in states().values())
