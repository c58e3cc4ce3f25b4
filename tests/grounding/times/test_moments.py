"""Calendar arithmetic of partial dates."""

from __future__ import annotations

from datetime import date

import pytest

from detente.grounding.times.lexicon import lexicon
from detente.grounding.times.moments import (
    Moment,
    duration,
    easter,
    holiday_in,
    of_week,
    shift,
    weekday_near,
)


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, (4, 2)), (2000, (4, 23)), (2019, (4, 21)), (2022, (4, 17)), (2038, (4, 25))],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("memorial day", date(2022, 5, 30)),
        ("labor day", date(2022, 9, 5)),
        ("thanksgiving", date(2022, 11, 24)),
        ("black friday", date(2022, 11, 25)),
        ("election day", date(2022, 11, 8)),
        ("good friday", date(2022, 4, 15)),
    ],
)
def test_moving_holidays(name: str, day: date) -> None:
    assert holiday_in(lexicon().holidays[name], 2022) == day


def test_a_day_that_the_month_lacks_becomes_its_last() -> None:
    assert shift(date(2022, 3, 31), "M", -1) == date(2022, 2, 28)
    assert shift(date(2020, 2, 29), "Y", 1) == date(2021, 2, 28)


def test_beyond_the_calendar_there_is_nothing() -> None:
    assert shift(date(9999, 12, 31), "D", 1) is None
    assert shift(date(1, 1, 1), "C", -1) is None
    assert Moment("day", 2023, 2, 29).first_day() is None


def test_weekdays_near_a_day_count_the_day_itself() -> None:
    friday = date(2022, 2, 18)
    assert weekday_near(friday, 4, -1) == weekday_near(friday, 4, 1) == friday
    assert weekday_near(friday, 1, -1) == date(2022, 2, 15)
    assert weekday_near(friday, 1, 1) == date(2022, 2, 22)


def test_weeks_are_iso_weeks() -> None:
    assert of_week(date(2021, 1, 3)).value() == "2020-W53"


@pytest.mark.parametrize(
    ("unit", "count", "value"),
    [
        ("D", 3, "P3D"),
        ("TH", 48, "PT48H"),
        ("TH", 1.5, "PT1H30M"),
        ("E", 2, "P20Y"),
        ("F", 1, "P2W"),
        ("Y", 2.5, "P2Y6M"),
        ("Y", None, "PXY"),
        ("TM", None, "PTXM"),
    ],
)
def test_durations(unit: str, count: float | None, value: str) -> None:
    assert duration(unit, count) == value
