"""A group of tellings -> an occurrence: what happened, by all that tell of it, and what they
disagree on. Nobody is believed more than another: every difference names who says what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeVar

from detente.casefile.merge.differences import differences, own_words
from detente.casefile.merge.features import Party, Telling

T = TypeVar("T")

# The surest first. An occurrence is what most sources make of it; of two statuses with as many
# sources the surer.
_STATUSES = ("happened", "ongoing", "claimed", "denied", "planned", "conditional", "possible")


@dataclass(frozen=True)
class Occurrence:
    """One happening. ``event`` is its best telling; ``date`` that of most sources among the most
    specific; ``sources`` counts independent ones."""

    id: str
    events: tuple[int, ...]
    event: int
    type: str
    mode: str | None
    quad: int
    intensity: float
    status: str
    date: Telling | None
    place: Telling | None
    parties: tuple[Party, ...]
    reports: int
    sources: int
    first_reported: int | None
    words: str
    differences: tuple[dict[str, Any], ...]


def summarise(tellings: Iterable[Telling], at_same_words: Mapping[int, int] = {}) -> Occurrence:
    """The occurrence that these tell of, at least one. The same whatever their order.
    ``at_same_words`` counts the events before one that its report tells by the same words."""
    told = sorted(tellings, key=lambda t: t.order)
    kind = _most(told, [t.type for t in told])
    of_kind = [t for t in told if t.type == kind]
    best = min(of_kind, key=_rank)
    return Occurrence(
        id=occurrence_id(told[0], at_same_words.get(told[0].id, 0)),
        events=tuple(t.id for t in told),
        event=best.id,
        type=kind,
        mode=_most_known(of_kind, [t.mode for t in of_kind]),
        quad=best.quad,
        intensity=best.intensity,
        status=_status(told),
        date=best_date(told),
        place=_best_place(told),
        parties=_parties(of_kind, kind),
        reports=len({t.report for t in told}),
        sources=len(independent(told)),
        first_reported=min((t.published for t in told if t.published is not None), default=None),
        words=best.words,
        differences=tuple(differences(told)),
    )


def occurrence_id(first: Telling, before: int = 0) -> str:
    """The id of what a telling is the first of: it stays when further reports come in. ``before``
    is how many events stand before it at the same words ("met and agreed" told as one)."""
    place = f"{first.anchor}#{before}" if before else str(first.anchor)
    return "o" + blake2b(place.encode(), digest_size=8).hexdigest()


def independent(told: Sequence[Telling]) -> list[str]:
    """The sources that tell it on their own: a copy is its original's word."""
    original = {t.report: t.source for t in told}
    return sorted({original.get(t.teller, t.source) for t in own_words(told)})


def best_date(told: Sequence[Telling]) -> Telling | None:
    """The telling whose date is the occurrence's: of the most specific dates the one that most
    sources give, of those the one reported first."""
    dated = [t for t in told if t.first is not None and t.last is not None]
    if not dated:
        return None
    width = min(_width(t) for t in dated)
    narrow = [t for t in dated if _width(t) == width]
    day = _most(narrow, [t.first for t in narrow])
    return next(t for t in sorted(narrow, key=_reported) if t.first == day)


def _parties(told: Sequence[Telling], kind: str) -> tuple[Party, ...]:
    """Who takes part: everyone who at least a third of the tellings that name somebody in that role
    have. The side that does it comes first; nobody is on both."""
    found: list[Party] = []
    for role in ("actor", "recipient"):
        naming = [t for t in told if any(p.role == role for p in t.parties)]
        count: Counter[str] = Counter()
        first: dict[str, Party] = {}
        for t in naming:
            for party in {p.entity: p for p in t.parties if p.role == role}.values():
                count[party.entity] += 1
                first.setdefault(party.entity, party)
        there = {p.entity for p in found}
        found += [
            p for entity, p in first.items() if 3 * count[entity] >= len(naming)
            and entity not in there
        ]  # fmt: skip
    return tuple(found)


def _best_place(told: Sequence[Telling]) -> Telling | None:
    placed = [t for t in told if t.place]
    if not placed:
        return None
    name = _most(placed, [t.place for t in placed])
    return next(t for t in placed if t.place == name)


def _status(told: Sequence[Telling]) -> str:
    """What the report that counts tells: something that is told as done is not merely planned; of
    the rest what most sources make of it, the surer of two."""
    done = [t for t in told if t.status in _STATUSES[:4]] or list(told)
    voices: dict[str, set[str]] = {}
    for t in done:
        voices.setdefault(t.status, set()).add(t.source)
    # Once two sources tell it in their own voice, it is more than somebody's claim.
    if len({t.source for t in done if t.status == "happened" and t.by is None}) >= 2:
        return "happened"
    return min(voices, key=lambda s: (-len(voices[s]), _STATUSES.index(s)))


def _rank(told: Telling) -> tuple[Any, ...]:
    """The best telling first: told as fact, with parties, a day and a place, by the earliest."""
    known = len({p.role for p in told.parties}) + (told.first is not None) + bool(told.place)
    return (
        told.status not in ("happened", "ongoing"), told.teller != told.report, -known,
        -round(told.confidence, 2), *_reported(told),
    )  # fmt: skip


def _reported(told: Telling) -> tuple[Any, ...]:
    return told.order


def _width(told: Telling) -> int:
    return (told.last or 0) - (told.first or 0)


def _most(told: Sequence[Telling], values: Sequence[T]) -> T:
    """The value that most sources give, the first reported of several."""
    voices: dict[T, set[str]] = {}
    at: dict[T, tuple[Any, ...]] = {}
    for t, value in zip(told, values, strict=True):
        voices.setdefault(value, set()).add(t.source)
        at[value] = min(at.get(value, _reported(t)), _reported(t))
    return min(voices, key=lambda value: (-len(voices[value]), at[value]))


def _most_known(told: Sequence[Telling], values: Sequence[T | None]) -> T | None:
    pairs = [(t, v) for t, v in zip(told, values, strict=True) if v is not None]
    return _most([t for t, _ in pairs], [v for _, v in pairs]) if pairs else None
