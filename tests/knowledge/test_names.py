"""Listed names in running text, and what single names stand for."""

from __future__ import annotations

import pytest

from detente.knowledge.names import code_of, find_names
from detente.knowledge.states import states


def codes(sentence: str) -> list[tuple[str, str | None]]:
    words = sentence.split()
    return [(" ".join(words[h.start : h.end]), h.entry.code) for h in find_names(words)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ankara", "TUR"),
        ("Türkiye", "TUR"),
        ("Kiev", "UKR"),
        ("the Kremlin", "RUS"),
        ("Downing Street", "GBR"),
        ("Daesh", "ISIS"),
        ("Dutch", "NLD"),
        ("Ivory Coast", "CIV"),
        ("Nato", "NATO"),
        ("Ruritania", None),
    ],
)
def test_a_name_stands_for_a_state_or_body(name: str, code: str | None) -> None:
    assert code_of(name) == code


def test_capitals_tell_a_state_from_a_pronoun() -> None:
    assert codes("Tell us who the US and the WHO sent") == [("US", "USA"), ("WHO", "WHO")]


def test_the_longest_name_wins() -> None:
    assert codes("the United Nations Security Council met in South Sudan") == [
        ("United Nations Security Council", "UN"),
        ("South Sudan", "SSD"),
    ]


def test_plurals_of_demonyms_are_found() -> None:
    assert codes("Germans and Poles met") == [("Germans", "DEU"), ("Poles", "POL")]


def test_news_agencies_act_for_no_state() -> None:
    assert codes("Reuters reported") == [("Reuters", None)]


def test_every_state_system_member_has_its_number_and_capital() -> None:
    members = [s for s in states().values() if s.cow is not None]
    assert len(members) == 195
    assert len({s.cow for s in members}) == 195
    unclear = {"NRU", "PLW"}  # the sources name different capitals
    assert all(s.capital and s.latitude is not None for s in members if s.code not in unclear)
