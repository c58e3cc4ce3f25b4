"""Bodies called after the place that they are of: "the Lyon District Court", "Turin police"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.grounding.actors.page import Page
from detente.knowledge.nouns import noun_of
from detente.knowledge.places import sites

_LOCAL = frozenset(("COP", "JUD", "LEG", "GOV", "EDU", "MED", "CVL", "LAB"))
"""Sectors of bodies and people who belong to the place in their name; a company or a newspaper may
be called after any."""
_LONGEST = 3
_SMALLEST = 50_000
"""A place in a name must have so many inhabitants: small ones are called as people and things."""


_LOCAL_NOUNS = frozenset(("council", "university", "airport"))


def is_local(words: Sequence[str], sectors: Sequence[str]) -> bool:
    """Whether a body of these words and sectors belongs to the place in its name."""
    return bool(_LOCAL & set(sectors) or _LOCAL_NOUNS & {word.lower() for word in words})


def seat_of(page: Page, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """The state in which the place lies that a name begins with or that stands behind "of" in it,
    as the report lets one think, and the place's tokens."""
    begins = [start, *(i + 1 for i in range(start, end - 1) if page.lower[i] in ("of", "in"))]
    for begin in begins:
        first = begin + (page.lower[begin] == "the")
        for stop in range(min(end, first + _LONGEST), first, -1):
            if (first, stop) == (start, end) or not page.words[first][:1].isupper():
                continue
            code = _state_of(page, page.text(first, stop))
            if code is not None:
                return code, (first, stop)
    return None


def _state_of(page: Page, name: str) -> str | None:
    """The state of a place large enough to be meant by its name."""
    if noun_of(name.split()[0]) is not None or not name[0].isupper():
        return None
    large = [s for s in sites(name) if s.population >= _SMALLEST or s.latitude is None]
    return page.country_of(name) if large else None
