"""Merging in a casefile: new events are judged against their candidates, and the part of the
casefile that hangs together with them is grouped anew."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from detente.casefile import schema
from detente.casefile.anchors import parse
from detente.casefile.merge import candidates, entities
from detente.casefile.merge.cluster import TOGETHER, Judged, Pair, groups
from detente.casefile.merge.features import Telling, events_of, load
from detente.casefile.merge.people import MACHINE, NEGATIVE, POSITIVE, UNSURE, Said, said_of
from detente.casefile.merge.score import score
from detente.casefile.merge.summary import Occurrence, summarise
from detente.casefile.prepared import Prepared, among

KIND = "event"
KEPT = 0.2
"""Judgements below are not kept: most candidates are nothing to each other."""
STEPS = 2
"""Links that are followed from a new event. What happens day after day makes chains without end, of
which the far end has nothing to do with it."""
SURE, DOUBTFUL = 0.65, 0.35
"""From which score on a pair is the same, and from which on one may ask."""

_e, _r, _j = schema.events.c, schema.reports.c, schema.judgements.c
_ADDED = Prepared(select(_r.added).where(_r.id == bindparam("report")))
_SCORES, _UNJUDGE = (
    tuple(
        # Else SQLite takes the index that ends with "by", and reads all of a kind.
        Prepared(
            query.where(
                _j.kind == KIND, among(side, "anchors"), func.coalesce(_j.by, "") == MACHINE
            )
        )
        for side in (_j.left, _j.right)
    )
    for query in (select(_j.left, _j.right, _j.score), delete(schema.judgements))
)
_PLACES = Prepared(
    select(_r.key, _e.start, _e.end)
    .join(schema.reports, _r.id == _e.report)
    .where(among(_e.id, "events"))
)
_EVENTS_OF_KEYS = Prepared(
    select(_e.id, _r.key, _e.start, _e.end)
    .join(schema.reports, _r.id == _e.report)
    .where(among(_r.key, "keys"))
    .order_by(_e.id)
)
_OCCURRENCES_OF = Prepared(
    select(_e.occurrence).where(among(_e.id, "events"), _e.occurrence.is_not(None)).distinct()
)
_EVENTS_IN = Prepared(select(_e.id).where(among(_e.occurrence, "occurrences")))
_JUDGE = Prepared(insert(schema.judgements))
_ADD = Prepared(insert(schema.occurrences))
_ADD_PARTIES = Prepared(insert(schema.occurrence_parties))
_FORGET = Prepared(delete(schema.occurrences).where(among(schema.occurrences.c.id, "occurrences")))
_PUT_TO = Prepared(
    update(schema.events).where(_e.id == bindparam("b_id")).values(occurrence=bindparam("b_in"))
)


def merge(connection: Connection, report: int) -> None:
    """Say which entities and occurrences a new report's actors and events belong to."""
    renamed = entities.assign(connection, report)
    new = load(connection, events_of(connection, report))
    if not new:
        regroup(connection, renamed)
        return
    candidates.store(connection, new.values())
    found = candidates.find(connection, new.values())
    others = load(connection, {other for ids in found.values() for other in ids} - new.keys())
    at = _ADDED.scalar(connection, report=report)
    _judge(connection, found, {**others, **new}, at)
    regroup(connection, {*new, *renamed})


def unmerge(connection: Connection, report: int) -> list[int]:
    """Take back what followed from a report's events and actors, which are about to go. The events
    of others that must be grouped anew once they have."""
    gone = load(connection, events_of(connection, report), with_meaning=False)
    occurrences = _occurrences_of(connection, gone)
    left = [event for event in _events_in(connection, occurrences) if event not in gone]
    candidates.remove(connection, gone.values())
    anchors = sorted(str(told.anchor) for told in gone.values())
    for unjudge in _UNJUDGE:
        unjudge.run(connection, anchors=anchors)
    _delete(connection, occurrences)
    entities.release(connection, report)
    return left


def regroup(connection: Connection, events: Collection[int]) -> None:
    """Group anew all events that hang together with these."""
    if not events:
        return
    members, scores, said = connected(connection, events)
    old = _occurrences_of(connection, members)
    told = load(connection, members, with_meaning=False)
    judged = [Judged(s.left, s.right, s.same, s.at) for s in said]
    # Members are numbered in the order of reports and words: ids change when a report is read anew.
    order = sorted(told.values(), key=lambda t: t.order)
    number = {t.id: i for i, t in enumerate(order)}
    parts = groups(
        range(len(order)),
        {_pair(number[a], number[b]): value for (a, b), value in scores.items()
         if a in number and b in number},
        [Judged(number[j.left], number[j.right], j.same, j.at) for j in judged
         if j.left in number and j.right in number],
    )  # fmt: skip
    _delete(connection, old)
    _write(connection, [summarise(order[i] for i in part) for part in parts])


def connected(
    connection: Connection, events: Collection[int]
) -> tuple[set[int], dict[Pair, float], list[Said]]:
    """The events that hang together with these by pairs that may be one, with all that are of one
    occurrence with any; all scores among them, and what people said of them."""
    said = said_of(connection, KIND)
    together: dict[int, set[int]] = {}
    for each in said:
        if each.same:
            together.setdefault(each.left, set()).add(each.right)
            together.setdefault(each.right, set()).add(each.left)
    members: set[int] = set()
    scores: dict[Pair, float] = {}
    frontier = set(events)
    for _ in range(STEPS + 1):
        if not frontier:
            break
        members |= frontier
        met: set[int] = set()
        for left, right, value in _scores_of(connection, frontier):
            scores[_pair(left, right)] = value
            if value >= TOGETHER:
                met |= {left, right}
        for event in frontier:
            met |= together.get(event, set())
        frontier = met - members
    others = set(_events_in(connection, _occurrences_of(connection, members))) - members
    members |= others
    for left, right, value in _scores_of(connection, others):
        scores[_pair(left, right)] = value
    within = {pair: value for pair, value in scores.items() if members.issuperset(pair)}
    return members, within, [s for s in said if s.left in members and s.right in members]


def _judge(
    connection: Connection, found: dict[int, list[int]], told: dict[int, Telling], at: str
) -> None:
    pairs = {_pair(event, other) for event, ids in found.items() for other in ids if other in told}
    rows = []
    for pair in sorted(pairs):
        one, other = sorted((told[event] for event in pair), key=lambda t: t.order)
        value = score(one, other)
        if value >= KEPT:
            row = {"kind": KIND, "left": str(one.anchor), "right": str(other.anchor)}
            row |= {"verdict": verdict(value), "by": MACHINE, "at": at}
            rows.append({**row, "score": value})
    _JUDGE.run_each(connection, _once(rows))


def verdict(value: float) -> str:
    """What a score amounts to."""
    return POSITIVE if value >= SURE else UNSURE if value >= DOUBTFUL else NEGATIVE


def _once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two events may be told by the same words: of such judgements the highest stays."""
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda r: r["score"]):
        if row["left"] != row["right"]:
            best[row["left"], row["right"]] = row
    return [best[name] for name in sorted(best)]


def _scores_of(connection: Connection, events: Collection[int]) -> Iterable[tuple[int, int, float]]:
    """The machine's judgements of pairs that one of these events is in."""
    anchors = sorted(_anchors(connection, events))
    rows: dict[tuple[str, str], float] = {}
    for query in _SCORES:
        for left, right, value in query.rows(connection, anchors=anchors):
            rows[left, right] = value
    numbers = _events_at(connection, {anchor for pair in rows for anchor in pair})
    for (left, right), value in sorted(rows.items()):
        if left in numbers and right in numbers:
            yield numbers[left], numbers[right], value


def _anchors(connection: Connection, events: Collection[int]) -> list[str]:
    rows = _PLACES.rows(connection, events=sorted(events)) if events else []
    return [f"{key}:{start}-{end}" for key, start, end in rows]


def _events_at(connection: Connection, anchors: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    keys = sorted({parse(anchor).report for anchor in anchors})
    rows = _EVENTS_OF_KEYS.rows(connection, keys=keys) if keys else []
    for event, key, start, end in rows:
        anchor = f"{key}:{start}-{end}"
        if anchor in anchors:
            found.setdefault(anchor, event)
    return found


def _occurrences_of(connection: Connection, events: Collection[int]) -> list[str]:
    return sorted(_OCCURRENCES_OF.scalars(connection, events=sorted(events)))


def _events_in(connection: Connection, occurrences: list[str]) -> list[int]:
    found = _EVENTS_IN.scalars(connection, occurrences=occurrences) if occurrences else []
    return sorted(found)


def _delete(connection: Connection, occurrences: list[str]) -> None:
    if occurrences:
        _FORGET.run(connection, occurrences=occurrences)


def _write(connection: Connection, found: list[Occurrence]) -> None:
    _ADD.run_each(connection, [_row(each) for each in found])
    parties = [
        {
            "occurrence": each.id,
            "role": party.role,
            "entity": party.entity,
            "name": party.name,
            "country": party.country,
        }
        for each in found
        for party in each.parties
    ]
    _ADD_PARTIES.run_each(connection, parties)
    rows = [{"b_id": event, "b_in": each.id} for each in found for event in each.events]
    _PUT_TO.run_each(connection, rows)


def _row(found: Occurrence) -> dict[str, Any]:
    dated, placed = found.date, found.place
    return {
        "id": found.id,
        "type": found.type,
        "mode": found.mode,
        "quad": found.quad,
        "intensity": found.intensity,
        "status": found.status,
        "date": dated and dated.date,
        "date_from": dated and _day(dated.first),
        "date_to": dated and _day(dated.last),
        "place": placed and placed.place,
        "place_country": placed and placed.place_country,
        "latitude": placed and placed.latitude,
        "longitude": placed and placed.longitude,
        "reports": found.reports,
        "sources": found.sources,
        "first_reported": _day(found.first_reported),
        "words": found.words,
        "event": found.event,
        "differences": json.dumps(found.differences, ensure_ascii=False)
        if found.differences
        else None,
    }


def _day(number: int | None) -> str | None:
    return None if number is None else date.fromordinal(number).isoformat()


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
