"""Records from a file or standard input: JSON of one report, JSON Lines of several."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING

from detente.errors import ReportError

if TYPE_CHECKING:
    from pydantic import ValidationError

    from detente.record import Record


_CASEFILE = b"SQLite format 3\0"
"""What the file of a casefile begins with."""
_NOT_RECORDS = "a casefile, not records: `detente case reports CASE --json` gives the records in it"


def load_records(spec: str) -> tuple[Record, ...]:
    """The records that ``detente read --json`` wrote to a file, or to ``-``.

    Raises:
        ReportError: the file cannot be had, or holds something else; it says what and where.
    """
    text = _text(spec)
    if not text.strip():
        raise ReportError("empty: the output of detente read --json is expected")
    try:
        whole = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        return tuple(_record(line, f"line {number}: ") for number, line in lines)
    if isinstance(whole, list):
        raise ReportError("a list: one record, or one record a line, is expected")
    return (_record(text, ""),)


def each_record(spec: str, problem: Callable[[str], None]) -> Iterator[Record]:
    """The records of a file, one by one, however many: what is wrong with a line is told to
    ``problem``, and the others are given all the same."""
    try:
        stream = sys.stdin.buffer if spec == "-" else Path(spec).open("rb")  # noqa: SIM115
    except (OSError, ValueError) as error:
        problem(_unreadable(error))
        return
    with nullcontext(stream) if spec == "-" else stream:
        try:
            yield from _each(stream, problem)
        except OSError as error:
            problem(_unreadable(error))


def _each(stream: IO[bytes], problem: Callable[[str], None]) -> Iterator[Record]:
    skipped, first = 0, b""
    for first in stream:
        skipped += 1
        if first.strip():
            break
    if first.startswith(_CASEFILE):
        problem(_NOT_RECORDS)
        return
    if not first.strip():
        problem("empty: the output of detente read --json is expected")
        return
    lines: Iterable[bytes] = stream
    if not _is_json(first):  # one record over many lines, or a broken line
        rest = stream.read()
        if _is_json(first + rest):
            first, lines = first + rest, ()
        else:
            lines = rest.split(b"\n")
    for number, line in _numbered(first, lines, skipped):
        where = f"line {number}: " if lines != () else ""
        try:
            text = line.decode("utf-8-sig" if number == skipped else "utf-8")
        except UnicodeDecodeError:
            problem(f"{where}not UTF-8")
            continue
        try:
            record = _record(text, where)
        except ReportError as error:
            problem(str(error))
            continue
        yield record


def _numbered(first: bytes, lines: Iterable[bytes], start: int) -> Iterator[tuple[int, bytes]]:
    yield start, first
    for number, line in enumerate(lines, start + 1):
        if line.strip():
            yield number, line


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return False
    return True


def _unreadable(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, IsADirectoryError):
        return "a directory"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be read: {reason}"


def _text(spec: str) -> str:
    try:
        data = sys.stdin.buffer.read() if spec == "-" else Path(spec).read_bytes()
    except (OSError, ValueError) as error:
        raise ReportError(_unreadable(error)) from None
    if data.startswith(_CASEFILE):
        raise ReportError(_NOT_RECORDS)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReportError("no record: it is not UTF-8") from None


def _record(line: str, where: str) -> Record:
    from pydantic import ValidationError

    from detente.record import Record

    try:
        return Record.model_validate_json(line)
    except ValidationError as error:
        raise ReportError(f"{where}no record of detente read --json: {_first(error)}") from None


def _first(error: ValidationError) -> str:
    """The first thing that is wrong, and in which field."""
    problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in problem["loc"])
    return f"{field}: {problem['msg']}" if field else problem["msg"]
