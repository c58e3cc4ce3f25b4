"""Tension: conflict and cooperation of two parties, period by period, words and deeds apart."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias

from detente.casefile.casefile import Casefile
from detente.casefile.engine import shown
from detente.casefile.views.filters import Filters
from detente.casefile.views.pairs import COUNTS, EVIDENCE, Occurrence, Tally, occurrences
from detente.casefile.views.parties import Party
from detente.casefile.views.scope import Scope
from detente.casefile.views.table import Column, Row, View

DAYS = {"day": 1, "week": 7}
LONG = 120
"""Days from which on a period is a week unless told otherwise."""
LEAST_COUNTED = 8
"""Pairs of which less is told as fact have no levels: there is too little to tell a change by."""
PAIRS = 10
Tallies: TypeAlias = dict[tuple[str, str], dict[str, Tally]]
COLUMNS = (
    Column("party", "text", "one of the two", free=True),
    Column("other", "text", "the other", free=True),
    Column("period", "date", "the day, or the Monday of the week"),
    *COUNTS,
    Column("level", "number", "mean of balance between the change points around the period"),
    Column("change", "text", "set where a new level begins", "conflict, cooperation"),
    *EVIDENCE,
)


def tension(
    case: Casefile,
    filters: Filters | None = None,
    limit: int | None = None,
    by: str | None = None,
    pairs: int | None = PAIRS,
    fill_dates: bool = False,
) -> View:
    """One row a pair and period in which there is something: the ``pairs`` (``None`` for all) of
    most occurrences, these first.

    ``by`` is ``day`` or ``week``; without it the week, if the time from first to last is long.
    What is not known to the period is left out and counted in a note; with ``fill_dates`` what has
    no date at all stands at the day of its first report.
    """
    filters = filters or Filters()
    with case.reading() as connection:
        scope = Scope(connection, filters)
        found = [
            each for each in occurrences(connection, scope) if any(a != b for a, b in each.pairs)
        ]
    filled = [_at_report(each) if fill_dates else each for each in found]
    placed = sum(a is not b for a, b in zip(found, filled, strict=True))
    found = filled
    by = by or _period_for(found)
    tallies, vague = _tallied(found, by, scope)
    told = (shown(case.case), filters.told() | {"by": by}, scope.notes)
    return as_view(told, tallies, by, vague, placed, limit=limit, pairs=pairs, filled=fill_dates)


def as_view(
    told: tuple[str, dict[str, str], tuple[str, ...]],
    tallies: Tallies,
    by: str,
    vague: int,
    placed: int,
    *,
    limit: int | None,
    pairs: int | None,
    filled: bool,
) -> View:
    """The view of these counts. ``told`` is of what it is, by which filters, with which notes;
    ``vague`` lie in no one period, ``placed`` stand at the day of their first report."""
    case, filters, notes = told
    if vague:
        notes += (f"{vague:,} not known to the {by} {'is' if vague == 1 else 'are'} left out",)
    if vague and not filled:
        notes += ("--fill-dates puts what has no date at the day of its first report",)
    if placed:
        notes += (f"{placed:,} without a date stand at the day of their first report",)
    ordered = sorted(tallies.items(), key=lambda item: (-_size(item[1]), item[0]))
    if pairs is not None and len(ordered) > pairs:
        notes += (f"{pairs:,} of {len(ordered):,} pairs, those with most; --pairs 0 for all",)
    chosen = ordered[:pairs]
    rows: list[Row] = []
    changes: list[Row] = []
    for pair, periods in chosen:
        rows += _rows(pair, periods, DAYS[by], changes)
    facts = {"by": by, "pairs": [list(pair) for pair, _ in chosen], "changes": changes}
    shown_rows = rows if limit is None else rows[-limit:] if len(chosen) == 1 else rows[:limit]
    return View("tension", case, COLUMNS, shown_rows, len(rows), filters, notes, facts)


def _tallied(found: list[Occurrence], by: str, scope: Scope) -> tuple[Tallies, int]:
    """The occurrences by pair and period, and how many lie in no one period."""
    tallies: Tallies = {}
    vague = 0
    asked = scope.actor or scope.with_
    for each in found:
        period = _period(each, by)
        if period is None:
            vague += 1
            continue
        for pair in {(min(p), max(p)) for p in each.pairs if p[0] != p[1]}:
            tallies.setdefault(turned(pair, asked), {}).setdefault(period, Tally()).add(each)
    return tallies, vague


def _at_report(each: Occurrence) -> Occurrence:
    """An occurrence that has no date, at the day of its first report; its ``date`` stays empty."""
    if each.date_from is not None or each.placed is None:
        return each
    return replace(each, date_from=each.placed, date_to=each.placed)


def _period_for(found: list[Occurrence]) -> str:
    days = sorted(each.date_from for each in found if each.date_from)
    if not days:
        return "day"
    span = date.fromisoformat(days[-1]) - date.fromisoformat(days[0])
    return "week" if span.days > LONG else "day"


def _period(each: Occurrence, by: str) -> str | None:
    """The period in which an occurrence lies whole."""
    if each.date_from is None or each.date_to is None:
        return None
    first, last = _begin(each.date_from, by), _begin(each.date_to, by)
    return first if first == last else None


@cache
def _begin(day: str, by: str) -> str:
    if by == "day":
        return day
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


def turned(pair: tuple[str, str], first: Party | None) -> tuple[str, str]:
    """The pair with whom was asked for first."""
    return (pair[1], pair[0]) if first and pair[1] == first.label else pair


def _size(periods: dict[str, Tally]) -> int:
    return sum(len(tally.ids) for tally in periods.values())


def _rows(
    pair: tuple[str, str], periods: dict[str, Tally], step: int, changes: list[Row]
) -> list[Row]:
    level_of, change_of = _levels(pair, periods, step, changes)
    for period in change_of:  # also where a level begins with a period in which there is nothing
        periods.setdefault(period, Tally())
    return [
        {
            "party": pair[0],
            "other": pair[1],
            "period": period,
            **periods[period].cells(),
            "level": level_of.get(period),
            "change": change_of.get(period),
        }
        for period in sorted(periods)
    ]


def _levels(
    pair: tuple[str, str], periods: dict[str, Tally], step: int, changes: list[Row]
) -> tuple[dict[str, float], dict[str, str]]:
    """The level of each period, and where it changes; periods of which nothing is told are 0."""
    if sum(tally.counted for tally in periods.values()) < LEAST_COUNTED:
        return {}, {}
    from detente.casefile.views.changes import levels

    first, last = (date.fromisoformat(each) for each in (min(periods), max(periods)))
    days = [
        (first + timedelta(days=offset)).isoformat()
        for offset in range(0, (last - first).days + 1, step)
    ]
    values = [periods[day].row["balance"] if day in periods else 0.0 for day in days]
    found = levels(values)
    level_of = {
        days[i]: round(level.mean, 3) for level in found for i in range(level.start, level.end)
    }
    change_of = {}
    for before, after in itertools.pairwise(found):
        towards = "conflict" if after.mean < before.mean else "cooperation"
        change_of[days[after.start]] = towards
        facts: dict[str, Any] = {"party": pair[0], "other": pair[1], "period": days[after.start]}
        facts |= {"from": round(before.mean, 3), "to": round(after.mean, 3), "towards": towards}
        changes.append(facts)
    return level_of, change_of
