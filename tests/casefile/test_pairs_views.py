"""Network, tension, actors and sources, on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.casefile.history import History, dispute

from detente.casefile import Casefile
from detente.casefile.views import actors as actors_view
from detente.casefile.views import network as network_view
from detente.casefile.views import sources as sources_view
from detente.casefile.views import tension as tension_view
from detente.casefile.views.actors import actors
from detente.casefile.views.changes import levels
from detente.casefile.views.filters import Filters
from detente.casefile.views.network import network
from detente.casefile.views.sources import sources
from detente.casefile.views.table import Row, View
from detente.casefile.views.tension import tension


@pytest.fixture
def history(case: Casefile) -> Casefile:
    dispute(case)
    return case


@pytest.fixture
def crisis(case: Casefile) -> Casefile:
    """Ten quiet weeks, ten of conflict, a claim a week: day by day."""
    begun = date(2022, 1, 3)
    with case.writing() as connection:
        h = History(connection)
        for week in range(20):
            for day in range(3):
                on = (begun + timedelta(days=7 * week + day)).isoformat()
                report = h.report("Wire", on, "Norway and Sweden: met, shelled.")
                sides = [h.actor(report, n, "state", c) for n, c in
                         (("Norway", "NOR"), ("Sweden", "SWE"))]  # fmt: skip
                kind, words = ("CONSULT", "met") if week < 10 else ("ASSAULT", "shelled")
                claimed = day == 2
                h.event(
                    report, kind, words, sides[:1], sides[1:], occurrence=f"{week}-{day}", date=on,
                    status="claimed" if claimed else "happened", by=sides[0] if claimed else None,
                )  # fmt: skip
        h.finish()
    return case


def pair(view: View, who: str, whom: str) -> Row:
    (row,) = [row for row in view.rows if (row["actor"], row["recipient"]) == (who, whom)]
    return row


@pytest.mark.parametrize(
    ("make", "module"),
    [
        (network, network_view),
        (tension, tension_view),
        (actors, actors_view),
        (sources, sources_view),
    ],
)
def test_rows_have_the_columns(
    history: Casefile, make: Callable[[Casefile], View], module: object
) -> None:
    view = make(history)
    assert view.rows
    for row in view.rows:
        assert set(row) == {column.name for column in module.COLUMNS}  # type: ignore[attr-defined]


def test_who_does_what_to_whom(history: Casefile) -> None:
    view = network(history)
    row = pair(view, "NOR", "SWE")
    assert (row["cooperation_words"], row["conflict_words"]) == (1, 1)
    assert row["occurrences"] == ["o1", "o2", "o3"]
    assert (row["occurrence"], row["words"], row["report"]) == ("o2", "threatened", 2)
    assert pair(view, "SWE", "NOR")["occurrences"] == ["o1"]  # they met each other


def test_a_claim_is_counted_as_one_and_not_as_a_deed(history: Casefile) -> None:
    row = pair(network(history), "NOR", "SWE")
    assert row["conflict_deeds"] == 0
    assert row["claimed"] == 1
    assert row["balance"] == 1.5 - 5.0


def test_the_parties_can_be_people(history: Casefile) -> None:
    view = network(history, by="actor")
    assert pair(view, "Norway (NOR)", "Anna Berg (SWE)")["conflict_words"] == 1
    assert pair(network(history, Filters(actor="Berg")), "NOR", "Anna Berg (SWE)")
    rows = network(history, Filters(actor="Berg", with_="Dahl")).rows
    assert {row["occurrence"] for row in rows} == {"o1"}


def test_a_person_is_not_the_state_where_both_are_asked_for(history: Casefile) -> None:
    (row,) = network(history, Filters(actor="NOR", with_="Berg"), by="state").rows[:1]
    assert {row["actor"], row["recipient"]} == {"NOR", "Anna Berg (SWE)"}
    (only,) = network(history, Filters(actor="NOR", with_="Dahl")).rows or [None]
    assert only is None  # nothing between the prime minister and his own state


def test_tension_counts_words_and_deeds_apart(crisis: Casefile) -> None:
    view = tension(crisis, Filters(actor="SWE", with_="NOR"), by="week")
    assert len(view.rows) == 20
    first, last = view.rows[0], view.rows[-1]
    assert (first["party"], first["other"], first["period"]) == ("SWE", "NOR", "2022-01-03")
    assert (first["cooperation_words"], first["balance"], first["claimed"]) == (2, 3.0, 1)
    assert (last["conflict_deeds"], last["conflict_deeds_intensity"]) == (2, -20.0)
    assert first["occurrences"] == ["0-0", "0-1", "0-2"]


def test_the_change_is_found(crisis: Casefile) -> None:
    view = tension(crisis, by="week")
    (change,) = view.facts["changes"]
    assert (change["period"], change["towards"]) == ("2022-03-14", "conflict")
    assert (change["from"], change["to"]) == (3.0, -20.0)
    marked = [row["period"] for row in view.rows if row["change"]]
    assert marked == ["2022-03-14"]
    assert {row["level"] for row in view.rows} == {3.0, -20.0}


def test_what_has_no_day_is_in_no_period_and_told(history: Casefile) -> None:
    view = tension(history, by="day")
    assert {row["period"] for row in view.rows} == {"2022-03-03", "2022-03-10"}
    assert any(note == "1 not known to the day is left out" for note in view.notes)


def test_what_has_no_date_can_stand_at_its_first_report(history: Casefile) -> None:
    dated, filled = tension(history, by="day"), tension(history, by="day", fill_dates=True)
    count = [sum(len(row["occurrences"]) for row in view.rows) for view in (dated, filled)]
    assert count[1] == count[0] + 1
    assert any("1 without a date stand" in note for note in filled.notes)
    assert not any("left out" in note for note in filled.notes)
    assert {row["date"] for row in filled.rows} - {row["date"] for row in dated.rows} <= {None}


def test_few_pairs_are_shown_unless_all_are_wanted(history: Casefile) -> None:
    view = tension(history, pairs=0)
    assert view.rows == []
    assert any("0 of 1 pairs" in note for note in view.notes)
    assert tension(history, pairs=None).rows


def test_levels() -> None:
    flat = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0]
    assert len(levels(flat)) == 1
    found = levels([*flat, *(value - 20 for value in flat), *flat])
    assert [(level.start, level.end) for level in found] == [(0, 10), (10, 20), (20, 30)]
    assert [level.mean for level in found] == [1.5, -18.5, 1.5]
    assert len(levels([0.0] * 30 + [-10.0] + [0.0] * 30)) == 1  # one bad day is no change
    assert levels([]) == []
    assert [level.mean for level in levels([4.0])] == [4.0]
    assert len(levels([3.0] * 12)) == 1


def test_levels_are_the_best_there_are() -> None:
    """No other cut fits better at the price of a change."""
    from random import Random

    random = Random(5)
    for _ in range(20):
        series = [random.gauss(8 * (i // 7 % 2), 2) for i in range(24)]
        found = levels(series)
        noise = sum((b - a) ** 2 for a, b in itertools.pairwise(series)) / 23 / 2
        assert round(_cost(series, [level.end for level in found], noise), 6) == round(
            _best(series, noise), 6
        )


def _fit(part: list[float]) -> float:
    mean = sum(part) / len(part)
    return sum((value - mean) ** 2 for value in part)


def _cost(series: list[float], ends: list[int], noise: float) -> float:
    import math

    starts = [0, *ends[:-1]]
    fits = sum(_fit(series[a:b]) for a, b in zip(starts, ends, strict=True))
    return fits + 3 * noise * math.log(len(series)) * (len(ends) - 1)


def _best(series: list[float], noise: float) -> float:
    import math

    price = 3 * noise * math.log(len(series))
    best = {0: -price}
    for end in range(3, len(series) + 1):
        options = [
            best[start] + _fit(series[start:end]) + price
            for start in range(end - 2)
            if start in best
        ]
        best[end] = min(options)
    return best[len(series)]


def test_actors_are_counted(history: Casefile) -> None:
    by_name = {row["name"]: row for row in actors(history).rows}
    berg = by_name["Anna Berg"]
    assert (berg["acts"], berg["undergoes"], berg["statements"]) == (1, 1, 2)
    assert (berg["code"], berg["office"]) == ("SWE", "foreign minister")
    assert by_name["Norway"]["acts"] == 4
    assert by_name["reporters"]["report"] == 1
    assert {row["name"] for row in actors(history, Filters(actor="SWE")).rows} == {
        "Anna Berg", "Sweden", "Swedish government",
    }  # fmt: skip
    threat = {row["name"] for row in actors(history, Filters(type="threaten")).rows}
    assert threat == {"Norway", "Anna Berg"}


def test_sources_first_alone_and_copies(history: Casefile) -> None:
    by_name = {row["source"]: row for row in sources(history).rows}
    wire, post = by_name["Nordic Wire"], by_name["Harbour Post"]
    assert (wire["reports"], wire["copied"], wire["statements"]) == (2, 1, 3)
    assert (wire["occurrences"], wire["first"], wire["alone"]) == (2, 2, 1)
    assert (post["occurrences"], post["first"], post["alone"]) == (2, 1, 1)
    copy = by_name["Daily Copy"]
    assert (copy["reports"], copy["copies"], copy["occurrences"], copy["statements"]) == (
        1,
        1,
        0,
        0,
    )
    assert by_name["not named"]["alone"] == 2
    (only,) = sources(history, Filters(source="harbour")).rows
    assert only == post


def test_an_empty_casefile_has_empty_views(case: Casefile) -> None:
    for make in (network, tension, actors, sources):
        assert make(case).rows == []
