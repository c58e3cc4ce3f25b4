"""What several reports tell of one step becomes one step.

Tellings are of one step if their kinds fit, the same actor commits itself to the same act within a
few days, and they are of one occurrence or share half of their words (Szymkiewicz-Simpson overlap).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from detente.casefile.anchors import Anchor
from detente.casefile.ledger.acts import acts
from detente.casefile.ledger.load import Told
from detente.casefile.ledger.model import Bounds, Party, Step, Words

NEAR = 3
"""Days between two tellings of one step."""
SHARED = 0.5
"""Share of the shorter content's words that the other has."""
_FAMILIES = {
    "promise": "own", "offer": "own", "announcement": "own", "threat": "threat",
    "warning": "threat", "demand": "wish", "proposal": "wish", "refusal": "no", "denial": "no",
}  # fmt: skip
_LITTLE = frozenset(
    "a an and are as at be been by for from had has have he her his in into is it its may of on or "
    "our she some that the their they this to was we were will with would".split()
)
_WORD = re.compile(r"\w+")


@dataclass
class _Group:
    first: Told
    words: set[str]
    tellings: list[Told] = field(default_factory=list)


def find_steps(told: Iterable[Told]) -> list[Step]:
    """The steps, in the order of their days."""
    groups: dict[tuple[str, str | None, bool, frozenset[str]], deque[_Group]] = {}
    found: list[_Group] = []
    for each in sorted(told, key=lambda t: (t.day or "", t.words.report, t.words.start)):
        by = frozenset(party.code for party in each.by)
        kind = _FAMILIES.get(each.kind, each.kind)
        near = groups.setdefault((kind, each.act, each.negative, by), deque())
        words = content_words(each.words.text, each.act)
        while near and apart(near[0].tellings[-1].day, each.day) > NEAR:
            near.popleft()  # told too long ago to be told again
        group = next((g for g in reversed(near) if _is_one(g, each, words)), None)
        if group is None:
            group = _Group(each, words)
            near.append(group)
            found.append(group)
        group.tellings.append(each)
        group.words |= words
    return [_step(group) for group in found]


def content_words(text: str, act: str | None) -> set[str]:
    """The words of a content that can tell it from another of the same act, cut to their
    beginnings."""
    words = set(_WORD.findall(text.lower())) - _LITTLE
    return {word[:5] for word in words if act is None or not _is_of_act(word, act)}


@lru_cache(maxsize=100_000)
def _is_of_act(word: str, act: str) -> bool:
    return acts()[act].signs.fullmatch(word) is not None


def apart(one: str | None, other: str | None) -> int:
    """Days between two days; 0 where one is unknown."""
    if not one or not other:
        return 0
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _is_one(group: _Group, told: Told, words: set[str]) -> bool:
    last = group.tellings[-1]
    if not told.by or apart(last.day, told.day) > NEAR:
        return False
    if told.occurrence and told.occurrence in {t.occurrence for t in group.tellings}:
        return True
    if not _can_be_one(_together([t.bounds for t in group.tellings]), told.bounds):
        return False
    fewer = min(len(group.words), len(words))
    if not fewer:  # "a meeting" tells only which act it is: who with whom must do
        return _who(told) == _who(group.first)
    return len(group.words & words) / fewer >= SHARED


def _who(told: Told) -> tuple[set[str], set[str]]:
    return {p.entity or p.code for p in told.by}, {p.entity or p.code for p in told.to}


def _can_be_one(one: Bounds, other: Bounds) -> bool:
    """Whether two tellings do not name other days."""
    if one.when is None or other.when is None:
        return True
    return one.when[0] <= other.when[1] and other.when[0] <= one.when[1]


def _step(group: _Group) -> Step:
    first = group.first
    by, to = _parties(t.by for t in group.tellings), _parties(t.to for t in group.tellings)
    conditional = next((t for t in group.tellings if t.condition), first)
    tellings: dict[Words, None] = dict.fromkeys(t.words for t in group.tellings)
    return Step(
        id=str(Anchor(first.key, first.words.start, first.words.end)),
        kind=first.kind,
        by=frozenset(party.code for party in by),
        to=frozenset(party.code for party in to),
        by_names=tuple(dict.fromkeys(shown(party.name, party.code) for party in by)),
        to_names=tuple(dict.fromkeys(shown(party.name, party.code) for party in to)),
        entities=frozenset(party.entity for party in (*by, *to) if party.entity),
        act=first.act,
        day=first.day,
        deadline=next((t.deadline for t in group.tellings if t.deadline), None),
        condition=conditional.condition,
        condition_acts=conditional.condition_acts,
        tellings=tuple(tellings),
        occurrences=frozenset(t.occurrence for t in group.tellings if t.occurrence),
        commitment=first.commitment,
        event=first.event,
        negative=first.negative,
        bounds=_together([t.bounds for t in group.tellings]),
    )


def _together(bounds: list[Bounds]) -> Bounds:
    """What the tellings of a step tell of when and where it is to be; of days the first told."""
    if len(bounds) == 1:
        return bounds[0]
    return Bounds(
        next((each.when for each in bounds if each.when), None),
        frozenset().union(*(each.places for each in bounds)),
        frozenset().union(*(each.countries for each in bounds)),
        frozenset().union(*(each.named for each in bounds)),
        frozenset().union(*(each.people for each in bounds)),
    )


def shown(name: str, code: str) -> str:
    """A party as the ledger names it: "Anna Berg (SWE)"."""
    return name if code in (name, name.casefold()) else f"{name} ({code})"


def _parties(sides: Iterable[tuple[Party, ...]]) -> list[Party]:
    return list(dict.fromkeys(party for side in sides for party in side))
