"""``python -m benchmarks names``: tags to entities, classes, held-out articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.counting import Counts
from benchmarks.errors import BenchmarkError
from benchmarks.names import (
    CROSSNER,
    NEWSWIRE,
    articles,
    count,
    entities,
    pooled,
    read_article,
    run,
    tables,
)
from training.corpora import held_out

ARTICLE = """http://news.example/1\tO

Ana\tB-Person
Ruiz\tI-Person
left\tO
Quito\tB-Location
Airport\tB-Facility
.\tO

Peruvian\tB-NORP
aid\tO
"""


def test_entities_of_bio_tags() -> None:
    tags = ["B-Person", "I-Person", "O", "B-Location", "B-Location", "I-Date", "B-Money"]
    assert entities(tags, NEWSWIRE.gold) == [(0, 2, "person"), (3, 4, "place"), (4, 5, "place")]


def test_entities_of_bioes_tags_are_the_same() -> None:
    tags = ["B-Person", "E-Person", "S-NORP", "S-NORP", "O"]
    assert entities(tags, NEWSWIRE.gold) == [
        (0, 2, "person"),
        (2, 3, "nationality"),
        (3, 4, "nationality"),
    ]


def test_an_inside_tag_that_continues_nothing_begins_an_entity() -> None:
    assert entities(["O", "I-Person", "I-Location"], NEWSWIRE.gold) == [
        (1, 2, "person"),
        (2, 3, "place"),
    ]


def test_an_entity_is_right_only_with_its_span_and_class() -> None:
    gold = [(0, 2, "person"), (3, 4, "place"), (5, 6, "facility")]
    tallies = {name: Counts() for name in ("person", "place", "facility")}
    count(gold, [(0, 1, "person"), (3, 4, "place"), (5, 6, "place")], tallies)
    assert tallies["person"] == Counts(0, 1, 1)
    assert tallies["place"] == Counts(1, 2, 1)
    assert tallies["facility"] == Counts(0, 0, 1)
    assert pooled(tallies, ("person", "place")) == Counts(1, 3, 2)


def test_the_address_is_no_word_and_blank_lines_end_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "x_y_1.txt.tsv"
    path.write_text(ARTICLE, encoding="utf-8")
    article = read_article(path)
    assert article.words == ["Ana", "Ruiz", "left", "Quito", "Airport", ".", "Peruvian", "aid"]
    assert [i for i, end in enumerate(article.breaks) if end] == [5]


def test_folder_of_articles_folder_of_files_and_one_file(tmp_path: Path) -> None:
    inner = tmp_path / "articles"
    inner.mkdir()
    for name in ("b.txt.tsv", "a.txt.tsv"):
        (inner / name).write_text(ARTICLE, encoding="utf-8")
    for path in (tmp_path, inner):
        scheme, texts = articles(path)
        assert scheme is NEWSWIRE
        assert [text.name for text in texts] == ["a.txt.tsv", "b.txt.tsv"]
    assert len(articles(inner / "a.txt.tsv")[1]) == 1


def test_held_out_keeps_what_training_leaves_out(tmp_path: Path) -> None:
    names = [f"x_y_{n}.txt.tsv" for n in range(60)]
    for name in names:
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    kept = [text.name for text in articles(tmp_path, only_held_out=True)[1]]
    assert kept == sorted(name for name in names if held_out(name))
    assert 0 < len(kept) < len(names)


def test_crossner_has_no_nationalities_and_its_locations_are_places(tmp_path: Path) -> None:
    path = tmp_path / "dev.txt"
    path.write_text("Rio\tB-location\nvotes\tO\n\nAna\tB-politician\nRuiz\tI-politician\n")
    scheme, (first, second) = articles(path)
    assert scheme is CROSSNER
    assert entities(first.tags, scheme.gold) == [(0, 1, "place")]
    assert entities(second.tags, scheme.gold) == [(0, 2, "person")]
    assert "nationality" not in scheme.classes
    with pytest.raises(BenchmarkError, match="--held-out"):
        articles(path, only_held_out=True)


def test_a_facility_is_shown_and_not_pooled(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(ARTICLE, encoding="utf-8")
    result = run(path)
    assert result["pooled"]["gold"] == 3
    assert result["classes"]["facility"]["gold"] == 1
    assert [row[0] for row in tables(result)[0].rows][-2:] == ["pooled", "(facility, not pooled)"]


def test_what_holds_no_names_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match=r"no \.tsv file"):
        articles(tmp_path)
    (tmp_path / "prose.tsv").write_text("Only prose here.\n")
    with pytest.raises(BenchmarkError, match=r"prose\.tsv: no tags"):
        articles(tmp_path)
