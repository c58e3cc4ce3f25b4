"""Offices compared by what they are."""

from __future__ import annotations

import pytest

from detente.knowledge.roles import role_of


@pytest.mark.parametrize(
    ("code", "offices"),
    [
        ("GBR", ["defence secretary", "Secretary of State for Defence", "Minister of Defence"]),
        ("USA", ["secretary of state", "Secretary of State", "foreign minister"]),
        ("USA", ["secretary of the treasury", "treasury secretary", "finance minister"]),
        ("NLD", ["Minister of the Interior", "interior minister", "minister for home affairs"]),
        ("UKR", ["permanent representative to the United Nations", "ambassador to the UN"]),
        ("EU", ["commission president", "president of the European Commission"]),
        ("RUS", ["foreign ministry spokesperson", "spokeswoman for the Foreign Ministry"]),
        ("DEU", ["chancellor", "prime minister", "head of government"]),
    ],
)
def test_wordings_of_one_office_are_one_role(code: str, offices: list[str]) -> None:
    assert len({role_of(office, code) for office in offices}) == 1


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("GBR", "defence secretary", "minister of state for defence"),
        ("RUS", "foreign minister", "deputy foreign minister"),
        ("HUN", "foreign minister", "minister of foreign trade"),
        ("USA", "secretary of state", "secretary of state of Washington"),
        ("USA", "president", "vice president"),
        ("RUS", "spokesperson", "foreign ministry spokesperson"),
        ("GBR", "chancellor of the exchequer", "chancellor of the duchy of Lancaster"),
    ],
)
def test_offices_that_are_not_the_same_stay_apart(code: str, one: str, other: str) -> None:
    assert role_of(one, code) != role_of(other, code)


def test_a_ministry_of_several_subjects_has_them_all() -> None:
    assert role_of("Minister of Foreign and European Affairs", "HRV").subject == {
        "foreign", "europe",
    }  # fmt: skip
