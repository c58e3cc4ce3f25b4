"""JSON Lines, arrays and single objects as reports."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

from detente.errors import ReportError
from detente.sources.decoding import decode
from detente.sources.found import Failed, Found, Source, make_found
from detente.sources.rows import fields_of_row, is_report
from detente.sources.streams import MAX_ITEM, joined, lines

_PIECE = 1 << 18
_SPACE = " \t\r\n"
_TRIED = 1_000
"""Lines among which one must be an object, if a broken file is to be JSON Lines."""


def find_lines(stream: IO[bytes], source: Source) -> Iterator[Found | Failed]:
    """The reports of JSON Lines, one a line."""
    for number, line in lines(stream):
        where = source.at(f"line {number}")
        if line is None:
            yield Failed(where, f"longer than {MAX_ITEM:,} bytes")
        elif line.strip():
            yield _found(line.strip(), where, source)


def find_array(stream: IO[bytes], source: Source) -> Iterator[Found | Failed]:
    """The reports of a JSON array, one after the other, however many."""
    number = 0
    items = _items(stream)
    while True:
        number += 1
        where = source.at(f"item {number}")
        try:
            item = next(items, None)
        except (ReportError, UnicodeDecodeError) as error:
            yield Failed(where, _reason(error))
            return
        if item is None:
            return
        yield _report(item[0], where, source)


def find_object(stream: IO[bytes], source: Source) -> Iterator[Found | Failed]:
    """The report that is one JSON object over several lines, or those in the list that it wraps; or
    the reports of JSON Lines, the first of which is broken."""
    data = stream.read(MAX_ITEM + 1)
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        if not any(map(is_object, data.split(b"\n", _TRIED)[:_TRIED])):
            yield Failed(source.name, _reason(error))
            return
        yield from find_lines(joined(data, stream), source)
    else:
        yield from _in_document(whole, source)


def is_object(line: bytes) -> bool:
    """Whether a line is an object of JSON."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _in_document(whole: object, source: Source) -> Iterator[Found | Failed]:
    if isinstance(whole, dict) and not is_report(whole, source.options):
        inner = [value for value in whole.values() if _is_list(value)]
        if len(inner) == 1:
            for number, item in enumerate(inner[0], 1):
                yield _report(item, source.at(f"item {number}"), source)
            return
    yield _report(whole, source.name, source)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(i, dict) for i in value)


def _found(line: bytes, where: str, source: Source) -> Found | Failed:
    try:
        try:
            row = json.loads(line)
        except UnicodeDecodeError:
            row = json.loads(decode(line, source.options.rules.encoding))
    except json.JSONDecodeError as error:
        return Failed(where, f"broken JSON: {error.msg.lower()}, column {error.colno}")
    except (ReportError, ValueError, RecursionError) as error:
        return Failed(where, _reason(error))
    return _report(row, where, source)


def _report(row: object, where: str, source: Source) -> Found | Failed:
    if not isinstance(row, dict):
        return Failed(where, "not an object of JSON, with a text and its metadata")
    try:
        return make_found(fields_of_row(row, source.options, source.latest), where, source)
    except ReportError as error:
        return Failed(where, str(error))


def _items(stream: IO[bytes]) -> Iterator[tuple[Any]]:
    """The items of an array, each in a tuple of its own, for an item may be ``null``. Raises
    ``ReportError`` where the array is broken, and cannot go on from there."""
    decoder, text = json.JSONDecoder(), codecs.getincrementaldecoder("utf-8-sig")()
    buffer, at, size, ended = "", 0, _PIECE, False
    began = False

    def refill() -> None:
        nonlocal buffer, at, ended
        data = stream.read(size)
        ended = len(data) < size
        buffer, at = buffer[at:] + text.decode(data, ended), 0

    def next_sign() -> str:
        nonlocal at
        while True:
            while at < len(buffer) and buffer[at] in _SPACE:
                at += 1
            if at < len(buffer) or ended:
                return buffer[at : at + 1]
            refill()

    while True:
        sign = next_sign()
        if not began and sign == "[":
            began, at = True, at + 1
            if next_sign() == "]":
                return
        elif sign == "]":
            return
        elif sign == ",":
            at += 1
            next_sign()
        else:
            raise ReportError("broken JSON: the array is cut off" if not sign else "broken JSON")
        while True:
            try:
                item, end = decoder.raw_decode(buffer, at)
            except json.JSONDecodeError as error:
                if ended:
                    raise ReportError(f"broken JSON: {error.msg.lower()}") from None
            except (ValueError, RecursionError) as error:
                raise ReportError(_reason(error)) from None
            else:
                if end < len(buffer) or ended:  # a number at the end may go on
                    at, size = end, _PIECE
                    yield (item,)
                    break
            if len(buffer) - at > MAX_ITEM:
                raise ReportError(f"larger than {MAX_ITEM:,} characters, or broken JSON")
            # Twice as much each time: a large item is not begun again for every piece of it.
            size = max(_PIECE, len(buffer) - at)
            refill()


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "broken JSON: nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    return str(error) if isinstance(error, ReportError) else f"broken JSON: {error}"
