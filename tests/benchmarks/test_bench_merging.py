"""The figures of merging: pairs of mentions, and the measures of coreference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.coreference import best_sum, score
from benchmarks.errors import BenchmarkError

from benchmarks import merging


def test_perfect_groups_score_one_and_single_ones_find_nothing() -> None:
    gold = {1: "a", 2: "a", 3: "b"}
    assert all(figures["f1"] == 1 for figures in score(gold, gold).values())
    alone = score(gold, {1: 1, 2: 2, 3: 3})
    assert alone["muc"]["f1"] == 0
    assert alone["b3"]["recall"] == pytest.approx(2 / 3)
    with pytest.raises(ValueError, match="same mentions"):
        score(gold, {1: 1})


def test_the_measures_are_those_of_the_textbook() -> None:
    # Luo (2005): a group of five, one of two, one of five; all found, the last two as one.
    gold = {m: "A" if m < 5 else "B" if m < 7 else "C" for m in range(12)}
    found = {m: "A" if m < 5 else "BC" for m in range(12)}
    figures = score(gold, found)
    assert figures["muc"]["precision"] == pytest.approx(9 / 10)
    assert figures["b3"]["precision"] == pytest.approx((5 + (4 + 25) / 7) / 12)
    assert figures["ceafe"]["recall"] == pytest.approx((1 + 10 / 12) / 3)
    assert best_sum([[1, 2, 3], [3, 1, 2]]) == 6


def test_pairs_of_optional_mentions_are_not_asked_for_but_can_be_wrong() -> None:
    def mention(happening: str, found: str | None, optional: bool = False) -> merging.Mention:
        return merging.Mention(happening, "r", "r", "met", optional, None, True, found)

    given = [mention("a", "o1"), mention("a", "o1"), mention("a", None), mention("a", "o1", True)]
    assert merging.pairs(given) == {"precision": 1, "recall": 1 / 3, "f1": 0.5}
    wrong = [*given, mention("b", "o1", True)]
    assert merging.pairs(wrong)["precision"] == pytest.approx(1 / 4)


def test_a_folder_of_reports_with_gold_is_measured(tmp_path: Path) -> None:
    texts = [
        "OSLO, March 3 - Foreign Minister Anna Berg met Nils Dahl in Oslo on Thursday.",
        "OSLO, March 4 - Anna Berg met Nils Dahl in Oslo on Thursday, her office said later.",
    ]
    reports = [
        {"id": f"r{i}", "text": text, "published": f"2022-03-0{3 + i}", "source": f"Paper {i}"}
        for i, text in enumerate(texts)
    ]
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(r) + "\n" for r in reports))
    with pytest.raises(BenchmarkError, match="occurrences"):
        merging.run(tmp_path)
    (tmp_path / "gold").mkdir()
    mentions = [{"report": f"r{i}", "words": "met"} for i in range(2)]
    gold = [{"id": "talks", "day": "2022-03-03", "mentions": mentions}]
    (tmp_path / "gold" / "occurrences.json").write_text(json.dumps(gold))
    result = merging.run(tmp_path, misses=True)
    assert result["found"] == 2 and result["wrong"] == []
    assert "2 of 2" in merging.tables(result)[0].text()
