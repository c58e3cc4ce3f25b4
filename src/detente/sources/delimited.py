"""CSV and TSV with a header line as reports, a row each."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import IO

from detente.errors import ReportError
from detente.sources.decoding import decode
from detente.sources.found import Failed, Found, Options, Source, make_found
from detente.sources.rows import COLUMNS, fields_of_row, missing_text
from detente.sources.streams import MAX_ITEM, lines

DELIMITERS = ",\t;|"
_LONGEST_NAME = 80
_ENDLESS = "a cell without end: its quotation mark is not closed, or it is too large"
_AGAIN = 20 * MAX_ITEM
"""Characters of rows without end that are read again line by line, for the rows in them. Each
costs as much as a row may have."""


class _Lines:
    """The lines of a table, decoded one by one; those of the row at hand can be given back."""

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        self._lines, self._encoding = lines(stream), options.rules.encoding
        self._row: list[tuple[int, str]] = []
        self._back: deque[tuple[int, str]] = deque()
        self._size = 0
        self.number = 0
        self.broken = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.number, line = self._back.popleft() if self._back else self._read()
        self._row.append((self.number, line))
        self._size += len(line)
        if self._size > MAX_ITEM:
            raise csv.Error(_ENDLESS)
        return line

    @property
    def start(self) -> int:
        """The number of the row's first line."""
        return self._row[0][0] if self._row else self.number + 1

    def begin(self) -> None:
        """A row begins."""
        self._row, self._size = [], 0

    def give_back(self) -> int:
        """All lines of the row but the first are to be read again; how many characters they are."""
        self._back.extendleft(reversed(self._row[1:]))
        return self._size

    def _read(self) -> tuple[int, str]:
        try:
            number, line = next(self._lines)
        except ReportError:
            self.broken = True
            raise
        self.number = number
        if line is None:
            raise ReportError(f"longer than {MAX_ITEM:,} bytes")
        try:
            return number, line.decode("utf-8")
        except UnicodeDecodeError:
            return number, decode(line, self._encoding)


def header_of(line: str) -> tuple[str, list[str]] | None:
    """The delimiter and the names of columns of a header line; ``None`` if it cannot be one."""
    delimiter = max(DELIMITERS, key=line.count)
    try:
        names = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return None
    names = [name.strip() for name in names]
    return (delimiter, names) if all(len(name) <= _LONGEST_NAME for name in names) else None


def is_table(line: str, options: Options) -> bool:
    """Whether a first line can only be the header of a table of reports."""
    header = header_of(line)
    wanted = {options.columns.get(name, name) for name in COLUMNS}
    return (
        header is not None
        and len(header[1]) > 1
        and options.columns.get("text", "text") in header[1]
        and (len(wanted.intersection(header[1])) > 1 or "text" in options.columns)
    )


def find_rows(stream: IO[bytes], source: Source) -> Iterator[Found | Failed]:
    """The reports of a table. Raises ``ReportError`` if it has no column of texts."""
    # What bounds a cell is the length of its row.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ITEM))
    options, rows = source.options, _Lines(stream, source.options)
    header = header_of(next((line for line in rows if line.strip()), ""))
    if header is None:
        raise ReportError("not a table: its first line does not name columns")
    delimiter, columns = header
    wanted = options.columns.get("text", "text")
    if wanted not in columns:
        raise missing_text(columns, wanted)
    again = _AGAIN
    while not rows.broken:
        rows.begin()
        try:
            # A reader a row: its lines are counted and, if need be, read again. Strict, for a text
            # that was quoted wrongly would come out altered.
            cells = next(csv.reader(rows, delimiter=delimiter, strict=True), None)
        except csv.Error as error:
            yield Failed(source.at(f"line {rows.start}"), _reason(error))
            if again > 0:
                again -= rows.give_back()
        except ReportError as error:
            yield Failed(source.at(f"line {rows.number}"), str(error))
        else:
            if cells is None:
                return
            if any(cells):
                yield _found(cells, columns, source.at(f"line {rows.start}"), source)


def _found(cells: list[str], columns: list[str], where: str, source: Source) -> Found | Failed:
    if any(cells[len(columns) :]):
        return Failed(where, f"{len(cells)} cells, but the header names {len(columns)}")
    try:
        row = dict(zip(columns, cells, strict=False))
        return make_found(fields_of_row(row, source.options, source.latest), where, source)
    except ReportError as error:
        return Failed(where, str(error))


def _reason(error: csv.Error) -> str:
    words = str(error)
    if words == "unexpected end of data":
        return _ENDLESS
    return words if words == _ENDLESS else f"wrongly quoted: {words}"
