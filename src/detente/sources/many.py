"""Many reports from whatever holds them: files, folders, tables, feeds, archives, addresses.

>>> from detente.sources.many import Failed, find
>>> for each in find(["reports", "news.csv"]):
...     if isinstance(each, Failed): print(each.where, each.why)
...     else: print(each.key, each.where, each.report.title)

One file a kind. What a source is, is decided here, by its content first. Whatever is wrong with a
source or with one of its reports becomes ``Failed``, and the others are found all the same. The
same sources give the same reports in the same order.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from detente.errors import ReportError
from detente.sources import delimited, jsons
from detente.sources.decoding import check_encoding
from detente.sources.files import fields_of, too_large
from detente.sources.folders import files_in
from detente.sources.found import (
    Failed,
    Found,
    Options,
    failure,
    make_found,
    report_key,
    shown,
)
from detente.sources.kinds import kind_of
from detente.sources.streams import (
    Meter,
    all_of,
    compression,
    decompressed,
    in_utf8,
    opened,
    transcoded,
)

__all__ = ["Failed", "Found", "Meter", "Options", "find", "report_key", "size_of"]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_STANDARD_INPUT = "standard input"


_ROWS = {
    "lines": jsons.find_lines,
    "array": jsons.find_array,
    "object": jsons.find_object,
    "table": delimited.find_rows,
}


def find(specs: Iterable[str | Path], options: Options | None = None) -> Iterator[Found | Failed]:
    """The reports in these files, folders and addresses, and in standard input (``-``)."""
    options = options or Options()
    if options.rules.encoding:
        check_encoding(options.rules.encoding)
    for spec in specs:
        name = str(spec)
        if name == "-":
            yield from _in_stream(sys.stdin.buffer, _STANDARD_INPUT, options)
        elif _ADDRESS.match(name):
            yield Failed(shown(name), "not read yet")
        else:
            yield from _in_path(Path(name), options)


def size_of(specs: Iterable[str | Path]) -> int | None:
    """The bytes of all local files among the sources, for a progress bar beside ``Meter``; ``None``
    if it cannot be known beforehand: standard input and addresses."""
    total = 0
    for spec in specs:
        name = str(spec)
        if name == "-" or _ADDRESS.match(name):
            return None
        path = Path(name)
        files = files_in(path) if path.is_dir() else [path]
        for file in files:
            if isinstance(file, Path):
                try:
                    total += file.stat().st_size
                except (OSError, ValueError):
                    continue
    return total


def _in_path(path: Path, options: Options) -> Iterator[Found | Failed]:
    try:
        is_folder = path.is_dir()
    except ValueError:  # a NUL in the name
        is_folder = False
    for file in files_in(path) if is_folder else [path]:
        if isinstance(file, Failed):
            yield file
        else:
            yield from _in_file(file, options)


def _in_file(path: Path, options: Options) -> Iterator[Found | Failed]:
    name = shown(str(path))
    try:
        file = path.open("rb", buffering=0)
    except (OSError, ValueError) as error:
        yield failure(name, error)
        return
    with file:
        yield from _in_stream(file, name, options)


def _in_stream(raw: IO[bytes], name: str, options: Options) -> Iterator[Found | Failed]:
    try:
        head, stream = opened(raw, options.meter)
        how = compression(head)
        if how:
            head, stream = decompressed(stream, how)
            if compression(head):
                raise ReportError("compressed more than once")
        yield from _of_kind(head, stream, name, options)
    except (ReportError, OSError) as error:
        yield failure(name, error)


def _of_kind(
    head: bytes, stream: IO[bytes], name: str, options: Options
) -> Iterator[Found | Failed]:
    if not head:
        raise ReportError("the file is empty")
    encoding = options.rules.encoding
    kind = kind_of(in_utf8(head, encoding), name, options)
    if kind in _ROWS:
        yield from _ROWS[kind](transcoded(head, stream, encoding), name, options)
        return
    if kind == "xml":
        raise ReportError("XML that is neither a page nor a feed")
    data = all_of(stream, options.rules.limit, too_large)
    fields = fields_of(data, options.rules, is_page=kind == "page", fetched=options.moment)
    yield make_found(fields, name, options)
