"""Deeds of state, arrivals, calls and what is broken: what is found, whose it is, and what only
looks like one."""

from __future__ import annotations

import pytest

import detente
from detente.record import Event, Record


def read(text: str) -> Record:
    return detente.read(text, "2023-05-12")


def sides(record: Record, event: Event) -> tuple[set[str | None], set[str | None]]:
    country = {a.id: a.country for a in record.actors}
    return {country[i] for i in event.actors}, {country[i] for i in event.recipients}


@pytest.mark.parametrize(
    ("text", "kind", "who", "whom"),
    [
        ("Peru handed its reply to the European Union on Monday.", "CONSULT", "PER", "EU"),
        ("Norway delivered its written answer to Chile.", "CONSULT", "NOR", "CHL"),
        ("The documents were given to the Chilean ambassador.", "CONSULT", "", "CHL"),
        ("Peru has handed over its proposals to Chile.", "REQUEST", "PER", "CHL"),
        ("Peru's ambassador handed a note of protest to Chile.", "ACCUSE", "PER", "CHL"),
        ("Norway halted the approval of the pipeline on Tuesday.", "SANCTION", "NOR", ""),
        ("Peru signed a decree that bans Chileans from trade.", "SANCTION", "PER", "CHL"),
        ("Hungary blocked the accession of Ukraine.", "REJECT", "HUN", "UKR"),
        ("EU ministers agreed sanctions against Peru on Monday.", "SANCTION", "EU", "PER"),
        ("EU leaders agreed on new sanctions on Peru.", "SANCTION", "EU", "PER"),
        ("The African Union suspended Sudan on Wednesday.", "SANCTION", "AU", "SDN"),
        ("Norway moved its embassy from Khartoum to Djibouti.", "SANCTION", "NOR", ""),
        ("Kenyan troops arrived in Haiti on Tuesday.", "MOBILIZE", "KEN", "HTI"),
        ("An aircraft with French paratroopers landed at Niamey.", "MOBILIZE", "FRA", ""),
        ("The first of some 700 Norwegian soldiers have arrived.", "MOBILIZE", "NOR", ""),
        ("Peru has moved 7,000 troops towards Chile.", "MOBILIZE", "PER", "CHL"),
        ("Chinese warships crossed the median line.", "MOBILIZE", "CHN", ""),
        ("A shipment of Norwegian howitzers reached Taiwan.", "AID", "NOR", "TWN"),
        ("Peru says that its units are returning to their bases.", "RETREAT", "PER", ""),
        ("The Peruvian army said some troops had begun returning to their bases.",
         "RETREAT", "PER", ""),
        ("Peru announced the withdrawal of its troops from Libya.", "CONCEDE", "PER", "LBY"),
        ("Belarus prolonged the exercise on Sunday.", "MOBILIZE", "BLR", ""),
        ("Observers counted 40 ceasefire violations in Lima on Tuesday.", "SANCTION", "", ""),
        ("Rockets fired from Peru hit northern Chile on Thursday.", "ASSAULT", "", "CHL"),
        ("Peru's army fired tear gas at protesters in Lima.", "ASSAULT", "PER", "PER"),
        ("The raid on the Chilean embassy was condemned by Peru.", "ASSAULT", "", "CHL"),
        ("Anna Berg, Norway's premier, told Chile's president Luis Paz that Norway would send aid.",
         "AGREE", "NOR", "CHL"),
        ("Peru's leader spoke of serious consequences should Chile attack.",
         "THREATEN", "PER", "CHL"),
        ("Peru ordered its defence ministry to send troops to Chile.", "MOBILIZE", "PER", "CHL"),
        ("The decision of Peru to close the border with Chile was a mistake.",
         "SANCTION", "PER", "CHL"),
    ],
)  # fmt: skip
def test_found(text: str, kind: str, who: str, whom: str) -> None:
    record = read(text)
    wanted = ({who} if who else set(), {whom} if whom else set())
    assert wanted in [sides(record, e) for e in record.events if e.type == kind]


@pytest.mark.parametrize(
    "text",
    [
        "She handed the ball to the referee.",
        "The student handed his paper to the teacher.",
        "He signed the guest book.",
        "The company moved its headquarters from London to Paris.",
        "Police arrived at the scene of the crash.",
        "Thousands of tourists arrived in Spain.",
        "A hospital ship reached the port.",
        "He exercises every day.",
        "The minister introduced the speaker.",
        "The minister spoke of a lack of rain.",
        "The calls for calm went unheard.",
        "Peru's parliament passed a law that would allow the sale of land.",
    ],
)
def test_no_event(text: str) -> None:
    assert not [e for e in read(text).events if e.type != "SUPPORT"]


def test_a_broken_truce_is_not_told_as_made() -> None:
    record = read("Peru accused Chile of violating the ceasefire in Lima.")
    assert [e.type for e in record.events] == ["ACCUSE"]


@pytest.mark.parametrize(
    "text",
    [
        "In an hour-long call, Norway's premier Anna Berg told Chile's president Luis Paz to wait.",
        "After an hour-long call with Chile's president Luis Paz, Norway's premier Berg said "
        "the border would stay open.",
    ],
)
def test_who_spoke_in_a_call(text: str) -> None:
    record = read(text)
    calls = [e for e in record.events if e.type == "CONSULT"]
    assert [(e.mode, sides(record, e)[0]) for e in calls] == [("phone", {"NOR", "CHL"})]


def test_the_call_is_a_mention_of_the_talk() -> None:
    record = read(
        "Norway's premier Anna Berg spoke with Chile's president Luis Paz on Monday. After the "
        "call, Berg told reporters that the border was open."
    )
    calls = [e for e in record.events if e.type == "CONSULT"]
    assert [len(e.mentions) for e in calls] == [2]


def test_an_embassy_is_withdrawn_from_where_it_was() -> None:
    record = read("Norway moved its embassy from Khartoum to Djibouti.")
    [event] = record.events
    places = {p.id: p.name for p in record.places}
    assert places[event.place or ""] == "Khartoum"


def test_what_is_told_somewhere_did_not_happen_there() -> None:
    record = read("Peruvian troops massed along the frontier, Berg told envoys in Oslo on Monday.")
    assert [e.place for e in record.events if e.type == "MOBILIZE"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Norway's premier Anna Berg spoke with Chile's president Luis Paz on Monday. In the call, "
        "Berg asked for more time.",
        "Norway's premier Anna Berg met Chile's president Luis Paz on Monday. At the meeting, "
        "Berg asked for more time.",
    ],
)
def test_what_is_asked_in_a_call_is_asked_of_the_other(text: str) -> None:
    record = read(text)
    assert [sides(record, e) for e in record.events if e.type == "REQUEST"] == [({"NOR"}, {"CHL"})]


def test_who_was_killed_in_an_attack_was_struck_by_it() -> None:
    record = read("Two Turkish soldiers were killed in a PKK attack in northern Iraq.")
    assert [sides(record, e) for e in record.events] == [({"PKK"}, {"TUR"})]


def test_what_pictures_show() -> None:
    record = read("Satellite pictures show Rwandan troops near the border with Congo.")
    assert [(e.type, sides(record, e)[0]) for e in record.events] == [("MOBILIZE", {"RWA"})]
    assert not read("Pictures showed soldiers at a funeral.").events


def test_a_step_that_is_announced_for_a_day_is_not_of_the_last_such_day() -> None:
    record = read("OSLO, May 12 - Norway announced sanctions for Tuesday.")
    assert [t.value for t in record.times if t.text == "Tuesday"] == ["2023-05-16"]
    assert [e.date for e in record.events] == [None]


def test_to_call_somebody_on_a_day_asks_nothing() -> None:
    record = read("Norway's premier called the Chilean president on Monday.")
    assert "REQUEST" not in [e.type for e in record.events]
