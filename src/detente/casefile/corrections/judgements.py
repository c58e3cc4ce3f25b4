"""Judgements of merges and fates in the history of corrections: written there when they are made,
and taken back from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select

from detente.casefile import schema
from detente.casefile.anchors import parse
from detente.casefile.corrections import store
from detente.casefile.corrections.apply import live
from detente.casefile.corrections.model import JOIN, JUDGE, SPLIT, UNDO, Correction
from detente.casefile.log import note as log
from detente.errors import CorrectionError

if TYPE_CHECKING:
    from detente.casefile.casefile import Casefile

FATE = "fate"
ACTIONS = (JOIN, SPLIT, JUDGE)
Said = dict[str, str | None]
Pair = tuple[str, str]


def keep(
    connection: Connection,
    action: str,
    kind: str,
    pairs: Sequence[Pair],
    verdict: str | None,
    said: Said,
) -> int:
    """Write a judgement to the history and to the log; ``pairs`` are anchors, those of a fate twice
    the same. The number of the row."""
    left, right = (parse(anchor).report for anchor in pairs[0])
    value = {"pairs": [list(pair) for pair in pairs], "verdict": verdict}
    other = right if right != left else None
    id = store.write(connection, action, kind, said, key=left, other=other, value=value)
    about = said["note"] if action != JUDGE else None
    _log(connection, action, left, str(said["by"]), about or f"{kind}: {verdict}")
    return id


def last_of(connection: Connection, by: str, kinds: Iterable[str]) -> Correction | None:
    """What a person judged last of these kinds and has not taken back."""
    rows = store.of_all(connection)
    in_force, wanted = live(rows), set(kinds)
    mine = (r for r in reversed(rows) if r.by == by and r.action in ACTIONS and r.kind in wanted)
    return next((row for row in mine if row.id in in_force), None)


def take_back(case: Casefile, row: Correction, said: Said) -> Correction:
    """Undo a judgement, or the undoing of one, and what followed from it."""
    with case.writing() as connection:
        rows = store.of_all(connection)
        if row.id not in live(rows):
            raise CorrectionError(f"correction {row.id} is undone already")
        judged = row
        while judged.action == UNDO:
            judged = next(each for each in rows if each.id == judged.undoes)
        pairs = [(left, right) for left, right in judged.value["pairs"]]
        left, right = (parse(anchor).report for anchor in pairs[0])
        other = right if right != left else None
        id = store.write(connection, UNDO, judged.kind, said, key=left, other=other, undoes=row.id)
        _log(connection, UNDO, left, str(said["by"]), f"took back {row.id}: {judged.note or ''}")
        _restore(connection, judged, pairs)
        if judged.kind != FATE:
            from detente.casefile.merge.review import renew_at

            renew_at(connection, judged.kind, [anchor for pair in pairs for anchor in pair])
        return store.by_id(connection, id)


def _restore(connection: Connection, judged: Correction, pairs: Iterable[Pair]) -> None:
    """Make the judgements of a person on pairs what the history has as the last in force."""
    rows = store.of_all(connection)
    in_force = live(rows)
    mine = [
        row
        for row in rows
        if row.id in in_force
        and (row.action in ACTIONS and row.kind == judged.kind and row.by == judged.by)
    ]
    j = schema.judgements
    for pair in pairs:
        both = (j.c.left.in_(pair), j.c.right.in_(pair))
        connection.execute(delete(j).where(j.c.kind == judged.kind, *both, j.c.by == judged.by))
        last = next((row for row in reversed(mine) if _has(row, pair)), None)
        if last is not None and last.value["verdict"] is not None:
            told: dict[str, Any] = {"kind": judged.kind, "left": pair[0], "right": pair[1]}
            told |= {"verdict": last.value["verdict"], "by": last.by, "at": last.at}
            connection.execute(insert(j), [{**told, "note": last.note}])


def _has(row: Correction, pair: Pair) -> bool:
    return list(pair) in row.value["pairs"] or list(reversed(pair)) in row.value["pairs"]


def _log(connection: Connection, what: str, key: str, by: str, about: str) -> None:
    r = schema.reports.c
    number = connection.execute(select(r.id).where(r.key == key)).scalar()
    log(connection, by, what, number, about)
