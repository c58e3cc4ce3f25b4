"""Places: what a report names as somewhere, with the state in which it lies where that is told or
tables tell. How it is decided is told in ``docs/places.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from detente.grounding.actors.entities import mended_entities
from detente.grounding.actors.listed import listed_names, site_of_report
from detente.grounding.bundle import Header
from detente.grounding.places.extents import borders, extended
from detente.grounding.places.reasons import reason
from detente.grounding.places.sited import Choice, choose, told
from detente.knowledge.folding import fold
from detente.knowledge.names import Hit, code_of
from detente.knowledge.nouns import noun_of
from detente.knowledge.places import Site
from detente.knowledge.states import states
from detente.knowledge.tables import read_table
from detente.language.words import Words, words_of
from detente.record import Mention, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_LABELS = frozenset(("GPE", "LOC", "FAC"))
_INNER = frozenset(("compound", "amod", "nmod:desc"))
_NO_PLACES = frozenset(("north", "south", "east", "west", "koreas"))


@dataclass
class _Found:
    """A place in the making: token spans that name it and the state told next to one of them."""

    name: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    told: str | None = None
    told_at: tuple[int, int] = (0, 0)
    border: bool = False


def find_places(doc: Doc, header: Header) -> tuple[Place, ...]:
    """The places that a parsed report names, in the order of their first mention.

    Countries, regions, cities and sites that the entity recogniser marks, states and capitals that
    the tables know, borders, and the dateline's place. A state told with the name decides
    ("Tripoli, Lebanon", "the Syrian town of Manbij"); else one that the report names; else the
    tables, where they are clear. Without a clear answer ``country`` is ``None``. Parts of states,
    borders and places by another place ("northern Syria", "east of the Euphrates") are places of
    their own without coordinates.
    """
    parsed = words_of(doc)
    words = tuple(word.text for word in parsed)
    listed = listed_names(words)
    hits = {h.start: h for h in listed if h.entry.sort in ("state", "capital", "adjective")}
    bodies = {i for h in listed if _is_body(h) for i in range(h.start, h.end)}
    found: dict[str, _Found] = {}
    covered: set[int] = set()
    for start, end in borders(words, hits):
        covered.update(range(start, end))
        name = " ".join(parsed.between(start, end).split())
        found.setdefault(f"border {fold(name)}", _Found(name, border=True)).spans.append(
            (start, end)
        )
    for start, end in sorted(_spans(doc, hits, words, header)):
        if any(i in covered or i in bodies for i in range(start, end)):
            continue
        if _is_adjective(hits, start, end) or _joint(words[start]) or _leaning(words, start):
            continue
        first, stop = _whole(words, hits, start, end)
        covered.update(range(first, stop))
        name = " ".join(parsed.between(first, stop).split())
        hit = hits.get(start) if first == start else None
        place = found.setdefault(_key(words, name, hit, stop), _Found(name))
        place.spans.append((first, stop))
        if place.told is None:
            place.told, place.told_at = told(words, hits, first, stop), (first, stop)
    ordered = sorted(found.values(), key=lambda f: f.spans[0])
    return tuple(_place(parsed, words, f, f"p{n}") for n, f in enumerate(ordered, 1))


def _whole(words: tuple[str, ...], hits: dict[int, Hit], start: int, end: int) -> tuple[int, int]:
    """A name with what belongs to it; "the border region" and the like stay as they are."""
    hit = hits.get(start)
    state = hit is not None and hit.end == end and hit.entry.sort == "state"
    region = not state and _is_region(" ".join(words[start:end]))
    return extended(words, start, end, state, region)


def _is_adjective(hits: dict[int, Hit], start: int, end: int) -> bool:
    hit = hits.get(start)
    return hit is not None and hit.end == end and hit.entry.sort == "adjective"


@cache
def _regions() -> frozenset[str]:
    """Regions and cities that the tables list by hand, folded, also where their name stands for a
    state ("West Bank", "England")."""
    return frozenset(fold(row["name"]) for row in read_table("places_by_hand.tsv"))


def _is_region(name: str) -> bool:
    return fold(name) in _regions()


def _joint(word: str) -> bool:
    """Whether a word joins states ("U.S.-Iraq") and so is no place."""
    parts = [part for part in re.split("[-–]", word) if part]
    return len(parts) > 1 and all(code_of(part) for part in parts)


def _leaning(words: tuple[str, ...], start: int) -> bool:
    """Whether a name only tells for or against whom somebody is ("pro-Moscow")."""
    return start > 1 and words[start - 1] in "-–" and words[start - 2].lower() in ("pro", "anti")


def _is_body(hit: Hit) -> bool:
    """Whether a listed name is a body's and no region's ("Abkhazia" is both)."""
    entry = hit.entry
    return entry.sort == "body" and entry.kind == "organisation" and "PRE" not in entry.sectors


def _spans(
    doc: Doc, hits: dict[int, Hit], words: tuple[str, ...], header: Header
) -> list[tuple[int, int]]:
    """Token spans of names of places, without articles and possessive marks."""
    spans = []
    entities = mended_entities(doc, words, header.published)
    inside: dict[int, Span] = {i: e for e in entities for i in range(e.start, e.end)}
    named = [h for h in hits.values() if h.entry.sort != "adjective"]
    whole = {i: h for h in named for i in range(h.start, h.end)}
    people = {words[e.end - 1] for e in entities if e.label_ == "PERSON"}
    for entity in entities:
        start, end = entity.start, entity.end
        if entity.label_ not in _LABELS or words[end - 1] in people:
            continue
        if _describes_actor(doc, words, entity.start, entity.end, people):
            continue
        if start in whole and whole[start].start < start:
            start = whole[start].start  # "Korea" cut from "North Korea"
        end = max(end, whole[start].end) if start in whole else end
        if words[start].lower() == "the" and not (start in hits and hits[start].end == end):
            start += 1
        if "," in words[start:end]:  # "Istanbul, Turkey" read as one
            end = words.index(",", start)
        while end > start and words[end - 1].lower() in ("'s", "’s", "'", "’"):
            end -= 1
        if start < end and any(word[:1].isupper() for word in words[start:end]):
            spans.append((start, end))
    spans.extend(
        (h.start, h.end)
        for h in hits.values()
        if h.start not in inside
        and h.entry.sort != "adjective"
        and not _describes_actor(doc, words, h.start, h.end, people)
    )
    if header.dateline is not None:
        size = len(header.dateline.place)
        where = doc.char_span(header.dateline.start, header.dateline.start + size)
        if where is not None and fold(where.text) == fold(header.dateline.place):
            spans.append((where.start, where.end))
    return spans


def _describes_actor(
    doc: Doc, words: tuple[str, ...], start: int, end: int, people: set[str]
) -> bool:
    """Whether a name only tells whose an actor is: "U.S." in "U.S. troops" and "US President"."""
    if words[start].lower() in _NO_PLACES and end == start + 1:
        return True
    parsed = words_of(doc)
    token = parsed[end - 1]
    if token.dep_ not in _INNER or token.head.i < end:
        return False
    noun = noun_of(token.head.text)
    if noun is not None and noun.kind in ("thing", "document"):
        return False
    return noun is not None or token.head.text in people or token.head.ent_type_ == "PERSON"


def _key(words: tuple[str, ...], name: str, hit: Hit | None, end: int) -> str:
    """Spellings of one state or capital are one place: the US, the United States; Kiev, Kyiv."""
    region = _is_region(name)
    if hit is not None and hit.end == end and hit.entry.code is not None and not region:
        site = site_of_report(words, name)
        same = site.name if site is not None and hit.entry.sort == "capital" else hit.entry.name
        return f"{hit.entry.sort} {hit.entry.code} {same}"
    return fold(name.removeprefix("the ").removeprefix("The "))


def _place(parsed: Words, words: tuple[str, ...], found: _Found, number: str) -> Place:
    border = Choice(Site(found.name, None), "border")
    choice = border if found.border else choose(words, found.name, found.told)
    site, name = choice.site, found.name
    known = states().get(site.code or "")
    if known is not None and site.name == known.name and not _is_region(name):
        name = site.name
    elif name.isupper() and len(name) > 4:
        known_so = fold(site.name) == fold(name) and not site.name.isupper()
        name = site.name if known_so else name.title()
    return Place(
        id=number,
        name=name,
        country=site.code,
        admin1=site.admin1,
        latitude=site.latitude,
        longitude=site.longitude,
        mentions=tuple(_mention(parsed, *span) for span in found.spans),
        reasons=(reason(parsed, choice, found.name, found.told_at),),
    )


def _mention(words: Words, start: int, end: int) -> Mention:
    first, last = words[start], words[end - 1]
    return Mention(start=first.idx, end=last.idx + len(last), text=words.between(start, end))
