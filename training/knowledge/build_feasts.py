"""Build ``grounding/times/feasts.tsv``: days of feasts that follow the moon or another calendar.

usage: python training/knowledge/build_feasts.py   (needs the packages ``holidays`` and
``python-dateutil``, which Détente itself does not)

Islamic feasts are calculated, an announced sighting of the moon may differ by a day; Jewish ones
are given by their first full day (they begin on the evening before); Orthodox Easter is the Julian
one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FIRST, LAST = 1980, 2045
OUT = Path(__file__).parents[2] / "src" / "detente" / "grounding" / "times" / "feasts.tsv"
HEADER = """\
# Days of feasts that follow the moon or another calendar. Written by
# training/knowledge/build_feasts.py from the calendars of the packages holidays (MIT licence) and
# python-dateutil (Apache-2.0). names: lower case, separated by "|". days: the first day of each
# year's feast; where the feast lasts longer than a day, "/" and how many days.
"""


def main() -> None:
    """Write the table."""
    rows = [
        "\t".join(["|".join(names), " ".join(_written(day, length) for day, length in days)])
        for names, days in _feasts()
    ]
    OUT.write_text(HEADER + "\n".join(["names\tdays", *rows]) + "\n", encoding="utf-8")


def _written(day: date, length: int) -> str:
    return f"{day}/{length}" if length > 1 else str(day)


def _feasts() -> Iterator[tuple[list[str], list[tuple[date, int]]]]:
    from dateutil.easter import EASTER_ORTHODOX, easter
    from holidays.calendars.chinese import _ChineseLunisolar
    from holidays.calendars.hebrew import _HebrewLunisolar
    from holidays.calendars.islamic import _IslamicLunar
    from holidays.calendars.persian import _Persian

    years = range(FIRST, LAST + 1)
    islamic, hebrew = _IslamicLunar(), _HebrewLunisolar()

    def moving(of_year: Callable[[int], Any]) -> list[date]:
        return sorted({day for year in years for day, _ in of_year(year)})

    def yearly(of_year: Callable[[int], Any], length: int) -> list[tuple[date, int]]:
        found: set[date] = set()
        for year in years:  # a day, or the days of a feast that a year can have twice
            told = of_year(year)
            if isinstance(told, tuple):  # the day, and whether it is calculated
                told = told[0]
            found |= {told} if isinstance(told, date) else set(told or ())
        return [(day, length) for day in sorted(found)]

    ends = moving(islamic.eid_al_fitr_dates)
    fasts = []
    for begin in moving(islamic.ramadan_beginning_dates):
        end = next((day for day in ends if day > begin), None)
        if end is not None and end - begin < timedelta(days=32):
            fasts.append((begin, (end - begin).days))
    yield ["ramadan", "ramazan", "ramadhan"], fasts
    one = [(day, 1) for day in ends]
    yield ["eid al-fitr", "eid ul-fitr", "eid-ul-fitr", "eid el-fitr"], one
    names = ["eid al-adha", "eid ul-adha", "eid-ul-adha", "eid el-adha"]
    yield names, [(day, 1) for day in moving(islamic.eid_al_adha_dates)]
    yield ["ashura"], [(day, 1) for day in moving(islamic.ashura_dates)]
    yield ["arbaeen", "arba'een"], [(day, 1) for day in moving(islamic.arbaeen_dates)]
    yield ["passover", "pesach"], yearly(hebrew.passover_date, 7)
    yield ["yom kippur"], yearly(hebrew.yom_kippur_date, 1)
    yield ["rosh hashanah", "rosh hashana"], yearly(hebrew.rosh_hashanah_date, 2)
    yield ["hanukkah", "chanukah"], yearly(hebrew.hanukkah_date, 8)
    yield ["sukkot"], yearly(hebrew.sukkot_date, 7)
    yield ["purim"], yearly(hebrew.purim_date, 1)
    yield ["shavuot"], yearly(hebrew.shavuot_date, 1)
    yield (
        ["chinese new year", "lunar new year"],
        yearly(_ChineseLunisolar().lunar_new_year_date, 1),
    )
    yield ["nowruz", "nawruz", "newroz", "norouz"], yearly(_Persian().new_year_date, 1)
    orthodox = [easter(year, EASTER_ORTHODOX) for year in years]
    yield ["orthodox easter"], [(day, 1) for day in orthodox]
    yield ["orthodox good friday"], [(day - timedelta(days=2), 1) for day in orthodox]


if __name__ == "__main__":
    main()
