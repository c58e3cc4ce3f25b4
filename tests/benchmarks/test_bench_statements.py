"""``python -m benchmarks statements``: relations against relations."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.errors import BenchmarkError
from benchmarks.statements import (
    MEASURES,
    Relation,
    Tallies,
    Tokens,
    annotated,
    found_relations,
    run,
    score,
    tables,
)

TEXT = "Envoys said the truce would hold until Friday. The border stays shut, guards warned."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


HOLD = Relation((at("Envoys"),), (at("said"),), (at("the truce would hold until Friday"),))
SHUT = Relation((at("guards"),), (at("warned"),), (at("The border stays shut"),))


def counted(gold: list[Relation], found: list[Relation]) -> dict[str, tuple[int, int, int]]:
    tallies = Tallies()
    score(TEXT, gold, found, tallies)
    return {
        measure: (int(f["right"] or 0), int(f["found"] or 0), int(f["gold"] or 0))
        for measure, f in tallies.figures().items()
    }


def test_gold_against_itself_is_perfect() -> None:
    tallies = Tallies()
    score(TEXT, [HOLD, SHUT], [SHUT, HOLD], tallies)
    assert {m: f["f1"] for m, f in tallies.figures().items()} == dict.fromkeys(MEASURES, 1.0)


def test_half_of_the_content_is_enough_and_less_is_not() -> None:
    half = Relation(HOLD.source, HOLD.cue, (at("the truce would"),))  # 3 of 6 words
    less = Relation(HOLD.source, HOLD.cue, (at("the truce"),))
    assert counted([HOLD], [half])["content"] == (1, 1, 1)
    assert counted([HOLD], [less])["content"] == (0, 1, 1)
    assert counted([HOLD], [less])["relation"] == (0, 1, 1)


def test_the_right_content_from_the_wrong_source() -> None:
    wrong = Relation(SHUT.source, HOLD.cue, HOLD.content)
    none = Relation((), HOLD.cue, HOLD.content)
    for found in (wrong, none):
        figures = counted([HOLD], [found])
        assert figures["content"] == (1, 1, 1)
        assert figures["right_source"] == figures["relation"] == (0, 1, 1)


def test_no_source_is_right_where_gold_has_none() -> None:
    nobody = Relation((), HOLD.cue, HOLD.content)
    assert counted([nobody], [nobody])["right_source"] == (1, 1, 1)
    assert counted([nobody], [HOLD])["right_source"] == (0, 1, 1)


def test_a_whole_relation_needs_its_cue() -> None:
    other = Relation(HOLD.source, SHUT.cue, HOLD.content)
    figures = counted([HOLD], [other])
    assert figures["right_source"] == (1, 1, 1)
    assert figures["relation"] == (0, 1, 1)


def test_one_gold_statement_answers_one_found_statement() -> None:
    pieces = [
        Relation(HOLD.source, HOLD.cue, (at("the truce would hold"),)),
        Relation(HOLD.source, HOLD.cue, HOLD.content),
    ]
    assert counted([HOLD], pieces)["content"] == (1, 2, 1)


def test_span_overlap_counts_both_sides_and_exact_spans_are_exact() -> None:
    two = [Relation((), (), (at("the truce"), at("until Friday"))), SHUT]
    tallies = Tallies()
    score(TEXT, [HOLD, SHUT], two, tallies)
    figures = tallies.figures()
    assert figures["content_overlap"]["precision"] == figures["content_overlap"]["recall"] == 1.0
    assert (figures["content_exact"]["right"], figures["content_exact"]["found"]) == (1, 3)
    assert figures["source_overlap"]["recall"] == 0.5


def test_gold_spans_are_widened_to_whole_tokens() -> None:
    import spacy

    doc = spacy.blank("en")(TEXT)
    start, end = at("truce")
    assert Tokens(doc).whole((start + 1, end)) == (start, end)
    assert Tokens(doc).whole((start, end + 1)) == (start, end)
    assert Tokens(doc).whole((len(TEXT) + 5, len(TEXT) + 9)) == (len(TEXT) + 5, len(TEXT) + 9)


def test_relations_are_the_spans_that_share_an_id() -> None:
    import spacy
    from spacy.tokens import Span

    doc = spacy.blank("en")(TEXT)
    span = lambda words, role, number: Span(
        doc,
        *((s := doc.char_span(*at(words))).start, s.end),
        role,
        span_id=f"r{number}",
    )
    doc.spans["source"] = [span("Envoys", "source", 1), span("guards", "source", 2)]
    doc.spans["cue"] = [span("said", "cue", 1)]
    doc.spans["content"] = [
        span("until Friday", "content", 1),
        span("the truce", "content", 1),
        span("The border stays shut", "content", 2),
    ]
    assert found_relations(doc) == [
        Relation((at("Envoys"),), (at("said"),), (at("the truce"), at("until Friday"))),
        Relation((at("guards"),), (), (at("The border stays shut"),)),
    ]


def brat(*relations: Relation) -> str:
    lines, number = [], 0
    for k, relation in enumerate(relations, 1):
        roles = []
        for role in ("Source", "Cue", "Content"):
            for a, b in getattr(relation, role.lower()):
                number += 1
                lines.append(f"T{number}\t{role} {a} {b}\t{TEXT[a:b]}")
                roles.append(f"{role}:T{number}")
        number += 1
        lines.append(f"T{number}\tAttribution 0 1\t{TEXT[0:1]}")
        lines.append(f"E{k}\tAttribution:T{number} {' '.join(roles)}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def polnear(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text/story.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions/story_ab12.ann").write_text(brat(HOLD, SHUT), encoding="utf-8")
    (tmp_path / "attributions/story_cd34.ann").write_text(brat(HOLD), encoding="utf-8")
    return tmp_path


def test_each_annotators_file_is_scored_by_itself(polnear: Path) -> None:
    assert list(annotated(polnear)) == [
        ("story_ab12", TEXT, [HOLD, SHUT]),
        ("story_cd34", TEXT, [HOLD]),
    ]
    result = run(polnear)
    assert (result["annotation_files"], result["texts"]) == (2, 1)
    assert result["measures"]["content"]["gold"] == 3
    assert len(tables(result)[0].rows) == len(MEASURES)


def test_a_folder_without_annotations_is_named(tmp_path: Path, polnear: Path) -> None:
    with pytest.raises(BenchmarkError, match="no folder text/"):
        list(annotated(polnear / "text"))
    for file in (polnear / "attributions").iterdir():
        file.unlink()
    with pytest.raises(BenchmarkError, match=r"no \.ann file"):
        list(annotated(polnear))
