"""By when: the time behind "by", "before", "until" or "within"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.coding.commitments.model import Offsets
from detente.record import Time

# What stands before the time, or begins it, the longest first.
_BEFORE: tuple[tuple[str, ...], ...] = (
    ("by", "the", "end", "of"),
    ("no", "later", "than"),
    ("not", "later", "than"),
    ("before", "the", "end", "of"),
    ("in", "the", "next"),
    ("over", "the", "next"),
    ("in", "the", "coming"),
    ("ahead", "of"),
    ("prior", "to"),
    ("by",),
    ("before",),
    ("until",),
    ("till",),
    ("within",),
)
_BEHIND = ("at the latest", "deadline")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ARTICLES = frozenset({"the", "a", "this"})


def deadline_of(
    content: Offsets, times: Sequence[Time], text: str, published: str | None = None
) -> tuple[Time, str] | None:
    """The first time of the content that bounds it, and the words that say so; a day before the
    report's own tells when it was said ("resigned shortly before midnight")."""
    for time in times:
        if not (content[0] <= time.start < content[1]) or time.value is None or time.type == "SET":
            continue
        mark = _mark(time, content[0], text)
        if mark is not None and not _over(time.value, published):
            return time, mark
    return None


def _over(value: str, published: str | None) -> bool:
    day = value[:10]
    return bool(published) and bool(_DAY.fullmatch(day)) and day < str(published)[:10]


def _mark(time: Time, start: int, text: str) -> str | None:
    before = text[max(start, time.start - 40) : time.start].lower().split()
    inside = time.text.lower().split()
    for mark in _BEFORE:
        size = len(mark)
        for own in range(len(inside) + 1):
            if own > size:
                break
            front = before[len(before) - (size - own) :] if size > own else []
            if tuple(front + inside[:own]) == mark and len(front) == size - own:
                return " ".join(mark)
        if before[-1:] and before[-1] in _ARTICLES and tuple(before[-size - 1 : -1]) == mark:
            return " ".join(mark)
    behind = text[time.end : time.end + 20].lower().lstrip(" ,")
    return next((m for m in _BEHIND if behind.startswith(m)), None)
