"""Merging in a casefile: new events are judged against their candidates, and the part of the
casefile that hangs together with them is grouped anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from detente.casefile import schema
from detente.casefile.merge import candidates, entities, occurrences
from detente.casefile.merge.cluster import Pair
from detente.casefile.merge.features import Telling, events_of, load
from detente.casefile.merge.people import MACHINE, NEGATIVE, POSITIVE, UNSURE
from detente.casefile.merge.regroup import KIND, regroup
from detente.casefile.merge.score import score
from detente.casefile.prepared import Prepared, among

KEPT = 0.2
"""Judgements below are not kept: most candidates are nothing to each other."""
SURE, DOUBTFUL = 0.65, 0.35
"""From which score on a pair is the same, and from which on one may ask."""

_r, _j = schema.reports.c, schema.judgements.c
_ADDED = Prepared(select(_r.added).where(_r.id == bindparam("report")))
_UNJUDGE = tuple(
    # Else SQLite takes the index that ends with "by", and reads all of a kind.
    Prepared(
        delete(schema.judgements).where(
            _j.kind == KIND, among(side, "anchors"), func.coalesce(_j.by, "") == MACHINE
        )
    )
    for side in (_j.left, _j.right)
)
_JUDGE = Prepared(insert(schema.judgements))


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
    told = {**others, **new}
    _judge(connection, found, told, at)
    regroup(connection, {*new, *renamed}, told)


def unmerge(connection: Connection, report: int) -> list[int]:
    """Take back what followed from a report's events and actors, which are about to go. The events
    of others that must be grouped anew once they have."""
    gone = load(connection, events_of(connection, report), with_meaning=False)
    names = occurrences.occurrences_of(connection, gone)
    left = [event for event in occurrences.events_in(connection, names) if event not in gone]
    candidates.remove(connection, gone.values())
    anchors = sorted(str(told.anchor) for told in gone.values())
    for unjudge in _UNJUDGE:
        unjudge.run(connection, anchors=anchors)
    occurrences.forget(connection, names)
    entities.release(connection, report)
    return left


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


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
