"""Actors as the whole way through finds them: states of officials, groups, bodies."""

from __future__ import annotations

import pytest

import detente
from detente.record import Actor


def actors(text: str, day: str = "2019-05-10") -> dict[str, Actor]:
    """By name and alias."""
    record = detente.read(text, published=day)
    return {name: a for a in record.actors for name in (*a.aliases, a.name)}


def test_an_office_holder_of_years_that_the_tables_lack_has_the_state_of_later_terms() -> None:
    found = actors("Prime Minister Benjamin Netanyahu spoke on Sunday.", "1998-03-01")
    assert found["Benjamin Netanyahu"].country == "ISR"


def test_a_stranger_with_a_bare_title_gets_no_state_from_a_namesake() -> None:
    found = actors("Defence Minister Benjamin Kovar spoke on Sunday.", "1998-03-01")
    assert found["Benjamin Kovar"].country is None


def test_ministers_without_a_state_are_of_the_one_prime_minister_so_called() -> None:
    found = actors(
        "Prime Minister Boris Johnson met Transport Minister Ann Poole on Friday. Poole said that "
        "France and Spain had agreed, and that Italy and Greece would follow.",
        "2019-10-10",
    )
    assert found["Ann Poole"].country == "GBR"


def test_the_body_behind_of_tells_the_state() -> None:
    found = actors("Ivo Maric, of the Zagreb city council, said that roads would be shut.")
    assert found["Ivo Maric"].country == "HRV"


def test_aides_of_somebody_are_of_the_same_state() -> None:
    found = actors("Two top aides to Angela Merkel flew to Madrid on Friday.")
    assert found["top aides"].country == "DEU"


def test_one_place_told_once_makes_nobody_of_its_state() -> None:
    found = actors("Chief of staff Eva Lind flew to Madrid on Friday.")
    assert found["Eva Lind"].country is None


def test_a_body_and_the_forces_joined_to_it_are_two() -> None:
    found = actors("The plan calls for the Lebanese army and U.N. forces to guard the border.")
    assert found["U.N. forces"].country == "UN"
    assert found["Lebanese army"].country == "LBN"


def test_a_spokesman_of_somebody_unnamed_is_of_the_same_state() -> None:
    found = actors(
        "A bomb killed two people in Kunduz, Afghanistan, on Friday. Afghan police closed the "
        "roads. Omar Zia, spokesman for the provincial governor, said that Afghan troops had come."
    )
    assert found["Omar Zia"].country == "AFG"


@pytest.mark.parametrize(
    ("title", "state"), [("Transportation Secretary", "USA"), ("Chief Constable", "GBR")]
)
def test_a_title_that_one_state_uses_tells_it_where_the_report_names_the_state(
    title: str, state: str
) -> None:
    name = {"USA": "the United States", "GBR": "Britain"}[state]
    found = actors(f"{title} Jo Reed spoke on Friday of roads in {name} and Cuba.")
    assert found["Jo Reed"].country == state


def test_brussels_acts_for_the_union_unless_the_report_is_belgian() -> None:
    assert actors("Brussels warned that tariffs would follow.")["Brussels"].country == "EU"
    belgian = actors("Belgian police said so. Brussels warned that tariffs would follow.")
    assert "EU" not in {a.country for a in belgian.values()}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Norway's UN ambassador Ida Dahl spoke.", "NOR"),
        ("Ida Dahl, Norway's permanent representative to the United Nations, spoke.", "NOR"),
        ("Norway's ambassador to the UN, Ida Dahl, spoke.", "NOR"),
        ("Norwegian UN envoy Ida Dahl spoke.", "NOR"),
        ("UN envoy Ida Dahl spoke.", "UN"),
    ],
)
def test_an_envoy_acts_for_whoever_sends(text: str, state: str) -> None:
    assert actors(text)["Ida Dahl"].country == state


def test_a_title_that_somebody_held_before_is_noted() -> None:
    record = detente.read("German Chancellor Angela Merkel spoke.", published="2022-02-15")
    (note,) = record.notes
    assert "Olaf Scholz" in note


def places(text: str) -> dict[str, str | None]:
    record = detente.read(text, published="2022-02-18")
    return {place.name: place.country for place in record.places}


def test_a_town_told_by_its_province_lies_there() -> None:
    assert places("A shop in London, Ontario, burned down on Friday.")["London"] == "CAN"


def test_georgia_with_its_towns_is_american_and_with_its_capital_is_not() -> None:
    american = "A court in Georgia ruled on Friday that ballots from Atlanta must be recounted."
    assert places(american)["Georgia"] == "USA"
    state = "Georgia said on Friday that talks with officials from Atlanta in Tbilisi went on."
    assert places(state)["Georgia"] == "GEO"


def test_a_king_is_not_the_prince_who_bears_his_name() -> None:
    found = actors("King Salman met Crown Prince Mohammed bin Salman. Prince Mohammed spoke.")
    assert found["Salman"].office == "king"
    assert found["Mohammed bin Salman"].office == "crown prince"


def test_a_title_of_several_words_is_one_actor() -> None:
    found = actors("“We need more,” the US secretary of state said on Friday.", "2022-02-18")
    assert [a.office for a in found.values() if a.kind == "person"] == ["secretary of state"]


def test_a_number_in_a_description_does_not_hide_whom_it_means() -> None:
    found = actors("The European Union met on Friday. The 27-nation bloc agreed on sanctions.")
    assert "The 27-nation bloc" in [m.text for m in found["European Union"].mentions]


def test_media_do_not_tell_where_a_report_plays() -> None:
    found = actors("Al Jazeera quoted the Defence Ministry. Al Jazeera said shots were heard.")
    assert found["Defence Ministry"].country is None


def countries(text: str, word: str, day: str = "2022-03-03") -> set[str | None]:
    """Of the actors that a word of the text is a mention of."""
    record = detente.read(text, published=day)
    at = text.index(word)
    mentioned = [
        a for a in record.actors for m in a.mentions if m.start <= at and at + len(word) <= m.end
    ]
    return {a.country for a in mentioned}


def test_officials_of_two_states_are_of_both() -> None:
    assert countries("The French and German leaders met envoys from Chile.", "leaders") == {
        "FRA",
        "DEU",
    }
    text = "US, British and French troops landed in Chile."
    assert countries(text, "troops") == {"USA", "GBR", "FRA"}


def test_a_coalition_against_a_state_is_not_that_states() -> None:
    assert countries("The anti-Iran coalition met in Oslo.", "coalition") == {None}


def test_what_somebody_is_called_by_beside_the_name() -> None:
    found = actors("An Australian, Lee Rowe, was arrested in Chile by police.")
    assert found["Lee Rowe"].country == "AUS"
    found = actors("Police in Chile arrested Lee Rowe, an Australian.")
    assert found["Lee Rowe"].country == "AUS"


SCENE = (
    "Protesters marched in Lima on Monday. The government of Peru said that Peru would not yield. "
)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("A police officer shot a man.", "police officer"),
        ("The court fined them.", "court"),
        ("The Constitutional Court fined them.", "Constitutional Court"),
        ("Security forces cleared the square.", "Security forces"),
    ],
)
def test_bodies_of_the_state_where_a_report_plays(sentence: str, word: str) -> None:
    assert countries(SCENE + sentence, word) == {"PER"}


def test_forces_of_a_people_need_not_be_of_the_state_where_a_report_plays() -> None:
    assert "PER" not in countries(SCENE + "Quechua security forces came.", "security forces")


def test_a_state_that_is_also_a_first_name_has_a_government() -> None:
    assert countries("Chad's government met the envoys.", "Chad's government") == {"TCD"}


def test_the_adjective_before_a_common_noun_is_a_states() -> None:
    assert "SAU" in countries("Rebels fired at a Saudi airport on Monday.", "Saudi")


def test_a_president_of_years_without_a_table_is_not_of_the_scene() -> None:
    text = (
        "Iraq sent troops into Kuwait on Monday. Iraq closed its border, and Iraq’s army dug in. "
        "President Bush spoke of Iraq."
    )
    assert countries(text, "President Bush", "1990-08-15") == {"USA"}


def test_who_bombs_the_country_bombs_anothers() -> None:
    text = "Yemen lost a port. In Yemen, Saudi Arabia began bombing the country in 2015."
    assert countries(text, "the country") == {"YEM"}


def test_people_at_an_embassy_are_not_of_its_state() -> None:
    text = (
        "Russia sent troops to the border. Russia said that Russia would stay. "
        "Protesters gathered at the Russian embassy."
    )
    assert countries(text, "Protesters") == {None}


def test_a_part_of_europe_is_not_the_union() -> None:
    assert countries("Three central European countries met envoys of Chile.", "European") == set()
    assert countries("Envoys of Chile toured Eastern Europe.", "Europe") == set()


def test_a_candidate_is_of_the_state_that_he_governs_later() -> None:
    text = "Emmanuel Macron, a candidate, spoke in France on Sunday."
    found = actors(text, "2017-04-02")
    assert found["Emmanuel Macron"].country == "FRA"


def test_they_are_not_a_body_where_many_are_spoken_of() -> None:
    text = "The European Union said ten firms had been listed. They face travel bans."
    assert countries(text, "They") == set()


def test_whose_man_somebody_is_beside_the_name() -> None:
    found = actors("Abu Dahir, an Islamic State commander in Syria, was killed.")
    assert found["Abu Dahir"].country == "ISIS"
