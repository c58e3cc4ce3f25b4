"""Units that go back to their bases, attacks that are only spoken of, steps that a report tells."""

from __future__ import annotations

import detente
from detente.record import Record

DAY = "2022-03-03"


def read(text: str) -> Record:
    return detente.read(text, DAY)


def types(record: Record) -> list[tuple[str, str]]:
    return [(event.type, event.status) for event in record.events]


def test_units_that_go_back_to_their_bases_withdraw() -> None:
    said = read(
        "RIGA, March 3 - Latvian battalions are beginning to go back to their camps, the Defence "
        "Ministry announced on Thursday."
    )
    assert ("RETREAT", "claimed") in types(said)
    assert ("RETREAT", "claimed") in types(
        read("RIGA, March 3 - Latvia announced the return of two brigades to their garrisons.")
    )
    assert types(read("RIGA, March 3 - The children returned to their camp on Thursday.")) == []


def test_an_attack_that_is_only_spoken_of_has_not_happened() -> None:
    for text in (
        "Papers in Riga called the drill a preparation for an attack on Estonia.",
        "There can be no justification for an invasion of Estonia, Minister Ilze Kalna said.",
        "Minister Ilze Kalna spoke of a heavy price should Latvia attack Estonia.",
    ):
        happened = [e.type for e in read(text).events if e.status in ("happened", "ongoing")]
        assert "ASSAULT" not in happened, text


def test_who_threatens_nobody_does_not_threaten() -> None:
    record = read("RIGA, March 3 - Latvia threatens nobody, Minister Ilze Kalna said.")
    assert ("THREATEN", "happened") not in types(record)


def test_a_journey_and_a_meeting_to_come_are_announced() -> None:
    record = read(
        "RIGA, March 3 - Latvian Prime Minister Ilze Kalna will fly to Tallinn next Monday.\n\n"
        "President Ivo Ozols of Latvia and President Mart Saar of Estonia are to meet in May."
    )
    told = [(c.kind, record.text_of(c.content)) for c in record.commitments]
    assert told == [
        ("announcement", "Latvian Prime Minister Ilze Kalna will fly to Tallinn next Monday"),
        (
            "announcement",
            "President Ivo Ozols of Latvia and President Mart Saar of Estonia are to meet in May",
        ),
    ]


def test_what_one_side_says_another_has_in_mind_is_no_word_of_the_other() -> None:
    record = read(
        "RIGA, March 3 - Minister Ilze Kalna said that Estonia had decided to attack Latvia."
    )
    assert record.commitments == ()
    own = read(
        "RIGA, March 3 - Minister Ilze Kalna said that Latvia had decided to send 40 medics."
    )
    assert [c.kind for c in own.commitments] == ["announcement"]


def test_units_that_march_do_not_demonstrate() -> None:
    assert types(read("RIGA, March 3 - The other battalions would march in columns.")) == []
    marched = read("RIGA, March 3 - Thousands of students marched through Riga on Thursday.")
    assert [event.type for event in marched.events] == ["PROTEST"]


def test_who_names_a_deed_has_not_done_it() -> None:
    record = read("President Mart Saar of Estonia called the shelling a provocation.")
    assert all(not event.actors for event in record.events if event.type == "ASSAULT")
