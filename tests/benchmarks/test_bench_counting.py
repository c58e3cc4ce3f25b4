"""Precision, recall and F1; pairs of gold and found; tables."""

from __future__ import annotations

import pytest
from benchmarks.counting import Counts, jaccard, overlap, pair_up, word_starts
from benchmarks.tables import Table


def test_figures_of_counts() -> None:
    counts = Counts()
    counts.add(1, 2, 3)
    counts.add(2, 2, 3)
    assert counts.figures() == {
        "precision": 0.75,
        "recall": 0.5,
        "f1": pytest.approx(0.6),
        "right": 3,
        "found": 4,
        "gold": 6,
    }


def test_no_figure_stands_on_nothing() -> None:
    assert Counts().figures()["f1"] is None
    assert Counts(0, 0, 4).figures()["precision"] is None
    assert Counts(0, 0, 4).figures()["f1"] == 0.0
    assert Counts(0, 3, 0).figures()["f1"] is None


def test_words_are_compared_and_not_punctuation() -> None:
    text = "“We agree,” he said."
    assert word_starts(text, [(0, 11)]) == word_starts(text, [(1, 9)]) == {1, 4}
    assert jaccard({1, 4}, {4, 9}) == pytest.approx(1 / 3)
    assert jaccard(set[int](), set()) == 0.0


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert overlap((0, 5), (4, 9))
    assert not overlap((0, 5), (5, 9))


def test_the_best_pair_comes_first_and_nobody_is_paired_twice() -> None:
    scores = {(0, 0): 0.6, (0, 1): 0.9, (1, 1): 0.8, (1, 2): 0.4}
    assert pair_up(scores, 0.5) == [(0, 1)]
    assert pair_up(scores, 0.3) == [(0, 1), (1, 2)]


def test_a_table_on_the_terminal_and_in_markdown() -> None:
    table = Table(
        ("what", "F1", "words"), [["names", 0.91234, 12345], ["times", None, 7]], ["note"]
    )
    assert table.text().splitlines() == [
        "what      F1   words",
        "names  0.912  12,345",
        "times      -       7",
        "note",
    ]
    assert table.markdown().splitlines() == [
        "| what | F1 | words |",
        "| --- | ---: | ---: |",
        "| names | 0.912 | 12,345 |",
        "| times | - | 7 |",
        "",
        "note",
    ]
