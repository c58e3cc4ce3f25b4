"""Parts of months and days, what is counted vaguely, and which side of publication is meant."""

from __future__ import annotations

import pytest
import spacy

from detente.grounding.bundle import Header
from detente.grounding.times import find_times
from detente.record import Time

_NLP = spacy.blank("en")
# A Friday.
_PUBLISHED = "2022-02-18"


def times(text: str, published: str | None = _PUBLISHED) -> tuple[Time, ...]:
    return find_times(_NLP(text), Header(published=published))


def only(text: str, published: str | None = _PUBLISHED) -> Time:
    found = times(text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "span", "value", "edtf"),
    [
        (
            "They will meet in the first week of March.",
            "the first week of March",
            "2022-03",
            "2022-03-01/2022-03-07",
        ),
        (
            "They met in the last week of January 2021.",
            "the last week of January 2021",
            "2021-01",
            "2021-01-25/2021-01-31",
        ),
        (
            "They met on the first Monday of March 2021.",
            "the first Monday of March 2021",
            "2021-03-01",
            "2021-03-01",
        ),
        (
            "They met on the last day of February 2020.",
            "the last day of February 2020",
            "2020-02-29",
            "2020-02-29",
        ),
        (
            "They met on the first weekend of February.",
            "the first weekend of February",
            "2022-W05-WE",
            "2022-02-05/2022-02-06",
        ),
        ("They will meet on the 27th.", "the 27th", "2022-02-27", "2022-02-27"),
        ("They met on Thursday the 3rd.", "Thursday the 3rd", "2022-02-03", "2022-02-03"),
        (
            "They will meet the week after next.",
            "the week after next",
            "2022-W09",
            "2022-02-28/2022-03-06",
        ),
        ("They met the month before last.", "the month before last", "2021-12", "2021-12"),
        ("It was signed in '98.", "'98", "1998", "1998"),
        ("They meet in three days' time.", "three days' time", "2022-02-21", "2022-02-21"),
        ("It was built in the late 1800s.", "the late 1800s", "18XX", "1867/1899"),
        ("It was quieter this winter.", "this winter", "2021-WI", "2021-24"),
        ("It was colder last winter.", "last winter", "2020-WI", "2020-24"),
        (
            "Fighting ebbed in the winter of 2020/21.",
            "the winter of 2020/21",
            "2020-WI",
            "2020-24",
        ),
        (
            "Arms sales fell in the same month last year.",
            "the same month last year",
            "2021-02",
            "2021-02",
        ),
        ("He fled long ago.", "long ago", "PAST_REF", None),
        ("Much changed after the 9/11 attacks.", "9/11", "2001-09-11", "2001-09-11"),
        (
            "Much changed with the September 11 attacks.",
            "September 11",
            "2001-09-11",
            "2001-09-11",
        ),
    ],
)
def test_dates_by_their_place(text: str, span: str, value: str, edtf: str | None) -> None:
    time = only(text)
    assert (time.text, time.type, time.value, time.edtf) == (span, "DATE", value, edtf)


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("They crossed on the night of 3 February.", "the night of 3 February", "2022-02-03TNI"),
        ("The raid began at dawn on Tuesday.", "dawn on Tuesday", "2022-02-15TMO"),
        ("The raid came two nights ago.", "two nights ago", "2022-02-16TNI"),
        (
            "He fled shortly before midnight Wednesday night.",
            "midnight Wednesday night",
            "2022-02-16T24:00",
        ),
        ("The raid began at 14.30 GMT on Tuesday.", "14.30 GMT on Tuesday", "2022-02-15T14:30"),
    ],
)
def test_parts_of_a_day(text: str, span: str, value: str) -> None:
    time = only(text)
    assert (time.text, time.type, time.value) == (span, "TIME", value)


def test_the_night_before_and_the_morning_after() -> None:
    found = times("The vote was held on Tuesday. The night before, he had fled.")
    assert [time.value for time in found] == ["2022-02-15", "2022-02-14TNI"]


def test_the_night_of_what_has_no_day_is_no_time() -> None:
    assert times("Nobody slept on the night of the coup.") == ()


def test_a_day_goes_to_one_clock_time() -> None:
    found = times("They met at noon Monday, Tuesday and at 3 p.m. (1200 GMT) on Wednesday.")
    assert [time.value for time in found] == [
        "2022-02-14T12:00",
        "2022-02-15",
        "2022-02-16T15:00",
        "2022-02-16T12:00",
    ]


@pytest.mark.parametrize(
    ("text", "span", "value", "edtf"),
    [
        ("On Tuesday he fell. Days later he died.", "Days later", "PXD", "2022-02-15/.."),
        (
            "On Tuesday he fell. A few hours earlier he had eaten.",
            "A few hours earlier",
            "PTXH",
            "2022-02-14/2022-02-15",
        ),
        (
            "On Tuesday he fell. Several months earlier he had fled.",
            "Several months earlier",
            "PXM",
            "../2022-02-15",
        ),
    ],
)
def test_what_nobody_counted_is_open_at_its_far_end(
    text: str, span: str, value: str, edtf: str
) -> None:
    first, second = times(text)
    assert (second.text, second.type, second.value) == (span, "DURATION", value)
    assert (second.edtf, second.anchor) == (edtf, first.id)
    assert second.reason is not None
    assert "nobody says how long" in second.reason


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("A yearlong siege ended.", "DURATION", "P1Y"),
        ("A week-long truce ended.", "DURATION", "P1W"),
        ("They fought for a quarter of a century.", "DURATION", "P25Y"),
        ("Nothing was heard in the last month.", "DURATION", "P1M"),
        ("Months of silence follow weeks of war.", None, None),
        ("The deal follows months of talks.", "DURATION", "PXM"),
        ("They march on weekends.", "SET", "XXXX-WXX-WE"),
        ("They march every summer.", "SET", "XXXX-SU"),
        ("The Daily Courier said so.", None, None),
        ("The state daily Kurier said so.", None, None),
        ("He wrote Vision 2030 for the ministry.", None, None),
        ("It was the last month of the war.", None, None),
        ("He lives on the 5th floor.", None, None),
        ("It won 9/11 percent.", None, None),
        ("In the hall '20 chairs' stood.", None, None),
    ],
)
def test_stretches_and_what_is_none(text: str, type_: str | None, value: str | None) -> None:
    if type_ is None:
        assert times(text) == ()
    else:
        assert (only(text).type, only(text).value) == (type_, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They have until 9 a.m. Tuesday to sign.", "2022-02-22T09:00"),
        ("The court extended the deadline until 5 p.m. GMT Tuesday.", "2022-02-22T17:00"),
        ("The move follows Tuesday's declaration.", "2022-02-15"),
        ("The ministry Tuesday condemned the raid and vowed to act.", "2022-02-15"),
        ("The envoy was forecast to arrive early Tuesday.", "2022-02-22"),
        ("The envoy spoke ahead of Tuesday's talks.", "2022-02-22"),
        ("They were told to be present in November.", "2021-11"),
    ],
)
def test_which_side_of_publication(text: str, value: str) -> None:
    assert only(text).value == value


def test_last_february_told_in_march_is_a_year_back() -> None:
    assert only("He was named last February.", "2022-03-02").value == "2021-02"
    assert only("He was named last February.", "2022-06-02").value == "2022-02"


def test_this_weekend_told_as_past_early_in_the_week_is_the_one_just_over() -> None:
    assert only("They met this weekend.", "2022-02-14").value == "2022-W06-WE"
    assert only("They will meet this weekend.", "2022-02-14").value == "2022-W07-WE"


def test_what_is_told_as_past_hangs_on_no_day_to_come() -> None:
    found = times(
        "They met on Tuesday. The ban starts on 10 December 2022. A list was printed the same day."
    )
    assert [time.value for time in found] == ["2022-02-15", "2022-12-10", "2022-02-15"]


def test_days_counted_after_a_dash_are_no_range() -> None:
    found = times(
        "On 13 February 2022 he left; on February 13 — two days after the vote — he fell."
    )
    assert [time.value for time in found] == ["2022-02-13", "2022-02-13", "P2D"]


def test_years_joined_by_a_slash_are_a_range() -> None:
    found = times("Exports fell in 2014/15.")
    assert [(time.value, time.edtf) for time in found] == [
        ("2014", "2014/2015"),
        ("2015", "2014/2015"),
    ]


def test_a_day_after_publication_that_is_told_as_past_is_flagged_and_kept() -> None:
    time = only("The envoys met on 3 March 2023.")
    assert time.value == "2023-03-03"
    assert "yet after the day of publication" in (time.reason or "")
    assert "yet after" not in (only("The envoys will meet on 3 March 2023.").reason or "")


def test_that_month_can_hang_on_a_week() -> None:
    found = times("They met in the week of 7 January 2021. That month they failed.")
    assert found[1].value == "2021-01"


@pytest.mark.parametrize(
    ("text", "span", "value", "edtf"),
    [
        ("He will return midweek.", "midweek", "2022-W08", "2022-02-22/2022-02-24"),
        ("The talks resumed in mid-week.", "mid-week", "2022-W07", "2022-02-15/2022-02-17"),
        ("The talks will last two to three weeks.", "two to three weeks", "PXW", None),
        ("A week or two ago they met.", "A week or two ago", "PAST_REF", None),
        ("They leave in a day or two.", "a day or two", "PXD", None),
        ("A decade and a half ago they met.", "A decade and a half ago", "2007", "2007"),
    ],
)
def test_vague_counts_and_the_middle_of_a_week(
    text: str, span: str, value: str, edtf: str | None
) -> None:
    found = only(text)
    assert (found.text, found.value, found.edtf) == (span, value, edtf)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("In the first six months of 2021 exports fell.", "2021-01-01/2021-06-30"),
        ("The first three quarters of 2020 were calm.", "2020-01-01/2020-09-30"),
        ("The last two weeks of March 2020 were bad.", "2020-03-18/2020-03-31"),
        ("The last three months of last year were bad.", "2021-10-01/2021-12-31"),
    ],
)
def test_so_many_units_at_an_end_of_a_year_or_month(text: str, days: str) -> None:
    stretch, _ = times(text)
    assert (stretch.type, stretch.edtf) == ("DURATION", days)


def test_seasons_of_one_year() -> None:
    found = times("They met in the spring and summer of 2020.")
    assert [t.value for t in found] == ["2020-SP", "2020-SU"]
