"""A view: rows under described columns, and what must be said beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal["text", "integer", "number", "date", "list", "json"]
Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """``free`` marks words of a report or names from it, which can begin with anything."""

    name: str
    kind: Kind
    meaning: str
    values: str = ""
    free: bool = False


@dataclass(frozen=True)
class View:
    """``rows`` are those asked for of ``total``; each has every column, ``None`` where nothing is
    known. ``notes`` say what a reader of the rows must know; ``filters`` what they were chosen by;
    ``facts`` what is true of the view as a whole."""

    name: str
    case: str
    columns: tuple[Column, ...]
    rows: list[Row]
    total: int
    filters: dict[str, str]
    notes: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
