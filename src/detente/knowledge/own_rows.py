"""A user's file of knowledge, as rows with their line numbers: YAML or CSV, nothing judged yet."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import KnowledgeError
from detente.knowledge.nodes import EMPTY, Problem, compose, line_of, pairs, read_text
from detente.knowledge.nodes import cell as as_cell


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
    text = read_text(path, problems, KnowledgeError)
    if text is None:
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
                    known = (
                        "office, of and name; of and name; code and name; name and kind; body and"
                        " member; noun"
                    )
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
        problems.append(Problem(0, EMPTY))
    return entries


def _from_yaml(text: str, problems: list[Problem]) -> list[Entry]:
    import yaml

    root = compose(text, problems)
    if root is None:
        return []
    entries = []
    for table, node in pairs(root, "the names of tables", problems):
        if not isinstance(node, yaml.SequenceNode):
            problems.append(Problem(line_of(node), f"{table.value}: a list of rows is expected"))
            continue
        if not node.value:
            problems.append(Problem(line_of(table), f"{table.value}: there are no rows in it"))
        for row in node.value:
            entry = Entry(table.value, line_of(row), {}, {})
            for name, value in pairs(row, f"a row of {table.value}", problems):
                cell = as_cell(value)
                if cell is None:
                    reason = f"{name.value}: a text or a list of texts is expected"
                    problems.append(Problem(line_of(value), reason))
                    continue
                entry.cells[name.value] = cell
                entry.lines[name.value] = line_of(name)
            entries.append(entry)
    return entries
