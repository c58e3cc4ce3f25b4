"""The readers of a desk, measured."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

from benchmarks.errors import BenchmarkError

from benchmarks import desk


def test_readers_are_timed_while_reports_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "PAGES", ("/timeline", "/nowhere"))
    monkeypatch.setattr(desk, "VIEWS", ("/api/sources",))
    result = desk.run(events=200, readers=2, seconds=1.0, pause=0.05)
    assert list(result["pages"]) == ["/timeline", "/api/sources"]
    assert 0 < result["all"]["median"] <= result["all"]["p99"] <= result["all"]["longest"]
    assert "2 readers" in desk.tables(result)[0].text()


def test_a_desk_that_does_not_start_is_told(tmp_path: Path) -> None:
    case = tmp_path / "words.case"
    shutil.copy(__file__, case)
    with pytest.raises(BenchmarkError, match="does not start"):
        desk.run(case)
