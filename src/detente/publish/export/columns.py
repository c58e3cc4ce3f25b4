"""What a column of an export is: its name, type and meaning, and where its cell comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeAlias

from detente.edtf import days
from detente.knowledge.states import State, states
from detente.record import Actor, Commitment, Event, Place, Record, Span, Statement

Cell: TypeAlias = str | int | float | None
Kind: TypeAlias = Literal["text", "integer", "number", "date", "list", "object"]
"""``date`` is an ISO day; lists and objects are PLOVER JSON's alone."""


@dataclass(frozen=True)
class View:
    """A record with its entries at hand."""

    record: Record

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The actors by id."""
        return {actor.id: actor for actor in self.record.actors}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """The statements by id."""
        return {statement.id: statement for statement in self.record.statements}

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {place.id: place for place in self.record.places}

    def who(self, ids: Iterable[str | None]) -> list[Actor]:
        """The actors with these ids, in their order."""
        return [self.actors[i] for i in ids if i in self.actors]

    def place(self, event: Event) -> Place | None:
        """Where an event took place."""
        return self._places.get(event.place or "")

    def words(self, span: Span | None) -> str | None:
        """The words of a span."""
        return self.record.text_of(span) if span else None

    def speaker(self, statement: str | None) -> Actor | None:
        """Who made a statement."""
        found = self.statements.get(statement or "")
        return self.actors.get(found.speaker or "") if found else None

    def key(self, entry_id: str) -> str:
        """An id that is an entry's alone among all reports."""
        return f"{self.record.report.id}_{entry_id}"


@dataclass(frozen=True)
class Row:
    """What one row tells of: an entry of a record; of an event also one actor and one recipient
    where each pair has a row of its own."""

    view: View
    entry: Event | Statement | Commitment
    source: Actor | None = None
    target: Actor | None = None
    reciprocal: bool = False
    options: Options = field(default_factory=lambda: Options())

    @property
    def event(self) -> Any:
        """The entry, for columns of events."""
        return self.entry


@dataclass(frozen=True)
class Options:
    """What the user may decide. ``statuses`` are those that are exported, ``None`` the format's
    own; ``fill_dates`` puts the day of publication where an event's is unknown; ``spreadsheet``
    marks text that a spreadsheet would run."""

    statuses: frozenset[str] | None = None
    fill_dates: bool = False
    spreadsheet: bool = False


@dataclass(frozen=True)
class Column:
    """``free`` marks words of the report or names from it, which can begin with anything."""

    name: str
    kind: Kind
    value: Callable[[Row], Any]
    meaning: str
    values: str = ""
    free: bool = False


def state_of(code: str | None) -> State | None:
    """The state with this code; ``None`` for bodies such as NATO."""
    return states().get(code or "")


def of_place(field: str) -> Callable[[Row], object]:
    """A field of the event's place."""
    return lambda row: getattr(row.view.place(row.event), field, None)


def city(row: Row) -> str | None:
    """The place's name if it is a point on the map: states and divisions have no coordinates."""
    place = row.view.place(row.event)
    return place.name if place and place.latitude is not None else None


def only_day(row: Row) -> str | None:
    """The day of an event, if it is one day; if the user wants it, else that of publication."""
    found = days(row.event.date)
    if found and found[0] == found[1]:
        return found[0]
    return row.view.record.report.published if row.options.fill_dates else None


def is_filled(row: Row) -> bool:
    """Whether the day of an event is not known to the day."""
    found = days(row.event.date)
    return not found or found[0] != found[1]


def maker(record: Record) -> str:
    """The coder, in a line."""
    made_by = record.made_by
    parts = [f"detente {made_by.code}", f"model {made_by.model}"]
    parts += [f"knowledge {made_by.knowledge}"] if made_by.knowledge else []
    parts += [f"ontology {made_by.ontology}"] if made_by.ontology else []
    return ", ".join(parts)


def once(values: Iterable[str | None]) -> list[str]:
    """The values that there are, each once, in their order."""
    return list(dict.fromkeys(value for value in values if value))


def told(values: Iterable[str | None], between: str = "; ") -> str | None:
    """The values that there are, in one cell."""
    return between.join(value for value in values if value) or None


def pairs(event: Event, view: View) -> list[tuple[Actor | None, Actor | None, bool]]:
    """Who does it to whom, one by one. What several do with each other, each does both ways, as
    CAMEO codes it; the last value tells that."""
    actors, recipients = view.who(event.actors), view.who(event.recipients)
    if event.reciprocal and len(actors) > 1 and not recipients:
        return [(a, b, True) for a in actors for b in actors if a is not b]
    return [(a, b, False) for a in (actors or (None,)) for b in (recipients or (None,))]


FIXED = ("happened", "ongoing")
"""What the fixed layouts, which have no column for a status, take by default."""
