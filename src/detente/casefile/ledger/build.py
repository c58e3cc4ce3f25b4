"""The ledger of a casefile, made from its entries and from what people judged."""

from __future__ import annotations

from sqlalchemy import Connection, select

from detente.casefile import schema
from detente.casefile.anchors import nearest, parse
from detente.casefile.ledger.evidence import turns_of
from detente.casefile.ledger.fate import fate_of
from detente.casefile.ledger.index import Index
from detente.casefile.ledger.load import load
from detente.casefile.ledger.model import Entry, Step, Turn
from detente.casefile.ledger.steps import find_steps


def build(connection: Connection) -> list[Entry]:
    """All steps with their fates, in the order of their days."""
    known = load(connection)
    index = Index(known.deeds, known.sayings)
    steps = find_steps(known.told)
    judged = _judged(connection, steps)
    found = []
    for step in steps:
        turns = turns_of(step, index, known.last)
        fate, since, disputed = fate_of(step, turns)
        entry = Entry(step, fate, since, tuple(turns), disputed)
        found.append(_overruled(entry, judged.get(step.id)))
    return found


Judgement = tuple[str, str, str, str | None]
"""The fate, by whom, when, and a note."""


def _judged(connection: Connection, steps: list[Step]) -> dict[str, Judgement]:
    """The last judgement of a person on each step, found again by its words."""
    j, r = schema.judgements.c, schema.reports.c
    rows = connection.execute(
        select(j.left, j.verdict, j.by, j.at, j.note).where(j.kind == "fate").order_by(j.id)
    ).all()
    if not rows:
        return {}
    numbers = {row.key: row.id for row in connection.execute(select(r.key, r.id))}
    spans: dict[int, list[tuple[int, int, int]]] = {}
    for place, step in enumerate(steps):
        for at in step.tellings:
            spans.setdefault(at.report, []).append((place, at.start, at.end))
    found = {}
    for row in rows:
        anchor = parse(row.left)
        where = nearest(anchor, spans.get(numbers.get(anchor.report, -1), ()))
        if where is not None:
            found[steps[where].id] = (row.verdict, row.by, row.at, row.note)
    return found


def _overruled(entry: Entry, judgement: Judgement | None) -> Entry:
    if judgement is None:
        return entry
    fate, by, at, note = judgement
    turn = Turn("judged", at[:10], None, by, f"{fate}: {note}" if note else fate)
    return Entry(
        entry.step,
        fate,  # type: ignore[arg-type]
        at[:10],
        (*entry.turns, turn),
        entry.disputed_by,
        by,
        note,
    )
