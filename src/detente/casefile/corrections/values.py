"""Values of fields: as people give them, as the casefile stores them, as a record holds them.

People give ids (``a3``) and spans; stored is what stays when the report is read anew: an entry that
is pointed at becomes ``{"at": [kind, start, end, hint, nth]}``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from detente.casefile.corrections.fields import (
    DATE,
    DATELINE,
    DAY,
    MENTIONS,
    PLAIN,
    QUANTITIES,
    REF,
    SPAN,
    TEXTS,
    Field,
)
from detente.casefile.corrections.model import Target
from detente.edtf import days
from detente.errors import CorrectionError

MAX_TEXT = 10_000
SPANS = (SPAN, MENTIONS, QUANTITIES, DATELINE)
_MORE = {QUANTITIES: ("value", "unit"), DATELINE: ("place", "country", "date")}


def normal(field: Field, value: Any, text: str) -> Any:
    """A value as JSON has it, checked against the report's text; raises ``CorrectionError``."""
    if field.many:
        if value is None:
            value = ()
        if isinstance(value, str | bytes | Mapping | BaseModel) or not isinstance(value, Sequence):
            raise CorrectionError("a list is needed")
        found = [_one(field, each, text) for each in value]
        if field.kind in SPANS:
            found.sort(key=lambda span: (span["start"], span["end"]))
        if field.needed and not found:
            raise CorrectionError("it cannot be empty: delete the entry in place of it")
        return [each for i, each in enumerate(found) if each not in found[:i]]
    if value is None:
        if field.needed:
            raise CorrectionError("it cannot be empty")
        return None
    return _one(field, value, text)


def _one(field: Field, value: Any, text: str) -> Any:
    if field.kind in SPANS:
        return _span(value, text, _MORE.get(field.kind, ()))
    if isinstance(value, str):
        _check_words(value)
    if field.kind in (TEXTS, REF, DATE, DAY) and not (isinstance(value, str) and value):
        raise CorrectionError(f"{value!r} is no {'id' if field.kind == REF else 'text'}")
    if field.kind == DATE and not is_date(value):
        raise CorrectionError(f"{value!r} is no ISO 8601 or EDTF date")
    if field.kind == DAY and not is_day(value):
        raise CorrectionError(f"{value!r} is no day such as 2022-02-18")
    if field.kind == PLAIN and not isinstance(value, str | int | float | bool):
        raise CorrectionError(f"{value!r} is no value")
    if field.kind == PLAIN and field.needed and value == "":
        raise CorrectionError("it cannot be empty")
    return value


def _span(value: Any, text: str, more: tuple[str, ...]) -> dict[str, Any]:
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json")
    if isinstance(value, Sequence) and not isinstance(value, str | bytes) and len(value) == 2:
        value = {"start": value[0], "end": value[1]}
    if not isinstance(value, Mapping) or not {"start", "end"} <= value.keys():
        raise CorrectionError(f"{value!r} is no span: start and end are needed")
    start, end = value["start"], value["end"]
    if not all(isinstance(at, int) and not isinstance(at, bool) for at in (start, end)):
        raise CorrectionError("start and end are whole numbers")
    if not 0 <= start < end <= len(text):
        raise CorrectionError(f"{start}-{end} is no stretch of the report ({len(text)} letters)")
    if not any(letter.isalnum() for letter in text[start:end]):
        raise CorrectionError(f"there are no words at {start}-{end}")
    unknown = value.keys() - {"start", "end", "text", *more}
    if unknown:
        raise CorrectionError(f"a span has no {', '.join(sorted(unknown))}")
    if "text" in value and value["text"] != text[start:end]:
        raise CorrectionError(f"the report has {text[start:end]!r} at {start}-{end}")
    told = {name: value.get(name) for name in more}
    for each in told.values():
        if isinstance(each, str):
            _check_words(each)
    if "date" in told and told["date"] is not None and not is_date(told["date"]):
        raise CorrectionError(f"{told['date']!r} is no ISO 8601 or EDTF date")
    return {"start": start, "end": end, **told}


def _check_words(value: str) -> None:
    if len(value) > MAX_TEXT:
        raise CorrectionError(f"longer than {MAX_TEXT:,} letters")
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in value):
        raise CorrectionError("it holds control characters or what is no Unicode")


def is_day(value: Any) -> bool:
    """Whether this is a day: YYYY-MM-DD."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_date(value: Any) -> bool:
    """Whether this is an ISO 8601 or EDTF date or interval, one side of which may be open."""
    if not isinstance(value, str):
        return False
    first, slash, last = value.partition("/")
    if slash and (first == "..") != (last == ".."):
        return days(last if first == ".." else first) is not None
    return days(value) is not None


def each_ref(field: Field, value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with each entry that it points at changed."""
    if field.kind != REF or value is None:
        return value
    return [change(each) for each in value] if field.many else change(value)


def stored(target: Target) -> dict[str, Any]:
    """How an entry that is pointed at is stored."""
    return {"at": list(target)}


def target_in(value: Any) -> Target | None:
    """The entry that a stored value points at; ``None`` if it is no such value."""
    return Target(*value["at"]) if isinstance(value, Mapping) and "at" in value else None


def fitted(field: Field, value: Any, text: str) -> Any:
    """A normal value as a record holds it: mentions with their words."""
    if field.kind != MENTIONS:
        return value
    return [{**span, "text": text[span["start"] : span["end"]]} for span in value]
