"""A casefile: many reports, what was read in them, and the history that follows from it.

>>> case = Casefile.new("crisis.case")
>>> case.put(found, read)
>>> case.info().reports
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select

from detente import __version__
from detente.casefile import engine as engines
from detente.casefile import schema, versions
from detente.casefile.prepared import Prepared
from detente.casefile.state import count_change
from detente.errors import CasefileError

if TYPE_CHECKING:
    from detente.casefile.reading import ReadReport
    from detente.record import Record, Report

# What reads and writes records (numpy, pydantic) is imported where it is used: a view of a large
# casefile takes no longer than that.

LOOKUP = 500
"""Keys that are asked for at once."""


@dataclass(frozen=True)
class Stored:
    """A report as a casefile has it. ``number`` counts reports in the order of adding."""

    number: int
    key: str
    report: Report
    found: str
    fetched: str | None
    added: str


class Casefile:
    """An open casefile. Use ``new`` and ``open``; it closes as a context manager.

    Every method raises ``CasefileError`` where the database cannot do what is asked.
    """

    def __init__(self, case: str, engine: Engine) -> None:
        self.case = case
        self.engine = engine

    @classmethod
    def new(cls, case: str | Path) -> Self:
        """Make a casefile where there is none: a file, or a database without tables."""
        name = str(case)
        is_file = not engines.is_address(name)
        if is_file and engines.is_there(Path(name)):
            raise CasefileError("that file is there already")
        if is_file and not Path(name).absolute().parent.is_dir():
            raise CasefileError("its folder does not exist")
        made = cls(name, engines.connect(name))
        try:
            with made.writing() as connection:
                if not versions.is_empty(connection):
                    raise CasefileError("the database has tables already")
                versions.migrate(connection)
                facts = {"made by": f"detente {__version__}", "made at": now()}
                rows = [{"name": n, "value": v} for n, v in facts.items()]
                connection.execute(insert(schema.about), rows)
        except BaseException:
            made.close()
            if is_file:
                for each in (name, f"{name}-wal", f"{name}-shm"):
                    with suppress(OSError):
                        Path(each).unlink(missing_ok=True)
            raise
        return made

    @classmethod
    def open(cls, case: str | Path, *, read_only: bool = False) -> Self:
        """Open a casefile; one of an older version is brought to this one, unless only read."""
        name = str(case)
        if not engines.is_address(name) and not (
            engines.is_there(Path(name)) and Path(name).is_file()
        ):
            raise CasefileError("no such casefile: make one with `detente case new`")
        opened = cls(name, engines.connect(name, read_only=read_only))
        try:
            with opened.reading() as connection:
                fits = versions.check_version(connection)
            if not fits:
                if read_only:
                    raise CasefileError(
                        "the casefile is of an older version: `detente case check` renews it"
                    )
                versions.upgrade(opened.engine)
        except BaseException:
            opened.close()
            raise
        return opened

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that reads one state of the casefile."""
        return engines.reading(self.engine)

    @contextmanager
    def writing(self, *, counts: bool = True) -> Iterator[Connection]:
        """A transaction that writes whole or not at all, one writer at a time. ``counts``: it
        changes what the casefile tells (see ``state``)."""
        with engines.writing(self.engine) as connection:
            yield connection
            if counts:
                count_change(connection)

    def known(self, keys: Collection[str]) -> set[str]:
        """Which of these reports are in the casefile."""
        asked = list(keys)
        found: set[str] = set()
        with self.reading() as connection:
            for i in range(0, len(asked), LOOKUP):
                some = asked[i : i + LOOKUP]
                rows = connection.execute(
                    select(schema.reports.c.key).where(schema.reports.c.key.in_(some))
                )
                found.update(key for (key,) in rows)
        return found

    def put(self, key: str, read: ReadReport, found: str, fetched: str | None = None) -> int | None:
        """Add a report with its record and all that follows from it, in one transaction. The number
        that it got; ``None`` if it was there."""
        from detente.casefile.derive import derive

        with self.writing() as connection:
            if _NUMBER_OF.scalar(connection, key=key) is not None:
                return None
            row = {"key": key, "found": found, "fetched": fetched, "added": now()}
            number = _add_report(connection, read.record.report, row)
            _add_record(connection, number, read)
            _READ.run(connection, found=found)
            derive(connection, number, read.record, read.vectors)
        return number

    def put_again(self, number: int, read: ReadReport) -> None:
        """Replace a report's record by that of a new reading, and what followed from the old."""
        from detente.casefile.corrections.store import Kept
        from detente.casefile.derive import renew

        with self.writing() as connection:
            connection.execute(delete(schema.records).where(schema.records.c.report == number))
            _add_record(connection, number, read)
            corrected = Kept(connection, number).corrected().record
            renew(connection, number, corrected, read.vectors)

    def fail(self, found: str, why: str) -> None:
        """Note a report that could not be read."""
        with self.writing() as connection:
            connection.execute(delete(schema.failures).where(schema.failures.c.found == found))
            row = {"found": found, "why": why, "at": now()}
            connection.execute(insert(schema.failures), [row])

    def reports(self, numbers: Iterable[int] | None = None) -> Iterator[Stored]:
        """The reports, or those of the numbers, in the order of adding."""
        with self.reading() as connection:
            query = select(schema.reports).order_by(schema.reports.c.id)
            if numbers is not None:
                query = query.where(schema.reports.c.id.in_(list(numbers)))
            for row in connection.execute(query).mappings():
                yield stored(row)

    def record(self, number: int) -> Record:
        """The record of a report, with what people corrected (``casefile.corrections``); raises
        ``NotThereError`` if there is no such report."""
        with self.reading() as connection:
            return record_of(connection, number)

    def machine_record(self, number: int) -> Record:
        """The record of a report as it was read; raises ``NotThereError`` likewise."""
        from detente.casefile.corrections.store import Kept

        with self.reading() as connection:
            return Kept(connection, number).record

    def rebuild(self) -> int:
        """Make all that is derived anew from the reports, records and judgements of people, whole
        or not at all. How many reports there are."""
        from detente.casefile.derive import rebuild_from

        with self.writing() as connection:
            return rebuild_from(connection)


def now() -> str:
    """The time, in UTC; ``SOURCE_DATE_EPOCH`` stands for it where the environment has it."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def stored(row: Any) -> Stored:
    """A row of the table of reports."""
    return Stored(row["id"], row["key"], _report(row), row["found"], row["fetched"], row["added"])


def record_of(connection: Connection, number: int) -> Record:
    """The record of a report, with what people corrected; raises ``NotThereError`` if there is no
    such report."""
    from detente.casefile.corrections.store import Kept

    return Kept(connection, number).corrected().record


def _report(row: Any) -> Report:
    from detente.record import Report

    return Report(
        id=row["key"][:16],
        title=row["title"],
        source=row["source"],
        url=row["url"],
        published=row["published"],
        text=row["text"],
    )


_NUMBER_OF = Prepared(select(schema.reports.c.id).where(schema.reports.c.key == bindparam("key")))
_READ = Prepared(delete(schema.failures).where(schema.failures.c.found == bindparam("found")))
_ADD_REPORT = Prepared(insert(schema.reports).returning(schema.reports.c.id))
_ADD_RECORD = Prepared(insert(schema.records))


def _add_report(connection: Connection, report: Report, row: dict[str, Any]) -> int:
    fields = {
        name: getattr(report, name) for name in ("title", "text", "source", "url", "published")
    }
    (added,) = _ADD_REPORT.rows_each(connection, [{**row, **fields}])
    return int(added.id)


def _add_record(connection: Connection, number: int, read: ReadReport) -> None:
    from detente.casefile.reading import pack

    made = read.record.made_by
    row = {
        "report": number,
        "code": made.code,
        "model": made.model,
        "knowledge": made.knowledge,
        "ontology": made.ontology,
        "body": pack(read.record),
        "vectors": read.vectors.tobytes(),
    }
    _ADD_RECORD.run_each(connection, [row])
