"""What tells two happenings of one kind apart: days, places, numbers, weapons, "another"."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from detente.coding.events.candidates import Candidate
from detente.coding.events.circumstances import Circumstances
from detente.coding.events.lexicon import lexicon
from detente.coding.events.reach import Rank
from detente.coding.events.syntax import ancestors, children, is_passive, lemma_of, prepositions
from detente.record import Place

if TYPE_CHECKING:
    from detente.language.words import Word

_FAR = 50.0
"""Kilometres: what happens in towns farther from each other is not the same."""
_EARTH = 6371.0
_FULL_DATE = len("2022-02-18")
_SITED = frozenset({"ASSAULT", "PROTEST"})
_FROM_THE_AIR = frozenset({"aerial", "drone"})
_ON_THE_GROUND = frozenset({"explosives", "suicide-attack", "primitive", "firearms", "abduct"})
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "separate"})
_AFTER = frozenset({"after", "following", "before", "since", "until", "retaliation", "response"})
_COURSE = frozenset({"erupt", "spread", "rage", "occur", "flare", "intensify", "grow"})
_NEW = frozenset({"a", "an", "another"})


class Apart:
    """Decides for the candidates of one report."""

    def __init__(self, circumstances: Circumstances, places: Sequence[Place]) -> None:
        self._circumstances = circumstances
        self._places = {p.id: p for p in places}

    def clash(self, members: Sequence[Candidate], new: Candidate) -> bool:
        """Whether ``new`` cannot be what these candidates tell."""
        return (
            self._dates_clash(members, new)
            or any(_in_turn(c, new) or _in_turn(new, c) for c in members)
            or _counts_clash(members, new)
            or (new.type in _SITED and not _claimed(new) and self._places_clash(members, new))
            or (new.type == "ASSAULT" and _weapons_clash(members, new))
        )

    def together(self, members: Sequence[Candidate], new: Candidate) -> bool:
        """Whether both are told to have been in one town, or on one day."""
        here, date = self._place(new), self._date(new)
        town = here is not None and here.latitude is not None
        same_town = town and any(p and p.id == here.id for p in map(self._place, members) if here)
        days = {self._date(c) for c in members}
        return same_town or bool(date and len(date) == _FULL_DATE and date in days)

    def _date(self, found: Candidate) -> str | None:
        when = self._circumstances.times.of(found)
        return when.date if when else None

    def _dates_clash(self, members: Sequence[Candidate], new: Candidate) -> bool:
        date = self._date(new)
        known = {d for c in members if (d := self._date(c))}
        if not date or not known:
            return False
        return not any(date.startswith(d) or d.startswith(date) for d in known)

    def _places_clash(self, members: Sequence[Candidate], new: Candidate) -> bool:
        here = self._place(new)
        others = [p for c in members if (p := self._place(c)) is not None]
        return here is not None and bool(others) and all(_apart(here, p) for p in others)

    def _place(self, found: Candidate) -> Place | None:
        """Where it was, if the place stands beside its words or with what it was done to."""
        where = self._circumstances.places.of(found)
        if where is None or where.rank > Rank.NESTED:
            return None
        on_its_way = prepositions(where.word) & {"from", "to", "toward", "towards", "through"}
        return None if on_its_way else self._places.get(where.place)

    def on_its_own(self, bare: Candidate) -> bool:
        """Whether a noun without parties tells a happening of its own: where or when it was stands
        beside it ("an assault in Ghazni", "last year's conference in London")."""
        head = bare.head
        if bare.status in ("conditional", "possible"):
            return False
        if bare.frame.entry.kind != "noun":  # "a conference was held in Geneva"
            return is_passive(head) and bool(_nouns(bare)) and self._place(bare) is not None
        if head.dep_ in ("compound", "amod") or (head.dep_ == "obj" and bare.type == "CONSULT"):
            return False  # "interest in resuming talks"
        where = self._circumstances.places.of(bare)
        when = self._circumstances.times.of(bare)
        if _breaks_out(head):
            return True
        beside = where is not None and where.rank == Rank.OWN and _inside(where.word, head)
        return beside or (when is not None and when.time is not None and when.rank == Rank.OWN)


def _claimed(told: Candidate) -> bool:
    """Whether only its claim is told, which is made elsewhere ("was claimed by rebels in X")."""
    return "refers" in told.frame.entry.flags


def _in_turn(one: Candidate, other: Candidate) -> bool:
    """Whether one is told as coming before or after the other: "retaliated after the bombing"."""
    if one.sentence != other.sentence:
        return False
    above = {one.head.i, *(w.i for w in ancestors(one.head))}
    here = other.head
    while here.i not in above:
        if prepositions(here) & _AFTER:
            return True
        here = here.head
    return False


def _breaks_out(noun: Word) -> bool:
    """Whether it is told to begin, go on or spread: "protests erupted"."""
    verb = noun.head
    told = lexicon().groups["aspect"] | _COURSE
    return noun.dep_ in ("nsubj", "nsubj:pass") and lemma_of(verb) in told


def introduced(new: Candidate) -> bool:
    """Whether the noun brings up something new: "an attack", "another strike"."""
    nouns = _nouns(new)
    return any(c.lower_ in _NEW for n in nouns for c in children(n, "det"))


def _inside(word: Word, top: Word) -> bool:
    return top.left_edge.i <= word.i <= top.right_edge.i


def _apart(one: Place, other: Place) -> bool:
    if one.id == other.id:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    if None not in (one.latitude, other.latitude):
        return _distance(one, other) > _FAR
    return bool(one.admin1 and other.admin1 and one.admin1 != other.admin1)


def _distance(one: Place, other: Place) -> float:
    """Kilometres along the great circle (haversine formula)."""
    lat = radians((other.latitude or 0.0) - (one.latitude or 0.0))
    lon = radians((other.longitude or 0.0) - (one.longitude or 0.0))
    both = cos(radians(one.latitude or 0.0)) * cos(radians(other.latitude or 0.0))
    return 2 * _EARTH * asin(sqrt(sin(lat / 2) ** 2 + both * sin(lon / 2) ** 2))


def _nouns(told: Candidate) -> list[Word]:
    return [n for n in (told.head, *told.frame.words) if n.pos_ == "NOUN"]


def _counts_clash(members: Sequence[Candidate], new: Candidate) -> bool:
    """Whether different numbers stand before their nouns: "five airstrikes", "second attack"."""
    return len({n for c in (*members, new) if (n := _count(c))}) > 1


def _count(told: Candidate) -> str | None:
    beside = [c for n in _nouns(told) for c in n.children]
    return next((c.lower_ for c in beside if c.pos_ == "NUM" or c.lower_ in _ORDINALS), None)


def _weapons_clash(members: Sequence[Candidate], new: Candidate) -> bool:
    if any(c.sentence == new.sentence for c in members):
        return False
    modes = {c.mode for c in members if c.mode}
    one, other = (_FROM_THE_AIR, _ON_THE_GROUND)
    if new.mode in other:
        one, other = other, one
    return new.mode in one and bool(modes) and modes <= other
