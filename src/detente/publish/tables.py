"""Records as flat tables, for people who count.

One row an entry, the same columns in every row; a cell is text, a number or ``None``. Several
values in one cell are joined with "; ". ``report`` and ``id`` together identify a row, other ids
point at rows of the same report. ``start`` and ``end`` are code points into the report's text, end
exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from detente.publish.columns import COLUMNS, ENTRIES, Cell

if TYPE_CHECKING:
    import pandas
    import polars

    from detente.record import Record

Row: TypeAlias = dict[str, Cell]

TABLES = tuple(COLUMNS)


def rows(records: Iterable[Record], table: str) -> list[Row]:
    """The rows of one of ``TABLES``; ``KeyError`` for a table that there is not."""
    columns, entries = COLUMNS[table], ENTRIES[table]
    return [
        {column.name: column.value(record, entry) for column in columns}
        for record in records
        for entry in entries(record)
    ]


def statements(records: Iterable[Record]) -> list[Row]:
    """One row a statement: who said what to whom, when, and in which words."""
    return rows(records, "statements")


def events(records: Iterable[Record]) -> list[Row]:
    """One row an event: who did what to whom, when, where, and how sure the report is of it."""
    return rows(records, "events")


def commitments(records: Iterable[Record]) -> list[Row]:
    """One row a promise, offer, threat, demand or the like, with its condition."""
    return rows(records, "commitments")


def times(records: Iterable[Record]) -> list[Row]:
    """One row a time expression, with its TIMEX3 type and value."""
    return rows(records, "times")


def actors(records: Iterable[Record]) -> list[Row]:
    """One row an actor of a report; ``start`` and ``end`` are its first mention's."""
    return rows(records, "actors")


def places(records: Iterable[Record]) -> list[Row]:
    """One row a place that a report names; ``start`` and ``end`` are its first mention's."""
    return rows(records, "places")


def column_types(table: str) -> Mapping[str, type]:
    """The columns of a table, in order, each ``str``, ``int`` or ``float``."""
    return {column.name: column.type for column in COLUMNS[table]}


def to_pandas(records: Iterable[Record], table: str) -> pandas.DataFrame:
    """One of ``TABLES`` as a pandas frame (extra ``tables``).

    Columns and types are the same however few the rows. ``KeyError`` for a table that there is not,
    ``ImportError`` where pandas is not installed.
    """
    import pandas

    names = {str: "string", int: "Int64", float: "Float64"}
    types = {name: names[kind] for name, kind in column_types(table).items()}
    return pandas.DataFrame(rows(records, table), columns=list(types)).astype(types)


def to_polars(records: Iterable[Record], table: str) -> polars.DataFrame:
    """One of ``TABLES`` as a polars frame (extra ``tables``), otherwise like ``to_pandas``."""
    import polars

    kinds = {str: polars.String, int: polars.Int64, float: polars.Float64}
    schema = {name: kinds[kind] for name, kind in column_types(table).items()}
    return polars.DataFrame(rows(records, table), schema=schema, orient="row")
