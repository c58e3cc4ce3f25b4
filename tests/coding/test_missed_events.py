"""Events of quieter crises that were missed, and words that only look like events."""

from __future__ import annotations

import pytest

import detente
from detente.record import Event


def events(text: str) -> list[Event]:
    return list(detente.read(text, "2022-02-18").events)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway came out in support of Peru's claim to the island.", "SUPPORT"),
        ("Norway has offered $50 million in aid to Peru.", "AGREE"),
        ("Norwegian police seized his phone and two rifles in Oslo.", "COERCE"),
        ("At the request of Norway's prime minister Anna Berg, Chile closed the road.", "REQUEST"),
        ("Norway asked Chile to delay the vote, but Chile declined.", "REJECT"),
        ("Anna Berg, the Norwegian premier, has been an outspoken critic of Peru.", "ACCUSE"),
        ("Chile's parliament is against Peru's accession to the pact.", "ACCUSE"),
        ("Chile said it would appeal the ruling.", "REJECT"),
        ("Norway's premier said the vote was a deeply dangerous way to govern.", "ACCUSE"),
        ("“Peru breaks international law every day,” Chile's foreign minister said.", "ACCUSE"),
        ("“We are going to support Chile,” said Peru's president Luis Paz.", "AGREE"),
        ("“We are not going to accept threats from Chile,” said Peru's president Paz.", "REJECT"),
        ("“We are not prepared to meet Chile,” said Peru's president Luis Paz.", "REJECT"),
        ("“Our thoughts are with the people of Chile,” Norway's premier said.", "SUPPORT"),
        ("“The parliament of Chile must be recalled at once,” Norway's premier said.", "REQUEST"),
        ("Norway's prime minister signed a decree banning Peruvian ships from ports.", "SANCTION"),
        ("Chilean officers arrested him in a joint operation by Chile and Peru.", "COOPERATE"),
        ("Norway's president promised to bomb the camps in Peru.", "THREATEN"),
        ("Norway did not accede to Peru's demands for an inquiry.", "REJECT"),
        ("“We are committed to peace with Chile,” Norway's premier Anna Berg said.", "AGREE"),
        ("“Norway has never attacked civilians,” its premier Anna Berg said.", "REJECT"),
        ("“Stop the bombing of Lima,” Norway's premier Anna Berg said.", "REQUEST"),
        ("Norway's premier said it was a dangerous provocation to invite Chile.", "ACCUSE"),
        ("Chile's president extended his sympathy to the families in Peru.", "SUPPORT"),
        ("Norway's embassies were ordered to close their gates.", "REQUEST"),
        ("Clashes erupted in the streets of Lima.", "ASSAULT"),
        ("Peru's president Luis Paz declared a state of emergency on Friday.", "COERCE"),
        ("Norway's premier attacked the Chilean inquiry as a farce.", "ACCUSE"),
        ("Chile's prime minister called the Peruvian plan lousy.", "ACCUSE"),
        ("“Chile's president has abused his power,” Norway's premier said.", "ACCUSE"),
        ("Protesters in Lima carried placards asking Peru to leave the pact.", "REQUEST"),
        ("A Chilean writer was sentenced to ten years in prison.", "SANCTION"),
        ("Economists called on the government of Chile to devalue the currency.", "REQUEST"),
        ("“We never threaten our neighbours,” Norway's premier Anna Berg said.", "REJECT"),
        ("Norway's premier Anna Berg confirmed her support for Chile.", "SUPPORT"),
        ("Chile's president insists that the budget include a wall.", "REQUEST"),
    ],
)
def test_found(text: str, kind: str) -> None:
    assert kind in [event.type for event in events(text)]


@pytest.mark.parametrize(
    "text",
    [
        "As far as Norway is concerned, the treaty holds.",
        "Speaking to the Associated Press, Norway's premier said that the weather was fine.",
        "Norway's premier ended a news conference in Lima.",
        "“I do not think that any leader should make that journey,” said Peru's president Paz.",
        "“It must be said that the winter was long,” said Peru's president Luis Paz.",
        "Norway's exports declined.",
        "Polls criticised Chile.",
        "Norway's premier insists that the harvest is good.",
        "A fire killed nine people in Lima.",
        "A farmer in Norway was killed by his bulls.",
        "A tower collapsed in Lima, killing nine.",
        "Chilean law forbids the sale of copper.",
        "Satellite images from Norway suggest Peru owned 40 ships.",
        "Norway did not announce whom it would support.",
        "“We have not yet agreed on the details,” Peru's president Luis Paz said.",
        "“If the attacks on the border continue, the winter will be long,” Berg said.",
        "U.S. authorities scheduled a news conference for Monday.",
        "“Let's return to the table,” said Peru's president Luis Paz.",
        "“Our country must be strong,” said Peru's president Luis Paz.",
        "Workers and residents left their homes after the quake and gathered in the street.",
        "Norway last week allowed its currency to sink.",
    ],
)
def test_no_event(text: str) -> None:
    assert not events(text)


def test_a_day_behind_on_makes_no_call_on_somebody() -> None:
    (found,) = events(
        "Norway's ministry on Saturday called the Chilean response hasty and unfounded."
    )
    assert found.type == "ACCUSE"


def test_what_people_are_believed_to_have_done_is_claimed() -> None:
    (found,) = events("Norwegian troops are believed to have killed ten civilians in Peru.")
    assert (found.type, found.status) == ("ASSAULT", "claimed")
