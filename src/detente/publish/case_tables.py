"""A view of a casefile as JSON, CSV and Parquet: the same bytes for the same view."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.publish.clean import for_page

if TYPE_CHECKING:
    from detente.casefile.views.table import Column, View

JOINER = "; "
FORMATS = ("json", "csv", "parquet")


def write(view: View, to: str, out: str | Path | Any, spreadsheet: bool = False) -> int:
    """Write a view to a file, whole or not at all, or to a binary stream. How many cells there are
    that a spreadsheet would run; with ``spreadsheet`` they are put behind a ``'``.

    Raises:
        KeyError: there is no such format.
        MissingExtraError: Parquet without pyarrow.
        OSError: the file cannot be written.
    """
    if to not in FORMATS:
        raise KeyError(to)
    if to == "json":
        put(as_json(view), out)
        return 0
    return _write_rows(view, to, out, spreadsheet)


def put(data: bytes, out: str | Path | Any) -> None:
    """Write to a file, whole or not at all, or to a binary stream."""
    if isinstance(out, (str, Path)):
        from detente.publish.export.write import replacing

        with replacing(out) as stream:
            stream.write(data)
    else:
        out.write(data)
        out.flush()


def as_json(view: View) -> bytes:
    """One object: what the view is of, what must be known of it, its rows."""
    return (json.dumps(told(view), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def told(view: View) -> dict[str, Any]:
    """What stands in the JSON of a view."""
    names = [column.name for column in view.columns]
    return {
        "view": view.name,
        "case": view.case,
        "filters": view.filters,
        "total": view.total,
        "notes": list(view.notes),
        **view.facts,
        "rows": [{name: row[name] for name in names} for row in view.rows],
    }


def cell(column: Column, value: Any) -> Any:
    """A value as one cell of a table."""
    if column.kind == "list":
        return JOINER.join(str(each) for each in value) or None
    if column.kind == "json":
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None
    return for_page(value) if isinstance(value, str) else value


def _write_rows(view: View, to: str, out: str | Path | Any, spreadsheet: bool) -> int:
    from detente.publish.export.columns import Column as Exported
    from detente.publish.export.write import writer

    exported = [
        Exported(
            column.name,
            "text" if column.kind == "list" or column.kind == "json" else column.kind,
            lambda _: None,
            column.meaning,
            column.values,
            column.free,
        )
        for column in view.columns
    ]
    with writer(to, out, exported, "", spreadsheet) as sink:
        for row in view.rows:
            sink.write([cell(column, row[column.name]) for column in view.columns])
    return sink.formulas
