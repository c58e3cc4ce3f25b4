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
