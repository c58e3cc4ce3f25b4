"""Who held which office at a date."""

from __future__ import annotations

import pytest

from detente.knowledge.folding import name_words, same_first_name, sound
from detente.knowledge.holders import gender_of, who_is
from detente.knowledge.offices import fits, normal_office, office_of


@pytest.mark.parametrize(
    ("name", "date", "code", "office"),
    [
        ("Merkel", "2019-01-23", "DEU", "chancellor"),
        ("Scholz", "2022-02-15", "DEU", "chancellor"),
        ("Olaf Scholz", "2019-06-01", "DEU", "finance minister"),
        ("Stoltenberg", "2019-12-03", "NATO", "secretary general"),
        ("Peskov", "2021-11-20", "RUS", "spokesperson"),
        ("Barack Obama", "2019-01-23", "USA", "former president"),
        ("Kim Jong Un", "2019-05-01", "PRK", "supreme leader"),
        ("Xi", "2019-05-01", "CHN", "president"),
    ],
)
def test_a_name_has_an_office_at_a_date(name: str, date: str, code: str, office: str) -> None:
    holder = who_is(name, date)
    assert holder is not None
    assert (holder.term.code, holder.office) == (code, office)


@pytest.mark.parametrize("spelling", ["Zelensky", "Zelenskyy", "Zelenskiy", "Volodymyr Zelenskyi"])
def test_transliterations_are_one_person(spelling: str) -> None:
    holder = who_is(spelling, "2022-02-18")
    assert holder is not None
    assert holder.term.wikidata == "Q3874799"


def test_an_unknown_or_unclear_name_is_nobody() -> None:
    assert who_is("Rudolf Rassendyll", "2019-01-01") is None
    assert who_is("", "2019-01-01") is None
    assert who_is("Merkel", None) is None


def test_a_name_of_another_state_is_not_taken() -> None:
    assert who_is("Merkel", "2019-01-23", "FRA") is None


def test_first_names_tell_gender_where_they_do() -> None:
    assert gender_of("Angela Rassendyll") == "female"
    assert gender_of("Rassendyll") is None


def test_short_forms_and_initials_are_the_same_first_name() -> None:
    assert same_first_name("mike", "michael")
    assert same_first_name("sergei", "sergey")
    assert same_first_name("j", "john")
    assert not same_first_name("michelle", "barack")


def test_names_are_compared_without_articles_and_accents() -> None:
    assert name_words("Bashar al-Assad") == ("bashar", "assad")
    assert sound("lavrov") == sound("lavrow")


def test_offices_are_written_in_one_way() -> None:
    assert normal_office("Minister of Foreign Affairs") == "foreign minister"
    assert normal_office("Defence Minister") == "defense minister"
    assert normal_office("Keeper of the Swans") == "keeper of the swans"


def test_a_description_fits_the_offices_that_it_can_mean() -> None:
    minister, leader = office_of("minister"), office_of("leader")
    assert minister is not None
    assert leader is not None
    assert fits(minister, "foreign minister")
    assert fits(leader, "prime minister")
    assert not fits(leader, "ambassador to Germany")


@pytest.mark.parametrize(
    "name",
    [
        "Alyaksandr Lukashenka", "Aleksandr Lukashenko", "Nikol Pashinian", "Ilham Aliev",
        "Vladimir Zelensky", "Dmitry Kuleba", "Qasym-Zhomart Toqaev", "Muhammad bin Salman",
        "Abdel-Fattah al-Sissi", "Ebrahim Raeisi", "Hossein Amirabdollahian",
        "Prayuth Chan-ocha", "Khalifa Hifter",
    ],
)  # fmt: skip
def test_spellings_of_other_agencies_are_found(name: str) -> None:
    assert who_is(name, "2022-02-15") is not None


def test_first_names_that_only_look_alike_stay_apart() -> None:
    assert who_is("Oleg Lavrov", "2022-02-15") is None
