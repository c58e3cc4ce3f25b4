"""Events as they are read from plain sentences: types, sides and the reasons of each field."""

from __future__ import annotations

import pytest

import detente
from detente.record import Event, Record


def told(text: str) -> tuple[Record, list[Event]]:
    record = detente.read(text, "2022-02-18")
    return record, list(record.events)


def sides(record: Record, event: Event) -> tuple[set[str | None], set[str | None]]:
    countries = {a.id: a.country for a in record.actors}
    return {countries[i] for i in event.actors}, {countries[i] for i in event.recipients}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway is about to restore diplomatic relations with Chile.", "AGREE"),
        ("Chile said it will pull out its peacekeepers unless Peru ends the fighting.", "THREATEN"),
        ("Peru said it would withdraw its inspectors from Chile.", "THREATEN"),
        ("French and Egyptian warships held military exercises off Greece.", "COOPERATE"),
        ("French warships held military exercises off Greece.", "MOBILIZE"),
        ("Miners in Chile began a hunger strike on Monday.", "PROTEST"),
        ("Chile summoned Peruvian ambassador Ana Ruiz on Monday.", "ACCUSE"),
        ("Peru allowed its exiled politicians to return from Chile.", "CONCEDE"),
        ("The government of Peru accepted the demands of the rebels.", "CONCEDE"),
    ],
)
def test_type(text: str, kind: str) -> None:
    assert kind in [event.type for event in told(text)[1]]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Norway welcomed a resumption of diplomatic ties with Chile.", {"CHL"}),
        ("Norway and Sweden welcomed a resumption of ties between Chile and Peru.", {"CHL", "PER"}),
        ("Norway criticised new restrictions on flying to Chile.", {"CHL"}),
    ],
)
def test_whom_the_object_is_about(text: str, whom: set[str]) -> None:
    record, events = told(text)
    event = next(e for e in events if e.type in ("SUPPORT", "ACCUSE"))
    assert sides(record, event)[1] == whom


def test_every_field_has_its_reason() -> None:
    text = "Norway may impose sanctions on Chile in Oslo on Monday."
    _, (event, *_) = told(text)
    reasons = {r.field: r for r in event.reasons}
    assert "impose :{sanction}" in reasons["type"].why
    assert "verbs.tsv, line" in reasons["type"].why

    def words(field: str) -> str:
        reason = reasons[field]
        assert reason.start is not None and reason.end is not None
        return text[reason.start : reason.end]

    assert words("type") == "impose sanctions"
    assert words("actors") == "Norway"
    assert words("recipients") in ("Chile", "sanctions")  # the name, or the object that bears it
    assert words("status") == "may"
    if event.date:
        assert words("date") == "Monday"
    assert event.reasons[0].field == "type"


def test_a_negation_is_the_reason_of_a_denial() -> None:
    text = "Norway's minister said that Norway had not attacked Chile and rejected the accusation."
    for event in told(text)[1]:
        assert {"type", "status"} <= {r.field for r in event.reasons}
