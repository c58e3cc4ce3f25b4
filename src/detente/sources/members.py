"""A WARC file that is compressed record by record, as ISO 28500 (annex D) has it: damage in one
record leaves the others readable."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import IO

from detente.sources.streams import BOMB_FROM, BOMB_RATIO, HEAD, MAX_ITEM

_MAGIC = b"\x1f\x8b\x08"
_GZIP = 31  # zlib's way of asking for gzip's header and sum
_ROOM = MAX_ITEM + HEAD
"""Bytes of a record that are kept: a page and the headers before it."""


def by_record(head: bytes) -> bool:
    """Whether packed data begins with a WARC record that is packed by itself."""
    if not head.startswith(_MAGIC):
        return False
    member = zlib.decompressobj(_GZIP)
    try:
        first = member.decompress(head, HEAD)
    except zlib.error:
        return False
    return first.startswith(b"WARC/") and first.find(b"\r\n\r\nWARC/", 5) < 0


def members(stream: IO[bytes]) -> Iterator[bytes | str]:
    """The records of packed data, unpacked, no more of each than a page may have; or what is wrong
    with one."""
    left = bytearray()
    while True:
        left = _at_magic(left, stream)
        if not left:
            return
        found, left = _member(left, stream)
        yield found
        if isinstance(found, str):
            del left[:1]  # not the same place again


def _at_magic(left: bytearray, stream: IO[bytes]) -> bytearray:
    """What is left from the next member on; nothing at the end."""
    while True:
        at = left.find(_MAGIC)
        if at >= 0:
            return left[at:]
        more = stream.read(HEAD)
        if not more:
            return bytearray()
        left = left[-2:] + more


def _member(raw: bytearray, stream: IO[bytes]) -> tuple[bytes | str, bytearray]:
    """One record and what follows it; of a damaged one why, and its own bytes to look through."""
    unpacker, made, size, fed = zlib.decompressobj(_GZIP), bytearray(), 0, 0
    try:
        while True:
            data = unpacker.decompress(raw[fed : fed + HEAD], HEAD)
            fed = min(fed + HEAD, len(raw))
            while True:
                size += len(data)
                made += data[: max(_ROOM - len(made), 0)]
                if size > BOMB_FROM and size > BOMB_RATIO * fed:
                    return "a decompression bomb", raw
                if unpacker.eof or not unpacker.unconsumed_tail:
                    break
                data = unpacker.decompress(unpacker.unconsumed_tail, HEAD)
            if unpacker.eof:
                return bytes(made), bytearray(unpacker.unused_data) + raw[fed:]
            if fed == len(raw):
                more = stream.read(HEAD)
                if not more:
                    return "damaged gzip data: cut off", raw
                # A whole record is done with only once its end is known to be sound.
                raw += more
    except zlib.error as error:
        return f"damaged gzip data: {error}", raw
