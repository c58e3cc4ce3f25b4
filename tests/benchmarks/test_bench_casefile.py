"""The made-up casefile of the benchmark, and its measurement."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.errors import BenchmarkError

from benchmarks import casefile
from detente.casefile import Casefile
from detente.casefile.info import info


def test_a_casefile_is_made_up(tmp_path: Path) -> None:
    casefile.fill(tmp_path / "made.case", events=200)
    with Casefile.open(tmp_path / "made.case", read_only=True) as case:
        facts = info(case)
    assert (facts["reports"], facts["events"], facts["occurrences"]) == (20, 200, 100)


def test_commands_are_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casefile, "COMMANDS", {"timeline": ("timeline",), "none": ("none",)})
    result = casefile.run(events=200, repetitions=1, path=tmp_path / "made.case")
    assert list(result["commands"]) == ["timeline"]
    assert result["commands"]["timeline"]["seconds"] > 0
    assert "200 made-up events" in casefile.tables(result)[0].text()


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("no casefile at all", encoding="utf-8")
    with pytest.raises(BenchmarkError):
        casefile.run(events=1, repetitions=1, path=tmp_path / "words.txt")
