"""How likely two events are the same happening.

The log-odds are a sum of what speaks for it and against it, each with its reason in a reader's
words. What is unknown speaks for nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from detente.casefile.merge.features import Party, Quantity, Telling
from detente.casefile.merge.meaning import base
from detente.knowledge.own import per_knowledge
from detente.knowledge.states import states

AHEAD = frozenset({"planned", "possible", "conditional"})
"""What is told as still to come."""
DOING = frozenset({"RETREAT", "AID", "MOBILIZE", "COERCE", "ASSAULT", "SANCTION", "COOPERATE"})
TALKS = frozenset({"CONSULT", "AGREE"})
"""What all sides do together."""
NEAR, FAR = 60.0, 250.0
"""Kilometres between places that may be one, and between places that are not."""
SENTENCE = 0.85
"""Share of the words in common from which on two sentences are one, printed twice."""
PEOPLE = frozenset(
    """fighter force man officer people person personnel reservist serviceman soldier
troop""".split()
)
MULTIPLE = 4.0
"""Two counts of people of which one is so many times the other are not of the same, and the less
the further they are apart."""
UNLIKE = 1.0
"""Most that unlike words speak against it: a noun and a verb for one deed have little in common."""


class Reason(NamedTuple):
    """What speaks for (above 0) or against it, in log-odds."""

    weight: float
    why: str


START = -3.4
"""Of two candidates of which nothing else is known."""


def score(a: Telling, b: Telling) -> float:
    """The probability that two events are the same happening, rounded: it is stored."""
    return probability(reasons(a, b))


def probability(found: Iterable[Reason]) -> float:
    """What reasons amount to."""
    total = START + sum(reason.weight for reason in found)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def reasons(a: Telling, b: Telling) -> list[Reason]:
    """What speaks for and against it, in a fixed order."""
    found = (
        *_type(a, b), *_status(a, b), *_time(a, b), *_parties(a, b), *_place(a, b),
        *_words(a, b), *_numbers(a, b), *_report(a, b),
    )  # fmt: skip
    return [reason for reason in found if abs(reason.weight) >= 0.01]


def _type(a: Telling, b: Telling) -> Iterator[Reason]:
    if a.type == b.type:
        same = a.mode is not None and a.mode == b.mode
        yield Reason(1.2 if same else 0.9, f"both {a.type}")
    elif (a.type in DOING) != (b.type in DOING):
        yield Reason(-1.6, f"one is said, the other done: {a.type}, {b.type}")
    else:
        apart = 0.3 if a.type in TALKS and b.type in TALKS else 0.8 if a.quad == b.quad else 1.2
        yield Reason(-apart, f"{a.type} and {b.type}")


def _status(a: Telling, b: Telling) -> Iterator[Reason]:
    if (a.status in AHEAD) != (b.status in AHEAD):
        # Talks are planned in public; a step that is announced is not the step.
        yield Reason(-0.8 if "CONSULT" in (a.type, b.type) else -1.5, "one is still to come")


def _time(a: Telling, b: Telling) -> Iterator[Reason]:
    one, other = _days(a), _days(b)
    if one is None or other is None:
        return
    gap = max(one[0] - other[1], other[0] - one[1], 0)
    dated = a.first is not None and b.first is not None
    widest = max(one[1] - one[0], other[1] - other[0])
    if dated and gap:
        yield Reason(-1.2 * min(gap, 5), f"{gap} days apart")
    elif dated:
        yield Reason(1.4 if widest == 0 else 0.6 if widest < 8 else 0.1, "the dates agree")
    elif gap:
        yield Reason(-0.8 * min(gap, 8), f"reported {gap} days apart")
    else:
        yield Reason(0.5, "reported within days")


def _days(told: Telling) -> tuple[int, int] | None:
    """The days on which it may have been; without a date, those before it was reported."""
    if told.first is not None and told.last is not None:
        return told.first, told.last
    if told.published is None:
        return None
    return told.published - 1, told.published


def _parties(a: Telling, b: Telling) -> Iterator[Reason]:
    mutual = a.type in TALKS and b.type in TALKS and _several(a) and _several(b)
    # A speech is its speaker's; who of a state does a deed is told in many ways.
    of_state = 0.8 if a.type in DOING and b.type in DOING else 0.35
    for role, name, weight in (("actor", "who does it", 1.0), ("recipient", "to whom", 0.6)):
        if mutual:
            if role == "recipient":
                return
            # Of both sides: as much as who does it and to whom.
            one, other, name, weight = a.parties, b.parties, "who takes part", 1.6
        else:
            one = tuple(p for p in a.parties if p.role == role)
            other = tuple(p for p in b.parties if p.role == role)
        if one and other:
            alike = _alike(one, other, of_state)
            yield Reason(weight * (3.4 * alike - 1.7), f"{name}: {_percent(alike)} alike")
        if role == "actor" and _other_people(one, other):
            yield Reason(-1.2, "other people")


def _several(told: Telling) -> bool:
    return len({p.entity for p in told.parties}) > 1


def _other_people(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Whether both sides name people, and none is on both."""
    here, there = ({p.entity for p in each if p.kind == "person"} for each in (one, other))
    return bool(here and there) and not here & there


def _alike(one: tuple[Party, ...], other: tuple[Party, ...], of_state: float) -> float:
    """How well the parties of the smaller side are found on the other, a little less where that has
    more."""
    small, large = sorted((one, other), key=len)
    best = sum(max(_same(p, q, of_state) for q in large) for p in small) / len(small)
    return best * (1.0 if len(small) == len(large) else 0.9)


def _same(p: Party, q: Party, of_state: float) -> float:
    if p.entity == q.entity:
        return 1.0
    if p.country is None or q.country is None:
        return 0.1 if p.kind == q.kind == "person" else 0.4
    if p.country != q.country:
        return 0.0
    return 0.1 if p.kind == q.kind == "person" else of_state


def _place(a: Telling, b: Telling) -> Iterator[Reason]:
    if not a.place or not b.place:
        return
    if a.place == b.place:
        yield Reason(0.3 if a.place in _countries() else 0.8, f"both in {a.place}")
        return
    apart = _kilometres(a, b)
    if a.place_country and b.place_country and a.place_country != b.place_country:
        yield Reason(-1.2, f"{a.place} is not {b.place}")
    elif apart is not None and apart > FAR:
        yield Reason(-0.8, f"{a.place} is not {b.place}")
    elif apart is not None and apart < NEAR:
        yield Reason(0.3, f"{a.place} is near {b.place}")


@per_knowledge
def _countries() -> frozenset[str]:
    """Names of states: much happens in one."""
    return frozenset(name for s in states().values() for name in (s.name, *s.names))


def _kilometres(a: Telling, b: Telling) -> float | None:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    one, other = math.radians(a.latitude), math.radians(b.latitude)
    across = math.radians(b.longitude - a.longitude)
    cosine = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(across)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


def _words(a: Telling, b: Telling) -> Iterator[Reason]:
    words, sentences = a.meaning.likeness(b.meaning)
    if a.meaning.words is not None and b.meaning.words is not None:
        yield Reason(
            max(-UNLIKE, min(4.5 * (words - 0.42), 1.5)),
            f"words {_percent(words)} alike in meaning",
        )
        yield Reason(3.75 * (sentences - 0.4), f"sentences {_percent(sentences)} alike in meaning")
    common = sorted(set(a.bases) & set(b.bases))
    if common:
        yield Reason(0.7, f"both say “{', '.join(common)}”")
    if a.content and b.content:
        shared = _shared(a, b)
        yield Reason(2.1 * (shared - 0.25), f"{_percent(shared)} of the words in common")
        if shared > SENTENCE and not common and a.report != b.report:
            yield Reason(-3.0, "told by other words of one sentence")


def _shared(a: Telling, b: Telling) -> float:
    smaller = min(len(a.content), len(b.content))
    return len(a.content & b.content) / smaller if smaller else 0.0


def _numbers(a: Telling, b: Telling) -> Iterator[Reason]:
    pairs = [
        (p, q) for p in a.quantities for q in b.quantities
        if p.value is not None and q.value is not None and _unit(p) == _unit(q)
    ]  # fmt: skip
    for p, q in pairs:
        if p.value == q.value:
            yield Reason(1.0, f"both tell of {p.words}")
            return
    for p, q in pairs:
        low, high = sorted((p.value or 0.0, q.value or 0.0))
        if high > MULTIPLE * low:
            further = math.log(high / (MULTIPLE * max(low, 1.0)))
            weight = 1.6 + max(0.0, min(0.8 * further, 2.0))
            yield Reason(-weight, f"{p.words} is not {q.words}")
            return


def _unit(quantity: Quantity) -> str | None:
    last = (quantity.unit or "").split(" ")[-1]
    return "people" if base(last) in PEOPLE else quantity.unit


def _report(a: Telling, b: Telling) -> Iterator[Reason]:
    if a.report == b.report:
        # The record has made one of what it took for one; a sentence is like itself.
        one_sentence = _shared(a, b) > SENTENCE
        yield Reason(-7.0 if one_sentence else -3.0, "told apart within one report")


def _percent(share: float) -> str:
    return f"{max(share, 0.0):.0%}"
