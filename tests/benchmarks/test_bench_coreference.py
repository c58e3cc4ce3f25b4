"""The measures of grouping, on cases whose figures can be worked out by hand or by brute force."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import pytest
from benchmarks.coreference import best_sum, score
from training.ecbplus import articles

GOLD = {m: "x" if m in "12345" else "y" if m in "67" else "z" for m in "123456789ABC"}
TWO = {m: "x" if m in "12345" else "z" for m in GOLD}
"""The two groups of seven that share no gold group are one: Bagga & Baldwin's first example."""
CROSSED = {m: "y" if m in "67" else "z" for m in GOLD}
"""Their second: the two large groups are one."""


def test_figures_of_the_published_examples() -> None:
    one, other = score(GOLD, TWO), score(GOLD, CROSSED)
    assert one["muc"] == pytest.approx(other["muc"])
    assert one["muc"]["precision"] == pytest.approx(0.9)
    assert one["muc"]["recall"] == one["b3"]["recall"] == 1
    assert one["b3"]["precision"] == pytest.approx(16 / 21)
    assert other["b3"]["precision"] == pytest.approx(7 / 12)


def test_ceafe_matches_groups_one_to_one() -> None:
    # {1..5} is whole (1), {8..C} is best matched with the seven (2 * 5 / 12).
    total = 1 + 10 / 12
    figures = score(GOLD, TWO)["ceafe"]
    assert figures["precision"] == pytest.approx(total / 2)
    assert figures["recall"] == pytest.approx(total / 3)


def test_all_right_is_one_and_the_mean_is_of_three() -> None:
    assert score(GOLD, GOLD)["conll"]["f1"] == pytest.approx(1)
    figures = score(GOLD, TWO)
    mean = sum(figures[m]["f1"] for m in ("muc", "b3", "ceafe")) / 3
    assert figures["conll"]["f1"] == pytest.approx(mean)


def test_single_mentions_have_no_links() -> None:
    figures = score(GOLD, {m: m for m in GOLD})
    assert figures["muc"]["f1"] == 0
    assert figures["b3"]["precision"] == 1
    assert figures["b3"]["recall"] == pytest.approx(3 / 12)


def test_other_mentions_are_refused() -> None:
    with pytest.raises(ValueError, match="same mentions"):
        score(GOLD, {"1": "x"})


def test_the_best_sum_is_that_of_trying_all() -> None:
    chance = random.Random(5)
    for _ in range(60):
        rows, columns = chance.randint(1, 5), chance.randint(1, 5)
        values = [[round(chance.random(), 2) for _ in range(columns)] for _ in range(rows)]
        wide = values if rows <= columns else [list(c) for c in zip(*values, strict=True)]
        n = len(wide)
        tried = (
            sum(wide[row][column] for row, column in enumerate(chosen))
            for chosen in permutations(range(len(wide[0])), n)
        )
        assert best_sum(values) == pytest.approx(max(tried))


def test_ecbplus_is_read_by_its_selected_sentences(tmp_path: Path) -> None:
    folder = tmp_path / "ECB+" / "7"
    folder.mkdir(parents=True)
    words = "Envoys met . They parted .".split()
    tokens = "".join(
        f'<token t_id="{n}" sentence="{(n - 1) // 3}" number="0">{word}</token>'
        for n, word in enumerate(words, 1)
    )
    marks = "".join(
        f'<{tag} m_id="{m}"><token_anchor t_id="{t}"/></{tag}>'
        for tag, m, t in (
            ("ACTION_OCCURRENCE", 1, 2), ("HUMAN_PART_PER", 2, 1), ("NEG_ACTION_STATE", 3, 5),
        )
    )  # fmt: skip
    links = (
        '<CROSS_DOC_COREF r_id="5" note="ACT1"><source m_id="1"/><target m_id="9"/>'
        "</CROSS_DOC_COREF>"
    )
    (folder / "7_1ecb.xml").write_text(
        f'<Document doc_name="7_1ecb.xml">{tokens}<Markables>{marks}</Markables>'
        f"<Relations>{links}</Relations></Document>"
    )
    listed = tmp_path / "ECBplus_coreference_sentences.csv"
    listed.write_text("Topic,File,Sentence Number\n7,1ecb,0\n7,1ecb,1\n")
    (found,) = articles(tmp_path, [7])
    assert found.text == "Envoys met .\nThey parted ."
    assert [found.text[m.start : m.end] for m in found.mentions] == ["met", "parted"]
    assert [m.happening for m in found.mentions] == ["ACT1", "7_1ecb:3"]
    listed.write_text("Topic,File,Sentence Number\n7,1ecb,0\n")
    (found,) = articles(tmp_path, [7])
    assert [found.text[m.start : m.end] for m in found.mentions] == ["met"]
