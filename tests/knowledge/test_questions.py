"""Who held which office when, asked as news words it."""

from __future__ import annotations

from datetime import date

import pytest

import detente


def name_of(question: str, on: str) -> str | None:
    posts = detente.who(question, on).posts
    return posts[0].name if len(posts) == 1 else None


@pytest.mark.parametrize(
    ("question", "on", "name"),
    [
        ("German chancellor", "2022-02-15", "Olaf Scholz"),
        ("chancellor of Germany", "2019-02-15", "Angela Merkel"),
        ("UK prime minister", "2022-02-15", "Boris Johnson"),
        ("Britain's foreign secretary", "2022-02-15", "Liz Truss"),
        ("british home secretary", "2020-02-15", "Priti Patel"),
        ("US Secretary of State", "2018-06-01", "Mike Pompeo"),
        ("Pentagon chief", "2022-02-15", "Lloyd Austin"),
        ("NATO secretary-general", "2022-02-15", "Jens Stoltenberg"),
        ("EU foreign policy chief", "2018-02-15", "Federica Mogherini"),
        ("the EU's top diplomat", "2022-02-15", "Josep Borrell"),
        ("Russian defence minister", "2022-02-15", "Sergei Shoigu"),
        ("president of the European Commission", "2022-02-15", "Ursula von der Leyen"),
        ("IAEA chief", "2022-02-15", "Rafael Grossi"),
        ("Ukraine's ambassador to the UN", "2022-02-15", "Sergiy Kyslytsya"),
        ("Russia's UN ambassador", "2022-02-15", "Vasily Nebenzya"),
        ("Russian ambassador to Washington", "2018-11-15", "Anatoly Antonov"),
        ("Kremlin spokesman", "2022-02-15", "Dmitry Peskov"),
        ("State Department spokesman", "2022-02-15", "Ned Price"),
        ("White House press secretary", "2022-02-15", "Jen Psaki"),
        ("UN human rights chief", "2022-02-15", "Michelle Bachelet"),
        ("head of the European Central Bank", "2022-02-15", "Christine Lagarde"),
        ("Croatian foreign minister", "2022-02-15", "Gordan Grlić-Radman"),
        ("Supreme Allied Commander Europe", "2018-01-01", "Curtis Scaparrotti"),
        ("who was the pope?", "2016-01-01", "Pope Francis"),
    ],
)
def test_an_office_worded_as_in_news_has_its_holder(question: str, on: str, name: str) -> None:
    assert name_of(question, on) == name


@pytest.mark.parametrize(
    "spelling",
    ["Zelensky", "Zelenskyy", "Zelenskiy", "President Zelensky", "Ukrainian President Zelenskyi"],
)
def test_a_person_is_found_in_any_transliteration(spelling: str) -> None:
    (post,) = detente.who(spelling, "2022-02-15").posts
    assert (post.state, post.office) == ("UKR", "president")


@pytest.mark.parametrize("name", ["Lavrov", "Sergei Lavrov", "Sergey Viktorovich Lavrov"])
def test_first_names_and_patronymics_do_not_matter(name: str) -> None:
    (post,) = detente.who(name, date(2022, 2, 15)).posts
    assert (post.name, post.office, post.source) == (
        "Sergey Lavrov", "foreign minister", "office-holders",
    )  # fmt: skip


def test_the_day_of_the_change_is_the_new_holders() -> None:
    assert name_of("US president", "2017-01-19") == "Barack Obama"
    assert name_of("US president", "2017-01-20") == "Donald Trump"


def test_a_leader_may_be_several() -> None:
    names = {post.name for post in detente.who("Taiwanese leader", "2021-08-01").posts}
    assert names == {"Tsai Ing-wen", "Su Tseng-chang"}


def test_without_a_day_all_are_told_latest_first() -> None:
    names = [post.name for post in detente.who("NATO secretary general").posts]
    assert names == ["Mark Rutte", "Jens Stoltenberg", "Anders Fogh Rasmussen"]


@pytest.mark.parametrize(
    ("question", "on"),
    [
        ("King of Ruritania", "2022-02-15"),
        ("Rudolf Rassendyll", "2022-02-15"),
        ("German emperor", "2022-02-15"),
        ("French president", "2031-01-01"),
        ("Angela Merkel", "2023-06-01"),
    ],
)
def test_what_the_tables_do_not_tell_is_unknown(question: str, on: str) -> None:
    answer = detente.who(question, on)
    assert answer.posts == ()
    assert answer.unknown


def test_beyond_what_a_source_vouches_for_the_last_known_is_named_as_such() -> None:
    answer = detente.who("Russian foreign minister", "2031-01-01")
    assert answer.posts == ()
    assert [post.name for post in answer.nearest] == ["Sergey Lavrov"]


@pytest.mark.parametrize("day", ["2022-02-31", "yesterday", "2022-2-1", "2022"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match="day"):
        detente.who("German chancellor", day)


def test_an_empty_question_is_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        detente.who("  ", "2022-02-15")


@pytest.mark.parametrize(
    ("body", "on", "state", "there"),
    [
        ("NATO", "2022-02-15", "TUR", True),
        ("NATO", "2022-02-15", "FIN", False),
        ("NATO", "2023-04-04", "FIN", True),
        ("EU", "2019-06-01", "GBR", True),
        ("EU", "2020-06-01", "GBR", False),
        ("UN Security Council", "2022-02-15", "RUS", True),
        ("UN Security Council", "2022-02-15", "KEN", True),
        ("UN Security Council", "2023-02-15", "KEN", False),
        ("OPEC", "2018-12-01", "QAT", True),
        ("OPEC", "2019-02-01", "QAT", False),
        ("BRICS", "2022-02-15", "IRN", False),
    ],
)
def test_members_at_a_date(body: str, on: str, state: str, there: bool) -> None:
    assert (state in {m.state for m in detente.members(body, on).members}) is there


def test_well_known_bodies_have_as_many_members_as_they_had() -> None:
    counts = {"NATO": 30, "EU": 27, "CSTO": 6, "ASEAN": 10, "GCC": 6, "BRICS": 5, "G7": 7}
    for body, count in counts.items():
        found = detente.members(body, "2022-02-17")
        assert len(found.members) == count, body
        assert found.unknown == (), body


def test_membership_that_no_source_vouches_for_is_unknown() -> None:
    found = detente.members("WHO", "2016-01-01")
    assert found.members == ()
    assert len(found.unknown) > 150


def test_a_body_without_listed_members_is_an_error() -> None:
    with pytest.raises(detente.KnowledgeError, match="no members"):
        detente.members("Kremlin", "2022-02-15")


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("UN Yemen envoy", "Hans Grundberg"),
        ("OSCE chairperson-in-office", "Zbigniew Rau"),
        ("Sudan's army chief", "Abdel Fattah al-Burhan"),
        ("Commonwealth secretary-general", "Patricia Scotland"),
    ],
)
def test_wordings_of_news_for_bodies_and_armies(question: str, name: str) -> None:
    assert [post.name for post in detente.who(question, "2022-02-15").posts] == [name]


def test_a_title_alone_asks_back_and_names_nobody_who_sounds_like_it() -> None:
    told = detente.who("the Queen", "2022-02-15")
    assert not told.posts
    assert told.unknown == "the question names no state or body of that office"


@pytest.mark.parametrize(
    ("body", "day", "number"),
    [
        ("Schengen", "2022-02-15", 26),
        ("Commonwealth", "2017-01-01", 52),
        ("Mercosur", "2015-01-01", 5),
        ("Five Eyes", "2022-02-15", 5),
        ("Visegrad Group", "2022-02-15", 4),
    ],
)
def test_members_of_groups_of_states(body: str, day: str, number: int) -> None:
    assert len(detente.members(body, day).members) == number
