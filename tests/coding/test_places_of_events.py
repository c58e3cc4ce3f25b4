"""Where an event took place."""

from __future__ import annotations

import detente


def places(text: str) -> list[tuple[str, str | None]]:
    record = detente.read(text, published="2022-02-18")
    names = {place.id: place.name for place in record.places}
    return [(event.type, names.get(event.place or "")) for event in record.events]


def test_a_deed_is_at_the_one_place_that_its_sentence_names() -> None:
    text = "Rebels shot dead nine soldiers on Monday when their convoy left Kananga."
    assert places(text) == [("ASSAULT", "Kananga")]


def test_of_two_places_in_the_sentence_none_is_guessed() -> None:
    text = "Rebels shot dead nine soldiers on Monday when they left Kananga for Goma."
    assert places(text) == [("ASSAULT", None)]


def test_what_was_said_is_at_no_place_that_it_only_speaks_of() -> None:
    text = "Kenya condemned Uganda on Monday, since its convoys had left Kananga."
    assert places(text)[0] == ("ACCUSE", None)


def test_the_visiting_of_a_guest_is_in_the_clause_that_tells_of_him() -> None:
    text = (
        "Kenyan President Asha Otieno received visiting Swedish Prime Minister Nils Dahl in "
        "Nairobi."
    )
    assert ("CONSULT", "Nairobi") in places(text)


def test_where_the_report_was_filed_is_not_where_it_happened() -> None:
    text = "KANANGA, Feb 18 - Rebels shot dead nine soldiers near the border on Monday."
    assert places(text) == [("ASSAULT", None)]
