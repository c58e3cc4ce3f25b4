"""Statements that are compiled once and run on the database driver's own cursor.

A report is added by some forty small statements. What SQLAlchemy does around each of them, building
it, looking it up, wrapping its rows, took five times as long as the database itself. They are still
written in SQLAlchemy's language, for both databases.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import starmap
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, Unicode

Values = Mapping[str, Any]


class _Several(TypeDecorator[Any]):
    """Numbers or texts given as one value: JSON for SQLite, an array for PostgreSQL."""

    impl = Unicode
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return json.dumps(list(value)) if dialect.name == "sqlite" else list(value)


class among(ColumnElement[bool]):  # noqa: N801 (reads as SQLAlchemy's own functions do)
    """Whether a column is among the values given by a name, however many they are."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.values = bindparam(name, type_=_Several())


@compiles(among, "sqlite")
def _in_json(element: among, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    return f"{column} IN (SELECT value FROM json_each({compiler.process(element.values)}))"


@compiles(among)
def _in_array(element: among, compiler: Any, **options: Any) -> str:
    values = compiler.bindparam_string(element.values.key, **options)
    compiler.process(element.values, **options)  # makes it known; its type would be cast to text
    return f"{compiler.process(element.column, **options)} = ANY({values})"


@dataclass(frozen=True)
class _Ready:
    """A statement in a database's own words. ``order`` are the names of its values, in order, if it
    takes them so; ``given`` the values that are part of it."""

    sql: str
    order: tuple[str, ...] | None
    pick: Callable[[Values], Any]
    given: dict[str, Any]
    into: dict[str, Callable[[Any], Any]]
    row: Any

    def parameters(self, values: Values) -> Any:
        told = {**self.given, **values} if self.given else values
        for name, turn in self.into.items():
            told = {**told, name: turn(told[name])}
        return self.pick(told)


class Prepared:
    """A statement of SQLAlchemy's. Its values are given by the names of its ``bindparam``s; those
    of an ``insert`` by the names of the columns."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._ready: dict[tuple[str, tuple[str, ...] | None], _Ready] = {}

    def rows(self, connection: Connection, **values: Any) -> list[Any]:
        """All rows, as named tuples."""
        ready = self._for(connection, None)
        return list(starmap(ready.row, _run(connection, ready, values).fetchall()))

    def tuples(self, connection: Connection, **values: Any) -> list[Any]:
        """All rows, as the driver gives them."""
        return _run(connection, self._for(connection, None), values).fetchall()  # type: ignore[no-any-return]

    def first(self, connection: Connection, **values: Any) -> Any:
        """The first row, or ``None``."""
        return next(iter(self.rows(connection, **values)), None)

    def scalars(self, connection: Connection, **values: Any) -> list[Any]:
        """The first value of each row."""
        ready = self._for(connection, None)
        return [row[0] for row in _run(connection, ready, values).fetchall()]

    def scalar(self, connection: Connection, **values: Any) -> Any:
        """The first value of the first row, or ``None``."""
        return next(iter(self.scalars(connection, **values)), None)

    def run(self, connection: Connection, **values: Any) -> int:
        """Run what gives no rows; how many rows it was about."""
        return _run(connection, self._for(connection, None), values).rowcount  # type: ignore[no-any-return]

    def run_each(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run it once for each row of values, which have the same names."""
        if not rows:
            return
        ready = self._for(connection, tuple(rows[0]))
        cursor = _driver(connection).cursor()
        cursor.executemany(ready.sql, [ready.parameters(row) for row in rows])

    def rows_each(self, connection: Connection, rows: Sequence[Values]) -> list[Any]:
        """The row that it gives for each row of values, in their order."""
        if not rows:
            return []
        ready = self._for(connection, tuple(rows[0]))
        cursor = _driver(connection).cursor()
        found = []
        for row in rows:
            cursor.execute(ready.sql, ready.parameters(row))
            found.append(ready.row(*cursor.fetchone()))
        return found

    def _for(self, connection: Connection, columns: tuple[str, ...] | None) -> _Ready:
        key = connection.dialect.name, columns
        ready = self._ready.get(key)
        if ready is None:
            ready = self._ready[key] = _prepare(self._statement, connection.dialect, columns)
        return ready


def _picking(order: tuple[str, ...] | None) -> Callable[[Values], Any]:
    if order is None:
        return dict
    if len(order) > 1:
        return itemgetter(*order)
    return lambda values: tuple([values[name] for name in order])


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _run(connection: Connection, ready: _Ready, values: Values) -> Any:
    return _driver(connection).execute(ready.sql, ready.parameters(values))


def _prepare(statement: Any, dialect: Dialect, columns: tuple[str, ...] | None) -> _Ready:
    is_insert = getattr(statement, "is_insert", False)
    keys = list(columns) if is_insert and columns else None
    compiled = statement.compile(dialect=dialect, column_keys=keys, for_executemany=True)
    # The drivers take every other value as it is.
    into: dict[str, Callable[[Any], Any]] = {
        name: partial(bind.type.process_bind_param, dialect=dialect)
        for name, bind in compiled.binds.items()
        if isinstance(bind.type, _Several)
    }
    given = {name: value for name, value in compiled.params.items() if value is not None}
    returned = getattr(statement, "exported_columns", None)
    names = [column.key for column in returned] if returned is not None else []
    order = tuple(compiled.positiontup) if compiled.positional else None
    return _Ready(
        sql=str(compiled),
        order=order,
        pick=_picking(order),
        given=given,
        into=into,
        row=namedtuple("Row", names),
    )
