"""What a correction is, and what is known of a corrected record beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from detente.record import Record

SET, ADD, DELETE, CONFIRM, UNDO = "set", "add", "delete", "confirm", "undo"
JOIN, SPLIT, JUDGE = "join", "split", "judge"
OF_RECORDS = (SET, ADD, DELETE, CONFIRM)
"""What is done to a record; the other actions are judgements of merges and fates, and undoing."""
HEADER = "report"
"""The kind and the id by which the header of a report is told."""
WHOLE = "*"
"""Stands for the field where something is said of a whole entry."""
MAX_NAME = 64
APPLIED, SUPERSEDED, UNDONE, LOST = "applied", "superseded", "undone", "cannot be applied"


class Target(NamedTuple):
    """An entry told by its words, which stay when a report is read anew. ``hint`` is what else
    tells it from others at the same words (an event's type, an actor's name), ``nth`` which of
    several that share all of it."""

    kind: str
    start: int
    end: int
    hint: str | None = None
    nth: int = 0


@dataclass(frozen=True)
class Correction:
    """One row of the history, as it was made.

    ``report`` is the number of the report. ``entry`` is the id in the record as it is now, ``None``
    where the entry is not there (deleted, or not in the record of a later reading). ``value`` and
    ``was`` are as stored: an entry that is pointed at is ``{"at": [kind, start, end, hint, nth]}``.
    ``state`` is "applied", "superseded" (by a later one), "undone" or "cannot be applied", then
    ``why`` says why. ``undoes`` is the correction that this one takes back, ``words`` those that
    the entry is told by.
    """

    id: int
    report: int | None
    action: str
    kind: str
    target: Target | None
    field: str | None
    value: Any
    was: Any
    undoes: int | None
    by: str
    at: str
    note: str | None
    entry: str | None = None
    state: str = APPLIED
    why: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class Mark:
    """Who set or confirmed a field, or added or deleted an entry. ``machine`` is what the machine
    had there."""

    correction: int
    action: str
    by: str
    at: str
    note: str | None
    machine: Any = None


@dataclass(frozen=True)
class Deleted:
    """An entry that a person deleted: as the machine had it, and who did. Undo ``mark.correction``
    to have it back."""

    kind: str
    id: str
    mark: Mark
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Provenance:
    """What people did to a record, beside it.

    ``fields`` has for each entry id (``report`` for the header) the fields that a person set;
    ``confirmed`` those that somebody said are right (``*``: the entry as a whole), each with all
    who did; ``versions`` for each entry the version to name in ``seen=`` when it is corrected;
    ``unapplied`` the corrections that the record, read anew, has no entry for.
    """

    fields: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)
    confirmed: Mapping[str, Mapping[str, tuple[Mark, ...]]] = field(default_factory=dict)
    added: Mapping[str, Mark] = field(default_factory=dict)
    deleted: tuple[Deleted, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    unapplied: tuple[Correction, ...] = ()

    def is_by_hand(self, entry: str, field: str) -> bool:
        """Whether a person set this field, or added the entry."""
        return entry in self.added or field in self.fields.get(entry, {})


class Corrected(NamedTuple):
    """A record as people left it, and what they did to it."""

    record: Record
    provenance: Provenance
