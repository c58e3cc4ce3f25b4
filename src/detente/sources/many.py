"""Many reports from whatever holds them: files, folders, tables, feeds, archives, addresses.

>>> from detente.sources.many import Failed, find
>>> for each in find(["reports", "news.csv"]):
...     if isinstance(each, Found): print(each.key, each.where, each.report.title)
...     elif isinstance(each, Failed): print(each.where, each.why)

One file a kind. What a source is, is decided here, by its content first. Whatever is wrong with a
source or with one of its reports becomes ``Failed``, and the others are found all the same. The
same sources give the same reports in the same order.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TypeAlias

from detente.errors import MissingExtraError, ReportError
from detente.sources import delimited, jsons
from detente.sources.decoding import check_encoding
from detente.sources.files import fields_of, too_large
from detente.sources.folders import files_in
from detente.sources.found import (
    Failed,
    FeedState,
    Found,
    Options,
    Source,
    failure,
    make_found,
    report_key,
    shown,
)
from detente.sources.kinds import Kind, kind_of
from detente.sources.members import by_record
from detente.sources.rows import parse_columns
from detente.sources.streams import (
    MAX_ITEM,
    Meter,
    all_of,
    compression,
    decompressed,
    in_utf8,
    opened,
    transcoded,
)

__all__ = [
    "Failed",
    "FeedState",
    "Found",
    "Meter",
    "Options",
    "find",
    "find_at",
    "find_in",
    "parse_columns",
    "report_key",
    "size_of",
]

PARQUET = b"PAR1"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


_Each: TypeAlias = Found | Failed | FeedState
_STREAMED: dict[Kind, Callable[[IO[bytes], Source], Iterator[Found | Failed]]] = {
    "lines": jsons.find_lines,
    "array": jsons.find_array,
    "object": jsons.find_object,
    "table": delimited.find_rows,
}
"""Kinds of text that are read as they come, made UTF-8."""


def find(specs: Iterable[str | Path], options: Options | None = None) -> Iterator[_Each]:
    """The reports in these files, folders and addresses, and in standard input (``-``).

    A feed at an address ends with its ``FeedState``.
    """
    options = options or Options()
    if options.rules.encoding:
        check_encoding(options.rules.encoding)
    for spec in specs:
        name = str(spec)
        if name == "-":
            source = Source("standard input", options)
            yield from _in_stream(sys.stdin.buffer, source, options.meter)
        elif _ADDRESS.match(name):
            yield from find_at(name, options)
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


def find_at(url: str, options: Options) -> Iterator[_Each]:
    """The reports at an address of http or https: nothing takes it for a file."""
    from detente.sources.addresses import opened_address, without_login

    url = without_login(url)
    source = Source(shown(url), options)
    try:
        stream, source, state = opened_address(source, url)
    except ReportError as error:
        yield failure(source.name, error)
        return
    if stream is None:
        yield state
    else:
        yield from _in_stream(stream, source, None, state)


def _in_path(path: Path, options: Options) -> Iterator[_Each]:
    try:
        is_folder = path.is_dir()
    except ValueError:  # a NUL in the name
        is_folder = False
    for file in files_in(path) if is_folder else [path]:
        if isinstance(file, Failed):
            yield file
        else:
            yield from _in_file(file, options)


def _in_file(path: Path, options: Options) -> Iterator[_Each]:
    name = shown(str(path))
    try:
        file = path.open("rb", buffering=0)
    except (OSError, ValueError) as error:
        yield failure(name, error)
        return
    with file:
        yield from _in_stream(file, Source(name, options, file=path.name), options.meter)


def find_in(raw: IO[bytes], source: Source) -> Iterator[_Each]:
    """The reports in an open file, whatever kind it is of."""
    yield from _in_stream(raw, source, source.options.meter)


def _in_stream(
    raw: IO[bytes], source: Source, meter: Meter | None, state: FeedState | None = None
) -> Iterator[_Each]:
    try:
        head, stream = opened(raw, meter)
        if head.startswith(PARQUET):
            from detente.sources.parquet import find_rows

            yield from find_rows(raw, source, meter)
            return
        if by_record(head):
            from detente.sources.archives import find_packed

            yield from find_packed(stream, source)
            return
        how = compression(head)
        if how:
            head, stream = decompressed(stream, how, source.options.unpacked)
            if compression(head):
                raise ReportError("compressed more than once")
        if not head:
            raise ReportError("the file is empty")
        yield from _of_kind(head, stream, source, state)
    except (ReportError, MissingExtraError, OSError) as error:
        yield failure(source.name, error)


def _of_kind(
    head: bytes, stream: IO[bytes], source: Source, state: FeedState | None
) -> Iterator[_Each]:
    options = source.options
    encoding = options.rules.encoding or source.charset
    kind = kind_of(in_utf8(head, encoding), source)
    if kind in _STREAMED:
        yield from _STREAMED[kind](transcoded(head, stream, encoding), source)
    elif kind == "archive":
        from detente.sources.archives import find_pages

        yield from find_pages(stream, source)
    elif kind == "feed":
        from detente.sources.feeds import find_items

        yield from find_items(stream, source, state)
    else:
        yield _single(kind, stream, source)


def _single(kind: Kind, stream: IO[bytes], source: Source) -> Found:
    rules = source.options.rules
    if kind == "xml":
        raise ReportError("XML that is neither a page nor a feed")
    if kind == "pdf":
        from detente.sources.pdf import fields_of_pdf

        data = all_of(stream, max(rules.limit, MAX_ITEM), too_large)
        return make_found(fields_of_pdf(data, rules.limit), source.name, source)
    fields = fields_of(
        all_of(stream, rules.limit, too_large),
        rules,
        is_page=kind == "page",
        charset=source.charset,
        url=source.url,
        fetched=source.latest,
    )
    return make_found(fields, source.name, source)
