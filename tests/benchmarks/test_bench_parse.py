"""``python -m benchmarks parse``: its measures, word by word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.errors import BenchmarkError
from benchmarks.parse import Words, gold_words, run, sentence_counts, tables, tally
from training.corpora import conllu

CONLLU = """# newdoc id = a
# sent_id = a-1
1\tTalks\ttalk\tNOUN\tNNS\tNumber=Plur\t2\tnsubj:pass\t_\t_
2\tended\tend\tVERB\tVBD\tMood=Ind|Tense=Past\t0\troot\t_\t_
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# sent_id = a-2
1-2\tDidn't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDid\tdo\tAUX\tVBD\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\thelp\thelp\tVERB\tVB\t_\t0\troot\t_\t_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "mine.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return path


def test_gold_reads_itself_as_perfect(treebank: Path) -> None:
    (document,) = conllu(treebank)
    gold = gold_words(document)
    assert gold.heads == [1, 1, 1, 5, 5, 5]
    assert gold.features[:3] == ["Number=Plur", "Mood=Ind|Tense=Past", ""]
    counts = tally(gold, gold)
    assert set(counts.values()) == {6}


def test_each_measure_counts_its_own_mistakes() -> None:
    gold = Words(
        [1, 1, 1], ["nsubj:pass", "root", "punct"], ["NOUN", "VERB", "PUNCT"],
        ["NNS", "VBD", "."], ["Number=Plur", "Mood=Ind|Tense=Past", ""], [True, False, False],
    )  # fmt: skip
    subtype = tally(gold, replace(gold, rels=["nsubj", "root", "punct"]))
    assert (subtype["uas"], subtype["las"], subtype["las_subtypes"]) == (3, 3, 2)
    relation = tally(gold, replace(gold, rels=["obj", "root", "punct"]))
    assert (relation["uas"], relation["las"]) == (3, 2)
    punctuation = tally(gold, replace(gold, heads=[1, 1, 0]))
    assert (punctuation["uas"], punctuation["las"]) == (2, 2)
    tags = tally(gold, replace(gold, pos=["PROPN", "VERB", "X"], xpos=["NNP", "VBD", "."]))
    assert (tags["upos"], tags["xpos"]) == (1, 2)
    features = replace(gold, features=["Number=Sing", "Tense=Past|Mood=Ind", ""])
    assert tally(gold, features)["features"] == 2


def test_a_sentence_is_right_when_both_its_ends_are() -> None:
    gold = [True, False, True, False, True]
    assert sentence_counts(gold, gold).figures()["f1"] == 1.0
    merged = sentence_counts(gold, [True, False, True, False, False])
    assert (merged.right, merged.found, merged.gold) == (1, 2, 3)


def test_a_file_and_a_folder(treebank: Path) -> None:
    (treebank.parent / "other.conllu").write_text(CONLLU.replace("a-", "b-"), encoding="utf-8")
    one, both = run(treebank), run(treebank.parent)
    assert list(one["files"]) == ["mine.conllu"]
    assert list(both["files"]) == ["mine.conllu", "other.conllu"]
    assert both["pooled"]["words"] == 12
    assert both["pooled"]["las"] == pytest.approx(one["pooled"]["las"])
    assert [row[0] for row in tables(both)[0].rows] == ["mine.conllu", "other.conllu", "all"]


def test_what_is_not_a_treebank_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match=r"no \.conllu file"):
        run(tmp_path)
    (tmp_path / "bad.conllu").write_text("1\tTalks\ttalk\n\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match=r"bad\.conllu: not CoNLL-U"):
        run(tmp_path)
    (tmp_path / "bad.conllu").write_text("", encoding="utf-8")
    with pytest.raises(BenchmarkError, match="no sentences"):
        run(tmp_path)
