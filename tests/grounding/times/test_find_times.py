"""What the times of a report mean on the calendar."""

from __future__ import annotations

from time import process_time

import pytest
import spacy

from detente.grounding.bundle import Header
from detente.grounding.times import find_times
from detente.record import Time

_NLP = spacy.blank("en")
# A Friday.
_PUBLISHED = "2022-02-18"


def times(text: str, published: str | None = _PUBLISHED) -> tuple[Time, ...]:
    found = find_times(_NLP(text), Header(published=published))
    for number, time in enumerate(found, 1):
        assert time.id == f"t{number}"
        assert text[time.start : time.end] == time.text
    return found


def only(text: str, published: str | None = _PUBLISHED) -> Time:
    found = times(text, published)
    assert len(found) == 1, found
    return found[0]


def values(text: str, published: str | None = _PUBLISHED) -> list[tuple[str, str | None]]:
    return [(time.text, time.value) for time in times(text, published)]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Monday, February 14, 2022", "Monday, February 14, 2022", "2022-02-14"),
        ("The treaty of 3 March 1918 was void.", "3 March 1918", "1918-03-03"),
        ("They met on the 3rd of March 2021.", "the 3rd of March 2021", "2021-03-03"),
        ("They met on Feb. 2.", "Feb. 2", "2022-02-02"),
        ("They met on Sept. 2.", "Sept. 2", "2021-09-02"),
        ("The file is dated 2021-11-05.", "2021-11-05", "2021-11-05"),
        ("The file is dated 23/11/2021.", "23/11/2021", "2021-11-23"),
        ("The file is dated 23.11.2021.", "23.11.2021", "2021-11-23"),
        ("The siege began in March 2015.", "March 2015", "2015-03"),
        ("The siege began in early March 2015.", "early March 2015", "2015-03"),
        ("The siege ended in July last year.", "July last year", "2021-07"),
        ("He served as envoy until December.", "December", "2021-12"),
        ("The accord was signed in 1998.", "1998", "1998"),
        ("Talks broke down in the late 1990s.", "the late 1990s", "199X"),
        ("The border dates from the 19th century.", "the 19th century", "18XX"),
        ("Exports fell in the third quarter of 2021.", "the third quarter of 2021", "2021-Q3"),
        ("Fighting ebbed in the winter of 2020.", "the winter of 2020", "2020-WI"),
        ("Fighting resumed last summer.", "last summer", "2021-SU"),
        ("The truce held until Christmas Day 2020.", "Christmas Day 2020", "2020-12-25"),
        ("The truce held last Thanksgiving.", "last Thanksgiving", "2021-11-25"),
        ("They met on Easter Monday 2021.", "Easter Monday 2021", "2021-04-05"),
    ],
)
def test_dates_that_are_named(text: str, span: str, value: str) -> None:
    time = only(text)
    assert (time.text, time.type, time.value) == (span, "DATE", value)


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("The ministers met on Tuesday.", "Tuesday", "2022-02-15"),
        ("The ministers met on Friday.", "Friday", "2022-02-18"),
        ("The ministers will meet on Tuesday.", "Tuesday", "2022-02-22"),
        ("The ministers met last Friday.", "last Friday", "2022-02-11"),
        ("The ministers will meet next Monday.", "next Monday", "2022-02-21"),
        ("The ministers met yesterday.", "yesterday", "2022-02-17"),
        ("The ministers meet the day after tomorrow.", "the day after tomorrow", "2022-02-20"),
        ("The ministers met last week.", "last week", "2022-W06"),
        ("The ministers will meet later this week.", "later this week", "2022-W07"),
        ("The ministers met over the weekend.", "the weekend", "2022-W06-WE"),
        ("The ministers met earlier in the month.", "earlier in the month", "2022-02"),
        ("The ministers met last month.", "last month", "2022-01"),
        ("Last year the ministers met.", "Last year", "2021"),
        ("The ministers met three days ago.", "three days ago", "2022-02-15"),
        ("The ministers met two weeks ago.", "two weeks ago", "2022-W05"),
        ("The ministers met two years ago.", "two years ago", "2020"),
        ("The ministers recently met.", "recently", "PAST_REF"),
        ("The ministers meet now.", "now", "PRESENT_REF"),
    ],
)
def test_dates_seen_from_the_day_of_the_report(text: str, span: str, value: str) -> None:
    time = only(text)
    assert (time.text, time.type, time.value) == (span, "DATE", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The talks lasted slightly over three hours.", "PT3H"),
        ("They gave the rebels 48 hours to leave.", "PT48H"),
        ("The eight-year war ended.", "P8Y"),
        ("They fought for two decades.", "P20Y"),
        ("They fought for nearly two and a half years.", "P2Y6M"),
        ("They talked for half an hour.", "PT30M"),
        ("They have talked for the last few years.", "PXY"),
        ("They talked for several days.", "PXD"),
        ("A truce of a fortnight was agreed.", "P2W"),
    ],
)
def test_durations(text: str, value: str) -> None:
    time = only(text)
    assert (time.type, time.value) == ("DURATION", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They march every Friday.", "XXXX-WXX-5"),
        ("They meet each month.", "P1M"),
        ("They publish a daily bulletin.", "P1D"),
        ("They hold an annual parade.", "P1Y"),
        ("They meet twice a year.", "P1Y"),
        ("They meet every two weeks.", "P2W"),
    ],
)
def test_what_comes_back_is_a_set(text: str, value: str) -> None:
    time = only(text)
    assert (time.type, time.value) == ("SET", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The shelling began at 5:30 a.m. on Tuesday.", "2022-02-15T05:30"),
        ("The shelling began on Tuesday night.", "2022-02-15TNI"),
        ("The shelling began this morning.", "2022-02-18TMO"),
        ("The shelling began last night.", "2022-02-17TNI"),
        ("The shelling began tonight.", "2022-02-18TNI"),
        ("The shelling began at noon.", "2022-02-18T12:00"),
        ("The shelling began at 1730 GMT.", "2022-02-18T17:30"),
    ],
)
def test_times_of_day(text: str, value: str) -> None:
    time = only(text)
    assert (time.type, time.value) == ("TIME", value)


def test_a_time_can_hang_on_another() -> None:
    first, second = times(
        "The ministers met in Geneva on 3 March 2020. They met the envoy the following day."
    )
    assert (second.value, second.anchor) == ("2020-03-04", first.id)
    first, second = times("He saw her on Tuesday. He had seen the envoy the previous day.")
    assert (second.value, second.anchor) == ("2022-02-14", first.id)
    first, second = times("The siege began on 3 March 2020. Three weeks later it was over.")
    assert (second.value, second.anchor) == ("2020-W13", first.id)


def test_a_relative_time_names_the_day_that_it_was_resolved_against() -> None:
    assert only("The ministers met on Tuesday.").anchor == _PUBLISHED


def test_without_a_publication_date_only_relative_times_are_unknown() -> None:
    found = values("They met on Tuesday, two days ago and on 3 March 2020.", published=None)
    assert found == [("Tuesday", None), ("two days ago", None), ("3 March 2020", "2020-03-03")]


def test_a_speakers_today_is_the_day_of_speaking() -> None:
    found = times("Speaking on Sunday, the envoy said, “We have agreed today.”", "2022-02-15")
    assert [time.value for time in found] == ["2022-02-13", "2022-02-13"]
    assert found[1].anchor == "t1"


@pytest.mark.parametrize(
    "text",
    [
        "They met on 31 April 2022.",
        "They met on February 29, 2023.",
        "The file is dated 2022-13-01.",
        "The file is dated 14/13/2022.",
    ],
)
def test_impossible_dates_have_no_value(text: str) -> None:
    assert only(text).value is None


def test_day_and_month_that_could_be_exchanged_are_not_guessed() -> None:
    assert only("The file is dated 03/04/2022.").value is None
    assert only("The file is dated 04/04/2022.").value == "2022-04-04"


@pytest.mark.parametrize(
    "text",
    [
        "The two sides may agree.",
        "The protesters march on the capital.",
        "The government could fall.",
        "He is 52 years old.",
        "The five-year-old girl survived.",
        "The delegation of 2000 soldiers left.",
        "It cost $1990.",
        "Resolution 2118 was adopted.",
        "He sat in the second row and had a second chance.",
        "The sun shone on the convoy.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert times(text) == ()


def test_a_range_is_two_times() -> None:
    assert values("Talks run from March 3-5, 2021.") == [
        ("March 3", "2021-03-03"),
        ("5, 2021", "2021-03-05"),
    ]
    assert values("He led the army in 1991-1997.") == [("1991", "1991"), ("1997", "1997")]
    assert values("The siege lasted from May to July 2011.") == [
        ("May", "2011-05"),
        ("July 2011", "2011-07"),
    ]


def test_offsets_count_code_points() -> None:
    text = "😀 Zürich\u200b — “They met on Tuesday,” he said."
    time = only(text)
    assert text[time.start : time.end] == "Tuesday"


def test_any_text_is_read_without_an_error() -> None:
    for text in ("", " ", "\n\n", "…", "1/0 years ago", "99:99", "the the the 9999", "0/0/0000"):
        times(text)
        times(text, published=None)


def test_dates_at_the_ends_of_the_calendar() -> None:
    assert only("The rule holds for 9000 years from now.").value is None
    times("It was 5000 years ago.", "0001-01-01")
    times("The following century was calm.", "9999-12-31")


def test_the_same_text_gives_the_same_times() -> None:
    text = "They met on Tuesday, in May 2011 and for three hours last week."
    assert times(text) == times(text)


def test_a_clock_time_in_brackets_shares_the_day() -> None:
    found = times("The blast came at 10:35 a.m. (0735 GMT) Tuesday.")
    assert [time.value for time in found] == ["2022-02-15T10:35", "2022-02-15T07:35"]


def test_a_name_that_looks_like_a_past_verb_tells_no_tense() -> None:
    text = "The envoy will be travelling to the United Nations on Tuesday."
    assert only(text).value == "2022-02-22"


def test_the_past_and_the_future_are_times_only_by_themselves() -> None:
    assert values("They failed in the past.") == [("the past", "PAST_REF")]
    assert values("They spoke about the future of the region and the past chairman.") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They will grieve for the victims of Saturday's deadly attack.", "2022-02-12"),
        ("They will act, according to a post on Monday by the envoy.", "2022-02-14"),
        ("They will have been there since Monday.", "2022-02-14"),
        ("They gave the rebels until Tuesday to leave.", "2022-02-22"),
        ("The vote was postponed until Tuesday.", "2022-02-22"),
        ("The envoys could leave as early as Tuesday.", "2022-02-22"),
        ("The talks had been due to end on Tuesday.", "2022-02-15"),
        ("The envoys will attend Tuesday's meeting.", "2022-02-22"),
    ],
)
def test_forms_that_tell_past_or_future_by_themselves(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "span", "type_", "value"),
    [
        ("A six-month-old truce collapsed.", "A six-month-old", "DURATION", "P6M"),
        ("It ended a decades-long feud.", "decades-long", "DURATION", "PXDE"),
        ("Relations changed over the years.", "the years", "DURATION", "PXY"),
        ("They meet in the week of 7 March.", "the week of 7 March", "DATE", "2022-W10"),
        ("Nobody talks at the moment.", "the moment", "DATE", "PRESENT_REF"),
        ("They agreed on little in those years.", None, None, None),
        ("They hope for peace in the near future.", "the near future", "DATE", "FUTURE_REF"),
        ("These days nobody talks.", "These days", "DATE", "PRESENT_REF"),
        ("It was signed in January nineteen ninety-seven.", None, "DATE", "1997-01"),
        ("It was signed in nineteen ninety-seven.", "nineteen ninety-seven", "DATE", "1997"),
        ("They left near the end of the year.", "the end of the year", "DATE", "2022"),
        ("The temple was built in 1500 BC.", None, None, None),
        ("They were heard in the year 45000.", None, None, None),
    ],
)
def test_further_forms(text: str, span: str | None, type_: str | None, value: str | None) -> None:
    if type_ is None:
        assert times(text) == ()
        return
    time = only(text)
    assert (time.type, time.value) == (type_, value)
    assert span is None or time.text == span


def test_a_clock_time_is_of_the_day_told_last() -> None:
    found = times(
        "Yesterday plants were hit. Nobody was hurt. The attack came at 4 a.m. local time."
    )
    assert [time.value for time in found] == ["2022-02-17", "2022-02-17T04:00"]


def test_the_end_of_a_range_lends_its_year_to_the_beginning() -> None:
    found = values("They met from 28 May to 2 June 2014.")
    assert found == [("28 May", "2014-05-28"), ("2 June 2014", "2014-06-02")]


def test_results_are_of_the_quarter_that_ended() -> None:
    assert only("Arms sales fell in the latest quarter.").value == "2021-Q4"
    found = values(
        "Sales fell in the third quarter of 2021. They had risen in the year-ago period."
    )
    assert [value for _, value in found] == ["2021-Q3", "2020-Q3"]


def test_long_runs_of_plain_words_cost_little() -> None:
    before = process_time()
    assert times("a " * 100_000) == ()
    assert process_time() - before < 15
