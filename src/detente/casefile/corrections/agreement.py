"""Who corrected what, and how far people agree who judged the same.

A unit is a field of an entry, whether an entry is there (``is there``), a pair of events or actors
(``same``), or the fate of a step. A person's value for it is what that person said last: set,
confirmed, added, deleted, judged. What a person took back does not count; what another took back
does.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from detente.casefile import schema
from detente.casefile.anchors import parse
from detente.casefile.casefile import Casefile
from detente.casefile.corrections import store
from detente.casefile.corrections.apply import Applying
from detente.casefile.corrections.edit import shown
from detente.casefile.corrections.judgements import ACTIONS, FATE
from detente.casefile.corrections.model import (
    ADD,
    CONFIRM,
    DELETE,
    OF_RECORDS,
    SET,
    UNDO,
    WHOLE,
    Correction,
    Target,
)

IS_THERE, SAME = "is there", "same"
Unit = tuple[str, str, Hashable]
"""The kind of entry, the field, and which entry it is of."""
Values = dict[Unit, dict[str, str]]


@dataclass(frozen=True)
class Agreement:
    """How far people agree on one field: ``units`` that two or more judged, the share of pairs of
    their values that are equal, and Krippendorff's alpha (``None`` where there is no variation to
    tell it from)."""

    kind: str
    field: str
    units: int
    equal: float | None
    alpha: float | None


@dataclass(frozen=True)
class Judged:
    """``by_person`` counts the fields that each person gave a value for, as "event.status";
    ``fields`` has the agreement on each field that two people judged, ``whole`` that on all of
    them together."""

    by_person: dict[str, dict[str, int]]
    fields: tuple[Agreement, ...]
    whole: Agreement


@dataclass(frozen=True)
class Difference:
    """What people say differently of one unit: ``values`` has what each said, in words. It is at
    ``places``, words of reports: the number, start and end of each."""

    kind: str
    field: str
    values: dict[str, str]
    places: tuple[tuple[int, int, int], ...]


def agreement(case: Casefile, people: Collection[str] | None = None) -> Judged:
    """Who judged what in a casefile, and how far people agree; of some ``people``, or of all."""
    units = _of(_units(case), people)
    by_person: dict[str, Counter[str]] = {}
    for (kind, field, _), values in units.items():
        for by in values:
            by_person.setdefault(by, Counter())[f"{kind}.{field}"] += 1
    shared: dict[tuple[str, str], list[list[str]]] = {}
    for (kind, field, _), told in units.items():
        if len(told) > 1:
            shared.setdefault((kind, field), []).append(list(told.values()))
    return Judged(
        {by: dict(sorted(counts.items())) for by, counts in sorted(by_person.items())},
        tuple(_agreement(*name, [shared[name]]) for name in sorted(shared)),
        _agreement("all", "all", list(shared.values())),
    )


def differences(case: Casefile, people: Collection[str] | None = None) -> list[Difference]:
    """What ``people`` (all, if not told) do not agree on, in the order of the reports."""
    units = _of(_units(case), people)
    unlike = {u: told for u, told in units.items() if len(set(told.values())) > 1}
    texts, numbers = _reports(case) if unlike else ({}, {})
    found = []
    for (kind, field, which), told in unlike.items():
        places = _places(field, which, numbers)
        text = texts.get(places[0][0], "") if places else ""
        values = {
            by: value if field in (SAME, FATE) else _in_words(json.loads(value), text)
            for by, value in sorted(told.items())
        }
        found.append(Difference(kind, field, values, places))
    return sorted(found, key=lambda each: (each.places, each.kind, each.field))


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal values: ``units`` has the values that each unit was given,
    by however many people. 1 is perfect agreement, 0 that of chance; ``None`` where nobody could
    disagree: no unit with two values, or the same value everywhere.

    After K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: one minus
    the disagreements observed over those expected, in the matrix of coincidences.
    """
    observed, expected = disagreements(units)
    return 1 - observed / expected if expected else None


def disagreements(units: Iterable[Sequence[Hashable]]) -> tuple[float, float]:
    """How many ordered pairs of unlike values there are within units, each unit weighing as much
    as it has values, and how many there would be by chance."""
    total: Counter[Hashable] = Counter()
    observed = 0.0
    for values in (Counter(each) for each in units if len(each) > 1):
        size = sum(values.values())
        observed += sum(n * (size - n) for n in values.values()) / (size - 1)
        total.update(values)
    n = sum(total.values())
    expected = sum(count * (n - count) for count in total.values())
    return observed, expected / (n - 1) if n else 0.0


def _agreement(kind: str, field: str, by_field: list[list[list[str]]]) -> Agreement:
    """The agreement on one field or several; of several, chance is reckoned within each."""
    units = [values for each in by_field for values in each]
    pairs = equal = 0
    for values in units:
        pairs += len(values) * (len(values) - 1)
        equal += sum(n * (n - 1) for n in Counter(values).values())
    told = [disagreements(each) for each in by_field]
    observed, expected = sum(o for o, _ in told), sum(e for _, e in told)
    share = equal / pairs if pairs else None
    return Agreement(kind, field, len(units), share, 1 - observed / expected if expected else None)


def _of(units: Values, people: Collection[str] | None) -> Values:
    """The units of which these people said something, and what they said."""
    chosen = (
        (unit, {by: value for by, value in told.items() if people is None or by in people})
        for unit, told in units.items()
    )
    return {unit: told for unit, told in chosen if told}


def _reports(case: Casefile) -> tuple[dict[int, str], dict[str, int]]:
    """The texts of the reports by number, and the numbers by key."""
    r = schema.reports.c
    with case.reading() as connection:
        rows = connection.execute(select(r.id, r.key, r.text)).all()
    return {row.id: row.text for row in rows}, {row.key: row.id for row in rows}


def _places(field: str, which: Any, numbers: dict[str, int]) -> tuple[tuple[int, int, int], ...]:
    if field not in (SAME, FATE):
        report, _, start, end, *_ = which
        return ((report, start or 0, end or 0),)
    anchors = [parse(anchor) for anchor in dict.fromkeys(which)]
    return tuple((numbers[a.report], a.start, a.end) for a in anchors if a.report in numbers)


def _in_words(value: Any, text: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and value:
        return ", ".join(_in_words(each, text) for each in value)
    if isinstance(value, dict) and "start" in value:
        return f"“{' '.join(text[value['start'] : value['end']].split())}”"
    return shown(value)


def _units(case: Casefile) -> Values:
    found: Values = {}
    with case.reading() as connection:
        rows = store.of_all(connection)
        counted = _standing(rows)
        of_records = [row for row in counted if row.action in OF_RECORDS]
        for report in sorted({row.report for row in of_records if row.report is not None}):
            kept = store.Kept(connection, report)
            applying = Applying(kept.record, kept.rows, kept.stamp)
            for row in of_records:
                if row.report == report:
                    _count(found, applying, row)
    for row in counted:
        if row.action in ACTIONS and row.value["verdict"] is not None:
            field = FATE if row.kind == FATE else SAME
            for pair in row.value["pairs"]:
                unit = (row.kind, field, tuple(sorted(pair)))
                found.setdefault(unit, {})[row.by] = row.value["verdict"]
    return found


def _standing(rows: list[Correction]) -> list[Correction]:
    """What counts as said: all but what its author took back."""
    known = {row.id: row for row in rows}
    taken: set[int] = set()
    for row in reversed(rows):
        if row.action == UNDO and row.id not in taken and row.undoes in known:
            undone = known[row.undoes]
            if undone.by == row.by or undone.action == UNDO:
                taken.add(undone.id)
    return [row for row in rows if row.id not in taken and row.action != UNDO]


def _count(found: Values, applying: Applying, row: Correction) -> None:
    assert row.target is not None
    entry = applying.draft.find(row.target)
    home: Target = row.target if entry is None else entry.home
    where = (row.report, *home)

    def say(field: str, value: Any) -> None:
        unit = (row.kind, field, where)
        found.setdefault(unit, {})[row.by] = json.dumps(value, sort_keys=True)

    if row.action == DELETE:
        for unit, told in found.items():
            if unit[0] == row.kind and unit[2] == where:
                told.pop(row.by, None)
    if row.kind != "report":
        say(IS_THERE, row.action != DELETE)
    if row.action == SET or (row.action == CONFIRM and row.field != WHOLE):
        say(str(row.field), row.value)
    elif row.action in (ADD, CONFIRM):
        for field, value in row.value.items():
            say(field, value)
