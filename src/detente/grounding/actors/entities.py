"""The recognised entities of a report, mended where its own words or the tables know better."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.knowledge.holders import is_first_name, who_is
from detente.knowledge.names import find_entry, find_names
from detente.knowledge.nouns import noun_of
from detente.knowledge.offices import title_ending_at
from detente.knowledge.own import Knowledge, in_force
from detente.knowledge.places import sites

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_LOOSE = frozenset(
    ("of", "for", "and", "in", "on", "at", "to", "by", "from", "with", "the", ",", "(", "-")
)
_SITES = frozenset(("in", "near", "at", "outside"))
_MARKS = frozenset(("-", "–", "—", "(", ")", ",", ":", ";", "/", "'", '"', "“", "”"))


def mended_entities(doc: Doc, words: tuple[str, ...], date: str | None) -> tuple[Span, ...]:
    """The entities without loose ends, with organisations that were cut in two joined.

    A "person" who is called an airline, a newspaper and the like, or bears an organisation's name,
    is an organisation; a single word that is no place and the last name of somebody in high office
    at the date is a person.
    """
    return _mended(doc, words, date, in_force())


@lru_cache(maxsize=1)
def _mended(doc: Doc, words: tuple[str, ...], date: str | None, _: Knowledge) -> tuple[Span, ...]:
    from spacy.tokens import Span

    joined: list[Span] = []
    pieces = ((*piece, e.label_) for e in doc.ents for piece in _pieces(words, e.start, e.end))
    for begin, stop, label in pieces:
        start, end = _trimmed(words, begin, stop)
        if start >= end:
            continue
        last = joined[-1] if joined else None
        if last is not None and last.label_ == label == "ORG" and _one_name(words, last.end, start):
            start = last.start
            joined.pop()
        joined.append(Span(doc, start, end, label=label))
    bodies = _body_names(joined, words)
    return tuple(_relabelled(doc, e, words, bodies, date) for e in joined)


def _pieces(words: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an entity that reaches over the end of a paragraph: "KYIV", "BERLIN"."""
    found, begin = [], start
    for at in range(start, end):
        if words[at].count("\n") > 1:
            found.append((begin, at))
            begin = at + 1
    return [*found, (begin, end)]


def _trimmed(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """An entity without loose words and marks at its ends."""
    while end > start and (words[end - 1].lower() in _LOOSE or words[end - 1].isspace()):
        end -= 1
    while start < end and (words[start] in _MARKS or words[start].isspace()):
        start += 1
    return start, end


def _one_name(words: Sequence[str], end: int, start: int) -> bool:
    """Whether organisations that end and start here are one, next to each other or joined by "on"
    and the like ("Commission" "on" "Religious Freedom")."""
    return end == start or (end + 1 == start and words[end].lower() in ("of", "for", "on"))


def _body_names(entities: Sequence[Span], words: Sequence[str]) -> set[str]:
    """Names of organisations and their first words, but for what is a person's last name here."""
    people = {words[e.end - 1] for e in entities if e.label_ == "PERSON" and e.end - e.start > 1}
    bodies: set[str] = set()
    for entity in entities:
        noun = noun_of(words[entity.start - 1]) if entity.start else None
        called = noun is not None and (
            noun.lemma == "group" or (noun.kind == "organisation" and "GOV" not in noun.sectors)
        )
        several = entity.label_ == "ORG" and entity.end - entity.start > 1
        if (called and entity.label_ == "PERSON") or several:
            bodies |= {entity.text, words[entity.start]} - people
    return bodies


def _relabelled(
    doc: Doc, entity: Span, words: Sequence[str], bodies: set[str], date: str | None
) -> Span:
    from spacy.tokens import Span

    text = entity.text
    if entity.label_ == "PERSON" and _stands_as_place(entity, words, date):
        return Span(doc, entity.start, entity.end, label="GPE")
    if entity.label_ == "PERSON":
        short = words[entity.start] in bodies and entity.end - entity.start < 3
        if text in bodies or short:
            return Span(doc, entity.start, entity.end, label="ORG")
        return entity
    if entity.label_ == "GPE" and text in bodies and not sites(text):
        return Span(doc, entity.start, entity.end, label="ORG")
    if not text[:1].isupper() or entity.end - entity.start > 5:
        return entity
    title = title_ending_at(words[max(0, entity.start - 5) : entity.start], min(5, entity.start))
    titled = title is not None and bool(title[1].name)
    if not titled and (date is None or len(text) < 4):
        return entity
    if find_entry(text) is not None or sites(text) or _holds_name(entity, words):
        return entity
    if titled or who_is(text, date) is not None:
        return Span(doc, entity.start, entity.end, label="PERSON")
    return entity


def _stands_as_place(entity: Span, words: Sequence[str], date: str | None) -> bool:
    """Whether a lone "person" behind "in" or "near" is a place, because tables know it as one or
    the report names nobody so elsewhere."""
    text, before = entity.text, words[entity.start - 1].lower() if entity.start else ""
    if entity.end - entity.start > 1 or before not in _SITES or is_first_name(text):
        return False
    if date is not None and who_is(text, date) is not None:
        return False
    following = words[entity.end] if entity.end < len(words) else ""
    return bool(sites(text)) or (words.count(text) == 1 and following not in ("'s", "’s"))


def _holds_name(entity: Span, words: Sequence[str]) -> bool:
    """Whether a state or body, or a noun for a body, is part of an entity's name."""
    inside = words[entity.start : entity.end]
    return bool(find_names(inside)) or any(noun_of(word) is not None for word in inside)
