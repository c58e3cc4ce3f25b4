"""The days that a time covers, and why it was read so."""

from __future__ import annotations

import pytest
import spacy

from detente.grounding.bundle import Header
from detente.grounding.times import find_times
from detente.record import Dateline, Time

_NLP = spacy.blank("en")
# A Friday.
_PUBLISHED = "2022-02-18"


def times(text: str, published: str | None = _PUBLISHED, country: str | None = None) -> list[Time]:
    dateline = Dateline(start=0, end=1, place="Somewhere", country=country)
    return list(find_times(_NLP(text), Header(published=published, dateline=dateline)))


def only(text: str, published: str | None = _PUBLISHED, country: str | None = None) -> Time:
    found = times(text, published, country)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met on 3 March 2020.", "2020-03-03"),
        ("They met in March 2020.", "2020-03"),
        ("They met last week.", "2022-02-07/2022-02-13"),
        ("They met over the weekend.", "2022-02-12/2022-02-13"),
        ("They met in the third quarter of 2021.", "2021-07/2021-09"),
        ("They met in the first half of 2021.", "2021-01/2021-06"),
        ("They met last summer.", "2021-22"),
        ("They met in early March 2020.", "2020-03-01/2020-03-10"),
        ("They met in mid-March 2020.", "2020-03-11/2020-03-20"),
        ("They met in late February 2020.", "2020-02-21/2020-02-29"),
        ("They met in late 2020.", "2020-09/2020-12"),
        ("They met in the mid-1990s.", "1994/1996"),
        ("They met in the late 19th century.", "1867/1899"),
        ("They met early last week.", "2022-02-07/2022-02-09"),
        ("They will meet later this week.", "2022-02-18/2022-02-20"),
        ("They met earlier this month.", "2022-02-01/2022-02-18"),
        ("They have talked since Monday.", "2022-02-14/.."),
        ("They will talk until the end of the month.", "../2022-02-28"),
        ("They must leave by 25 February.", "../2022-02-25"),
        ("They left before 3 March 2020.", "../2020-03-02"),
        ("They left after 2020.", "2021/.."),
        ("They left around 1990.", "1990~"),
        ("They met at 07:35 GMT on Tuesday.", "2022-02-15T07:35:00Z"),
        ("They met at 9 a.m. EST on Tuesday.", "2022-02-15T09:00:00-05:00"),
        ("They met at 9 a.m. IST on Tuesday.", "2022-02-15T09:00:00"),
        ("They met at midnight on Tuesday.", "2022-02-16T00:00:00"),
        ("They met overnight.", "2022-02-17/2022-02-18"),
        ("They fought over the last three days.", "2022-02-15/2022-02-18"),
        ("They will fight for the next 48 hours.", "2022-02-18/2022-02-20"),
        ("They fought for three days.", None),
        ("They fought for the last few days.", None),
        ("They recently met.", None),
        ("They meet every Friday.", None),
    ],
)
def test_the_days_that_a_time_covers(text: str, edtf: str | None) -> None:
    assert only(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met between 3 and 5 March 2020.", "2020-03-03/2020-03-05"),
        ("They met on March 3-5, 2020.", "2020-03-03/2020-03-05"),
        ("They met from 28 February to 2 March 2020.", "2020-02-28/2020-03-02"),
        ("They will meet from Monday to Wednesday.", "2022-02-21/2022-02-23"),
        ("He led the army in 1991-1997.", "1991/1997"),
        ("The siege lasted from May to July 2011.", "2011-05/2011-07"),
    ],
)
def test_both_ends_of_a_range_have_the_whole(text: str, edtf: str) -> None:
    first, last = times(text)
    assert first.edtf == last.edtf == edtf
    assert first.reason is not None
    assert last.id in first.reason


def test_two_days_are_no_range() -> None:
    assert [t.edtf for t in times("They met on 3 and 5 March 2020.")] == [
        "2020-03-03",
        "2020-03-05",
    ]
    moved = times("The vote was moved from Monday to Wednesday.")
    assert all("/" not in (t.edtf or "/") for t in moved)


def test_a_day_of_no_known_year_keeps_month_and_day() -> None:
    time = only("They met on 3 March.", published=None)
    assert (time.value, time.edtf) == (None, "XXXX-03-03")
    time = only("They met in May.", published=None)
    assert (time.value, time.edtf) == (None, "XXXX-05")
    assert only("They met on 31 April.", published=None).edtf is None


@pytest.mark.parametrize(
    ("country", "value", "edtf"),
    [
        ("GBR", "2022-04-03", "2022-04-03"),
        ("USA", "2022-03-04", "2022-03-04"),
        ("CAN", None, "[2022-03-04,2022-04-03]"),
        (None, None, "[2022-03-04,2022-04-03]"),
    ],
)
def test_the_dateline_decides_the_order_of_day_and_month(
    country: str | None, value: str | None, edtf: str
) -> None:
    time = only("The file is dated 03/04/2022.", country=country)
    assert (time.value, time.edtf) == (value, edtf)
    if value is None:
        assert time.reason == "a date in figures; day and month could be exchanged"


def test_another_date_of_the_report_decides_before_the_dateline() -> None:
    found = times("The files are dated 03/04/2022 and 03/25/2022.", country="GBR")
    assert [t.value for t in found] == ["2022-03-04", "2022-03-25"]
    torn = times("Files: 03/04/2022, 25/03/2022 and 03/25/2022.", country="GBR")
    assert torn[0].value is None


def test_two_digits_of_a_year_are_the_nearest_one() -> None:
    assert only("The file is dated 25/03/99.").value == "1999-03-25"
    assert only("The file is dated 25/03/22.").value == "2022-03-25"
    assert only("The file is dated 25/03/22.", published=None).value is None


@pytest.mark.parametrize(
    ("text", "value", "edtf"),
    [
        ("They fought during Ramadan 2021.", None, "2021-04-13/2021-05-12"),
        ("They met on Eid al-Fitr 2021.", "2021-05-13", "2021-05-13"),
        ("They met on Yom Kippur 1973.", None, None),
        ("They met on Yom Kippur 2021.", "2021-09-16", "2021-09-16"),
        ("They fought during Passover 2021.", None, "2021-03-28/2021-04-03"),
        ("They met on Orthodox Easter 2022.", "2022-04-24", "2022-04-24"),
        ("They met on Easter 2022.", "2022-04-17", "2022-04-17"),
        ("They met on Nowruz 2021.", "2021-03-21", "2021-03-21"),
        ("They met last Orthodox Christmas.", "2022-01-07", "2022-01-07"),
    ],
)
def test_feasts_of_several_calendars(text: str, value: str | None, edtf: str | None) -> None:
    time = only(text)
    assert (time.value, time.edtf) == (value, edtf)


def test_a_person_named_like_a_feast() -> None:
    assert times("General Ramadan Khalil met Yassin Ramadan.") == []


def test_the_reason_names_form_tense_and_what_was_counted_from() -> None:
    assert only("They will meet on Tuesday.").reason == (
        "a day of the week; told as to come; counted from the day of publication, 2022-02-18"
    )
    assert only("They met on 31 April 2022.").reason == (
        "a day by its name; the calendar has no such day"
    )
    assert only("They met on Tuesday.", published=None).reason == (
        "a day of the week; the day of publication is not known"
    )
    assert times("They met on 3 March 2020. They met again the following day.")[1].reason == (
        "a stretch seen from here; counted from t1"
    )


@pytest.mark.parametrize(
    "text",
    [
        "9" * 400 + " days ago",
        "in " + "9" * 5000 + " days",
        "31/31/9999 0/0/00 0000-00-00 99:99 a.m.",
        "in 0001 and 9999-12-31T25:61",
        "the 45th century, 999999999999 years later, 9999999 weeks ago",
        "²³ days ago, ٣ days ago, 1½/0 days ago, the 12/0 days, 0/0 years",
    ],
)
@pytest.mark.parametrize("published", [None, "2022-02-18", "0001-01-01", "9999-12-31"])
def test_impossible_figures_are_no_error(text: str, published: str | None) -> None:
    times(text, published)
