"""The views of a casefile as commands."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.casefile.history import dispute

from detente.casefile import Casefile
from detente.cli import cli

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small casefile; nobody writes to it."""
    made = tmp_path_factory.mktemp("case") / "fish.case"
    with Casefile.new(made) as case:
        dispute(case)
    return made


@pytest.fixture
def run() -> Run:
    def call(*arguments: str | Path) -> Result:
        return CliRunner().invoke(cli, list(map(str, arguments)), standalone_mode=False)

    return call


def test_a_view_is_a_table_without_escapes(run: Run, path: Path) -> None:
    shown = run("timeline", path).output
    assert "MOBILIZE · claimed by Swedish government (SWE)" in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_json_is_one_object(run: Run, path: Path) -> None:
    told = json.loads(run("timeline", path, "--actor", "Berg", "--json").output)
    assert told["view"] == "timeline"
    assert told["filters"] == {"actor": "Berg"}
    assert told["total"] == len(told["rows"]) == 2


@pytest.mark.parametrize("view", ["timeline", "quotes", "who", "tension", "actors", "sources"])
def test_a_file_has_the_format_of_its_ending(
    run: Run, path: Path, tmp_path: Path, view: str
) -> None:
    read = pytest.importorskip("pyarrow.parquet").read_table
    done = run(view, path, "-o", tmp_path / "rows.csv")
    assert "wrote" in done.stderr
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    run(view, path, "-o", tmp_path / "rows.parquet")
    assert read(tmp_path / "rows.parquet").num_rows == len(rows)
    run(view, path, "-o", tmp_path / "rows.json")
    assert len(json.loads((tmp_path / "rows.json").read_text("utf-8"))["rows"]) == len(rows)


def test_the_same_view_is_the_same_bytes(run: Run, path: Path) -> None:
    for to in ("json", "csv"):
        assert run("timeline", path, "--to", to).output == run("timeline", path, "--to", to).output


def test_a_limit_says_how_many_more_there_are(run: Run, path: Path) -> None:
    assert "2 of 5 occurrences" in run("timeline", path, "--limit", "2").output
    assert "5 occurrences" in run("timeline", path, "--limit", "0").output
    rows = list(csv.reader(io.StringIO(run("timeline", path, "--to", "csv").output)))
    assert len(rows) == 6


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--actor", "Utopia"], "Utopia"),
        (["-o", "rows.xls"], ".parquet"),
        (["--json", "--to", "csv"], "exclude each other"),
        (["--since", "soon"], "soon"),
        (["--type", "treaten"], "near it: threaten"),
        (["--type", "xyzzy"], "there are: agree"),
    ],
)
def test_wrong_use_is_told(run: Run, path: Path, arguments: list[str], told: str) -> None:
    done = run("timeline", path, *arguments)
    assert told in str(done.exception)


def test_words_of_reports_cannot_command_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.case"
    with Casefile.new(path) as case:
        dispute(case)
        with case.writing() as connection:
            connection.exec_driver_sql(
                "UPDATE statements SET content = 'red \x1b[31m \u202e alert'"
            )
    shown = run("quotes", path).output
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_words_and_a_casefile_by_option(run: Run, path: Path) -> None:
    first = run("quotes", path, "fishing", "accord").output
    assert "1 statement" in first
    assert run("quotes", "fishing", "accord", "--case", path).output == first


@pytest.mark.parametrize("view", ["timeline", "quotes", "who", "tension", "actors", "sources"])
def test_tables_fit_a_terminal(run: Run, path: Path, view: str) -> None:
    lines = run(view, path).output.splitlines()
    assert lines[0].startswith("NETWORK" if view == "who" else view.upper())
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("view", ["timeline", "who", "tension"])
def test_pictures(run: Run, path: Path, tmp_path: Path, view: str) -> None:
    pytest.importorskip("altair")
    run(view, path, "-o", tmp_path / "view.svg")
    assert (tmp_path / "view.svg").read_text("utf-8").startswith("<svg")


def test_who_answers_questions_and_shows_casefiles(run: Run, path: Path) -> None:
    assert "Olaf Scholz" in run("who", "German chancellor", "--on", "2022-02-15").output
    assert "NOR" in run("who", path).output
    assert run("who", "--case", path).output == run("who", path).output
    assert "not for a casefile" in str(run("who", path, "--on", "2022-02-15").exception)
    assert "no such casefile" in str(run("who", "none.case", "--actor", "NOR").exception)
    assert "expected" in str(run("who").exception)


def test_cells_that_a_spreadsheet_would_run(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.case"
    with Casefile.new(path) as case:
        dispute(case)
        with case.writing() as connection:
            connection.exec_driver_sql("UPDATE statements SET content = '=1+1'")
    out = tmp_path / "rows.csv"
    assert "see --spreadsheet" in run("quotes", path, "-o", out).stderr
    assert ",=1+1," in out.read_text("utf-8")
    run("quotes", path, "--spreadsheet", "-o", out)
    assert ",'=1+1," in out.read_text("utf-8")


def test_a_misspelt_source_is_told_which_comes_near(run: Run, path: Path) -> None:
    source = json.loads(run("sources", path, "--json").output)["rows"][0]["source"]
    word = max(source.split(), key=len)
    assert source in str(run("timeline", path, "--source", word[:-1] + "xx").exception)


@pytest.mark.parametrize(
    ("library", "arguments", "told"),
    [
        ("sqlalchemy", "tension none.case", "a casefile needs sqlalchemy: {}[case]'"),
        ("uvicorn", "desk none.case", "the desk needs uvicorn: {}[desk]'"),
        ("argon2", "desk-users list", "the desk needs argon2: {}[desk]'"),
        ("pyarrow", "archive query x timeline", "an archive needs pyarrow: {}[archive]'"),
        ("pyarrow", "archive read x --out y", "an archive needs pyarrow: {}[archive]'"),
    ],
)
def test_a_command_without_the_library_says_what_to_install(
    library: str, arguments: str, told: str
) -> None:
    code = (
        f"import sys; sys.modules[{library!r}] = None; "
        f"sys.argv = ['detente', *{arguments.split()!r}]; "
        "from detente.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"detente: {told}\n".format("pip install 'detente")


def test_a_casefile_is_no_file_of_records(run: Run, path: Path) -> None:
    for arguments in (["export", "--to", "csv", path], ["explain", path, "e1"]):
        done = run(*arguments)
        assert done.return_value == 1
        assert "detente case reports" in done.stderr
        assert done.stderr.count("\n") == 1


def test_reports_of_a_casefile(run: Run, tmp_path: Path) -> None:
    name, table = tmp_path / "grain.case", tmp_path / "grain.csv"
    table.write_text(
        "text,title,published,source\n"
        "The ministers of Peru and Chile met in Lima on Tuesday.,Talks,2022-03-04,Lake Post\n"
        "Peru called on Chile to open the port.,A call,2022-03-05,Lake Post\n"
    )
    run("case", "new", name)
    run("add", name, table)
    listed = run("case", "reports", name).output.splitlines()
    assert [line.split("  ")[-1] for line in listed] == ["Lake Post · Talks", "Lake Post · A call"]
    shown = run("case", "reports", name, "1").output
    assert shown.startswith("REPORT 1 · Lake Post")
    assert "The ministers of Peru and Chile met in Lima on Tuesday." in shown
    assert "WHAT HAPPENED" in shown
    records = run("case", "reports", "--case", name, "--json").output.splitlines()
    assert [json.loads(line)["report"]["title"] for line in records] == ["Talks", "A call"]
    missing = run("case", "reports", name, "9")
    assert (missing.return_value, missing.stderr) == (1, "detente: there is no report 9\n")
    assert "not the number" in str(run("case", "reports", name, "x").exception)
