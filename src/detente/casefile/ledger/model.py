"""The vocabulary of the ledger: steps that were announced, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias, get_args

Fate: TypeAlias = Literal[
    "open", "fulfilled", "partly", "broken", "contradicted", "overtaken", "expired"
]
FATES: tuple[Fate, ...] = get_args(Fate)
TurnKind: TypeAlias = Literal[
    "said",  # it was promised, threatened, demanded
    "repeated",
    "own word",  # who is to do it says that it is done: proves nothing
    "done",  # told as done, by others or in the report's own voice
    "in part",
    "not done",  # others say that it has not happened
    "against",  # a deed of the same actor that runs against it
    "claimed against",  # others claim such a deed
    "refused",  # by those of whom it was demanded
    "condition met",
    "overtaken",
    "expired",
    "judged",  # by a person
]


class Words(NamedTuple):
    """Where it is told: ``report`` is the report's number, ``start`` and ``end`` count in its
    text."""

    report: int
    start: int
    end: int
    text: str
    published: str | None = None
    source: str | None = None


class Party(NamedTuple):
    """``code`` is that of the state or body that an actor acts for, or its name where it acts for
    none; ``person`` whether it is somebody by name."""

    code: str
    name: str
    entity: str | None
    person: bool = False


@dataclass(frozen=True)
class Bounds:
    """When and where a step is to be, as far as its own words tell: ``when`` are the first and last
    day, ``places`` names, ``countries`` those that these are in, ``named`` codes of everybody whom
    the words name, ``people`` those of them who are persons: code and entity."""

    when: tuple[str, str] | None = None
    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    people: frozenset[tuple[str, str]] = frozenset()


NOWHERE = Bounds()
"""Of what does not tell when or where it is to be."""


@dataclass(frozen=True)
class Step:
    """Something announced, promised, threatened, demanded, refused or denied, told once or more.

    ``by`` and ``to`` are codes of states and bodies, or names of actors that act for none;
    ``condition_acts`` are the acts its condition speaks of.
    """

    id: str
    kind: str
    by: frozenset[str]
    to: frozenset[str]
    by_names: tuple[str, ...]
    to_names: tuple[str, ...]
    act: str | None
    day: str | None
    deadline: str | None
    condition: str | None
    condition_acts: frozenset[str]
    tellings: tuple[Words, ...]
    occurrences: frozenset[str] = frozenset()
    commitment: int | None = None
    event: int | None = None
    entities: frozenset[str] = frozenset()
    negative: bool = False
    """Whether it is that something shall not happen, or has not."""
    bounds: Bounds = NOWHERE


class Deed(NamedTuple):
    """An event that some report tells. ``day`` and ``last`` are the first and last day that its
    date can mean; of what has none, the day of its report, and ``dated`` is false."""

    id: int
    type: str
    mode: str | None
    status: str
    by: frozenset[str]
    to: frozenset[str]
    day: str | None
    claimed_by: str | None
    side: str | None
    """The state that the report's source speaks for, where its name tells."""
    acts: frozenset[str]
    words: Words
    occurrence: str | None
    partial: bool = False
    last: str | None = None
    dated: bool = False
    place: str | None = None
    country: str | None = None
    people: frozenset[tuple[str, str]] = frozenset()


class Saying(NamedTuple):
    """A statement, as far as it speaks of an act. ``about`` are the codes that it names."""

    id: int
    by: str | None
    name: str | None
    day: str | None
    acts: frozenset[str]
    about: frozenset[str]
    content: str
    words: Words


@dataclass(frozen=True)
class Turn:
    """One piece of evidence on a step's way. ``by`` is who says so, ``None`` for the report's own
    voice."""

    kind: TurnKind
    day: str | None
    words: Words | None = None
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Entry:
    """A step with what came of it."""

    step: Step
    fate: Fate | None
    since: str | None
    turns: tuple[Turn, ...]
    disputed_by: tuple[str, ...] = field(default=())
    judged_by: str | None = None
    note: str | None = None
