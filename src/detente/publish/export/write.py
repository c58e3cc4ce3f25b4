"""Rows into files: whole or not at all, the same bytes for the same rows."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from detente.errors import MissingExtraError
from detente.publish.clean import for_page
from detente.publish.export.columns import Column

BATCH = 20_000
"""Rows that are held before a piece of a Parquet file is written."""
_RUN = tuple("=+-@＝＋－＠﹦﹢﹣﹫")
"""With these, wide ones too, a cell begins that a spreadsheet may take for a formula; tabs are gone
by then."""
_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060"
"""Letters without width, which some drop."""


class Sink(ABC):
    """Where rows go. ``formulas`` counts the cells that a spreadsheet would run."""

    formulas = 0

    @abstractmethod
    def write(self, cells: Sequence[Any]) -> None:
        """Write one row."""

    @abstractmethod
    def close(self) -> None:
        """Write what is still held."""


class _Encoded:
    """What ``csv`` writes to: a text stream would close the one below it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.encode("utf-8"))


class _Delimited(Sink):
    def __init__(
        self, stream: IO[bytes], columns: Sequence[Column], between: str, missing: str, safe: bool
    ) -> None:
        self._stream = stream
        self._csv = csv.writer(_Encoded(stream), delimiter=between, lineterminator="\n")
        self._free = [column.free for column in columns]
        self._missing, self._safe = missing, safe
        self._csv.writerow([column.name for column in columns])

    def write(self, cells: Sequence[Any]) -> None:
        self._csv.writerow([self._cell(c, f) for c, f in zip(cells, self._free, strict=True)])

    def _cell(self, cell: Any, free: bool) -> str:
        text = one_cell(cell)
        if text is None:
            return self._missing
        if free and text.lstrip(_UNSEEN).startswith(_RUN):
            self.formulas += 1
            return f"'{text}" if self._safe else text
        return text

    def close(self) -> None:
        self._stream.flush()


class _JsonLines(Sink):
    def __init__(self, stream: IO[bytes], columns: Sequence[Column]) -> None:
        self._stream, self._names = stream, [column.name for column in columns]

    def write(self, cells: Sequence[Any]) -> None:
        line = json.dumps(dict(zip(self._names, cells, strict=True)), ensure_ascii=False)
        self._stream.write(line.encode("utf-8", "replace") + b"\n")

    def close(self) -> None:
        self._stream.flush()


class _Parquet(Sink):
    def __init__(self, stream: IO[bytes], columns: Sequence[Column]) -> None:
        try:
            import pyarrow
            import pyarrow.parquet as parquet
        except ImportError:
            raise MissingExtraError(
                "Parquet needs pyarrow: pip install 'detente[export]' (or --to csv)"
            ) from None
        kinds = {
            "text": pyarrow.string(),
            "integer": pyarrow.int64(),
            "number": pyarrow.float64(),
            "date": pyarrow.date32(),
        }
        self._arrow = pyarrow
        self._schema = pyarrow.schema(
            [
                pyarrow.field(c.name, kinds[c.kind], metadata={"description": c.meaning})
                for c in columns
            ]
        )
        self._kinds = [column.kind for column in columns]
        self._file = parquet.ParquetWriter(stream, self._schema, compression="snappy")
        self._held: list[list[Any]] = []

    def write(self, cells: Sequence[Any]) -> None:
        self._held.append([_typed(c, kind) for c, kind in zip(cells, self._kinds, strict=True)])
        if len(self._held) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        turned = list(zip(*self._held, strict=True)) or [()] * len(self._kinds)
        arrays = [
            self._arrow.array(list(values), kind.type)
            for values, kind in zip(turned, self._schema, strict=True)
        ]
        self._file.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._held.clear()

    def close(self) -> None:
        self._flush()
        self._file.close()


def one_cell(cell: Any) -> str | None:
    """A cell as text on one line: white space of every kind becomes single spaces, what no program
    reads (control characters, lone surrogates) a replacement character. ``None`` stays."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return " ".join(for_page(cell).split()) or None
    if isinstance(cell, float):
        return repr(cell).removesuffix(".0")
    return str(cell)


def _typed(cell: Any, kind: str) -> Any:
    if cell is None:
        return None
    if kind == "text":
        return one_cell(cell)
    if kind == "date":
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return None
    return float(cell) if kind == "number" else int(cell)


@contextmanager
def writer(
    file: str, out: str | Path | Any, columns: Sequence[Column], missing: str, safe: bool
) -> Iterator[Sink]:
    """A sink for rows. A named file is there when all is written, and not before."""
    if not isinstance(out, (str, Path)):
        sink = _sink(file, out, columns, missing, safe)
        yield sink
        sink.close()
        out.flush()
        return
    with replacing(out) as stream, writer(file, stream, columns, missing, safe) as sink:
        yield sink


@contextmanager
def replacing(out: str | Path) -> Iterator[IO[bytes]]:
    """A stream into a named file, which is there when all is written, and not before."""
    path = Path(out)
    path = path.resolve() if path.is_symlink() else path
    if path.exists() and not path.is_file():  # a pipe or /dev/null: nothing to replace
        with path.open("wb") as stream:
            yield stream
        return
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sink(
    file: str, stream: IO[bytes], columns: Sequence[Column], missing: str, safe: bool
) -> Sink:
    if file == "parquet":
        return _Parquet(stream, columns)
    if file == "jsonl":
        return _JsonLines(stream, columns)
    return _Delimited(stream, columns, "\t" if file == "tsv" else ",", missing, safe)
