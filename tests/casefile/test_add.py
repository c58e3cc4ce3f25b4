"""``detente add``: nothing comes in twice, nothing is lost, what is bad stops nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from detente.casefile import Casefile, readers, schema
from detente.casefile.add import add
from detente.casefile.info import check, failures, info
from detente.casefile.readers import How
from detente.casefile.reading import ReadReport
from detente.cli import cli
from detente.record import Report
from detente.sources.many import find
from detente.sources.reports import make_report

TOPICS = (
    ("Norway", "Oslo", "Nils Dahl", "grain"),
    ("Sweden", "Stockholm", "Anna Berg", "fishing"),
    ("Finland", "Helsinki", "Kari Lehto", "border"),
    ("Denmark", "Copenhagen", "Mette Holm", "harbour"),
    ("Poland", "Warsaw", "Jan Nowak", "railway"),
    ("Latvia", "Riga", "Ilze Kalna", "power"),
    ("Austria", "Vienna", "Karl Bauer", "tunnel"),
    ("Portugal", "Lisbon", "Rui Costa", "ferry"),
)


def reports(count: int) -> list[dict[str, str]]:
    found = []
    for number in range(count):
        state, city, name, matter = TOPICS[number % len(TOPICS)]
        day = f"2022-03-{1 + number // len(TOPICS):02d}"
        text = (
            f"Minister {name} of {state} said in {city} that the {matter} talks numbered {number} "
            f"had failed. “Nobody signs paper {number * 7},” {name} told reporters."
        )
        found.append(
            {"title": f"Talks {number}", "text": text, "published": day, "source": f"Paper {city}"}
        )
    return found


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports(12)))
    return path


def titles(case: Casefile) -> list[str | None]:
    return [each.report.title for each in case.reports()]


def test_what_is_added_again_is_known(case: Casefile, lines: Path) -> None:
    added = add(case, find([lines]), processes=1)
    assert (len(added.numbers), added.known, added.errors) == (12, 0, [])
    assert titles(case) == [r["title"] for r in reports(12)]
    again = add(case, find([lines]), processes=1)
    assert (again.numbers, again.known, again.errors) == ([], 12, [])


def test_many_readers_give_the_same_casefile_as_one(tmp_path: Path, lines: Path) -> None:
    dumps = []
    for processes in (1, 2):
        with Casefile.new(tmp_path / f"{processes}.case") as case:
            add(case, find([lines]), processes=processes)
            with case.reading() as connection:
                dumps.append(
                    [
                        connection.execute(select(table)).all()
                        for table in (schema.records, *schema.DERIVED)
                    ]
                )
            assert all(
                each.report.text == case.record(each.number).report.text for each in case.reports()
            )
    assert dumps[0] == dumps[1]


def test_the_same_report_twice_in_one_run_is_one(case: Casefile, tmp_path: Path) -> None:
    path = tmp_path / "twice.jsonl"
    line = json.dumps(reports(1)[0], ensure_ascii=False) + "\n"
    path.write_text(line + line)
    added = add(case, find([path]), processes=1)
    assert (len(added.numbers), added.known) == (1, 1)


def test_a_bad_report_is_listed_and_stops_nothing(case: Casefile, tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    good, other = reports(2)
    german = {"text": "Die Minister trafen sich am Dienstag in Genf und sprachen über Getreide."}
    rows = [json.dumps(good), "{broken", json.dumps(german), json.dumps(other)]
    path.write_text("\n".join(rows))
    added = add(case, find([path]), processes=1)
    assert titles(case) == ["Talks 0", "Talks 1"]
    assert [where.rpartition(", ")[2] for where, _ in added.errors] == ["line 2", "line 3"]
    assert len(failures(case)) == 2
    add(case, find([path]), How(force=True), processes=1)
    assert info(case)["reports"] == 3
    assert len(failures(case)) == 1


def test_the_command_tells_what_came_of_it(tmp_path: Path, lines: Path) -> None:
    name = str(tmp_path / "crisis.case")
    run = CliRunner().invoke
    assert run(cli, ["case", "new", name]).exit_code == 0
    done = run(cli, ["add", name, str(lines), str(tmp_path / "nowhere.txt")])
    assert done.exit_code == 0
    assert "12 added, 0 known, 1 error\n" in done.stderr
    assert "nowhere.txt" in run(cli, ["case", "errors", name]).stdout
    assert json.loads(run(cli, ["case", "info", name, "--json"]).stdout)["reports"] == 12
    assert "without a day" not in done.stderr
    done = run(cli, ["add", "--case", name, str(lines)])
    assert "0 added, 12 known, 0 errors" in done.stderr
    assert (
        run(cli, ["add", name, str(tmp_path / "nowhere.txt")], standalone_mode=False).return_value
        == 1
    )
    assert run(cli, ["add", name]).exit_code == 2


def _command(case: Path, source: Path) -> list[str]:
    return [sys.executable, "-m", "detente", "add", str(case), str(source), "--processes", "2"]


def test_a_run_that_is_killed_can_be_repeated(tmp_path: Path, lines: Path) -> None:
    path = tmp_path / "crisis.case"
    Casefile.new(path).close()
    rest = random.Random(7)
    for _ in range(3):
        process = subprocess.Popen(
            _command(path, lines), stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(rest.uniform(0.5, 5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with Casefile.open(path) as case:
            assert check(case) == []
            found = titles(case)
            assert found == [f"Talks {n}" for n in range(len(found))]
    subprocess.run(_command(path, lines), check=True, stderr=subprocess.DEVNULL)
    with Casefile.open(path) as case:
        assert titles(case) == [r["title"] for r in reports(12)]
        assert check(case) == []


def test_readers_end_with_the_writer(tmp_path: Path, lines: Path) -> None:
    path = tmp_path / "crisis.case"
    Casefile.new(path).close()
    process = subprocess.Popen(
        _command(path, lines), stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(2.5)
    process.kill()
    process.wait()
    for _ in range(100):
        left = subprocess.run(["pgrep", "-g", str(process.pid)], capture_output=True).stdout
        if not left.strip():
            return
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    pytest.fail("readers outlived the process that was killed")


def test_two_processes_add_to_one_casefile(tmp_path: Path, lines: Path) -> None:
    path = tmp_path / "crisis.case"
    Casefile.new(path).close()
    both = [subprocess.Popen(_command(path, lines), stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    with Casefile.open(path) as case:
        assert sorted(map(str, titles(case))) == sorted(r["title"] for r in reports(12))
        assert check(case) == []


def test_reports_without_a_day_are_told(tmp_path: Path) -> None:
    name, table = str(tmp_path / "grain.case"), tmp_path / "grain.csv"
    table.write_text(
        "text,published\n"
        "The ministers met in Geneva on Tuesday and spoke of grain.,2022-03-04\n"
        "The envoys met in Oslo on Tuesday and spoke of fish.,03/04/2022\n"
    )
    run = CliRunner().invoke
    run(cli, ["case", "new", name])
    told = run(cli, ["add", name, str(table)]).stderr
    assert "1 of the added without a day of publication, the first" in told
    assert "03/04/2022" in told
    assert "--date DAY" in told


def test_short_reports_go_to_readers_by_the_handful() -> None:
    short = [make_report(f"He left on day {n}.", force=True) for n in range(40)]
    long = [make_report("He left. " * 700, force=True)]
    handed = list(readers.handfuls([*short, *long, *short[:3]]))
    assert [len(some) for some in handed] == [16, 16, 9, 3]
    assert [report for some in handed for report in some] == [*short, *long, *short[:3]]


def test_what_comes_slowly_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr(readers, "monotonic", lambda: next(clock))
    reports = [make_report(f"He left on day {n}.", force=True) for n in range(3)]
    assert [len(some) for some in readers.handfuls(iter(reports))] == [1, 1, 1]


def die_of_one(reports: Sequence[Report], how: How) -> list[ReadReport | str]:
    """Reads as readers do, but a report that says so ends the process."""
    if any("Boom" in report.text for report in reports):
        os._exit(1)
    return [report.text for report in reports]  # what else it is does not matter here


def test_a_reader_that_dies_takes_no_other_report_with_it() -> None:
    texts = [f"He left on day {n}." for n in range(20)]
    texts[7] = "Boom."
    pool = readers._Readers(How(), 2)
    pool._work = partial(die_of_one, how=How())
    read = list(pool.read(iter([make_report(text, force=True) for text in texts])))
    assert read == [readers.DIED if text == "Boom." else text for text in texts]
