"""Near-duplicates -> which is the original, which are copies, which a newer version has replaced.

The same whatever the order of adding. Near-duplicates of one source are versions of one report: the
one published last stands for it, of one day the longest. Versions of different sources are copies:
each points at the most similar one published before, of one day the longest, and through it at the
first that it goes back to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, or_, select

from detente.casefile import schema
from detente.casefile.prepared import Prepared, among

COPY, VERSION = "copy", "version"


class Twin(NamedTuple):
    """Two near-duplicates. ``kind`` is "version" if they are of one source, else "copy"."""

    report: int
    other: int
    kind: str
    similarity: float


class Known(NamedTuple):
    """What puts a report into its place among its near-duplicates."""

    published: str | None
    length: int
    key: str


class Of(NamedTuple):
    """What a report is a copy, or an earlier version of."""

    report: int
    kind: str
    similarity: float


@dataclass(frozen=True)
class Moved:
    """What new near-duplicates changed: ``replaced`` are reports that a newer version now stands
    for, ``others`` those that are copies now of what they were not before."""

    replaced: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


def originals(known: Mapping[int, Known], twins: Iterable[Twin]) -> dict[int, Of]:
    """What each report that is no original is a copy or a version of."""
    twins = list(twins)
    families = _families(known, [twin for twin in twins if twin.kind == VERSION])
    found: dict[int, Of] = {}
    heads: dict[int, int] = {}
    for family in {id(f): f for f in families.values()}.values():
        head = max(family, key=lambda report: _age(known[report]))
        heads.update(dict.fromkeys(family, head))
        for report in family:
            if report != head:
                found[report] = Of(head, VERSION, _likeness(report, head, twins))
    place = {head: min(_place(known[r]) for r in families[head]) for head in set(heads.values())}
    best: dict[int, tuple[float, int]] = {}
    for twin in twins:
        one, other = heads[twin.report], heads[twin.other]
        if one == other:
            continue
        first, later = sorted((one, other), key=place.__getitem__)
        known_best = best.get(later)
        if known_best is None or (-twin.similarity, place[first]) < (
            -known_best[0], place[known_best[1]],
        ):  # fmt: skip
            best[later] = (twin.similarity, first)
    for head, (similarity, first) in best.items():
        while first in best:
            first = best[first][1]
        found[head] = Of(first, COPY, similarity)
    return found


def _families(known: Mapping[int, Known], versions: list[Twin]) -> dict[int, set[int]]:
    """The versions of one report, by each of them."""
    found = {report: {report} for report in known}
    for twin in versions:
        one, other = found[twin.report], found[twin.other]
        if one is not other:
            one |= other
            for report in other:
                found[report] = one
    return found


def _age(report: Known) -> tuple[str, int, str]:
    return report.published or "", report.length, report.key


def _place(report: Known) -> tuple[str, int, str]:
    return report.published or "9999", -report.length, report.key


def _likeness(report: int, head: int, twins: list[Twin]) -> float:
    """How much a version is like the one that stands for it, else like another one."""
    mine = [twin for twin in twins if twin.kind == VERSION and report in twin[:2]]
    direct = [twin.similarity for twin in mine if head in twin[:2]]
    return max(direct or [twin.similarity for twin in mine])


_t, _k, _r = schema.twins.c, schema.copies.c, schema.reports.c
_ADD = Prepared(insert(schema.twins))
_TWINS = Prepared(
    select(_t.report, _t.other, _t.kind, _t.similarity)
    .where(or_(among(_t.report, "reports"), among(_t.other, "reports")))
    .order_by(_t.report, _t.other)
)
_KNOWN = Prepared(
    select(_r.id, _r.published, func.length(_r.text).label("length"), _r.key).where(
        among(_r.id, "reports")
    )
)
_COPIES = Prepared(
    select(_k.report, _k.of, _k.kind, _k.similarity).where(among(_k.report, "reports"))
)
_DROP = Prepared(delete(schema.copies).where(among(_k.report, "reports")))
_POINT = Prepared(insert(schema.copies))


def note_twins(connection: Connection, new: list[Twin]) -> Moved:
    """Keep new near-duplicates, and write what is now a copy or an earlier version of what."""
    if not new:
        return Moved()
    _ADD.run_each(connection, [twin._asdict() for twin in new])
    twins = _all_with(connection, {twin.report for twin in new})
    reports = sorted({report for twin in twins for report in twin[:2]})
    known = {
        number: Known(published, length, key)
        for number, published, length, key in _KNOWN.rows(connection, reports=reports)
    }
    before = {
        row.report: Of(row.of, row.kind, row.similarity)
        for row in _COPIES.rows(connection, reports=reports)
    }
    after = originals(known, twins)
    changed = [report for report in reports if after.get(report) != before.get(report)]
    _DROP.run(connection, reports=changed)
    _POINT.run_each(
        connection,
        [
            {"report": report, "of": of.report, "kind": of.kind, "similarity": of.similarity}
            for report in changed if (of := after.get(report))
        ],
    )  # fmt: skip
    gone = {report for report, of in after.items() if of.kind == VERSION}
    were = {report for report, of in before.items() if of.kind == VERSION}
    return Moved(
        tuple(sorted(gone - were)), tuple(report for report in changed if report not in gone)
    )


def _all_with(connection: Connection, reports: set[int]) -> list[Twin]:
    """All near-duplicates that hang together with these reports."""
    met: set[int] = set()
    found: set[Twin] = set()
    frontier = reports
    while frontier:
        met |= frontier
        rows = [Twin(*row) for row in _TWINS.rows(connection, reports=sorted(frontier))]
        found |= set(rows)
        frontier = {report for row in rows for report in row[:2]} - met
    return sorted(found)
