"""``detente archive read``: one row set a report, whatever breaks and whoever reads."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.archive import dying
from tests.archive.conftest import digests, in_this_process, lines_of, reports, rows_of

import detente
from detente.archive import job, pool, store
from detente.archive.columns import TABLES
from detente.archive.inputs import files_of, find_files
from detente.archive.job import Counts, read_into
from detente.archive.store import Archive
from detente.cli import cli
from detente.errors import ArchiveError
from detente.publish import tables
from detente.sources.found import Options


def read(out: Path | str, *sources: Path | str, **options: Any) -> Counts:
    return read_into(Archive(out), find_files(files_of(sources), Options()), **options)


def children() -> list[int]:
    told = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "spawn_main"], capture_output=True
    )
    return [int(number) for number in told.stdout.split()]


@pytest.mark.usefixtures("here")
def test_the_tables_say_what_the_records_say(tmp_path: Path, lines: Callable[..., Path]) -> None:
    counts = read(tmp_path / "out", lines(4))
    assert (counts.read, counts.errors, counts.partitions) == (4, 0, 1)
    found = rows_of(tmp_path / "out", "reports")
    assert [set(row) for row in found] == [{c.name for c in TABLES["reports"]}] * 4
    for row in found:
        record = detente.Record.model_validate_json(row["record"].replace(
            '"report":{', '"report":{"text":' + json.dumps(row["text"]) + ",", 1
        ))  # fmt: skip
        given = next(r for r in reports(4) if r["title"] == row["title"])
        assert record == detente.read(
            given["text"], given["published"], title=given["title"], source=given["source"]
        )
        assert len(row["vectors"]) == 2 * 2 * 384 * len(record.events)
        for table in tables.TABLES:
            mine = [r for r in rows_of(tmp_path / "out", table) if r["key"] == row["key"]]
            assert row[f"n_{table}"] == len(mine)
            theirs = {entry["id"]: entry for entry in tables.rows([record], table)}
            for entry in mine:
                same = theirs[entry["id"]] | {"published": entry["published"]}
                assert {name: entry[name] for name in same} == same
    event = next(e for e in rows_of(tmp_path / "out", "events") if e["type"] == "CONSULT")
    assert event["date_from"] == event["date_to"] is not None
    assert event["actor_ids"]


def test_the_order_of_sources_and_the_processes_change_no_byte(
    tmp_path: Path, lines: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = lines(7, "a.jsonl"), tmp_path / "b.csv"
    two.write_text("text,published\n" + "".join(
        f'"{r["text"]}",{r["published"]}\n' for r in reports(4)), encoding="utf-8")  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(job, "read_jobs", in_this_process)
        read(tmp_path / "one", one, two, reports=4)
    read(tmp_path / "two", two, one, one, reports=4, processes=2)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert len(list((tmp_path / "one").glob("part-*"))) == 3
    assert not (tmp_path / "one" / "_unfinished").exists()


@pytest.mark.usefixtures("here")
def test_what_is_there_is_not_read_again(tmp_path: Path, lines: Callable[..., Path]) -> None:
    out = tmp_path / "out"
    read(out, lines(5), reports=2)
    before = digests(out)
    with pytest.raises(ArchiveError, match="--resume"):
        read(out, lines(5))
    gone = sorted(out.glob("part-*"))[0]
    for file in gone.iterdir():
        file.unlink()
    gone.rmdir()
    counts = read(out, lines(5), resume=True, reports=2)
    assert counts.known + counts.read == 5
    assert digests(out) == before
    assert read(out, lines(6), resume=True).read == 1
    about = json.loads((out / store.ABOUT).read_text())
    (out / store.ABOUT).write_text(json.dumps(about | {"detente.model": "other"}))
    with pytest.raises(ArchiveError, match=r"detente\.model other, here"):
        read(out, lines(6), resume=True)


def test_equal_reports_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.archive import mapping
    from detente.archive.mapping import map_batches

    given = reports(1)[0]
    twice = [given, given, given | {"url": "https://a.example/1"}, given | {"title": "Other"}]
    path = tmp_path / "twice.jsonl"
    path.write_text(lines_of(twice), encoding="utf-8")
    counts = Counts()
    found = find_files(files_of([path]), Options())
    (partition,) = job.partitions(found, set(), counts, 100)
    assert (partition.left, counts.known) == (3, 1)
    asked: list[Any] = []
    real = mapping.read_one
    monkeypatch.setattr(mapping, "read_one", lambda *a: asked.append(a) or real(*a))
    (result,) = map_batches(partition.batches)
    assert len(asked) == 1
    assert sorted(map(str, result.column("title").to_pylist())) == ["Other", "Talks 0", "Talks 0"]
    assert result.column("events").to_pylist()[0]


@pytest.mark.usefixtures("here")
def test_what_is_bad_is_an_error_and_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    good, other = reports(2)
    german = {"text": "Die Minister trafen sich am Dienstag in Genf und sprachen über Getreide."}
    long = '{"text": "' + "x " * 9_000_000 + '"}'
    rows = [json.dumps(good), "{broken", json.dumps(german), long, json.dumps(other)]
    path.write_text("\n".join(rows), encoding="utf-8")
    run = CliRunner().invoke
    out = str(tmp_path / "out")
    done = run(cli, ["archive", "read", str(path), str(tmp_path / "no*"), "--out", out])
    assert done.exit_code == 0
    assert "2 read, 0 known, 4 errors, 1 partition written" in done.stderr
    told = {row["found"].rpartition("/")[2]: row["why"] for row in rows_of(out, "errors")}
    assert told["mixed.jsonl, line 2"].startswith("broken JSON")
    assert "German" in told["mixed.jsonl, line 3"]
    assert "longer than 16,000,000 bytes" in told["mixed.jsonl, line 4"]
    assert told["no*"] == "no file has such a name"
    again = run(cli, ["archive", "read", str(path), "--out", out, "--resume"])
    assert "0 read, 3 known, 0 errors, 0 partitions written" in again.stderr


@pytest.mark.usefixtures("here")
def test_parquet_and_addresses_are_sources(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    import pyarrow
    from pyarrow import parquet

    files = fsspec.filesystem("memory")
    rows = pyarrow.Table.from_pylist([{"body": {"en": r["text"]}, "day": 1} for r in reports(3)])
    with files.open("/news/a.parquet", "wb") as file:
        parquet.write_table(rows, file)
    files.pipe_file("/news/b.jsonl", lines_of(reports(5)).encode())
    files.pipe_file("/news/c.parquet", b"PAR1 and then nothing")
    for spec, count in (("memory:///news/*.jsonl", 5), ("memory:///news", 5), ("memory:///no", 0)):
        found = list(find_files(files_of([spec]), Options()))
        assert sum(isinstance(each, job.Found) for each in found) == count, spec
    options = Options(columns={"text": "body.en"})
    found = list(find_files(files_of(["memory:///news/a.parquet", "memory:///news/c.parquet"]),
                            options))  # fmt: skip
    assert [each.where for each in found[:3]] == [
        f"memory:///news/a.parquet, row {n}" for n in (1, 2, 3)
    ]
    assert isinstance(found[3], job.Failed)
    assert found[3].why.startswith("damaged Parquet")
    out = "memory:///made"
    assert read(out, "memory:///news/b.jsonl", reports=3).partitions == 2
    assert read(out, "memory:///news/b.jsonl", resume=True).known == 5
    assert sorted(name.rpartition("/")[2] for name in files.ls("/made", detail=False))[0] == (
        store.ABOUT
    )


@pytest.mark.usefixtures("here")
def test_a_full_disk_is_told_and_leaves_what_is_whole(
    tmp_path: Path, lines: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, real, written = tmp_path / "out", store._write, []

    def write(table: Any, file: Any, metadata: Any) -> None:
        written.append(file.name)
        if len(written) > 12:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(table, file, metadata)

    monkeypatch.setattr(store, "_write", write)
    with pytest.raises(ArchiveError, match=r"full: 1 partitions are written whole.*--resume"):
        read(out, lines(4), reports=2)
    assert len(list(out.glob("*/*.parquet"))) == 8
    monkeypatch.setattr(store, "_write", real)
    assert read(out, lines(4), reports=2, resume=True).read == 2
    assert len(rows_of(out, "reports")) == 4


def test_a_killed_process_is_replaced_and_a_deadly_report_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = reports(3)
    rows[1]["text"] += f" A {dying.WORD} was seen."
    rows[2]["text"] += f" An {dying.ONCE} came down."
    path = tmp_path / "reports.jsonl"
    path.write_text(lines_of(rows), encoding="utf-8")
    monkeypatch.setattr(pool, "_work", dying.die_of_volcanoes)
    counts = read(tmp_path / "out", path, processes=1)
    assert (counts.read, counts.errors) == (2, 1)
    assert [row["why"] for row in rows_of(tmp_path / "out", "errors")] == [pool.DIED]
    assert {row["title"] for row in rows_of(tmp_path / "out", "reports")} == {
        f"Talks {n}" for n in (0, 2)
    }
    monkeypatch.setattr(pool, "_work", dying.die_at_once)
    monkeypatch.setattr(pool, "STILLBORN", 2)
    with pytest.raises(ArchiveError, match="die as they begin"):
        read(tmp_path / "none", path, processes=1)


def test_processes_killed_at_random_lose_and_double_nothing(
    tmp_path: Path, lines: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "BATCH", 900)
    source, rest, killed = lines(20), random.Random(3), []

    def kill(_: Counts) -> None:
        if len(killed) < 3 and (found := children()):
            killed.append(rest.choice(found))
            os.kill(killed[-1], signal.SIGKILL)

    counts = read(tmp_path / "out", source, processes=2, reports=10, step=kill)
    assert (counts.read, counts.errors, len(killed)) == (20, 0, 3)
    monkeypatch.setattr(job, "read_jobs", in_this_process)
    read(tmp_path / "whole", source, reports=10)
    assert digests(tmp_path / "out") == digests(tmp_path / "whole")


def test_a_run_that_is_killed_goes_on(tmp_path: Path, lines: Callable[..., Path]) -> None:
    out, source = tmp_path / "out", lines(30)
    command = [sys.executable, "-m", "detente", "archive", "read", str(source), "--out", str(out)]
    command += ["--partition", "2", "--resume", "--processes", "2"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    for _ in range(600):
        if len(list(out.glob("part-*"))) >= 2 or process.poll() is not None:
            break
        time.sleep(0.05)
    process.kill()
    process.wait()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    found = rows_of(out, "reports")
    assert sorted(row["title"] for row in found) == sorted(r["title"] for r in reports(30))
    for table in ("events", "statements", "actors"):
        assert sum(row[f"n_{table}"] for row in found) == len(rows_of(out, table))
    left = subprocess.run(["pgrep", "-g", str(process.pid)], capture_output=True).stdout
    assert not left.strip()


@pytest.mark.usefixtures("here")
def test_two_runs_do_not_write_into_one_archive(tmp_path: Path, lines: Callable[..., Path]) -> None:
    out = tmp_path / "out"
    read(out, lines(1))
    with Archive(out).locked(), pytest.raises(ArchiveError, match="another process"):
        read(out, lines(2), resume=True)


def test_what_another_process_is_writing_stays(tmp_path: Path) -> None:
    read_into(Archive(tmp_path), [])
    half = tmp_path / "_unfinished" / "part-0"
    with Archive(tmp_path).locked():
        half.mkdir(parents=True)
        with pytest.raises(ArchiveError, match="another process"):
            read_into(Archive(tmp_path), [], resume=True)
        assert half.is_dir()


@pytest.mark.parametrize("told", ["[]", "5", "{"])
def test_a_description_that_is_none_is_told_in_words(tmp_path: Path, told: str) -> None:
    (tmp_path / "detente-archive.json").write_text(told)
    with pytest.raises(ArchiveError, match="damaged"):
        Archive(tmp_path).about()
