"""The shipped tables, read once each.

Tables are tab-separated text; lines beginning with ``#`` tell where the rows come from. Generated
tables name the script under ``training/knowledge`` that makes them again.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from detente.errors import KnowledgeError

__all__ = ["KnowledgeError", "listed", "read_rows", "read_table"]


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the shipped table ``name`` (such as ``states.tsv``), each by column name.

    Raises:
        KnowledgeError: there is no such table, or a row has more cells than columns.
    """
    fields, *rows = read_rows(name)
    return tuple(dict(zip(fields, row, strict=True)) for row in rows)


def read_rows(name: str) -> list[tuple[str, ...]]:
    """The column names of a shipped table, then its rows; cells left off at a row's end are empty.

    Raises:
        KnowledgeError: as ``read_table``.
    """
    try:
        data = (files("detente.knowledge") / name).read_bytes()
    except OSError as error:
        raise KnowledgeError(f"knowledge table {name} is missing") from error
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    rows: list[tuple[str, ...]] = []
    width = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line[0] == "#":
            continue
        cells = tuple(line.split("\t"))
        width = width or len(cells)
        if len(cells) > width:
            raise KnowledgeError(f"{name}, line {number}: {len(cells)} cells, {width} columns")
        rows.append(cells + ("",) * (width - len(cells)))
    if not rows:
        raise KnowledgeError(f"knowledge table {name} has no column names")
    return rows


def listed(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds a list, "MIL|GOV" -> ("MIL", "GOV")."""
    return tuple(entry for entry in cell.split("|") if entry)
