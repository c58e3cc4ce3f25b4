"""The merged state follows from the judgements alone, in whatever order reports came."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, insert, select

from detente.casefile import Casefile, schema
from detente.casefile.merge import regroup as module
from detente.casefile.merge.cluster import Judged, Pair, groups, groups_within
from detente.casefile.merge.occurrences import events_in, forget, occurrences_of
from detente.casefile.merge.regroup import regroup

COUNT = 36


def chain(random: Random) -> dict[Pair, float]:
    """Scores of what happens day after day: the nearer two are, the likelier they are one."""
    found = {}
    for a in range(COUNT):
        for b in range(a + 1, min(a + 5, COUNT)):
            value = round(min(0.99, max(0.0, 1.05 - 0.17 * (b - a) + random.uniform(-0.3, 0.3))), 4)
            if value >= 0.2:
                found[a, b] = value
    return found


def judgements(random: Random) -> list[Judged]:
    pairs = [sorted(random.sample(range(COUNT), 2)) for _ in range(random.choice((0, 0, 3)))]
    return [Judged(a, b, random.random() < 0.5, at) for at, (a, b) in enumerate(pairs)]


@pytest.mark.parametrize("seed", range(60))
def test_groups_of_a_part_that_are_sure_are_those_of_the_whole(seed: int) -> None:
    random = Random(seed)
    scores, judged = chain(random), judgements(random)
    whole = groups(range(COUNT), scores, judged)
    first = random.randrange(COUNT - 12)
    part = set(range(first, first + 12))
    for _ in judged:  # who is together by a judgement must all be given
        for each in judged:
            if each.same and part & {each.left, each.right}:
                part |= {each.left, each.right}
    outside: dict[int, float] = {}
    for (a, b), value in scores.items():
        for one, other in ((a, b), (b, a)):
            if one in part and other not in part and value >= 0.5:
                outside[one] = max(outside.get(one, 0.0), value)
    within = [each for each in judged if part >= {each.left, each.right}]
    sure, unsure = groups_within(part, scores, within, outside)
    assert all(group in whole for group in sure)
    assert sorted(member for group in sure + unsure for member in group) == sorted(part)


@pytest.fixture
def history(tmp_path: Path) -> Casefile:
    return Casefile.new(tmp_path / "crisis.case")


def _event(case: Casefile, number: int, scores: dict[Pair, float], there: list[int]) -> None:
    """Add a report with one event, judged against those that are there."""
    with case.writing() as connection:
        report = connection.execute(
            insert(schema.reports)
            .values(key=_key(number), text="met", published=f"2022-01-{1 + number // 2:02}",
                    found="made", added="2022-03-01T00:00:00Z")
            .returning(schema.reports.c.id)
        ).scalar_one()  # fmt: skip
        row = {"report": report, "entry": "e1", "type": "CONSULT", "quad": 1, "intensity": 1.0,
               "status": "happened", "start": 0, "end": 3, "words": "met", "confidence": 0.9,
               "reciprocal": False}  # fmt: skip
        event = connection.execute(
            insert(schema.events).values(**row).returning(schema.events.c.id)
        ).scalar_one()
        rows = [
            {"kind": "event", "left": _anchor(min(number, other)),
             "right": _anchor(max(number, other)), "verdict": "positive", "by": "detente",
             "at": "2022", "score": scores[pair]}
            for other in there if (pair := (min(number, other), max(number, other))) in scores
        ]  # fmt: skip
        if rows:
            connection.execute(insert(schema.judgements), rows)
        regroup(connection, [event])


def _key(number: int) -> str:
    return f"{number:032}"


def _anchor(number: int) -> str:
    return f"{_key(number)}:0-3"


def _state(case: Casefile) -> set[tuple[str, tuple[int, ...]]]:
    e, r = schema.events.c, schema.reports.c
    found: dict[str, list[int]] = {}
    with case.reading() as connection:
        query = select(e.occurrence, r.key).join(schema.reports, r.id == e.report).order_by(r.key)
        for occurrence, key in connection.execute(query):
            found.setdefault(occurrence, []).append(int(key))
        ids = set(connection.execute(select(schema.occurrences.c.id)).scalars())
    assert ids == found.keys()
    return {(name, tuple(members)) for name, members in found.items()}


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_adding_changes_nothing(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    scores = chain(random)
    wanted = [tuple(group) for group in groups(range(COUNT), scores)]
    states = []
    for turn in range(3):
        order = list(range(COUNT))
        if turn:
            random.shuffle(order)
        with Casefile.new(tmp_path / f"{turn}.case") as case:
            for at, number in enumerate(order):
                _event(case, number, scores, order[:at])
            states.append(_state(case))
    assert sorted(members for _, members in states[0]) == wanted
    assert states[0] == states[1] == states[2]


def test_when_a_report_goes_the_rest_is_as_if_it_had_never_come(history: Casefile) -> None:
    scores = chain(Random(7))
    for number in range(COUNT):
        _event(history, number, scores, list(range(number)))
    gone = (5, 17, 30)
    for number in gone:
        with history.writing() as connection:
            query = select(schema.events.c.id).join(
                schema.reports, schema.reports.c.id == schema.events.c.report
            )
            event = connection.execute(query.where(schema.reports.c.key == _key(number))).scalar()
            names = occurrences_of(connection, [event])
            left = [other for other in events_in(connection, names) if other != event]
            forget(connection, names)
            connection.execute(delete(schema.events).where(schema.events.c.id == event))
            regroup(connection, left)
    members = [number for number in range(COUNT) if number not in gone]
    kept = {pair: value for pair, value in scores.items() if set(pair) <= set(members)}
    assert sorted(group for _, group in _state(history)) == [
        tuple(group) for group in groups(members, kept)
    ]


def test_a_long_chain_is_not_looked_at_whole(
    history: Casefile, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    look = module._Region._look_at

    def count(region: module._Region, events: set[int]) -> None:
        look(region, events)
        looked.append(len(region.orders))

    monkeypatch.setattr(module._Region, "_look_at", count)
    scores = chain(Random(1))
    for number in range(COUNT):
        _event(history, number, scores, list(range(number)))
    assert max(looked) < COUNT - 4
