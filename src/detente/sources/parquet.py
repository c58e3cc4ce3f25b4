"""Parquet with a column of texts as reports, a row each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any

from detente.errors import MissingExtraError, ReportError
from detente.sources.found import Failed, Found, Source, make_found
from detente.sources.rows import COLUMNS, fields_of_row, missing_text
from detente.sources.streams import Meter

ROWS = 64
"""Rows in memory at once."""


def find_rows(raw: IO[bytes], source: Source, meter: Meter | None) -> Iterator[Found | Failed]:
    """The reports of a Parquet file. Raises ``ReportError`` if it has no column of texts."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError("Parquet needs pyarrow: pip install 'detente[export]'") from None
    if not raw.seekable():
        raise ReportError("Parquet cannot be read as it comes: give the file")
    raw.seek(0)
    number = 0
    try:
        file = parquet.ParquetFile(raw)
        there = file.schema_arrow.names
        named = {source.options.columns.get(name, name) for name in COLUMNS}
        wanted = [name for name in there if name in named or _holds(name, named)]
        text = source.options.columns.get("text", "text")
        if text not in wanted and text.partition(".")[0] not in wanted:
            raise missing_text(there, text)
        for batch in file.iter_batches(ROWS, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield _found(row, source.at(f"row {number}"), source)
    except (pyarrow.ArrowException, OSError) as error:
        after = f" (after row {number})" if number else ""
        raise ReportError(f"damaged Parquet: {_first_line(error)}{after}") from None
    if meter is not None:
        meter.done += raw.seek(0, 2)


def _holds(name: str, wanted: set[str]) -> bool:
    return any(each.startswith(f"{name}.") for each in wanted)


def _found(row: dict[str, Any], where: str, source: Source) -> Found | Failed:
    plain = {name: _plain(value) for name, value in row.items()}
    try:
        return make_found(fields_of_row(plain, source.options, source.latest), where, source)
    except ReportError as error:
        return Failed(where, str(error))


def _plain(value: Any) -> Any:
    """A value as JSON would have it: days are texts there."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
