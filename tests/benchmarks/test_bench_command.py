"""``python -m benchmarks``: tables, JSON, errors, the page of figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.__main__ import main
from benchmarks.counting import Counts
from benchmarks.errors import BenchmarkError

from benchmarks import everything

ARTICLE = "http://news.example/1\tO\n\nQuito\tB-Location\nvotes\tO\n"
TIMEML = """<?xml version="1.0"?>
<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2021-05-04">May 4, 2021</TIMEX3></DCT>
<TEXT>Talks ended on <TIMEX3 tid="t1" type="DATE" value="2021-05-03">Monday</TIMEX3>.</TEXT>
</TimeML>
"""


def test_a_table_or_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(ARTICLE)
    assert main(["names", str(path)]) == 0
    assert capsys.readouterr().out.startswith("names ")
    assert main(["names", str(path), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["task"] == "names"
    assert figures["classes"]["place"]["gold"] == 1


def test_times_of_a_timeml_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.tml").write_text(TIMEML)
    assert main(["times", str(tmp_path), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["gold"] == 1
    assert "misses" not in figures


@pytest.mark.parametrize(
    "task", ["parse", "names", "statements", "times", "records", "speed", "all"]
)
def test_a_path_that_is_not_there(task: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([task, "nowhere/at-all"]) == 2
    assert capsys.readouterr().err == "benchmarks: nowhere/at-all: no such file or folder\n"


@pytest.mark.parametrize("task", ["parse", "names", "statements", "times", "records", "all"])
def test_a_folder_without_gold(
    task: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([task, str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(f"benchmarks: {tmp_path}: ")


def test_timeml_that_is_not_xml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.tml").write_text("<TimeML>")
    assert main(["times", str(tmp_path)]) == 2
    assert "not TimeML" in capsys.readouterr().err


def test_the_figures_go_between_their_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- figures -->\nold\n<!-- end of figures -->\nz\n")
    everything.write(page, r"| new \1 |")
    assert page.read_text() == "a\n<!-- figures -->\n| new \\1 |\n<!-- end of figures -->\nz\n"
    page.write_text("no marks")
    with pytest.raises(BenchmarkError, match="end of figures"):
        everything.write(page, "new")


def test_the_page_has_a_place_for_the_figures() -> None:
    page = Path(__file__).parents[2] / "docs/benchmarks.md"
    assert everything._FIGURES.search(page.read_text(encoding="utf-8"))


def test_all_tasks_in_markdown() -> None:
    counts = Counts(3, 4, 4).figures()
    share = dict.fromkeys(("uas", "las", "las_subtypes", "upos", "xpos", "features"), 0.5)
    tree = {"words": 10, **share, "sentences": counts, "las_own_sentences": 0.4}
    names = {
        "articles": 1, "words": 9, "classes": {"person": counts}, "pooled": counts,
        "pooled_classes": ["person"],
    }  # fmt: skip
    from benchmarks.statements import MEASURES

    page = everything.markdown(
        {
            "model": "abc",
            "parse": {"EWT": {"files": {}, "pooled": tree}},
            "names": {"Worldwide Newswire": names},
            "statements": {
                "annotation_files": 2,
                "texts": 1,
                "measures": dict.fromkeys(MEASURES, counts),
            },
            "times": {"gold": 3, "value_f1": 0.8},
            "pairs": {
                "pairs": 3,
                "accuracy": 0.7,
                "macro_f1": 0.6,
                "quad_macro_f1": 0.9,
                "types": {"AID": [0.5, 0.5, 0.5, 2]},
            },
            "roles": {"sentences": 3, "spans": {"all": counts}},
            "classes": {"sentences": 3, "accuracy": 0.7, "macro_f1": 0.65, "classes": {}},
        }
    )
    assert "| macro F1, types | 0.600 |" in page
    assert "| macro | - | - | 0.650 | 3 |" in page
    assert page.startswith("Model `abc`.")
    assert "| EWT dev | 0.500 |" in page
    assert "| Worldwide Newswire | precision |" in page
    assert "| found with right source | 0.750 | 0.750 | 0.750 | 3 | 4 | 4 |" in page
    assert "| value f1 | 0.800 |" in page


def test_every_so_manieth_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.tml", "b.tml", "c.tml"):
        (tmp_path / name).write_text(TIMEML)
    assert main(["times", str(tmp_path), "--json", "--every", "2"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] == 2
    assert main(["times", str(tmp_path), "--every", "0"]) == 2
    assert "--every must be 1 or more" in capsys.readouterr().err


def test_dateparser_beside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("dateparser")
    (tmp_path / "a.tml").write_text(TIMEML)
    assert main(["times", str(tmp_path), "--dateparser"]) == 0
    shown = capsys.readouterr().out
    assert "HeidelTime" in shown
    assert "0.776" in shown
