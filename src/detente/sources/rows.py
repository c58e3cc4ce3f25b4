"""A row of a table or an object of JSON becomes a report: by named columns, as a record of ours, or
as a news item of IPTC's ninjs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from detente.errors import ReportError
from detente.sources.decoding import check_text
from detente.sources.files import Fields
from detente.sources.found import Options, day_of

COLUMNS = ("title", "text", "published", "url", "source")
"""The columns that are taken."""


def fields_of_row(row: Mapping[str, Any], options: Options, latest: datetime) -> Fields:
    """What a row or object holds of a report. Raises ``ReportError`` where it holds none."""
    from detente.sources import ninjs

    if _is_record(row):
        return _named(row["report"], {}, latest)
    if "text" not in options.columns and ninjs.is_item(row):
        return ninjs.fields_of_item(row, latest)
    return _named(row, options.columns, latest)


def parse_columns(named: Iterable[str]) -> dict[str, str]:
    """Columns by name as an option gives them, ``text=body`` each; raises ``ReportError``."""
    columns = {}
    for each in named:
        ours, _, theirs = each.partition("=")
        if ours not in COLUMNS or not theirs:
            raise ReportError(f"not a column: {each!r} (write text=NAME; {', '.join(COLUMNS)})")
        columns[ours] = theirs
    return columns


def is_report(row: object, options: Options) -> bool:
    """Whether an object is a report, well or badly written, and no wrapping around some."""
    from detente.sources import ninjs

    return isinstance(row, Mapping) and (
        _is_record(row)
        or ninjs.is_item(row)
        or _value(row, options.columns.get("text", "text")) is not None
    )


def missing_text(names: list[str], wanted: str) -> ReportError:
    """The error for what has no text under the wanted name: it tells the names that there are."""
    if not names:
        return ReportError(f"no text: there is no {wanted!r}, nor anything else")
    there = ", ".join(name[:40] for name in names[:8]) + (", ..." if len(names) > 8 else "")
    return ReportError(f"no text: no {wanted!r} among {there} (--column text=NAME names it)")


def _is_record(row: Mapping[str, Any]) -> bool:
    report = row.get("report")
    return isinstance(report, Mapping) and "text" in report and "statements" in row


def _named(row: Mapping[str, Any], columns: Mapping[str, str], latest: datetime) -> Fields:
    found = {name: _value(row, columns.get(name, name)) for name in COLUMNS}
    text = found["text"]
    if text is None or text == "":
        wanted = columns.get("text", "text")
        if wanted in row:
            raise ReportError(f"no text: {wanted!r} is empty")
        raise missing_text(list(row), wanted)
    if not isinstance(text, str):
        raise ReportError(f"no text: {columns.get('text', 'text')!r} is no string")
    check_text(text)
    published, said, note = day_of(found["published"], latest)
    title, source, url = (_string(found[name]) for name in ("title", "source", "url"))
    return Fields(text, title, source, url, published, said, note)


def _value(row: Mapping[str, Any], name: str) -> Any:
    """A value by its name, or by the names on the way to it: ``article.body``."""
    if name in row:
        return row[name]
    at: Any = row
    for step in name.split("."):
        at = at.get(step) if isinstance(at, Mapping) else None
    return at


def _string(value: object) -> str | None:
    """A name as metadata has it: as it is, or as the ``name`` of an object (schema.org)."""
    if isinstance(value, Mapping):
        value = value.get("name")
    return value if isinstance(value, str) else None
