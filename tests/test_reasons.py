"""Every record tells why its actors, places and statements are as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente.record import Actor, Place, Record, Statement

DAY = "2022-02-18"


def why(record: Record, entry: Actor | Place | Statement, field: str) -> list[tuple[str, str]]:
    """The reasons for a field, each with the words that decided."""
    text = record.report.text
    return [
        (r.why, text[r.start : r.end] if r.start is not None else "")
        for r in entry.reasons
        if r.field == field
    ]


def actor(record: Record, name: str) -> Actor:
    return next(a for a in record.actors if a.name == name)


def place(record: Record, name: str) -> Place:
    return next(p for p in record.places if p.name == name)


def test_a_title_tells_office_and_state() -> None:
    record = detente.read("Norwegian Defence Minister Kari Holm met reporters.", published=DAY)
    holm = actor(record, "Kari Holm")
    assert why(record, holm, "office") == [("the title before the name", "Defence Minister")]
    assert why(record, holm, "country") == [
        ("the state or body named beside the name", "Norwegian")
    ]


def test_a_name_alone_is_explained_by_the_row_and_its_source() -> None:
    record = detente.read("Lavrov said that talks would go on.", published=DAY)
    (lavrov,) = record.actors
    ((row, words),) = why(record, lavrov, "country")
    assert "Sergey Lavrov, foreign minister of RUS, since 2004" in row
    assert "(source: office-holders" in row
    assert not words


def test_what_the_report_says_against_the_table_is_told() -> None:
    record = detente.read("French Foreign Minister Paul Roche spoke in Oslo.", published=DAY)
    roche = actor(record, "Paul Roche")
    assert roche.country == "FRA"
    assert [note for note, _ in why(record, roche, "table")] == list(record.notes)


def test_a_pronoun_tells_its_antecedent_and_the_next() -> None:
    record = detente.read(
        "Foreign Minister Lars Dahl of Denmark met President Juan Rey of Peru on Monday. He said "
        "that trade would grow.",
        published=DAY,
    )
    ((reason, words),) = why(record, actor(record, "Lars Dahl"), "mentions")
    assert words == "He"
    assert "next Juan Rey" in reason


def test_a_metonym_is_told_as_such() -> None:
    record = detente.read("Moscow warned on Monday that it would respond.", published=DAY)
    russia = actor(record, "Russia")
    assert why(record, russia, "mentions")[0] == (
        "a capital for its state: it acts, owns or is addressed here",
        "Moscow",
    )


def test_who_lacks_a_state_is_told_why() -> None:
    record = detente.read("A group of experts said that prices would fall.", published=DAY)
    for each in record.actors:
        assert each.country is None
        assert why(record, each, "country"), each.name


@pytest.mark.parametrize(
    ("text", "name", "country", "reason"),
    [
        ("Gunmen fired in Tripoli. Lebanon sent troops; Lebanese police came.", "Tripoli", "LBN",
         "the report tells of LBN"),
        ("A train from Manbij, Syria, was late.", "Manbij", "SYR", "with the name"),
        ("The road along the border with Ukraine is shut.", "border with Ukraine", None,
         "more than one state"),
        ("A ferry left Alexandria.", "Alexandria", "EGY", "by far the largest"),
        ("A shop burned in Hyderabad.", "Hyderabad", None, "the report names none of these states"),
        ("A bus burned in Zzurbia.", "Zzurbia", None, "in no table"),
    ],
)  # fmt: skip
def test_a_place_tells_why_it_lies_there(
    text: str, name: str, country: str | None, reason: str
) -> None:
    record = detente.read(text, published=DAY)
    found = place(record, name)
    assert found.country == country
    assert reason in why(record, found, "country")[0][0]


def test_a_statement_tells_how_its_speaker_and_day_were_found() -> None:
    record = detente.read(
        "Foreign Minister Lars Dahl of Denmark said on Monday that trade would grow. “It will grow "
        "fast,” he added.",
        published=DAY,
    )
    first, second = record.statements
    assert why(record, first, "speaker")[0] == ("the source of “say”", "said")
    assert why(record, first, "date") == [("the day in the clause of saying, t1", "Monday")]
    assert why(record, second, "speaker")[-1] == ("who was speaking just before goes on", "he")


def test_a_quotation_of_nobody_says_so() -> None:
    record = detente.read("“We will never give up this town.”", published=DAY)
    for statement in record.statements:
        assert statement.speaker is None
        assert why(record, statement, "speaker")


def test_a_users_own_row_is_named_as_theirs(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "bodies:\n  - {name: Blue Harbour Front, code: BHF, kind: group, sectors: [REB]}\n",
        encoding="utf-8",
    )
    record = detente.read("The Blue Harbour Front said it would talk.", DAY, knowledge=own)
    front = actor(record, "Blue Harbour Front")
    assert why(record, front, "country") == [("listed as acting for BHF (your own knowledge)", "")]


def test_the_words_of_a_reason_stand_in_the_report() -> None:
    text = "Kyiv denied it. “No,” the Ukrainian president said, and his spokesman agreed to talk."
    record = detente.read(text, published=DAY)
    for entry in (*record.actors, *record.places, *record.statements):
        for reason in entry.reasons:
            assert (reason.start is None) == (reason.end is None)
            if reason.start is not None and reason.end is not None:
                assert 0 <= reason.start < reason.end <= len(text)
