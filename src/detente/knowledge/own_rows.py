"""A user's file of knowledge, as rows with their line numbers: YAML or CSV, nothing judged yet.

Only plain text and lists of it are taken from YAML: no tags, no references, so that a country code
``NO`` stays a text and a file that refers to itself is refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import KnowledgeError

if TYPE_CHECKING:
    import yaml

LARGEST = 5_000_000
"""Bytes of a file that is read at all."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file, and on which line (counted from 1; 0 is the file itself)."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason


@dataclass(frozen=True)
class Entry:
    """One row of a user's file: its cells as texts or lists, and the line of each."""

    table: str
    line: int
    cells: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A cell as one text, stripped; empty where there is none."""
        value = self.cells.get(name, "")
        return (value if isinstance(value, str) else "|".join(value)).strip()

    def listed(self, name: str) -> tuple[str, ...]:
        """A cell as a list: a YAML list, or a text cut at "|"."""
        value = self.cells.get(name, ())
        parts = value.split("|") if isinstance(value, str) else value
        return tuple(part.strip() for part in parts if part.strip())


def read_entries(path: Path, problems: list[Problem]) -> list[Entry]:
    """The rows of a ``.yaml``, ``.yml`` or ``.csv`` file; what cannot be read is put into
    ``problems``. Raises ``KnowledgeError`` where there is no such file or it is of another kind."""
    kind = path.suffix.lower()
    if kind not in (".yaml", ".yml", ".csv"):
        raise KnowledgeError(f"{path}: a file of knowledge is named .yaml, .yml or .csv")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from None
    if len(data) > LARGEST:
        raise KnowledgeError(f"{path}: larger than {LARGEST:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problems.append(Problem(line, "not UTF-8"))
        return []
    if "\0" in text:
        problems.append(Problem(text[: text.index("\0")].count("\n") + 1, "not a text"))
        return []
    return _from_csv(text, problems) if kind == ".csv" else _from_yaml(text, problems)


def _from_csv(text: str, problems: list[Problem]) -> list[Entry]:
    from detente.knowledge.own_tables import table_of_columns

    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    entries: list[Entry] = []
    columns: list[str] = []
    table = None
    try:
        for cells in reader:
            line = reader.line_num
            if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
                continue
            if not columns:
                columns = [cell.strip().lower() for cell in cells]
                table = table_of_columns(columns)
                if table is None:
                    known = "office, of and name; code and name; name and kind; body and member"
                    problems.append(Problem(line, f"the columns fit no table ({known})"))
                    return []
                twice = sorted({c for c in columns if columns.count(c) > 1})
                if twice:
                    problems.append(Problem(line, f"column {twice[0]!r} is there twice"))
                    return []
            elif len(cells) > len(columns):
                problems.append(Problem(line, f"{len(cells)} cells under {len(columns)} columns"))
            elif table:
                row: dict[str, str | tuple[str, ...]] = dict(zip(columns, cells, strict=False))
                entries.append(Entry(table, line, row, dict.fromkeys(columns, line)))
    except csv.Error as error:
        problems.append(Problem(reader.line_num, f"not CSV: {error}"))
    if not columns and not problems:
        problems.append(Problem(0, "there is nothing in it"))
    return entries


def _from_yaml(text: str, problems: list[Problem]) -> list[Entry]:
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        problems.append(Problem(mark.line + 1 if mark else 0, f"not YAML: {reason}"))
        return []
    except RecursionError:
        problems.append(Problem(0, "not YAML that can be read: nested too deeply"))
        return []
    if root is None:
        problems.append(Problem(0, "there is nothing in it"))
        return []
    entries = []
    for table, node in _pairs(root, "the names of tables", problems):
        if not isinstance(node, yaml.SequenceNode):
            problems.append(Problem(_line(node), f"{table.value}: a list of rows is expected"))
            continue
        for row in node.value:
            entry = Entry(table.value, _line(row), {}, {})
            for name, value in _pairs(row, f"a row of {table.value}", problems):
                cell = _cell(value)
                if cell is None:
                    reason = f"{name.value}: a text or a list of texts is expected"
                    problems.append(Problem(_line(value), reason))
                    continue
                entry.cells[name.value] = cell
                entry.lines[name.value] = _line(name)
            entries.append(entry)
    return entries


def _pairs(node: Any, what: str, problems: list[Problem]) -> Iterator[tuple[Any, Any]]:
    """The keys and values of a mapping whose keys are texts, each there once."""
    import yaml

    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(_line(node), f"{what} and their values are expected"))
        return
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(_line(key), "a name is expected"))
        elif key.value in seen:
            problems.append(Problem(_line(key), f"{key.value!r} is there twice"))
        else:
            seen.add(key.value)
            yield key, value


def _cell(node: yaml.Node) -> str | tuple[str, ...] | None:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag.endswith(":null") else str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(
        isinstance(item, yaml.ScalarNode) for item in node.value
    ):
        return tuple(str(item.value) for item in node.value)
    return None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
