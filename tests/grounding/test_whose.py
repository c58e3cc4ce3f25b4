"""The state that people and bodies act for where no title and no table tells it."""

from __future__ import annotations

import pytest

import detente


def country(text: str, name: str, day: str | None = None) -> str | None:
    found = [a for a in detente.read(text, day).actors if name in (a.name, *a.aliases)]
    assert found, f"no actor {name!r}"
    return found[0].country


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The Lyon District Court jailed two men.", "Lyon District Court", "FRA"),
        ("Turin police arrested two men on Monday.", "Turin police", "ITA"),
        ("The Munich city council rejected the plan.", "Munich city council", "DEU"),
        ("The Helmand provincial council agreed.", "Helmand provincial council", "AFG"),
        ("Dallas's police chief Tom Allen said two men died.", "Tom Allen", "USA"),
        ("Karl Lind, the mayor of Munich, agreed.", "Karl Lind", "DEU"),
        ("The mayor of Munich, Karl Lind, agreed.", "Karl Lind", "DEU"),
        ("Mike Lane of Utah spoke against the bill.", "Mike Lane", "USA"),
        ("Karim Lund, of the Maidan Wardak provincial council, agreed.", "Karim Lund", "AFG"),
        ("High Court judges met on Monday.", "High Court judges", None),
        ("Officials in the White House met on Monday.", "Officials", "USA"),
    ],
)
def test_of_the_place_in_a_name_or_title(text: str, name: str, code: str | None) -> None:
    assert country(text, name) == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Ana Ruiz of Chile was ill. Her husband Juan Lagos was calm.", "Juan Lagos"),
        ("President Ana Ruiz of Chile was ill, her son-in-law, Pedro Lagos, said.", "Pedro Lagos"),
        ("Karl Paz, the son of Chilean President Ana Ruiz, was arrested.", "Karl Paz"),
        ("Chilean President Ana Ruiz was ill. Ruiz's mother, Rosa Paz, wept.", "Rosa Paz"),
    ],
)
def test_of_the_state_of_their_kin(text: str, name: str) -> None:
    assert country(text, name) == "CHL"


def test_kin_of_nobody_known_is_of_no_state() -> None:
    assert country("His wife Maria Lagos said he was well.", "Maria Lagos") is None


def test_who_is_to_hold_office_is_of_that_state_already() -> None:
    told = "Donald Trump spoke in the United States on Monday."
    (trump,) = (a for a in detente.read(told, "2015-11-23").actors if a.kind == "person")
    assert (trump.country, trump.office) == ("USA", None)
    assert country("Donald Trump spoke on Monday.", "Donald Trump", "2015-11-23") is None


def test_a_first_name_is_no_queen() -> None:
    text = "Karl Lind of Britain left his house to his children Elizabeth and Susan."
    found = [a for a in detente.read(text, "2019-07-17").actors if a.name == "Elizabeth"]
    assert [a.office for a in found] == [None]


def test_a_foreign_secretary_is_called_foreign_minister() -> None:
    text = "Mexico's Foreign Secretary Juan Paz spoke. The foreign minister said Mexico would sue."
    people = [a for a in detente.read(text).actors if a.kind == "person"]
    assert [len(a.mentions) for a in people] == [2]


def test_police_of_a_report_without_a_scene_are_of_the_place_where_it_begins() -> None:
    text = (
        "A gunman shot shoppers in Dallas near the border with Mexico. Police said the suspect had"
        " fled. Canada and Mexico condemned it."
    )
    assert country(text, "Police") == "USA"


def test_parties_and_federal_offices_of_the_scene() -> None:
    text = (
        "French President Anne Roux met leaders. France's parliament debated in France. The Green"
        " Reform Party opposed it, and federal officials agreed."
    )
    assert country(text, "Green Reform Party") == "FRA"
    assert country(text, "federal officials") == "FRA"


def test_georgia_among_american_divisions() -> None:
    text = (
        "Senators Mark Rowe of Florida, Mike Lane of Utah, and Dan Purdue of Georgia spoke against"
        " the bill in the U.S. Senate."
    )
    assert country(text, "Dan Purdue") == "USA"
    assert country("President Salome Lund of Georgia met envoys.", "Salome Lund") == "GEO"


def test_democrats_of_other_states() -> None:
    text = "The Liberal Democrats lost seats in Britain, and the Democrats won in the US."
    assert country(text, "Liberal Democrats") == "GBR"
    assert country(text, "Democratic Party") == "USA"


def test_people_of_a_contested_city_are_of_no_state() -> None:
    text = "West Jerusalem residents met officials of Israel. Residents in East Jerusalem left."
    actors = detente.read(text).actors
    assert {a.country for a in actors if "esidents" in a.name} == {None}


def test_companies_and_channels() -> None:
    text = "He wrote on Twitter that JetBlue would fly. Huawei denied it."
    found = {a.name: a.country for a in detente.read(text).actors}
    assert found["JetBlue"] == "USA"
    assert "Twitter" not in found


def test_languages_joined() -> None:
    names = {a.name for a in detente.read("She told a guard in French and English to go.").actors}
    assert not names & {"France", "United Kingdom"}
