"""A casefile copied while others may work on it: whole, of one moment, always a SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, insert, select

from detente.casefile import engine as engines
from detente.casefile import schema
from detente.casefile.casefile import Casefile
from detente.errors import CasefileError

ROWS = 1_000
"""Rows that are copied at once."""


def backup(case: Casefile, to: str | Path) -> Path:
    """Copy a casefile to a file that is not there yet. Raises ``CasefileError``."""
    target = Path(to)
    if engines.is_there(target):
        raise CasefileError(f"{target} is there already")
    if not target.absolute().parent.is_dir():
        raise CasefileError(f"the folder of {target} does not exist")
    partial = target.with_name(f".{target.name}.part")
    try:
        partial.touch()
        partial.unlink()
    except OSError as error:
        raise CasefileError(f"{target} cannot be written: {error.strerror}") from None
    try:
        if engines.is_address(case.case):
            _copy(case, partial)
        else:
            with engines.troubles(), case.engine.connect() as connection:
                source = connection.connection.driver_connection
                with closing(sqlite3.connect(partial)) as copy:
                    source.backup(copy)  # type: ignore[union-attr]
        partial.replace(target)
    except BaseException:
        for ending in ("", "-wal", "-shm"):
            partial.with_name(partial.name + ending).unlink(missing_ok=True)
        raise
    return target


def _copy(case: Casefile, to: Path) -> None:
    with Casefile.new(to) as made, case.reading() as source, made.writing() as target:
        for table in schema.metadata.sorted_tables:
            target.execute(table.delete())
            _rows(source, target, table.name)
    with made.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()


def _rows(source: Connection, target: Connection, name: str) -> None:
    table = schema.metadata.tables[name]
    result = source.execution_options(yield_per=ROWS).execute(select(table))
    for some in result.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in some])
