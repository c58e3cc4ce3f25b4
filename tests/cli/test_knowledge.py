"""``detente knowledge check``, and ``detente read --knowledge``."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from detente.cli import cli


def check(path: Path) -> Result:
    return CliRunner().invoke(cli, ["knowledge", "check", str(path)], standalone_mode=False)


def test_a_good_file_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("states:\n  - {code: RUR, name: Ruritania}\n", encoding="utf-8")
    done = check(path)
    assert done.return_value == 0
    assert done.output.startswith(f"{path}: states 1; version ")


def test_every_fault_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "bodies:\n  - {name: A, part_of: B}\n  - {name: B, part_of: A}\n"
        "holders:\n  - {of: DEU, office: king, name: Al, start: 2022-04-31}\n",
        encoding="utf-8",
    )
    done = check(path)
    assert done.return_value == 4
    assert done.stderr.splitlines() == [
        f"{path}:2: part_of goes in a circle: A -> B -> A",
        f"{path}:5: start: there is no day 2022-04-31",
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = check(tmp_path / "none.yaml")
    assert done.return_value == 4
    assert "No such file" in done.stderr


def test_reading_stops_before_a_wrong_file(tmp_path: Path) -> None:
    own, report = tmp_path / "own.yaml", tmp_path / "report.txt"
    own.write_text("holders: 3\n", encoding="utf-8")
    report.write_text("The envoys met in Geneva on Tuesday, the ministry said.", encoding="utf-8")
    arguments = ["read", str(report), "--knowledge", str(own)]
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert done.return_value == 4
    assert done.stdout == ""
    assert "line 1: holders: a list of rows is expected" in done.stderr
