"""Figures as a table: for the terminal, or in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from benchmarks.counting import Counts

Cell: TypeAlias = str | float | int | None

PRF = ("precision", "recall", "f1", "right", "found", "gold")


@dataclass
class Table:
    """Rows under named columns, with notes below. The first column holds names."""

    columns: Sequence[str]
    rows: list[Sequence[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Columns in line, for the terminal."""
        lines = [list(self.columns), *([shown(cell) for cell in row] for row in self.rows)]
        widths = [max(len(line[k]) for line in lines) for k in range(len(self.columns))]
        aligned = [
            "  ".join(c.ljust(w) if k == 0 else c.rjust(w) for k, (c, w) in enumerate(pairs))
            for pairs in (list(zip(line, widths, strict=True)) for line in lines)
        ]
        return "\n".join([*(line.rstrip() for line in aligned), *self.notes])

    def markdown(self) -> str:
        """A Markdown table; the notes as paragraphs below."""
        head = "| " + " | ".join(self.columns) + " |"
        rule = "| --- |" + " ---: |" * (len(self.columns) - 1)
        rows = ["| " + " | ".join(shown(cell) for cell in row) + " |" for row in self.rows]
        return "\n".join([head, rule, *rows, *(f"\n{note}" for note in self.notes)])


def shown(cell: Cell) -> str:
    """A share to three places, other fractions to one or two, ``-`` for what there is not."""
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) <= 1 else f"{cell:,.2f}" if cell < 100 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def counted(name: str, counts: Counts) -> list[Cell]:
    """A row of precision, recall, F1 and counts."""
    figures = counts.figures()
    return [name, *(figures[column] for column in PRF)]
