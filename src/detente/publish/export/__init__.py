"""Records in the formats of the field: POLECAT, ICEWS, PLOVER JSON, NGEC, tidy CSV and Parquet.

>>> from detente.publish.export import export
>>> counts = export(records, "csv", "events.csv", rows="pairs")

One file a format; ``docs/export.md`` tells what each holds and where its layout comes from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from detente.edtf import days
from detente.publish.export import icews, ngec, plover, polecat, tidy
from detente.publish.export.columns import FIXED, Column, Options, Row, View, pairs
from detente.publish.export.write import writer
from detente.record import EventStatus

if TYPE_CHECKING:
    from detente.record import Record

STATUSES: tuple[str, ...] = get_args(EventStatus)
ROWS = tuple(tidy.TABLES)
"""What one row of the tidy formats can be."""


@dataclass(frozen=True)
class Format:
    """``statuses`` are the events that it takes by default: where no column tells that an event is
    only claimed, planned or denied, those are left out."""

    name: str
    what: str
    statuses: tuple[str, ...]
    file: str
    """How it is written: tab-separated, comma-separated, lines of JSON, Parquet."""
    missing: str = ""


FORMATS = {
    each.name: each
    for each in (
        Format("polecat", "POLECAT's 40 columns, tab-separated", FIXED, "tsv", polecat.MISSING),
        Format("icews", "ICEWS's 20 columns, tab-separated", FIXED, "tsv"),
        Format("plover", "PLOVER JSON, one event a line", (*FIXED, "claimed"), "jsonl"),
        Format("ngec", "NGEC's flat CSV", FIXED, "csv"),
        Format("csv", "tidy CSV", STATUSES, "csv"),
        Format("parquet", "tidy Parquet", STATUSES, "parquet"),
    )
}


_LAYOUTS = {
    "polecat": polecat.COLUMNS,
    "icews": icews.COLUMNS,
    "plover": plover.COLUMNS,
    "ngec": ngec.COLUMNS,
}


@dataclass
class Counts:
    """What an export did. ``left_out`` counts events by status, ``undated`` those exported without
    a day, ``formulas`` cells that a spreadsheet would run, ``twice`` reports that were there
    before and were left out."""

    records: int = 0
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    formulas: int = 0
    twice: list[str] = field(default_factory=list)


def columns(to: str, rows: str = "events") -> tuple[Column, ...]:
    """The columns of a format, in order; ``rows`` is heeded by the tidy ones."""
    if to in ("csv", "parquet"):
        return tidy.TABLES[rows]
    return _LAYOUTS[to]


def export(
    records: Iterable[Record],
    to: str,
    out: str | Path | Any,
    *,
    rows: str = "events",
    options: Options = Options(),  # noqa: B008 (frozen)
) -> Counts:
    """Write records in a format to a file, whole or not at all, or to a binary stream.

    Raises:
        KeyError: there is no such format or kind of rows.
        MissingExtraError: Parquet without pyarrow.
        OSError: the file cannot be written.
    """
    form, cols = FORMATS[to], columns(to, rows)
    counts = Counts()
    with writer(form.file, out, cols, form.missing, options.spreadsheet) as sink:
        for row in _rows(records, form, rows, options, counts):
            sink.write([column.value(row) for column in cols])
            counts.rows += 1
        counts.formulas = sink.formulas
    return counts


def _rows(
    records: Iterable[Record], form: Format, rows: str, options: Options, counts: Counts
) -> Iterator[Row]:
    wanted = options.statuses or frozenset(form.statuses)
    tidied = form.name in ("csv", "parquet")
    by_pair = form.name == "icews" or (tidied and rows == "pairs")
    seen: set[str] = set()
    for record in records:
        if record.report.id in seen:
            counts.twice.append(record.report.id)
            continue
        seen.add(record.report.id)
        counts.records += 1
        view = View(record)
        if tidied and rows in ("statements", "commitments"):
            for entry in getattr(record, rows):
                yield Row(view, entry, options=options)
            continue
        for event in record.events:
            if event.status not in wanted:
                counts.left_out[event.status] += 1
                continue
            found = days(event.date)
            counts.undated += not found or found[0] != found[1]
            if not by_pair:
                yield Row(view, event, options=options)
                continue
            for source, target, both in pairs(event, view):
                yield Row(view, event, source, target, both, options)
