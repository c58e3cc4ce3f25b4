"""The fields of an entry as a form shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args, get_origin

from detente.casefile.corrections import FIELDS, Corrected
from detente.casefile.corrections.fields import (
    DATELINE,
    MENTIONS,
    MODELS,
    QUANTITIES,
    REF,
    SPAN,
    TEXTS,
    Field,
    model_of,
)
from detente.casefile.corrections.model import HEADER, Mark
from detente.publish.digest import actor_label
from detente.record import Record

Widget: TypeAlias = Literal["text", "choice", "one", "several", "spans", "check", "shown"]
NAMES = {
    "by": "who",
    "to": "to whom",
    "actors": "who",
    "recipients": "to whom",
    "audience": "to whom",
    "claimed_by": "claimed in",
    "date": "day",
    "country": "acts for, or lies in",
    "edtf": "dates it can mean",
}
"""What a field is called where its name does not tell."""
UNSAID = (QUANTITIES, DATELINE)
"""Kinds of value that a form only shows: numbers and datelines are set on the command line."""


@dataclass(frozen=True)
class Words:
    """A span, and the words in it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Shown:
    """A field with its value: ``text`` for plain ones, ``chosen`` for options and entries pointed
    at, ``words`` for spans. ``options`` are values and their labels. ``mark`` tells who set it,
    ``confirmed`` who said that it is right."""

    name: str
    label: str
    widget: Widget
    text: str = ""
    chosen: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    many: bool = False
    needed: bool = False
    mark: Mark | None = None
    confirmed: tuple[str, ...] = ()


def shown(seen: Corrected, kind: str, id: str | None) -> list[Shown]:
    """The fields of an entry, or of one that is still to be made (``id`` is ``None``)."""
    entry = entry_of(seen.record, kind, id) if id else None
    marks = seen.provenance.fields.get(id or "", {})
    confirmed = seen.provenance.confirmed.get(id or "", {})
    return [
        _shown(seen.record, kind, name, field, entry, marks.get(name), confirmed.get(name, ()))
        for name, field in FIELDS[kind].items()
    ]


def entry_of(record: Record, kind: str, id: str) -> Any:
    """The entry of an id, or the header; ``None`` if there is none."""
    if kind == HEADER:
        return record.report
    return next((each for each in getattr(record, f"{kind}s") if each.id == id), None)


def _shown(
    record: Record,
    kind: str,
    name: str,
    field: Field,
    entry: Any,
    mark: Mark | None,
    confirmed: Iterable[Mark],
) -> Shown:
    value = _value(entry, name)
    told: dict[str, Any] = {
        "label": NAMES.get(name, name.replace("_", " ")),
        "needed": field.needed,
        "many": field.many,
        "mark": mark,
        "confirmed": tuple(each.by for each in confirmed),
    }
    if field.kind in UNSAID:
        return Shown(name, widget="shown", text=_in_words(record, value), **told)
    if field.kind in (SPAN, MENTIONS):
        spans = value if field.many else [value]
        words = tuple(_words(record, span) for span in spans or () if span is not None)
        return Shown(name, widget="spans", words=words, **told)
    if field.kind == REF:
        ids = tuple((value or ()) if field.many else filter(None, [value]))
        options = tuple(_entries(record, field.to))
        # A time may be counted from a day and not from another time.
        options += tuple((each, each) for each in ids if each not in dict(options))
        widget: Widget = "several" if field.many else "one"
        return Shown(name, widget=widget, chosen=ids, options=options, **told)
    if field.kind == TEXTS:
        return Shown(name, widget="text", text=", ".join(value or ()), **told)
    return _plain(kind, name, value, told)


def _plain(kind: str, name: str, value: Any, told: Mapping[str, Any]) -> Shown:
    options = choices(kind, name)
    if options:
        chosen = (str(value),) if value is not None else ()
        labelled = tuple((each, each) for each in options)
        return Shown(name, widget="choice", chosen=chosen, options=labelled, **told)
    if isinstance(value, bool) or name == "reciprocal":
        return Shown(name, widget="check", chosen=("yes",) if value else (), **told)
    return Shown(name, widget="text", text="" if value is None else str(value), **told)


def choices(kind: str, name: str) -> tuple[str, ...]:
    """The values that a field can have, where they are listed."""
    if name not in model_of(kind).model_fields:
        return ()
    annotation: Any = model_of(kind).model_fields[name].annotation
    for part in (annotation, *get_args(annotation)):
        if get_origin(part) is Literal:
            return tuple(str(each) for each in get_args(part))
    return ()


def _value(entry: Any, name: str) -> Any:
    if entry is None:
        return None
    if name == "span":
        return entry
    return getattr(entry, name)


def _words(record: Record, span: Any) -> Words:
    return Words(span.start, span.end, record.report.text[span.start : span.end])


def _in_words(record: Record, value: Any) -> str:
    if not value:
        return ""
    spans = value if isinstance(value, (list, tuple)) else [value]
    return "; ".join(record.text_of(span) for span in spans)


def _entries(record: Record, kinds: Iterable[str]) -> Iterable[tuple[str, str]]:
    for kind in MODELS:
        if kind in kinds:
            for each in getattr(record, f"{kind}s"):
                yield each.id, f"{each.id} {_label(record, kind, each)}"


def _label(record: Record, kind: str, entry: Any) -> str:
    if kind == "actor":
        return actor_label(entry)
    if kind == "place":
        return str(entry.name)
    span = entry.trigger if kind == "event" else entry
    if kind in ("statement", "commitment"):
        content = entry.content
        span = content[0] if isinstance(content, (list, tuple)) else content
    words = " ".join(record.report.text[span.start : span.end].split())
    return f"“{words[:60]}{'…' if len(words) > 60 else ''}”"
