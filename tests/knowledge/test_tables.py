"""The shipped tables are whole, and say where they come from."""

from __future__ import annotations

import gzip
from importlib.resources import files

import pytest

from detente.knowledge.names import code_of
from detente.knowledge.places import choose_site, country_of_place, sites
from detente.knowledge.states import states
from detente.knowledge.tables import KnowledgeError, read_table

TABLES = (
    "states.tsv", "bodies.tsv", "ambiguous.tsv", "offices.tsv", "portfolios.tsv", "nouns.tsv",
    "holders.tsv.gz", "holders_by_hand.tsv", "first-names.tsv", "places.tsv.gz",
    "places_by_hand.tsv", "capitals.tsv",
)  # fmt: skip
SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE"
    " REL SOC IGO NGO".split()
)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_rows_and_a_source(name: str) -> None:
    assert read_table(name)
    data = (files("detente.knowledge") / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    assert text.startswith("# ")


def test_sectors_are_plovers() -> None:
    for name in ("bodies.tsv", "offices.tsv", "portfolios.tsv", "nouns.tsv"):
        for row in read_table(name):
            assert set(filter(None, row["sectors"].split("|"))) <= SECTORS, row


def test_hand_kept_holders_belong_to_known_states_and_bodies() -> None:
    for row in read_table("holders_by_hand.tsv"):
        assert row["code"] in states() or code_of(row["code"]) == row["code"], row
        assert row["start"] < (row["end"] or "9999"), row


def test_a_missing_table_is_a_clear_error() -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.tsv is missing"):
        read_table("nowhere.tsv")


def test_a_city_lies_in_the_state_that_the_report_names() -> None:
    assert country_of_place("Istanbul") == "TUR"
    assert country_of_place("Nowhere-on-Sea") is None
    libyan = choose_site("Tripoli", {"LBY"})
    assert libyan is not None
    assert libyan.code == "LBY"


def test_disputed_regions_have_no_state() -> None:
    assert sites("Golan Heights")[0].code is None
    assert choose_site("the South China Sea").code is None  # type: ignore[union-attr]


def test_a_name_in_history_or_another_language_gives_way_to_a_city_called_so() -> None:
    assert country_of_place("Philadelphia") == "USA"  # and not Amman
    assert country_of_place("Odessa") == "UKR"  # by far larger than the one in Texas
    assert country_of_place("Hyderabad") is None


def test_a_division_counts_as_much_as_a_large_city() -> None:
    assert country_of_place("Ontario") is None  # the Canadian province, not the Californian town
    assert choose_site("Ontario", {"CAN"}).code == "CAN"  # type: ignore[union-attr]
