"""``detente explain``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import detente
from detente.cli import cli

REPORT = (
    "GENEVA, May 6 - Foreign Minister Anna Berg of Sweden said on Friday that her country was "
    "ready to host talks. “We will open our doors if both sides stop firing,” she told reporters "
    "two days later."
)
OTHER = "OSLO, May 6 - Norway said on Friday that it would send an envoy."
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def record() -> detente.Record:
    return detente.read(REPORT, published="2022-05-08")


@pytest.fixture(scope="module")
def other() -> detente.Record:
    return detente.read(OTHER, published="2022-05-08")


@pytest.fixture
def run() -> Run:
    def call(*arguments: str | Path, stdin: str = "", standalone: bool = True) -> Result:
        return CliRunner().invoke(
            cli, ["explain", *map(str, arguments)], input=stdin, standalone_mode=standalone
        )

    return call


@pytest.fixture
def one(tmp_path: Path, record: detente.Record) -> Path:
    path = tmp_path / "one.json"
    path.write_text(record.model_dump_json(indent=2), encoding="utf-8")
    return path


@pytest.fixture
def several(tmp_path: Path, record: detente.Record, other: detente.Record) -> Path:
    path = tmp_path / "several.jsonl"
    lines = f"{record.model_dump_json()}\n{other.model_dump_json()}\n"
    path.write_text(lines, encoding="utf-8")
    return path


def test_every_entry_of_a_record_can_be_explained(
    run: Run, one: Path, record: detente.Record
) -> None:
    from detente.publish.explain import entry_ids

    ids = entry_ids(record)
    assert {entry_id[0] for entry_id in ids} >= set("tpas")
    for entry_id in ids:
        done = run(one, entry_id)
        assert done.exit_code == 0, done.output
        assert done.output.startswith(f"{entry_id} ")
        assert max(map(len, done.output.splitlines())) <= 80


def test_the_words_are_shown_in_their_line(run: Run, one: Path) -> None:
    assert "‹Foreign Minister Anna Berg of Sweden›" in " ".join(run(one, "a1").output.split())


def test_a_time_is_followed_to_the_day_that_it_hangs_on(
    run: Run, one: Path, record: detente.Record
) -> None:
    later = next(time for time in record.times if time.text == "two days later")
    friday = next(time for time in record.times if time.text == "Friday")
    told = " ".join(run(one, later.id).output.split())
    assert f"{later.id} is counted from {friday.id}, which is 2022-05-06: “Friday”" in told
    assert f"{friday.id} is counted from the day of publication 2022-05-08" in told


def test_json_is_one_object(run: Run, one: Path, record: detente.Record) -> None:
    told = json.loads(run(one, "s1", "--json").output)
    assert (told["report"], told["id"], told["sort"]) == (record.report.id, "s1", "statement")
    assert {"speaker", "kind", "date"} <= {field["field"] for field in told["fields"]}
    for shown in told["shown"]:
        assert record.report.text[shown["start"] : shown["end"]] == shown["words"]


def test_a_record_comes_from_standard_input(run: Run, record: detente.Record) -> None:
    assert run("-", "s1", stdin=record.model_dump_json()).output.startswith("s1 Anna Berg")


def test_one_of_several_reports(run: Run, several: Path, other: detente.Record) -> None:
    asked = other.report.id
    for arguments in ((f"{asked}/s1",), ("s1", "--report", asked), ("s1", "--report", asked[:6])):
        done = run(several, *arguments)
        assert done.output.startswith("s1 Norway"), done.output


def test_an_id_that_several_reports_have_is_asked_back(run: Run, several: Path) -> None:
    done = run(several, "s1")
    assert done.exit_code == 2
    assert "2 reports have s1" in done.output


@pytest.mark.parametrize(
    ("asked", "told"),
    [("a99", "it has t1 to"), ("S1", "near it: s1"), ("berg", "(Anna Berg)"), ("", "no ''")],
)
def test_an_unknown_id_names_what_comes_near(run: Run, one: Path, asked: str, told: str) -> None:
    done = run(one, asked)
    assert done.exit_code == 2
    assert told in done.output


def test_an_unknown_report_is_told(run: Run, several: Path, other: detente.Record) -> None:
    done = run(several, "zzz/s1")
    assert done.exit_code == 2
    assert other.report.id in done.output


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "empty"),
        ("hello", "line 1: no record"),
        ('{"a": 1}', "no record of detente read --json: made_by"),
        ("[1]", "a list"),
        ("[" * 100_000, "line 1: no record"),
        ("\x00\x01", "line 1: no record"),
    ],
)
def test_what_is_no_record_is_told_in_one_line(run: Run, written: str, told: str) -> None:
    done = run("-", "s1", stdin=written, standalone=False)
    assert done.return_value == 1
    assert done.output.startswith("detente: -: ")
    assert told in done.output
    assert len(done.output.splitlines()) == 1


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    assert "no such file" in run(tmp_path / "none.json", "s1", standalone=False).output
    assert "a directory" in run(tmp_path, "s1", standalone=False).output


def test_times_that_hang_on_each_other_end(run: Run, record: detente.Record) -> None:
    first, second, *rest = record.times
    circle = record.model_copy(
        update={
            "times": (
                first.model_copy(update={"anchor": second.id}),
                second.model_copy(update={"anchor": first.id}),
                *rest,
            )
        }
    )
    assert run("-", first.id, stdin=circle.model_dump_json()).exit_code == 0


def test_nothing_of_the_report_reaches_the_terminal_as_a_command(
    run: Run, record: detente.Record
) -> None:
    evil = record.model_copy(
        update={
            "actors": tuple(a.model_copy(update={"name": "\x1b[31mB"}) for a in record.actors),
            "report": record.report.model_copy(
                update={"text": record.report.text.replace("said", "\x1b[2J")}
            ),
        }
    )
    for entry_id in ("a1", "s1"):
        assert "\x1b" not in run("-", entry_id, stdin=evil.model_dump_json()).output
