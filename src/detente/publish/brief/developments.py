"""What happened, was said to have happened or was announced; and where its sources disagree."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import Any

from sqlalchemy import Connection

from detente.casefile.views.filters import Filters
from detente.publish.brief.english import counted, date_words, day_words, quoted
from detente.publish.brief.model import Group, Point, Section, Sentence
from detente.publish.brief.notes import Notes, source_name
from detente.publish.brief.sentences import Happening, country_name, happening_sentence
from detente.publish.brief.tables import firsts, happenings, tellings
from detente.publish.clean import one_line

MOST = 24
"""So many occurrences are told."""
MOST_VOICES = 3
"""So many sources are heard on an occurrence."""
_SURE = ("happened", "ongoing")
_DEEDS = (2, 4)
_QUADS = {
    1: "cooperation in words",
    2: "cooperation in deeds",
    3: "conflict in words",
    4: "conflict in deeds",
}


def section(connection: Connection, notes: Notes, rows: Sequence[Any], filters: Filters) -> Section:
    """The most important occurrences, day by day, the most important of a day first."""
    new = firsts(connection)
    told = dict(zip((row["occurrence"] for row in rows), happenings(connection, rows), strict=True))
    known = [row for row in rows if told[row["occurrence"]].who or told[row["occurrence"]].whom]
    weight = {row["occurrence"]: _weight(row, told[row["occurrence"]], new) for row in known}
    order = sorted(known, key=lambda row: (-weight[row["occurrence"]], row["occurrence"]))
    days: dict[str, dict[Any, list[Any]]] = {}
    for row in clearest(connection, notes, order[:MOST]):  # what one sentence tells stands together
        place = notes.place(row["report"], row["start"], row["end"])
        days.setdefault(_day(row, filters), {}).setdefault(place or row["occurrence"], []).append(
            row
        )
    groups = tuple(
        Group(
            day_words(day) if day else "Day not told",
            tuple(_point(each, told, notes, new, filters) for each in days[day].values()),
        )
        for day in sorted(days, key=lambda day: (not day, day))
    )
    left = len(rows) - min(MOST, len(order))
    after = f"`detente timeline` has {counted(left, 'more occurrence')} of the period."
    return Section(
        "Developments", groups, "No occurrence of the period is told.", after if left else None
    )


def clearest(connection: Connection, notes: Notes, rows: Sequence[Any]) -> list[Any]:
    """The rows, each with the telling that a reader understands best by itself (one that names its
    people, near the head of a report), and under ``others`` that of each other source: what one
    side tells does not stand alone where another tells it too."""
    several = tellings(connection, [row for row in rows if row["reports"] > 1])
    found = []
    for row in rows:
        told = several.get(row["occurrence"]) or [(row["report"], row["start"], row["end"])]
        by_source: dict[str, tuple[int, int, int]] = {}
        for at in sorted(told, key=lambda each: (notes.leans(*each), each[1], each[0])):
            by_source.setdefault(notes.report(at[0]).source or "", at)
        best, *others = by_source.values()
        more = {"report": best[0], "start": best[1], "end": best[2]}
        found.append(row | more | {"others": others[: MOST_VOICES - 1]})
    return found


def _day(row: Any, filters: Filters) -> str:
    """The day under which an occurrence stands; none where that of its report lies outside."""
    if row["date_from"] and row["date_from"] == row["date_to"]:
        return str(row["date_from"])
    day = str(row["first_reported"] or row["date_from"] or "")
    is_within = (filters.first or "") <= day <= (filters.last or "9999")
    return day if is_within else ""


def _weight(row: Any, told: Happening, new: set[str]) -> float:
    """How important an occurrence is for a reader: how grave, told by how many, whether new."""
    weight: float = (
        abs(row["intensity"]) / 10
        + 0.5 * log2(max(1, row["sources"]))
        + 0.3 * (row["occurrence"] in new)
        + 0.4 * bool(told.who)
        + 0.2 * bool(told.whom)
        + 0.3 * (row["quad"] in _DEEDS)
        + 0.2 * (row["status"] in _SURE)
    )
    return weight


def _point(
    rows: list[Any], told: dict[str, Happening], notes: Notes, new: set[str], filters: Filters
) -> Point:
    """The words first: they are right where the reading of them may not be."""
    at = (rows[0]["report"], rows[0]["start"], rows[0]["end"])
    found = notes.add(*at)
    read = [
        Sentence(
            f"Read as: {happening_sentence(told[row['occurrence']]).removesuffix('.')} "
            f"{_facts(row, new, filters)}.",
            found,
        )
        for row in rows
    ]
    voices = [Sentence(notes.lead(*at) or "", found)]
    for other in dict.fromkeys(place for row in rows for place in row["others"]):
        voices.append(Sentence(notes.lead(*other) or "", notes.add(*other)))
    told_first, *more = [each for each in (*dict.fromkeys(voices), *read) if each.text]
    return Point(told_first, tuple(more))


def _facts(row: Any, new: set[str], filters: Filters) -> str:
    found = [counted(row["sources"], "source")]
    if row["reports"] != row["sources"]:
        found.append(counted(row["reports"], "report"))
    level = f" {row['intensity']:+g}".replace("-", "−") if row["intensity"] else ""
    found.append(f"{_QUADS[row['quad']]}{level}")
    if row["occurrence"] in new:
        found.append("new")
    day = date_words(row["date"])
    if not day:
        found.append("undated")
    elif row["date_from"] != row["date_to"]:
        found.append(f"dated {day}")
    if row["first_reported"] and filters.last and row["first_reported"] > filters.last:
        found.append(f"first reported after the period, on {day_words(row['first_reported'])}")
    return f"({'; '.join(found)})"


_ABOUT = {"date": "the day", "who": "who did it", "whether": "whether it happened"}


def differences(connection: Connection, notes: Notes, rows: Sequence[Any]) -> Section:
    """The occurrences of which sources tell different things."""
    apart = [row for row in rows if row["differences"]]
    points = []
    for row, told in zip(apart, happenings(connection, apart), strict=True):
        found = notes.add(row["report"], row["start"], row["end"])
        more: list[Sentence] = []
        for each in row["differences"] if isinstance(row["differences"], list) else ():
            more += _sides(each, notes)
        if more:
            points.append(Point(Sentence(happening_sentence(told), found), tuple(more)))
    groups = (Group(None, tuple(points)),) if points else ()
    return Section(
        "Where sources disagree", groups, "Of no occurrence of the period do sources disagree."
    )


def _sides(difference: Any, notes: Notes) -> list[Sentence]:
    about = difference["about"]
    what = _ABOUT.get(about) or f"the number ({difference.get('unit') or 'no unit'})"
    found = []
    for value in difference["values"]:
        for says in value["says"]:
            report = notes.report(says["report"])
            at = report.text.find(says["words"]) if report is not None else -1
            note = notes.add(says["report"], at, at + len(says["words"])) if at >= 0 else ()
            by = f", after {one_line(says['by'])}" if says.get("by") else ""
            told = _value(about, value["value"])
            words = f"On {what}, {source_name(says['source'])}{by} has {told}"
            found.append(Sentence(f"{words} ({quoted(one_line(says['words']))}).", note))
    return found


def _value(about: str, value: str) -> str:
    if about == "date":
        return date_words(value) or value
    if about == "who":
        return country_name(value)
    if about == "whether":
        return "it as denied" if value == "denied" else "it as told"
    number = float(value)
    return f"{number:,.0f}" if number == int(number) else value
