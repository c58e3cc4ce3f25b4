"""Bytes of a source, read once from front to end: looked into, decompressed, cut into lines, and
never more of them in memory than a report may have."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Protocol

from detente.errors import ReportError
from detente.sources.decoding import MARKS

HEAD = 1 << 16
"""Bytes that are looked at to tell what a source is."""

MAX_ITEM = 16_000_000
"""Bytes that one line, row or JSON object may have, markup and all."""

BOMB_RATIO, BOMB_FROM = 200, 64_000_000
"""Data that grow to more than so many times their size, and past so many bytes, are a bomb: text
shrinks to a tenth, and a fiftieth if it says the same again and again."""

_XZ_MEMORY = 256_000_000
_MAGIC = {
    "gzip": b"\x1f\x8b\x08",
    "bz2": b"BZh",
    "xz": b"\xfd7zXZ\x00",
    "zstd": b"\x28\xb5\x2f\xfd",
}
_PIECE = 1 << 16


@dataclass
class Meter:
    """How many bytes of local sources have been read: a progress bar looks at it."""

    done: int = 0


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class _Source(io.RawIOBase):
    """A raw stream over a function that gives the next bytes (b"" at the end)."""

    def __init__(self, more: Callable[[], bytes], first: bytes = b"") -> None:
        super().__init__()
        self._more, self._left = more, first

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._left:
            self._left = self._more()
        size = min(len(self._left), len(buffer))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def opened(raw: _Readable, meter: Meter | None = None) -> tuple[bytes, IO[bytes]]:
    """The first bytes of a source, and the whole of it still to be read."""

    def more() -> bytes:
        data = raw.read(_PIECE)
        if meter is not None:
            meter.done += len(data)
        return data

    return _ahead(more)


def compression(head: bytes) -> str | None:
    """How a source is compressed."""
    return next((name for name, magic in _MAGIC.items() if head.startswith(magic)), None)


def decompressed(stream: IO[bytes], how: str, most: int | None = None) -> tuple[bytes, IO[bytes]]:
    """The head and the whole of what was compressed. Reading it raises ``ReportError`` where it is
    damaged, a decompression bomb, or grows to more than ``most`` bytes."""
    taken = given = 0

    def count() -> bytes:
        nonlocal taken
        data = stream.read(_PIECE)
        taken += len(data)
        return data

    packed = io.BufferedReader(_Source(count), _PIECE)
    reader = _reader(packed, how)

    def more() -> bytes:
        nonlocal given
        try:
            data = reader.read(_PIECE)
        except ReportError:
            raise
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            raise ReportError(f"damaged {how} data: {str(error) or 'cut off'}") from None
        given += len(data)
        if most is not None and given > most:
            raise ReportError(f"{how} data that grow to more than {most:,} bytes")
        if given > BOMB_FROM and given > BOMB_RATIO * taken:
            raise ReportError(
                f"a decompression bomb: {taken:,} bytes of {how} data grow to more than {given:,}"
            )
        return data

    return _ahead(more)


def joined(data: bytes, stream: IO[bytes]) -> IO[bytes]:
    """What was read of a stream, and what is still to be read."""
    return io.BufferedReader(_Source(lambda: stream.read(_PIECE), data), 4 * _PIECE)


def in_utf8(head: bytes, encoding: str | None) -> bytes:
    """The first bytes of a text in UTF-8, without its mark, to see what it is."""
    marked = next(((mark, name) for mark, name in MARKS if head.startswith(mark)), None)
    if marked:
        return head[len(marked[0]) :].decode(marked[1], "replace").encode()
    return head.decode(encoding, "replace").encode("utf-8", "replace") if encoding else head


def transcoded(head: bytes, stream: IO[bytes], encoding: str | None) -> IO[bytes]:
    """A text in UTF-8 without a byte-order mark, where it is in an encoding that is named, or
    UTF-16 or UTF-32 by its mark."""
    marked = next(((mark, name) for mark, name in MARKS if head.startswith(mark)), None)
    if marked and (encoding is None or codecs.lookup(encoding) == codecs.lookup(marked[1])):
        stream.read(len(marked[0]))
        encoding = marked[1]
    if encoding is None or codecs.lookup(encoding).name == "utf-8":
        return stream
    name = encoding
    decoder = codecs.getincrementaldecoder(name)()

    def more() -> bytes:
        while True:
            data = stream.read(_PIECE)
            try:
                text = decoder.decode(data, not data)
            except UnicodeDecodeError:
                raise ReportError(f"broken {name.upper()}") from None
            if text or not data:
                return text.encode("utf-8", "replace")

    return io.BufferedReader(_Source(more), 4 * _PIECE)


def lines(stream: IO[bytes], limit: int = MAX_ITEM) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers from 1, ends of line included; ``None`` for one that is longer
    than the limit. Raises ``ReportError`` where the source cannot be read further."""
    number = 0
    while True:
        try:
            line = stream.readline(limit + 1)
            if not line:
                return
            number += 1
            if len(line) <= limit:
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
        except ReportError as error:
            raise ReportError(f"{error} (after line {number})" if number else str(error)) from None
        yield number, None


def all_of(stream: IO[bytes], limit: int, problem: Callable[[int], ReportError]) -> bytes:
    """Everything, if it is no more than the limit allows."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise problem(limit)
    return data


def _ahead(more: Callable[[], bytes]) -> tuple[bytes, IO[bytes]]:
    head = bytearray()
    while len(head) < HEAD:
        data = more()
        if not data:
            break
        head += data
    return bytes(head[:HEAD]), io.BufferedReader(_Source(more, bytes(head)), 4 * _PIECE)


def _reader(packed: IO[bytes], how: str) -> _Readable:
    if how == "gzip":
        return gzip.GzipFile(fileobj=packed)
    if how == "zstd":
        from fastwarc.stream_io import ZstdReader

        return ZstdReader(Told(packed))
    if how == "bz2":
        return _Members(packed, bz2.BZ2Decompressor)
    return _Members(packed, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY))


class Told:
    """A stream that tells how much of it was read, as fastwarc asks; it goes forward only."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._at = stream, 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Nowhere."""
        raise io.UnsupportedOperation("seek")

    def close(self) -> None:
        """Leave it to the owner."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


class _Members:
    """One compressed stream after another, as ``bzip2`` and ``xz`` write files that were joined.
    (Python's own ``LZMAFile`` sets no limit to the memory that a file may ask for.)"""

    def __init__(self, packed: IO[bytes], make: Callable[[], _Decompressor]) -> None:
        self._packed, self._make, self._at = packed, make, make()

    def read(self, size: int = _PIECE, /) -> bytes:
        while True:
            left = b""
            if self._at.eof:
                left = (self._at.unused_data or self._packed.read(_PIECE)).lstrip(b"\x00")
                if not left:
                    return b""
                self._at = self._make()
            elif self._at.needs_input:
                left = self._packed.read(_PIECE)
                if not left:
                    raise EOFError
            data = self._at.decompress(left, size)
            if data:
                return data
