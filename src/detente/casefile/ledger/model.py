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


class Deed(NamedTuple):
    """An event that some report tells."""

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
