"""Sentences that were once read wrongly, from the text to the record."""

from __future__ import annotations

import pytest

import detente
from detente.record import Record

DAY = "2022-03-03"


def read(text: str) -> Record:
    return detente.read(text, DAY)


@pytest.mark.parametrize(
    "line", ["OSLO, March 3 - ", "Oslo, March 3 - ", "OSLO, Norway, March 3 - "]
)
def test_the_place_of_a_dateline_is_no_party(line: str) -> None:
    record = read(f"{line}Foreign Minister Anna Berg of Sweden met Prime Minister Nils Dahl.")
    names = {a.id: a.name for a in record.actors}
    parties = {names[i] for e in record.events for i in e.actors}
    assert "Anna Berg" in parties
    assert parties <= {"Anna Berg", "Nils Dahl"}


def test_who_declines_to_be_named_refuses_nothing() -> None:
    record = read("An EU monitor, who declined to be named, said that shells hit the market.")
    assert record.commitments == ()
    record = read("The Swedish official, who refused to be identified, said that it was late.")
    assert record.commitments == () and record.events == ()


def test_a_command_that_reports_speaks() -> None:
    record = read("The command reports that two soldiers were wounded near Tampere.")
    (said,) = record.statements
    assert record.text_of(said.content[0]) == "two soldiers were wounded near Tampere"


def test_a_contested_city_has_no_state_in_text_and_dateline() -> None:
    record = read("JERUSALEM, March 3 - The envoys met in Jerusalem on Thursday.")
    (city,) = record.places
    assert (city.name, city.country, len(city.mentions)) == ("Jerusalem", None, 2)
    assert city.latitude == pytest.approx(31.77, abs=0.01)
    assert record.report.dateline is not None and record.report.dateline.country is None


def test_a_state_told_with_a_contested_city_is_kept() -> None:
    record = read("The envoys met in Jerusalem, Israel, on Thursday.")
    assert record.places[0].country == "ISR"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The navy had crossed the line, a charge that Sweden dismissed as a lie.", "as a lie"),
        ("The report which Sweden described as propaganda was true.", "as propaganda"),
    ],
)
def test_what_a_relative_clause_calls_a_thing_is_said(text: str, content: str) -> None:
    record = read(text)
    (said,) = [s for s in record.statements if s.speaker]
    assert record.text_of(said.content[-1]) == content
    assert len(said.content) == 2


@pytest.mark.parametrize("day", ["the same day", "the same evening"])
def test_the_day_of_saying_is_not_said(day: str) -> None:
    record = read(f"The spokesman said {day} that the army was ready.")
    assert [record.text_of(c) for s in record.statements for c in s.content] == [
        "the army was ready"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Swedish minister, Anna Berg, appealed to President Ivan Petrov, to free the crew.",
        "Anna Berg, who leads the party, appealed to Norway for help.",
        "Anna Berg, Sweden's minister, appealed to Ivan Petrov, the envoy, to free the crew.",
    ],
)
def test_who_is_appealed_to_does_not_speak(text: str) -> None:
    record = read(text)
    names = {a.id: a.name for a in record.actors}
    assert {names[s.speaker] for s in record.statements if s.speaker} <= {"Anna Berg"}


def test_it_is_the_body_whose_deed_it_tells() -> None:
    text = (
        "Iran's army said the flight was legal. Sweden's foreign ministry summoned the Iranian "
        "envoy over the flight, it said."
    )
    record = read(text)
    names = {a.id: a.name for a in record.actors}
    assert names[record.statements[-1].speaker or ""] == "Sweden's foreign ministry"
