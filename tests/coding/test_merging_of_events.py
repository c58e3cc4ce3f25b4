"""Which tellings are one happening, and which are not."""

from __future__ import annotations

import pytest

import detente


def told(text: str, kind: str) -> list[list[str]]:
    """The words of each event of a type."""
    record = detente.read(text, "2022-02-18")
    return [[record.text_of(m) for m in e.mentions] for e in record.events if e.type == kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "A bomb killed nine people in Lima on Monday. Chile's army said three of its soldiers "
            "were injured in the blast.",
            "ASSAULT",
        ),
        (
            "Norway's minister spoke of the bombings in Cusco, Peru. She said Monday's attack in "
            "Cusco was cowardly.",
            "ASSAULT",
        ),
        (
            "Norway's premier Anna Berg condemned Peru's vote on Monday. “It is a farce,” Berg "
            "told reporters.",
            "ACCUSE",
        ),
        (
            "Gunmen attacked a market in Lima on Monday. The attack was claimed by rebels in "
            "Bolivia.",
            "ASSAULT",
        ),
    ],
)
def test_one_event(text: str, kind: str) -> None:
    assert len(told(text, kind)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Gunmen attacked a market in Lima on Monday. The mayor recalled an attack in Cusco "
            "in August 2018.",
            "ASSAULT",
        ),
        (
            "Peruvian troops shelled a village in Chile after an attack by Chile on Peru's "
            "embassy in Santiago.",
            "ASSAULT",
        ),
        (
            "The first attack in Lima killed forty people. The second attack in Lima killed eight.",
            "ASSAULT",
        ),
        (
            "Norwegian police arrested a sailor in Oslo. Norwegian officers seized the rifles of "
            "the sailor on Tuesday.",
            "COERCE",
        ),
    ],
)
def test_two_events(text: str, kind: str) -> None:
    assert len(told(text, kind)) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor of Lima recalled an attack in Cusco in August 2018.", "ASSAULT"),
        ("Aid was raised at last year's London conference on famine.", "CONSULT"),
    ],
)
def test_a_noun_with_its_place_or_day_is_an_event(text: str, kind: str) -> None:
    assert told(text, kind)


def test_critical_to_an_aim_blames_nobody() -> None:
    text = "Norway's minister said that the partnership is critical to finish the work."
    assert not told(text, "ACCUSE")
