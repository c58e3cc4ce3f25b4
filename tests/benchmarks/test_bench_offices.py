"""Office questions: drawn from lists of office holders, the same every time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.__main__ import main
from benchmarks.offices import questions

HEAD = "position,person,personID,start,end\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "office-holders"
    folder.mkdir()
    (folder / "germany-cabinet.holders21.csv").write_text(
        HEAD + "Chancellor,Angela Merkel,Q567,2005-11-22,2021-12-08\n", encoding="utf-8"
    )
    (folder / "france-cabinet.holders21.csv").write_text(
        HEAD + "President,Nobody At All,Q1,2000-01-01,\nKeeper of Swans,A B,Q2,2000-01-01,\n",
        encoding="utf-8",
    )
    return tmp_path


def test_questions_are_the_same_for_the_same_files(lists: Path) -> None:
    asked = questions(lists, 20)
    assert asked == questions(lists, 20)
    assert len(asked) == 20
    assert {q.name for q in asked} == {"Angela Merkel", "Nobody At All"}
    assert all("2015-01-01" <= q.on < "2022-07-01" for q in asked)


def test_an_answer_is_right_with_the_name_that_the_source_has(
    lists: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["offices", str(lists), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["questions"] == 100
    assert 0 < figures["right"] < 100
    assert all("the source has Nobody At All" in line for line in figures["wrong"])


def test_a_folder_without_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["offices", str(tmp_path)]) == 2
    assert "no lists of office holders" in capsys.readouterr().err
