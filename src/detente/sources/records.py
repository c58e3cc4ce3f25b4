"""Records from a file or standard input: JSON of one report, JSON Lines of several."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import ReportError

if TYPE_CHECKING:
    from pydantic import ValidationError

    from detente.record import Record


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


def _text(spec: str) -> str:
    try:
        data = sys.stdin.buffer.read() if spec == "-" else Path(spec).read_bytes()
    except FileNotFoundError:
        raise ReportError("no such file") from None
    except IsADirectoryError:
        raise ReportError("a directory") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReportError(f"cannot be read: {reason}") from None
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
