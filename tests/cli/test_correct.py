"""`detente correct` and `detente case log`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.casefile import Casefile
from detente.casefile.reading import read_reports
from detente.cli import cli
from detente.errors import DetenteError
from detente.sources.reports import make_report

TEXT = (
    "OSLO, March 3 - Norway promised to send 40 observers to the border. Sweden warned that "
    "sanctions would follow. The ministers met in Oslo on Thursday. Norway thanked Sweden."
)


@pytest.fixture
def case(tmp_path: Path) -> str:
    name = str(tmp_path / "talks.case")
    with Casefile.new(name) as made:
        read = next(read_reports([make_report(TEXT, "2022-03-03", source="Wire")]))
        made.put("k0", read, "t.txt")
    return name


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments, env={"DETENTE_BY": "Eva"})
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def test_correcting_from_the_terminal(case: str) -> None:
    assert "1: set e1 status to claimed" in run("correct", "set", case, "1:e1", "status", "claimed")
    run("correct", "set", case, "1:e1", "trigger", "promised to send")
    run("correct", "set", case, "1:e1", "recipients", "a1,a2", "--by", "Ida", "--note", "both")
    run("correct", "set", case, "1:e1", "date", "null")
    run("correct", "set", case, "1:e1", "mentions", "23-31, 32-39")
    run("correct", "set", case, "1:report", "published", "2022-03-04")
    added = run("correct", "add", case, "1", "event", "type=SUPPORT", "status=happened",
                "trigger=thanked Sweden", "reciprocal=no", "intensity=4", "actors=")  # fmt: skip
    assert "added e" in added
    run("correct", "confirm", case, "1:s1")
    run("correct", "confirm", case, "1:e1", "type")
    run("correct", "delete", case, "1:c1")
    run("correct", "undo", case, "10", "--note", "no")
    with Casefile.open(case) as found:
        record = found.record(1)
    event = record.events[0]
    assert (event.status, event.recipients, event.date) == ("claimed", ("a1", "a2"), None)
    assert record.text_of(event.trigger) == "promised to send"
    assert [record.text_of(m) for m in event.mentions] == ["promised", "to send"]
    assert record.events[-1].intensity == 4.0 and record.report.published == "2022-03-04"
    listed = run("correct", "list", case, "--report", "1").splitlines()
    assert len(listed) == 11 and "“both”" in listed[2] and "(undone)" in listed[9]
    rows = [json.loads(line) for line in run("correct", "list", case, "--json").splitlines()]
    assert [row["id"] for row in rows] == list(range(1, 12))
    assert len(run("correct", "list", case, "--by", "Ida").splitlines()) == 1
    assert run("correct", "list", case, "--lost") == ""
    logged = run("case", "log", case).splitlines()
    assert len(logged) == 11 and "took back 10: deleted" in logged[0]
    assert len(run("case", "log", case, "--what", "confirm", "--limit", "1").splitlines()) == 1
    assert json.loads(run("case", "log", case, "--by", "Ida", "--json"))["what"] == "set"


def test_agreement_in_the_terminal(case: str) -> None:
    run("correct", "set", case, "1:e1", "status", "claimed")
    assert "nothing is judged by two people" in run("correct", "agreement", case)
    run("correct", "set", case, "1:e1", "status", "denied", "--by", "Ida")
    told = run("correct", "agreement", case)
    assert "Ida: 2 judged (event.is there 1, event.status 1)" in told
    assert "event status" in told and "0.00" in told
    found = json.loads(run("correct", "agreement", case, "--json", "--by", "Eva", "--by", "Ida"))
    assert found["whole"]["units"] == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("set", "CASE", "e1", "status", "denied"), "told by report and id"),
        (("set", "CASE", "1:e9", "status", "denied"), "no entry e9"),
        (("set", "CASE", "9:e1", "status", "denied"), "no report 9"),
        (("set", "CASE", "1:e1", "trigger", "Norway"), "more than once: 16-22, "),
        (("set", "CASE", "1:e1", "trigger", "Denmark"), "no words 'Denmark'"),
        (("set", "CASE", "1:e1", "trigger", "1-4,6-8"), "one span"),
        (("set", "CASE", "1:e1", "intensity", "much"), "no number"),
        (("set", "CASE", "1:e1", "reciprocal", "maybe"), "true or false"),
        (("set", "CASE", "1:e1", "quantities", "40"), "JSON is needed"),
        (("set", "CASE", "1:e1", "quantities", "[40"), "no JSON"),
        (("add", "CASE", "1", "event", "type"), "FIELD=VALUE"),
        (("undo", "CASE", "7"), "no correction 7"),
        (("export", "CASE", "--to", "jsonl", "-o", "x.jsonl"), "nothing is corrected yet"),
    ],
)
def test_what_cannot_be_done_is_told(case: str, arguments: tuple[str, ...], message: str) -> None:
    told = [case if each == "CASE" else each for each in arguments]
    result = CliRunner().invoke(
        cli, ["correct", *told, *(() if "export" in told else ("--by", "Eva"))]
    )
    assert result.exit_code != 0
    assert message in result.output or (
        isinstance(result.exception, DetenteError) and message in str(result.exception)
    )
