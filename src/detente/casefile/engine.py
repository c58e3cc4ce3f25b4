"""A connection to a casefile: a SQLite file, or a PostgreSQL database by its URL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from detente.errors import CasefileError

BUSY = 60.0
"""Seconds that a writer waits for another one."""
POSTGRES = ("postgresql", "postgres")
WRITER = 0x0D57E47E
"""Number of PostgreSQL's advisory lock that lets one writer in at a time."""


def is_address(case: str) -> bool:
    """Whether a case is told by a database's URL and not by a file's name."""
    return case.partition("://")[0].partition("+")[0] in POSTGRES and "://" in case


def url_of(case: str | Path) -> URL:
    """The database that a file name or a ``postgresql://`` address stands for."""
    name = str(case)
    if not is_address(name):
        return URL.create("sqlite+pysqlite", database=str(Path(name).absolute()))
    try:
        return make_url(name).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):  # a port that is no number is the latter
        raise CasefileError(f"not an address of a database: {shown(name)}") from None


def shown(case: str | Path) -> str:
    """A case as it may be printed: without its password."""
    name = str(case)
    if not is_address(name):
        return name
    try:
        url = make_url(name)
    except (ArgumentError, ValueError):
        return "postgresql://..."
    told = dict.fromkeys((key for key in url.query if "password" in key.lower()), "***")
    return url.update_query_dict(told).render_as_string(hide_password=True)


def is_there(path: Path) -> bool:
    """Whether there is such a file; ``CasefileError`` where that cannot be known."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise CasefileError(f"that file cannot be used: {why}") from None
    return True


def connect(case: str | Path, *, read_only: bool = False) -> Engine:
    """The engine of a casefile; nothing is opened before it is used."""
    url = url_of(case)
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url, pool_pre_ping=True)
        except (ModuleNotFoundError, NoSuchModuleError):
            raise CasefileError(
                "PostgreSQL needs psycopg: pip install 'detente[postgres]'"
            ) from None
    file = Path(str(case)).absolute()
    if read_only and _is_still(file):
        name = file.as_uri().removeprefix("file://")
        url = URL.create(
            "sqlite+pysqlite", database=f"file:{name}", query={"immutable": "1", "uri": "true"}
        )
    engine = create_engine(url, connect_args={"timeout": BUSY})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # Python's module would begin and end transactions where it sees fit; here each is told.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            # Wins over rollback journals: readers and the writer do not wait for each other.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            # Each checkpoint waits for the disk; the journal may grow to 64 MB in between.
            connection.execute("PRAGMA wal_autocheckpoint = 16000")
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _is_still(file: Path) -> bool:
    """Whether a file must be read as it stands, without a journal: where we could make none, or one
    that its owner could not write in, and nobody works on it. A journal that is there has what
    the file has not yet."""
    if os.access(file.parent, os.W_OK) and os.access(file, os.W_OK):
        return False
    journal, index = (file.with_name(file.name + ending) for ending in ("-wal", "-shm"))
    return not index.exists() and not (journal.exists() and journal.stat().st_size)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: it sees one state of the casefile."""
    with troubles(engine), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes, whole or not at all; one writer is let in at a time."""
    with troubles(engine), engine.connect() as connection:
        connection.execution_options(begin="BEGIN IMMEDIATE")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": WRITER})
            yield connection


@contextmanager
def troubles(engine: Engine | None = None) -> Iterator[None]:
    """What a database can say becomes a ``CasefileError`` that a user can act on."""
    driver = engine.dialect.loaded_dbapi.Error if engine is not None else sqlite3.Error
    try:
        yield
    except (DBAPIError, sqlite3.Error, driver) as error:
        raise CasefileError(_told(error)) from error
    except UnicodeEncodeError as error:  # names of files that are not UTF-8 come as such
        raise CasefileError(f"not Unicode text: {error.object!r}") from error


_TOLD = (
    ("database or disk is full", "the disk is full; nothing of the last report was stored"),
    ("no space left", "the disk is full; nothing of the last report was stored"),
    ("disk i/o error", "the disk cannot be read or written"),
    ("readonly database", "the casefile or its folder is write-protected"),
    ("permission denied", "the casefile or its folder is write-protected"),
    ("database is locked", f"another process has been writing for {BUSY:.0f} seconds"),
    ("file is not a database", "that file is no casefile"),
    ("malformed", "the casefile is damaged: try `detente case check`, or take a backup"),
    ("unable to open database", "the casefile cannot be opened"),
)


def _told(error: Exception) -> str:
    cause = (isinstance(error, DBAPIError) and error.orig) or error
    words = str(cause)
    for sign, message in _TOLD:
        if sign in words.lower():
            return message
    if any(kind.__name__ == "OperationalError" for kind in type(cause).__mro__):
        return " ".join(words.split())
    return f"the casefile answered: {' '.join(words.split())}"
