"""What a filled-in form changes of an entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from detente.desk.correcting.fields import Shown
from detente.errors import CorrectionError


class Form(Protocol):
    """A submitted form."""

    def get(self, key: str, default: Any = None) -> Any:
        """The first value of a field."""

    def getlist(self, key: str) -> list[Any]:
        """All of them."""


def changed(form: Form, fields: Sequence[Shown], text: str) -> dict[str, Any]:
    """The fields whose values differ from what was shown, with the values as ``set_field`` takes
    them. Raises ``CorrectionError`` where words are not in the report."""
    found = {}
    for field in fields:
        if field.widget == "shown" or f"has-{field.name}" not in form.getlist("has"):
            continue
        value = given(form, field, text)
        if value != before(field):
            found[field.name] = value
    return found


def before(field: Shown) -> Any:
    """The value that was shown."""
    if field.widget == "spans":
        spans = [(each.start, each.end) for each in field.words]
        return spans if field.many else spans[0] if spans else None
    if field.widget == "several":
        return list(field.chosen)
    if field.widget in ("one", "choice"):
        return field.chosen[0] if field.chosen else None
    if field.widget == "check":
        return bool(field.chosen)
    return _list(field.text) if field.many else _plain(field.text)


def given(form: Form, field: Shown, text: str) -> Any:
    """The value that was filled in."""
    values = [str(each) for each in form.getlist(field.name)]
    if field.widget == "spans":
        return _spans(form, field, text)
    if field.widget == "several":
        return [each for each in values if each]
    if field.widget == "check":
        return bool(values)
    told = values[0].strip() if values else ""
    if field.widget == "text":
        return _list(told) if field.many else _plain(told)
    return told or None


def _plain(told: str) -> Any:
    """A number where it is one: latitudes, intensities, confidences."""
    if not told:
        return None
    return float(told) if re.fullmatch(r"-?\d{1,3}\.\d+", told) else told


def _list(told: str) -> list[str]:
    return [part for each in told.split(",") if (part := each.strip())]


def _spans(form: Form, field: Shown, text: str) -> Any:
    """Spans are told by their words; which of several that read alike, by where they were."""
    words = [str(each) for each in form.getlist(field.name)]
    starts = [str(each) for each in form.getlist(f"{field.name}-at")]
    found = []
    for i, told in enumerate(words):
        if not told.strip():
            continue
        near = starts[i] if i < len(starts) else ""
        default = field.words[0].start if field.words else 0
        found.append(find(text, told, int(near) if near.isdecimal() else default))
    return found if field.many else found[0] if found else None


def find(text: str, words: str, near: int) -> tuple[int, int]:
    """Where these very words stand in the report, of several places the nearest one. Blanks and
    line ends count as one. Raises ``CorrectionError`` if they are not in it."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    places = [(found.start(), found.end()) for found in re.finditer(pattern, text)]
    if not places:
        raise CorrectionError(f"the report does not have the words “{words.strip()}”")
    return min(places, key=lambda place: (abs(place[0] - near), place[0]))
