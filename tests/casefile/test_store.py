"""A casefile keeps what is put in, whole or not at all, on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, select

from detente.casefile import Casefile, schema, versions
from detente.casefile import engine as engines
from detente.casefile.again import read_again
from detente.casefile.backup import backup
from detente.casefile.info import check, info
from detente.casefile.reading import ReadReport
from detente.errors import CasefileError

Reader = Callable[..., ReadReport]
KEY = "a" * 32
TALKS = (
    "GENEVA, March 3 - Foreign Minister Anna Berg of Sweden met her Norwegian counterpart Nils "
    "Dahl in Geneva on Thursday. Berg warned that sanctions would follow if the ceasefire was "
    "broken. Norway will send 40 observers to the border, Dahl said."
)
RAID = (
    "OSLO, March 5 - Norwegian police arrested three men on Friday. “We know who sent them,” "
    "Prime Minister Nils Dahl told parliament."
)


@pytest.fixture
def talks(read: Reader) -> ReadReport:
    return read(TALKS, "2022-03-03", source="Nordic Wire")


def counts(case: Casefile) -> dict[str, int]:
    with case.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in schema.metadata.sorted_tables
        }


def test_what_is_put_in_comes_out(case: Casefile, talks: ReadReport) -> None:
    number = case.put(KEY, talks, "talks.txt")
    assert number == 1
    (stored,) = case.reports()
    assert stored.report.text == TALKS
    assert stored.report.source == "Nordic Wire"
    record = case.record(number)
    assert record.report.text == TALKS
    assert record.events == talks.record.events
    assert record.statements == talks.record.statements


def test_the_same_report_is_never_there_twice(case: Casefile, talks: ReadReport) -> None:
    case.put(KEY, talks, "talks.txt")
    before = counts(case)
    assert case.put(KEY, talks, "again.txt") is None
    assert counts(case) == before
    assert case.known([KEY, "b" * 32]) == {KEY}


def test_a_report_is_stored_whole_or_not_at_all(
    case: Casefile, talks: ReadReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counts(case)

    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("detente.casefile.derive.store_entries", fail)
    with pytest.raises(RuntimeError):
        case.put(KEY, talks, "talks.txt")
    assert counts(case) == before


def test_info_counts_what_is_in_it(case: Casefile, talks: ReadReport) -> None:
    case.put(KEY, talks, "talks.txt")
    facts = info(case)
    assert facts["reports"] == 1
    assert facts["events"] == len(talks.record.events)
    assert facts["statements"] == len(talks.record.statements)
    assert facts["first published"] == facts["last published"] == "2022-03-03"


def test_rebuild_gives_what_adding_gave(case: Casefile, read: Reader) -> None:
    case.put(KEY, read(TALKS, "2022-03-03"), "talks.txt")
    case.put("b" * 32, read(RAID, "2022-03-05"), "raid.txt")
    before = counts(case)
    assert case.rebuild() == 2
    assert counts(case) == before
    assert check(case) == []


def test_check_finds_what_is_missing(case: Casefile, talks: ReadReport) -> None:
    case.put(KEY, talks, "talks.txt")
    with case.writing() as connection:
        connection.execute(schema.statements.delete())
    (fault,) = check(case)
    assert "0 statements in the tables" in fault
    case.rebuild()
    assert check(case) == []


def test_a_backup_is_the_casefile_of_that_moment(
    case: Casefile, talks: ReadReport, tmp_path: Path
) -> None:
    case.put(KEY, talks, "talks.txt")
    copy = backup(case, tmp_path / "copy.case")
    with Casefile.open(copy) as second:
        assert counts(second) == counts(case)
        assert second.record(1) == case.record(1)
    with pytest.raises(CasefileError, match="there already"):
        backup(case, copy)


def test_the_migrations_make_the_tables_of_the_schema(case: Casefile) -> None:
    with case.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": versions.in_schema})
        assert compare_metadata(context, schema.metadata) == []


def test_the_newest_version_is_that_of_the_last_migration(case: Casefile) -> None:
    with case.reading() as connection:
        assert versions.version(connection) == versions.NEWEST


def test_a_casefile_of_a_newer_version_is_refused(case: Casefile, address: str) -> None:
    with case.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CasefileError, match="newer Détente"):
        Casefile.open(address)


def test_what_is_no_casefile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasefileError, match="no such casefile"):
        Casefile.open(tmp_path / "none.case")
    assert not (tmp_path / "none.case").exists()
    words = tmp_path / "words.txt"
    words.write_text("hello, this is no database at all " * 40)
    with pytest.raises(CasefileError, match="no casefile"):
        Casefile.open(words)
    with pytest.raises(CasefileError, match="there already"):
        Casefile.new(words)
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE x (y)").connection.close()
    with pytest.raises(CasefileError, match="no casefile"):
        Casefile.open(other)
    with pytest.raises(CasefileError, match="folder does not exist"):
        Casefile.new(tmp_path / "no" / "where.case")


def test_a_damaged_page_is_told_not_read(tmp_path: Path, talks: ReadReport) -> None:
    path = tmp_path / "crisis.case"
    with Casefile.new(path) as case:
        case.put(KEY, talks, "talks.txt")
        with case.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    for page in range(8, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(data)
    with pytest.raises(CasefileError, match="damaged"), Casefile.open(path) as case:
        for line in check(case):
            raise CasefileError(line)


def test_a_full_disk_is_told_and_leaves_the_casefile_as_it_was(
    tmp_path: Path, talks: ReadReport
) -> None:
    with Casefile.new(tmp_path / "crisis.case") as case:
        before = counts(case)
        with case.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CasefileError, match="disk is full"):
            case.put(KEY, talks, "talks.txt")
        assert counts(case) == before


def test_an_unreachable_server_is_told_without_its_password(postgres: str) -> None:
    address = "postgresql://someone:secret@127.0.0.1:1/none"
    with pytest.raises(CasefileError) as error:
        Casefile.open(address)
    assert "secret" not in str(error.value)


def test_an_address_never_shows_a_password() -> None:
    for address in (
        "postgresql://someone:secret@host:none/case",
        "postgresql://someone:secret/more@host/case",
        "postgresql://someone@host/case?password=secret",
        "postgresql://someone@host/case?sslpassword=secret&sslmode=require",
    ):
        assert "secret" not in engines.shown(address), address
    with pytest.raises(CasefileError, match="not an address"):
        engines.url_of("postgresql://someone:secret@host:none/case")


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    name = tmp_path / ("long" * 100)
    for use in (Casefile.new, Casefile.open):
        with pytest.raises(CasefileError, match="cannot be used"):
            use(name)
    with Casefile.new(tmp_path / "crisis.case") as case:
        with pytest.raises(CasefileError, match="cannot be used"):
            backup(case, name)
        with pytest.raises(CasefileError, match="cannot be written"):
            backup(case, tmp_path / ("n" * 253))


def test_a_reader_who_may_not_write_sees_what_the_writer_has_not_yet_moved_into_the_file(
    tmp_path: Path, talks: ReadReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = tmp_path / "crisis.case"
    with Casefile.new(name) as writer:
        writer.put(KEY, talks, "talks.txt")
        monkeypatch.setattr(engines.os, "access", lambda *_: False)
        with Casefile.open(name, read_only=True) as reader:
            assert info(reader)["reports"] == 1


def test_a_reader_leaves_no_journal_that_the_owner_could_not_write_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = tmp_path / "crisis.case"
    Casefile.new(name).close()
    monkeypatch.setattr(engines.os, "access", lambda path, _: Path(path) != name)
    with Casefile.open(name, read_only=True) as reader:
        assert info(reader)["reports"] == 0
        assert [each.name for each in tmp_path.iterdir()] == ["crisis.case"]


def test_what_is_not_unicode_is_told(case: Casefile) -> None:
    with pytest.raises(CasefileError, match="not Unicode"):
        case.known(["\udcff"])


def test_a_damaged_record_is_told_and_mended_by_reading_anew(
    case: Casefile, talks: ReadReport
) -> None:
    case.put(KEY, talks, "talks.txt")
    with case.writing() as connection:
        connection.execute(schema.records.update().values(body=b"\0damaged"))
    for use in (lambda: case.record(1), case.rebuild):
        with pytest.raises(CasefileError, match="rebuild --read"):
            use()
    assert "report 1 cannot be opened" in check(case)[0]
    read_again(case)
    assert check(case) == []
    assert case.record(1).events == talks.record.events
