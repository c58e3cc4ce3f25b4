"""``python -m benchmarks adding``: what is timed adds up, and one process is enough to see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.errors import BenchmarkError

from benchmarks import adding

SENTENCE = "The ministers of {0} and Norway met in Oslo on day {0} and agreed to talk again."


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    texts = [SENTENCE.format(n) for n in range(adding.WARM + 4)]
    texts += [" ".join(SENTENCE.format(n) for n in range(8))]
    path = tmp_path / "reports.jsonl"
    rows = [{"text": text, "day": "2022-02-15"} for text in texts]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_shares_of_short_and_long_reports(lines: Path) -> None:
    result = adding.run([lines], {"published": "day"})
    figures = result["adding"]
    assert [figures[name]["reports"] for name in ("short", "long", "all")] == [4, 1, 5]
    for each in figures.values():
        assert 0 < each["encoder"] < each["all"]
        assert 0 < each["casefile"] < each["all"] - each["encoder"]
    (table,) = adding.tables(result)
    assert "share while adding" in table.text()


def test_too_few_reports_are_told(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(SENTENCE.format(1), encoding="utf-8")
    with pytest.raises(BenchmarkError, match="too few reports"):
        adding.run([tmp_path])


def test_rates_of_several_processes() -> None:
    result = {"adding": {}, "reports_per_second": {1: 10.0, 2: 18.0}}
    assert "1.8" in adding.tables(result)[1].text()
