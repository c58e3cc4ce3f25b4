"""Deeds and statements of a casefile, to be found by who did or said what, and when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Generic, TypeVar

from detente.casefile.ledger.acts import acts
from detente.casefile.ledger.model import Deed, Saying
from detente.knowledge.members import members_of
from detente.knowledge.states import states

T = TypeVar("T")
TOLD_AS_DONE = ("happened", "ongoing")
UNANIMOUS = {"EU": "European Union"}
"""Bodies that act abroad only if every member agrees (Treaty on European Union, article 31), as the
table of members calls them."""
WITNESSED_WITHIN = 3
"""Days between two reports of one attack."""


def later(day: str, by: int) -> str:
    """A day so many days after another."""
    try:
        return (date.fromisoformat(day[:10]) + timedelta(by)).isoformat()
    except (OverflowError, ValueError):
        return "9999-12-31"


class Index:
    """Deeds and statements, by who did or said what, in the order of their days."""

    def __init__(self, deeds: Iterable[Deed], sayings: Iterable[Saying]) -> None:
        self._types = _Days[Deed]()
        self._acts = _Days[Deed]()
        self._witnessed: dict[int, bool] = {}
        for deed in sorted(deeds, key=lambda d: (d.day or "", d.id)):
            for code in deed.by:
                self._types.add((code, deed.type), deed.day, deed)
            for act, code in _carried_out(deed):
                self._acts.add((code, act), deed.day, deed)
        self._sayings = _Days[Saying]()
        for saying in sorted(sayings, key=lambda s: (s.day or "", s.id)):
            for act in saying.acts:
                self._sayings.add(("", act), saying.day, saying)

    def done(self, codes: Iterable[str], act: str, since: str, until: str) -> Iterator[Deed]:
        """Deeds of these actors that carry out an act, between two days, each once."""
        return _once(self._acts.between((code, act), since, until) for code in sorted(codes))

    def of_types(
        self, codes: Iterable[str], types: Iterable[str], since: str, until: str
    ) -> Iterator[Deed]:
        """Deeds of these actors and PLOVER types, between two days, each once."""
        types = sorted(types)
        return _once(
            self._types.between((code, kind), since, until)
            for code in sorted(codes)
            for kind in types
        )

    def sayings(self, act: str, since: str, until: str) -> Iterator[Saying]:
        """Statements that deny an act, between two days."""
        return self._sayings.between(("", act), since, until)

    def is_witnessed(self, deed: Deed) -> bool:
        """Whether an attack is told by two sources: one report's word, or one word misread, must
        not begin a war."""
        if deed.type != "ASSAULT":
            return True
        if deed.id not in self._witnessed:
            self._witnessed[deed.id] = self._has_witness(deed)
        return self._witnessed[deed.id]

    def _has_witness(self, deed: Deed) -> bool:
        day = deed.day or deed.words.published or ""
        first, last = later(day, -WITNESSED_WITHIN), later(day, WITNESSED_WITHIN)
        return any(
            other.status in TOLD_AS_DONE
            and bool(other.to & deed.to)
            and other.words.report != deed.words.report
            and (other.words.source is None or other.words.source != deed.words.source)
            for other in self.of_types(deed.by, ["ASSAULT"], first, last)
        )


class _Days(Generic[T]):
    """Things by a key, each list in the order of its days."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, str], tuple[list[str], list[T]]] = {}

    def add(self, key: tuple[str, str], day: str | None, item: T) -> None:
        days_of, items = self._items.setdefault(key, ([], []))
        days_of.append(day or "")
        items.append(item)

    def between(self, key: tuple[str, str], since: str, until: str) -> Iterator[T]:
        days_of, items = self._items.get(key, ([], []))
        yield from items[bisect_left(days_of, since) : bisect_left(days_of, until + "~")]


def _once(lists: Iterable[Iterable[Deed]]) -> Iterator[Deed]:
    met: set[int] = set()
    for some in lists:
        for deed in some:
            if deed.id not in met:
                met.add(deed.id)
                yield deed


def _carried_out(deed: Deed) -> Iterator[tuple[str, str]]:
    """The acts that a deed carries out, and by whom. What a body of states decides it does; what it
    decides by all votes its members do."""
    bodies = deed.by - states().keys()
    for act in acts().values():
        if deed.type in act.alone or (act.name in deed.acts and deed.type in act.done):
            yield from ((act.name, code) for code in deed.by)
        elif bodies and act.name in deed.acts and deed.type in act.decided:
            yield from ((act.name, code) for code in bodies)
            for body in bodies & UNANIMOUS.keys():
                yield from ((act.name, code) for code in _members(body, deed.day) - deed.by)


@lru_cache(maxsize=4096)
def _members(body: str, day: str | None) -> frozenset[str]:
    return frozenset(each.state for each in members_of(UNANIMOUS[body], day).members)
