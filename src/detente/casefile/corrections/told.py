"""Values of fields as a person types them: ids, days, words of the report."""

from __future__ import annotations

import json
from typing import Any

from detente.casefile.corrections.fields import (
    DATELINE,
    FIELDS,
    MENTIONS,
    QUANTITIES,
    REF,
    SPAN,
    TEXTS,
    Field,
)
from detente.errors import CorrectionError

NOTHING = ("", "null", "none", "nothing")
NUMBERS = ("latitude", "longitude", "intensity", "confidence")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def typed(kind: str, name: str, told: str, text: str) -> Any:
    """The value that a person typed for a field of a kind of entry: ``a1,a3`` for entries,
    ``118-124`` or words that the report has once for a span, ``null`` for nothing, JSON for all
    that is more. Raises ``CorrectionError``."""
    field = FIELDS.get(kind, {}).get(name)
    if field is None:
        return told  # told by what sets it
    if told.strip().lower() in NOTHING:
        return [] if field.many else None
    if told.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(told)
        except ValueError as error:
            raise CorrectionError(f"{name}: no JSON: {error}") from None
    if field.kind in (QUANTITIES, DATELINE):
        raise CorrectionError(f'{name}: JSON is needed, such as {{"start": 118, "end": 124}}')
    if field.kind in (SPAN, MENTIONS):
        return _spans(field, told, text)
    if field.many and field.kind in (REF, TEXTS):
        return [each.strip() for each in told.split(",") if each.strip()]
    if name in NUMBERS:
        try:
            return float(told)
        except ValueError:
            raise CorrectionError(f"{name}: {told!r} is no number") from None
    if name == "reciprocal":
        if told.lower() not in _TRUTH:
            raise CorrectionError(f"{name}: true or false, not {told!r}")
        return _TRUTH[told.lower()]
    return told


def _spans(field: Field, told: str, text: str) -> Any:
    numbered = [_numbers(part) for part in told.split(",")]
    spans = [each for each in numbered if each is not None]
    if len(spans) < len(numbered):
        spans = [_words(told, text)]
    if not field.many and len(spans) > 1:
        raise CorrectionError("one span is needed")
    return spans if field.many else spans[0]


def _numbers(told: str) -> tuple[int, int] | None:
    start, dash, end = told.strip().partition("-")
    if not (dash and start.isdecimal() and end.isdecimal()):
        return None
    return int(start), int(end)


def _words(told: str, text: str) -> tuple[int, int]:
    start = text.find(told)
    if start < 0:
        raise CorrectionError(f"the report has no words {told!r}")
    places: list[str] = []
    at = start
    while at >= 0 and len(places) < 4:
        places.append(f"{at}-{at + len(told)}")
        at = text.find(told, at + 1)
    if len(places) > 1:
        raise CorrectionError(f"the report has {told!r} more than once: {', '.join(places)}")
    return start, start + len(told)
