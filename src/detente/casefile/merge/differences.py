"""What sources of an occurrence disagree on: numbers, dates, who did it, whether it was. Nobody is
believed more than another: every difference names who says what, in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from detente.casefile.merge.features import Party, Quantity, Telling
from detente.knowledge.members import body_name
from detente.knowledge.states import states

_SMALLEST = 0.02
"""Numbers that differ by a smaller share are one number, rounded."""
_ONE_SIDED = frozenset({"RETREAT", "AID", "MOBILIZE", "COERCE", "ASSAULT", "SANCTION", "PROTEST"})
"""Deeds that one side does. Of words, another speaker is another statement."""
_SETTLED = ("happened", "ongoing", "claimed", "denied")

Said = tuple[str, Telling, str]
"""What one says, who, and in which words."""


def differences(told: Sequence[Telling]) -> Iterator[dict[str, Any]]:
    """What sources disagree on. Copies say nothing of their own."""
    told = own_words(told)
    yield from _numbers(told)
    dates = [t for t in told if t.first is not None and t.first == t.last]
    yield from _difference("date", [(str(t.date)[:10], t, t.words) for t in dates])
    yield from _who(told)
    settled = [t for t in told if t.status in _SETTLED]
    said = [("denied" if t.status == "denied" else "told", t, t.words) for t in settled]
    yield from _difference("whether", said)


def own_words(told: Sequence[Telling]) -> list[Telling]:
    """The tellings without those of copies of which the original tells of it, too."""
    reports = {t.report for t in told}
    return [t for t in told if t.teller == t.report or t.teller not in reports]


def _numbers(told: Sequence[Telling]) -> Iterator[dict[str, Any]]:
    units: dict[str, list[tuple[float, Telling, str]]] = {}
    for t in told:
        named = [(unit, q) for q in t.quantities if q.value is not None and (unit := _unit(q))]
        # Several numbers of one unit in one telling are of different things.
        count = Counter(unit for unit, _ in named)
        for unit, q in named:
            if count[unit] == 1:
                units.setdefault(unit, []).append((q.value or 0.0, t, q.words))
    for unit, values in sorted(units.items()):
        low, high = min(v for v, *_ in values), max(v for v, *_ in values)
        if high - low > _SMALLEST * max(abs(high), abs(low)):
            said = [(f"{v:g}" if v < 1e6 else f"{v:.0f}", t, w) for v, t, w in values]
            yield from _difference("number", said, unit)


def _unit(quantity: Quantity) -> str | None:
    """What is counted: people whom it harmed are people, however they are called."""
    return f"people {quantity.harm}" if quantity.harm else quantity.unit


def _who(told: Sequence[Telling]) -> Iterator[dict[str, Any]]:
    """Who did it, of deeds that one side does, if two tellings have nobody in common."""
    said: list[tuple[frozenset[str], Telling]] = []
    for t in told:
        doers = frozenset(name for p in t.parties if p.role == "actor" and (name := _side(p)))
        if t.type in _ONE_SIDED and doers:
            said.append((doers, t))
    if any(_are_rivals(a, b) for (a, _), (b, _) in combinations(said, 2)):
        yield from _difference("who", [(", ".join(sorted(d)), t, t.words) for d, t in said])


def _side(party: Party) -> str | None:
    """The state or body that it acts for, or its name; "soldiers" and "gunmen" are of any side."""
    if party.country:
        return party.country
    return party.name if party.kind != "group" or len(party.name.split()) > 1 else None


def _are_rivals(one: frozenset[str], other: frozenset[str]) -> bool:
    if one & other:
        return False
    # What an alliance does one of its members does.
    return not any(_is_alliance(name) for name in one | other)


def _is_alliance(name: str) -> bool:
    return name not in states() and body_name(name) is not None


def _difference(
    about: str, said: Sequence[Said], unit: str | None = None
) -> Iterator[dict[str, Any]]:
    if len({value for value, *_ in said}) < 2 or len({t.report for _, t, _ in said}) < 2:
        return
    values: dict[str, list[dict[str, Any]]] = {}
    for value, t, words in said:
        says = {"report": t.report, "source": t.source, "words": words}
        if t.by:
            says["by"] = t.by
        if says not in values.setdefault(value, []):
            values[value].append(says)
    found: dict[str, Any] = {"about": about}
    if unit:
        found["unit"] = unit
    yield found | {"values": [{"value": v, "says": says} for v, says in values.items()]}
