"""Filters as conditions on the casefile's tables, their names resolved."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from detente.casefile import schema
from detente.casefile.views.filters import TYPES, Filters
from detente.casefile.views.parties import Party, resolve
from detente.errors import FilterError

UNNAMED = "not named"
"""What stands for the source of a report that names none."""


class Scope:
    """What the rows of a view must meet."""

    def __init__(self, connection: Connection, filters: Filters) -> None:
        self.filters = filters
        self.actor = resolve(connection, filters.actor) if filters.actor else None
        self.with_ = resolve(connection, filters.with_) if filters.with_ else None
        self.sources = _sources(connection, filters.source) if filters.source else ()
        self.notes = tuple(
            f"{asked} is taken for {party.label}"
            for asked, party in ((filters.actor, self.actor), (filters.with_, self.with_))
            if party and asked and not _is_name(asked, party.label)
        )

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties that were asked for."""
        return tuple(party for party in (self.actor, self.with_) if party)

    def occurrences(self) -> list[ColumnElement[bool]]:
        """Conditions on ``schema.occurrences``."""
        o, p, e = schema.occurrences.c, schema.occurrence_parties.c, schema.events.c
        found = self.period(placed_from(), placed_to())
        for party in self.parties:
            found.append(o.id.in_(select(p.occurrence).where(party.among(p.country, p.entity))))
        if self.filters.types:
            found.append(event_types(self.filters, o.type, o.mode))
        if self.sources:
            told = select(e.occurrence).join(schema.reports, schema.reports.c.id == e.report)
            found.append(o.id.in_(told.where(self.from_source())))
        return found

    def period(self, first: Any, last: Any) -> list[ColumnElement[bool]]:
        """Whether what lies between two days can lie within the period."""
        found = []
        if self.filters.first:
            found.append(last >= self.filters.first)
        if self.filters.last:
            found.append(first <= self.filters.last)
        return found

    def from_source(self) -> ColumnElement[bool]:
        """Whether a report is of the source."""
        source = schema.reports.c.source
        named = [name for name in self.sources if name is not None]
        return (
            or_(source.in_(named), source.is_(None)) if None in self.sources else source.in_(named)
        )


def _is_name(asked: str, label: str) -> bool:
    """Whether a label is what was asked for, with or without the code behind it."""
    return asked.casefold() in (label.casefold(), label.casefold().rpartition(" (")[0])


def placed_from() -> ColumnElement[str]:
    """The first day that an occurrence can mean; without a date that on which it was reported."""
    o = schema.occurrences.c
    return func.coalesce(o.date_from, o.first_reported)


def placed_to() -> ColumnElement[str]:
    """The last such day."""
    o = schema.occurrences.c
    return func.coalesce(o.date_to, o.first_reported)


def event_types(filters: Filters, kind: Any, mode: Any) -> ColumnElement[bool]:
    """Whether a type is one of those asked for. Raises ``FilterError`` for what is none."""
    check_types(filters)
    return or_(*(type_condition(asked, kind, mode) for asked in filters.types))


def check_types(filters: Filters) -> None:
    """Raises ``FilterError`` for a type that is none of PLOVER's."""
    for asked in filters.types:
        name = asked.partition("-")[0].upper()
        if name not in TYPES:
            close = get_close_matches(name, TYPES, n=2)
            near, told = (close, "near it") if close else (list(TYPES), "there are")
            raise FilterError(f"--type {asked}: no such type; {told}: {', '.join(near).lower()}")


def type_condition(asked: str, kind: Any, mode: Any) -> ColumnElement[bool]:
    """Whether type and mode are the one asked for: ``threaten``, ``sanction-expel``."""
    name, _, of_mode = asked.partition("-")
    return and_(kind == name.upper(), mode == of_mode) if of_mode else kind == name.upper()


def part(query: Select[Any], order: Sequence[Any], limit: int | None, offset: int | None) -> Any:
    """The last ``limit`` rows of a query that stand in this order, or, with ``offset``, so many
    after the first ``offset``."""
    if offset is not None:
        return query.order_by(*order).offset(offset).limit(limit)
    return query if limit is None else query.order_by(*(c.desc() for c in order)).limit(limit)


def no_copy(report: Any) -> ColumnElement[bool]:
    """Whether a report is no copy of another, nor a version since replaced."""
    return ~exists().where(schema.copies.c.report == report)


def _sources(connection: Connection, asked: str) -> tuple[str | None, ...]:
    """The sources of this name: those that have it, else those in whose names it stands."""
    column = schema.reports.c.source
    return sources_among(
        asked, list(connection.execute(select(column).distinct().order_by(column)).scalars())
    )


def sources_among(asked: str, known: list[str | None]) -> tuple[str | None, ...]:
    """The same among those that there are."""
    from detente.knowledge.folding import fold

    by_name = {name: fold(name or UNNAMED) for name in known}
    wanted = fold(" ".join(asked.split()))
    found = [name for name, folded in by_name.items() if folded == wanted]
    found = found or [name for name, folded in by_name.items() if wanted in folded]
    if not found:
        raise FilterError(
            f"--source {asked}: the casefile has no such source; {_near(wanted, by_name)}"
        )
    return tuple(found)


def _near(wanted: str, by_name: dict[str | None, str]) -> str:
    """The sources of which the name, or a word of it, is spelt much like what was asked for."""
    words = {word for folded in by_name.values() for word in (folded, *folded.split())}
    close = get_close_matches(wanted, sorted(words), n=4)
    near = [
        name or UNNAMED
        for name, folded in by_name.items()
        if any(word == folded or word in folded.split() for word in close)
    ]
    some = [name or UNNAMED for name in by_name][:4]
    return f"near it: {', '.join(near)}" if near else f"it has, for example: {', '.join(some)}"
