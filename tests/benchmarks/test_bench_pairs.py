"""``python -m benchmarks pairs``, ``roles`` and ``classes``: formats and counting."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.errors import BenchmarkError

from benchmarks import cameo, pairs

PLV = (
    "\tsentence_id\tsentence\tsource\ttarget\tgold_penta\tgold_root\n"
    "0\t7\tGhana left Togo.\tGhana\tTogo\t2\tYIELD\n"
    "1\t8\tGhana bombed Togo.\tGhana\tTogo\t4\tASSAULT\n"
)


def test_concede_and_retreat_are_one_type_of_plv() -> None:
    assert pairs.as_plv({"CONCEDE": 0.3, "RETREAT": 0.3, "AID": 0.4}) == "YIELD"


def test_macro_f1_is_the_mean_over_gold_classes() -> None:
    mean, by_class = pairs.macro_f1(["a", "a", "b"], ["a", "b", "b"])
    assert mean == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert by_class["a"] == [1.0, 0.5, pytest.approx(2 / 3), 2]


def test_a_plv_file_is_scored(tmp_path: Path) -> None:
    (tmp_path / "part.tsv").write_text(PLV, encoding="utf-8")
    result = pairs.run(tmp_path)
    assert result["pairs"] == 2
    assert set(result["types"]) == {"YIELD", "ASSAULT"}
    assert "macro F1, quad classes" in pairs.tables(result)[0].text()


def test_a_file_of_another_format_is_told(tmp_path: Path) -> None:
    file = tmp_path / "part.tsv"
    file.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match="not PLV"):
        pairs.run(file)


def test_roles_and_classes_are_scored(tmp_path: Path) -> None:
    roles, classes = tmp_path / "roles.txt", tmp_path / "class.tsv"
    roles.write_text("Ghana B-S\nbombed O\nTogo B-T\n. O\n\n", encoding="utf-8")
    classes.write_text("Ghana bombed Togo.\t4\n", encoding="utf-8")
    spans = cameo.run_roles(roles)["spans"]
    assert (spans["all"]["gold"], spans["source"]["gold"], spans["target"]["gold"]) == (2, 1, 1)
    assert cameo.run_classes(classes)["sentences"] == 1


def test_wrong_roles_and_classes_are_told_by_line(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("Ghana S\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match=":1: not a word and a BIO tag"):
        cameo.run_roles(file)
    file.write_text("Ghana bombed Togo.\tASSAULT\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match=":1: no class"):
        cameo.run_classes(file)
