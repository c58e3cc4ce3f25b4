"""Places: what a report names as somewhere, with the state in which it lies where tables tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.grounding.actors.entities import mended_entities
from detente.grounding.bundle import Header
from detente.knowledge.folding import fold
from detente.knowledge.names import Hit, code_of, names_of_report
from detente.knowledge.places import Site, choose_site, site_in, sites
from detente.knowledge.states import states
from detente.language.words import Words, words_of
from detente.record import Mention, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_LABELS = frozenset(("GPE", "LOC", "FAC"))


@dataclass
class _Found:
    """A place in the making: token spans that name it and the state told next to one of them."""

    name: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    told: str | None = None


def find_places(doc: Doc, header: Header) -> tuple[Place, ...]:
    """The places that a parsed report names, in the order of their first mention.

    Countries, regions, cities and sites that the entity recogniser marks, states and capitals that
    the tables know, and the dateline's place. A state told with the name decides ("Tripoli,
    Lebanon"); else one that the report names; else the tables, where they are clear. Without a
    clear answer ``country`` is ``None``.
    """
    parsed = words_of(doc)
    words = tuple(word.text for word in parsed)
    listed = names_of_report(words)
    hits = {h.start: h for h in listed if h.entry.sort in ("state", "capital")}
    adjectives = [h for h in listed if h.entry.sort == "adjective"]
    bodies = {i for h in listed if _is_body(h) for i in range(h.start, h.end)}
    found: dict[str, _Found] = {}
    covered: set[int] = set()
    for start, end in sorted(_spans(doc, hits, words, header)):
        if any(i in covered or i in bodies for i in range(start, end)):
            continue
        if any(h.start == start and h.end == end for h in adjectives) or _joint(words[start]):
            continue
        covered.update(range(start, end))
        name = " ".join(parsed.between(start, end).split())
        place = found.setdefault(_key(name, hits.get(start), end), _Found(name))
        place.spans.append((start, end))
        place.told = place.told or _told_after(words, hits, end) or _told_within(hits, start, end)
    countries = {h.entry.code for h in hits.values() if h.entry.code is not None}
    ordered = sorted(found.values(), key=lambda f: f.spans[0])
    return tuple(_place(parsed, f, f"p{n}", countries) for n, f in enumerate(ordered, 1))


def _told_within(hits: dict[int, Hit], start: int, end: int) -> str | None:
    """The state whose name ends a place's: "northern Syria"."""
    last = next((h for h in hits.values() if start < h.start and h.end == end), None)
    return last.entry.code if last is not None else None


def _joint(word: str) -> bool:
    """Whether a word joins states ("U.S.-Iraq") and so is no place."""
    parts = [part for part in re.split("[-–]", word) if part]
    return len(parts) > 1 and all(code_of(part) for part in parts)


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
    whole = {i: h for h in hits.values() for i in range(h.start, h.end)}
    people = {words[e.end - 1] for e in entities if e.label_ == "PERSON"}
    for entity in entities:
        start, end = entity.start, entity.end
        if entity.label_ not in _LABELS or words[end - 1] in people:
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
    spans.extend((h.start, h.end) for h in hits.values() if h.start not in inside)
    if header.dateline is not None:
        size = len(header.dateline.place)
        where = doc.char_span(header.dateline.start, header.dateline.start + size)
        if where is not None and fold(where.text) == fold(header.dateline.place):
            spans.append((where.start, where.end))
    return spans


def _key(name: str, hit: Hit | None, end: int) -> str:
    """Spellings of one state or capital are one place: the US, the United States; Kiev, Kyiv."""
    if hit is not None and hit.end == end and hit.entry.code is not None:
        site = choose_site(name)
        same = site.name if site is not None and hit.entry.sort == "capital" else hit.entry.name
        return f"{hit.entry.sort} {hit.entry.code} {same}"
    return fold(name.removeprefix("the ").removeprefix("The "))


def _told_after(words: tuple[str, ...], hits: dict[int, Hit], end: int) -> str | None:
    """The state that directly follows a place: "Istanbul, Turkey", "Raqqa in Syria"."""
    if end + 1 < len(words) and words[end].lower() in (",", "in", "of"):
        at = end + 2 if words[end + 1].lower() == "the" else end + 1
        if at + 1 < len(words) and words[at].lower() in (
            "northern",
            "southern",
            "eastern",
            "western",
        ):
            at += 1
        hit = hits.get(at)
        if hit is None or hit.entry.sort != "state":
            return None
        after = words[hit.end] if hit.end < len(words) else "."
        listing = words[end] == "," and (
            after in ("and", "or") or (after == "," and _more(hits, hit))
        )
        return None if listing else hit.entry.code
    return None


def _more(hits: dict[int, Hit], hit: Hit) -> bool:
    """Whether a list of states goes on behind this one: "North Korea, Iran, Russia"."""
    return any(at in hits for at in range(hit.end + 1, hit.end + 4))


def _place(words: Words, found: _Found, number: str, countries: set[str]) -> Place:
    known = sites(found.name)
    told = site_in(found.name, found.told) if found.told is not None else None
    if told is None and found.told is not None and not known:
        told = Site(found.name, found.told)
    near = countries if len(known) > 1 else set()
    site = (
        told or choose_site(found.name, near) or choose_site(found.name) or Site(found.name, None)
    )
    name = found.name
    if site.code in states() and site.name == states()[site.code or ""].name:
        name = site.name
    return Place(
        id=number,
        name=name,
        country=site.code,
        admin1=site.admin1,
        latitude=site.latitude,
        longitude=site.longitude,
        mentions=tuple(_mention(words, *span) for span in found.spans),
    )


def _mention(words: Words, start: int, end: int) -> Mention:
    first, last = words[start], words[end - 1]
    return Mention(start=first.idx, end=last.idx + len(last), text=words.between(start, end))
