"""Web archives, WARC and ARC: the pages in them, each with the day on which it was fetched.

What is no page (images, requests, redirects, errors of servers) is passed over in silence.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

from detente.errors import ReportError
from detente.sources.files import fields_of, too_large
from detente.sources.found import Failed, Found, Source, make_found
from detente.sources.members import members
from detente.sources.streams import HEAD, MAX_ITEM, Told

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_RESPONSE = 4  # fastwarc's WarcRecordType.response
_ARC_FIELDS = 5


def find_pages(stream: IO[bytes], source: Source) -> Iterator[Found | Failed]:
    """The pages of an archive in its order."""
    is_arc = stream.peek(16).startswith(b"filedesc://")  # type: ignore[attr-defined]
    yield from (_in_arc if is_arc else _in_warc)(stream, source)


def _in_warc(stream: IO[bytes], source: Source) -> Iterator[Found | Failed]:
    from fastwarc.warc import ArchiveIterator

    number = 0
    records = iter(ArchiveIterator(Told(stream), parse_http=False))
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            number += 1
            response = _response(record, source)
        except (OSError, ValueError, ReportError) as error:
            yield Failed(source.name, f"damaged: {error} (after record {number})")
            if not _go_on(stream):
                return
            records = iter(ArchiveIterator(Told(stream), parse_http=False))
            continue
        if response is not None:
            yield _page(response, source.at(f"record {number}"))


def _go_on(stream: IO[bytes]) -> bool:
    """Whether another record begins further on: the stream then stands there. Those that lay in
    what was read ahead of the damaged one are lost with it."""
    try:
        while head := stream.peek(HEAD):  # type: ignore[attr-defined]
            at = head.find(b"WARC/1.")
            if at >= 0:
                stream.read(at)
                return True
            stream.read(max(len(head) - 6, 1))
    except (OSError, ReportError):
        return False
    return False


def find_packed(stream: IO[bytes], source: Source) -> Iterator[Found | Failed]:
    """The pages of a WARC file whose records are packed one by one. Of several places in a damaged
    record that look like a beginning, the first is told."""
    from fastwarc.warc import ArchiveIterator

    number, is_damaged = 0, False
    for each in members(stream):
        if isinstance(each, str):
            if not is_damaged:
                number += 1
                yield Failed(source.at(f"record {number}"), each)
            is_damaged = True
            continue
        number, is_damaged = number + 1, False
        try:
            record = next(iter(ArchiveIterator(Told(io.BytesIO(each)), parse_http=False)), None)
            response = _response(record, source) if record is not None else None
        except (OSError, ValueError, ReportError) as error:
            yield Failed(source.at(f"record {number}"), f"damaged: {error}")
            continue
        if response is not None:
            yield _page(response, source.at(f"record {number}"))


@dataclass(frozen=True)
class _Response:
    """An answer of a server as an archive has it. ``coded`` names its codings in the order in
    which they were laid on."""

    page: Source
    data: bytes
    coded: tuple[str, ...]
    is_whole: bool


def _response(record: WarcRecord, source: Source) -> _Response | None:
    """The page in a record; ``None`` if there is none."""
    if record.record_type != _RESPONSE or not record.is_http:
        return None
    record.parse_http(auto_decode="none")
    headers = record.http_headers
    if headers is None or headers.status_code != 200 or record.http_content_type not in _PAGES:
        return None
    url = record.headers.get("WARC-Target-URI")
    page = replace(
        source,
        url=url.strip("<>") if url else None,
        fetched=record.record_date,
        charset=record.http_charset,
    )
    # Not decoded by the library: it loses its place where a page is not read to its end.
    length = record.content_length
    data = record.reader.read(min(length, MAX_ITEM))
    names = f"{headers.get('content-encoding', '')},{headers.get('transfer-encoding', '')}"
    return _Response(page, data, _codings(names), len(data) == length)


def _in_arc(stream: IO[bytes], source: Source) -> Iterator[Found | Failed]:
    """The pages of an archive in the format before WARC: a line "address IP moment type length",
    the bytes, an empty line (https://archive.org/web/researcher/ArcFileFormat.php)."""
    number = 0
    while True:
        line = stream.readline(HEAD)
        while line in (b"\n", b"\r\n"):
            line = stream.readline(HEAD)
        if not line:
            return
        number += 1
        fields = line.split()
        if len(fields) < _ARC_FIELDS or not fields[-1].isdigit():
            yield Failed(source.name, f"damaged: no header of a record (after record {number - 1})")
            return
        length = int(fields[-1])
        data = stream.read(min(length, MAX_ITEM))
        left = length - len(data)
        while left > 0 and (piece := stream.read(min(left, HEAD))):
            left -= len(piece)
        page = replace(source, url=fields[0].decode("utf-8", "replace"), fetched=_moment(fields[2]))
        response = _parsed(data, page, is_whole=len(data) == length)
        if response is not None:
            yield _page(response, source.at(f"record {number}"))


def _parsed(data: bytes, page: Source, is_whole: bool) -> _Response | None:
    head, _, body = data.partition(b"\r\n\r\n") if b"\r\n\r\n" in data else data.partition(b"\n\n")
    status, *lines = head.decode("latin-1").splitlines() or [""]
    if not re.match(r"HTTP/[\d.]+ 200\b", status):
        return None
    headers = {
        name.strip().lower(): value.strip()
        for name, colon, value in (line.partition(":") for line in lines)
        if colon
    }
    kind, _, more = headers.get("content-type", "").partition(";")
    if kind.strip().lower() not in _PAGES:
        return None
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", more, re.IGNORECASE)
    names = f"{headers.get('content-encoding', '')},{headers.get('transfer-encoding', '')}"
    page = replace(page, charset=charset[1] if charset else None)
    return _Response(page, body, _codings(names), is_whole)


def _page(response: _Response, where: str) -> Found | Failed:
    source = response.page
    try:
        if not response.is_whole:
            raise ReportError("the record is cut off, or too large")
        data = _decoded(response, source.options.rules.limit)
        fields = fields_of(
            data,
            source.options.rules,
            is_page=True,
            charset=source.charset,
            url=source.url,
            fetched=source.fetched,
        )
        return make_found(fields, where, source)
    except ReportError as error:
        return Failed(where, str(error))


def _decoded(response: _Response, limit: int) -> bytes:
    """The page as it was before it was coded for the way, never more of it than is allowed."""
    from fastwarc import stream_io

    reader: Any = io.BytesIO(response.data)
    for name in reversed(response.coded):
        if name == "chunked":
            reader = stream_io.ChunkedReader(reader)
        elif name in ("gzip", "x-gzip", "deflate"):
            reader = stream_io.GzipReader(reader, zlib=name == "deflate")
        elif name == "br":
            reader = stream_io.BrotliReader(reader)
        elif name == "zstd":
            reader = stream_io.ZstdReader(reader)
        else:
            raise ReportError(f"coded as {name[:40]!r}, which is not read")
    data = bytearray()
    try:
        while piece := reader.read(HEAD):
            data += piece
            if len(data) > limit:
                raise too_large(limit)
    except (OSError, ValueError) as error:
        raise ReportError(f"damaged {' and '.join(response.coded)} data: {error}") from None
    return bytes(data)


def _codings(names: str) -> tuple[str, ...]:
    each = (name.strip().lower() for name in names.split(","))
    return tuple(name for name in each if name not in ("", "identity"))


def _moment(digits: bytes) -> datetime | None:
    try:
        return datetime.strptime(digits.decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
