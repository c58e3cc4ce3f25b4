"""An explanation as an analyst reads it in a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from textwrap import wrap

from detente.publish.clean import one_line
from detente.publish.explain import Explanation, Why
from detente.record import Record

_MARGIN = 13
_CONTEXT = 40
_SHOWN = 12
"""So many mentions are listed; a state may be named a hundred times."""


def as_json(explanation: Explanation) -> str:
    """One JSON object."""
    return json.dumps(asdict(explanation), ensure_ascii=False, indent=2)


def render(record: Record, explanation: Explanation, width: int) -> str:
    """The explanation in lines of at most ``width`` columns, nothing in them that a terminal could
    obey."""
    lines = [one_line(f"{explanation.id} {explanation.name} ({explanation.sort})"), ""]
    for shown in explanation.shown[:_SHOWN]:
        lines += _row(shown.role, _in_context(record, shown.start, shown.end), width)
        lines += _reasons(shown.reasons, width, words=False)
    left = len(explanation.shown) - _SHOWN
    if left > 0:
        lines += _row("", f"and {left} more", width)
    lines.append("")
    for field in explanation.fields:
        lines += _row(field.field, field.value or "not told", width)
        lines += _reasons(field.reasons, width)
    for note in explanation.notes:
        lines += _row("note", note, width)
    if explanation.used:
        lines += ["", *_row("used as", "; ".join(explanation.used), width)]
    return "\n".join(lines)


def _reasons(reasons: Iterable[Why], width: int, words: bool = True) -> list[str]:
    lines = []
    for reason in reasons:
        said = f": “{reason.words}”" if words and reason.words else ""
        lines += _hang("  because ", f"{reason.why}{said}", width)
    return lines


def _row(name: str, value: str, width: int) -> list[str]:
    return _hang(f"{name.replace('_', ' ')}", value, width)


def _hang(label: str, value: str, width: int) -> list[str]:
    """A label and the words beside it, which keep their margin in further lines."""
    return wrap(
        one_line(value),
        width,
        initial_indent=f"{label:<{_MARGIN}}",
        subsequent_indent=" " * _MARGIN,
        break_on_hyphens=False,
    ) or [label]


def _in_context(record: Record, start: int, end: int) -> str:
    """The words between ‹ ›, with those around them in their line."""
    text = record.report.text
    before = text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
    after = text[end : end + _CONTEXT].partition("\n")[0]
    if len(before) == _CONTEXT and " " in before:
        before = "… " + before.partition(" ")[2]
    if len(after) == _CONTEXT and " " in after:
        after = after.rpartition(" ")[0] + " …"
    return f"{before}‹{text[start:end]}›{after}"
