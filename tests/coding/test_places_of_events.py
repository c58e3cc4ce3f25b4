"""Where an event took place."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("On Monday, gunmen attacked a hotel in Nairobi, killing nine guards.", "Nairobi"),
        ("Gunmen attacked a hotel in Nairobi and killed nine guards.", "Nairobi"),
        ("A rebel leader in Goma was killed by an airstrike near Kananga.", "Kananga"),
        ("Rebels shelled the village in the Congolese province of Katanga.", "Katanga"),
        ("Rebels fled to the coast near Goma, where soldiers killed nine of them.", "Goma"),
        ("Rebels attacked soldiers in Congo. The attack in Goma killed nine.", "Goma"),
        ("The army bombed Kananga on Monday.", "Kananga"),
        ("Rebels attacked guards in the Red Sea port of Massawa.", "Massawa"),
        ("Uganda's invasion of Kenya began on Monday.", "Kenya"),
        ("Rebels stabbed four guards to death at Kananga police headquarters.", "Kananga"),
    ],
)
def test_a_deed_is_where_its_words_its_clause_or_another_telling_put_it(
    text: str, place: str
) -> None:
    assert places(text) == [("ASSAULT", place)]


def test_a_visit_is_where_the_clause_with_where_puts_it() -> None:
    text = "The minister flew to Kenya from Kampala, where she met Ugandan President Nils Dahl."
    assert places(text) == [("CONSULT", "Kenya"), ("CONSULT", "Kampala")]


def test_a_deed_goes_on_where_the_sentence_before_put_it_unless_the_story_moved() -> None:
    first = "Gunmen attacked a hotel in Goma on Monday. "
    story = detente.read(first + "They were shot by police.", published="2022-02-18")
    assert [(e.type, e.date) for e in story.events] == [("ASSAULT", "2022-02-14")] * 2
    assert len({e.place for e in story.events}) == 1
    moved = "Elsewhere, the army killed nine people."
    assert places(first + moved) == [("ASSAULT", "Goma"), ("ASSAULT", None)]
    before = "The army had killed nine of them."
    assert places(first + before) == [("ASSAULT", "Goma"), ("ASSAULT", None)]


def test_coordinated_clauses_share_the_place_that_opens_the_sentence() -> None:
    text = "In Nairobi, students marched and police arrested nine of them."
    assert places(text) == [("PROTEST", "Nairobi"), ("COERCE", "Nairobi")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenya condemned on Friday the bombing of a market in Kampala.", "ACCUSE"),
        ("The ambassador to Uganda resigned on Monday.", "RETREAT"),
        (
            "Police arrested two men 36 minutes after the shooting in Kananga, at a house in Goma.",
            "COERCE",
        ),
        ("Soldiers made arrests in Kenya, Uganda, Congo and Burundi.", "COERCE"),
        ("Voters ousted pro-Moscow officials on Monday.", "COERCE"),
    ],
)
def test_a_place_of_something_else_is_not_the_events(text: str, kind: str) -> None:
    assert [told for told in places(text) if told[0] == kind] == [(kind, None)]


def test_a_demand_made_at_a_news_conference_is_where_that_was_held() -> None:
    text = (
        "At a news conference with Ugandan Foreign Minister Asha Otieno in Nairobi, Kenyan "
        "President Nils Dahl called on Congo to withdraw its troops."
    )
    assert places(text) == [("REQUEST", "Nairobi")]


def test_here_is_where_the_report_was_filed() -> None:
    text = (
        "KAMPALA, Feb 18 - Kenyan President Nils Dahl met Ugandan President Asha Otieno here today."
    )
    assert places(text) == [("CONSULT", "Kampala")]
