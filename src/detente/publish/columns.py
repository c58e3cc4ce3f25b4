"""The columns of the tables, one line each: name, type, and where the cell comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from detente.record import Actor, Mention, Record, Span

Cell: TypeAlias = str | int | float | None
JOINER = "; "


@dataclass(frozen=True)
class Column:
    """``value`` takes the record and one of its entries."""

    name: str
    type: type
    value: Callable[[Record, Any], Cell]


def _text(name: str, value: Callable[[Record, Any], str | None]) -> Column:
    return Column(name, str, value)


def _same(*names: str) -> tuple[Column, ...]:
    """Columns that hold a text field of the entry as it is."""

    def column(name: str) -> Column:
        return _text(name, lambda record, entry: getattr(entry, name))

    return tuple(column(name) for name in names)


def _number(name: str, kind: type, value: Callable[[Record, Any], int | float | None]) -> Column:
    return Column(name, kind, value)


def _list(name: str, value: Callable[[Record, Any], Iterable[str | None]]) -> Column:
    return Column(name, str, lambda record, entry: _join(value(record, entry)))


def _actors(name: str, ids: Callable[[Any], Sequence[str]]) -> tuple[Column, ...]:
    """The names of some actors, and the codes and sectors that they act for, each once."""
    return (
        _list(name, lambda record, e: (actor.name for actor in _found(record, ids(e)))),
        _list(
            f"{name}_country",
            lambda record, e: _once(actor.country for actor in _found(record, ids(e))),
        ),
        _list(
            f"{name}_sectors",
            lambda record, e: _once(s for actor in _found(record, ids(e)) for s in actor.sectors),
        ),
    )


def _span(of: Callable[[Any], Sequence[Span]]) -> tuple[Column, ...]:
    """From where to where the spans of an entry reach."""
    return (
        _number("start", int, lambda record, e: min((s.start for s in of(e)), default=None)),
        _number("end", int, lambda record, e: max((s.end for s in of(e)), default=None)),
    )


def _words(name: str, of: Callable[[Any], Span | None]) -> Column:
    def words(record: Record, entry: Any) -> str | None:
        span = of(entry)
        return record.text_of(span) if span else None

    return _text(name, words)


def _pieces(name: str, of: Callable[[Any], Sequence[Span]]) -> Column:
    return _list(name, lambda record, entry: (record.text_of(span) for span in of(entry)))


def _first(mentions: Sequence[Mention]) -> Sequence[Mention]:
    return mentions[:1]


def _found(record: Record, ids: Iterable[str]) -> list[Actor]:
    known = {actor.id: actor for actor in record.actors}
    return [known[actor_id] for actor_id in ids if actor_id in known]


def _place(field: str) -> Callable[[Record, Any], Any]:
    def value(record: Record, entry: Any) -> Any:
        return next((getattr(p, field) for p in record.places if p.id == entry.place), None)

    return value


def _once(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _join(values: Iterable[str | None]) -> str | None:
    return JOINER.join(value for value in values if value) or None


_REPORT = (
    _text("report", lambda record, _: record.report.id),
    _text("published", lambda record, _: record.report.published),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "statements": (
        *_REPORT,
        *_same("id", "date"),
        *_actors("speaker", lambda e: (e.speaker,)),
        _words("source", lambda e: e.source),
        _words("cue", lambda e: e.cue),
        *_same("kind"),
        _pieces("content", lambda e: e.content),
        _pieces("quotes", lambda e: e.quotes),
        *_actors("audience", lambda e: e.audience),
        *_same("occasion", "via"),
        *_span(lambda e: e.content),
    ),
    "events": (
        *_REPORT,
        *_same("id", "date", "type", "mode"),
        _list("contexts", lambda _, e: e.contexts),
        _number("quad", int, lambda _, e: e.quad),
        _number("intensity", float, lambda _, e: e.intensity),
        *_same("status", "claimed_by"),
        *_actors("actor", lambda e: e.actors),
        *_actors("recipient", lambda e: e.recipients),
        _text("place", _place("name")),
        _text("place_country", _place("country")),
        _number("latitude", float, _place("latitude")),
        _number("longitude", float, _place("longitude")),
        _pieces("quantities", lambda e: e.quantities),
        _words("trigger", lambda e: e.trigger),
        _number(
            "told", int, lambda _, e: len({(m.start, m.end) for m in (e.trigger, *e.mentions)})
        ),
        _number("confidence", float, lambda _, e: e.confidence),
        *_span(lambda e: (e.trigger,)),
    ),
    "commitments": (
        *_REPORT,
        *_same("id", "kind"),
        *_actors("by", lambda e: e.by),
        *_actors("to", lambda e: e.to),
        _words("content", lambda e: e.content),
        _words("condition", lambda e: e.condition),
        *_same("deadline", "statement", "event"),
        _number("confidence", float, lambda _, e: e.confidence),
        *_span(lambda e: (e.content,)),
    ),
    "times": (*_REPORT, *_same("id", "text", "type", "value", "anchor"), *_span(lambda e: (e,))),
    "actors": (
        *_REPORT,
        *_same("id", "name", "kind", "country"),
        _list("sectors", lambda _, e: e.sectors),
        *_same("office"),
        _list("aliases", lambda _, e: e.aliases),
        *_same("wikidata"),
        _number("mentions", int, lambda _, e: len(e.mentions)),
        *_span(lambda e: _first(e.mentions)),
    ),
    "places": (
        *_REPORT,
        *_same("id", "name", "country", "admin1"),
        _number("latitude", float, lambda _, e: e.latitude),
        _number("longitude", float, lambda _, e: e.longitude),
        _number("mentions", int, lambda _, e: len(e.mentions)),
        *_span(lambda e: _first(e.mentions)),
    ),
}
"""The columns of each table, in order."""

ENTRIES: dict[str, Callable[[Record], Sequence[Any]]] = {
    "statements": lambda record: record.statements,
    "events": lambda record: record.events,
    "commitments": lambda record: record.commitments,
    "times": lambda record: record.times,
    "actors": lambda record: record.actors,
    "places": lambda record: record.places,
}
"""The entries that make the rows of each table."""
