"""The ledger as a casefile stores it: made anew when the casefile has changed."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from detente.casefile import schema
from detente.casefile.casefile import Casefile
from detente.casefile.ledger.model import Entry, Turn, Words
from detente.casefile.prepared import Prepared, among
from detente.errors import CasefileError

RULES = 3
"""Counts up when the ledger is made by other rules: what is stored is then made anew."""
TRIES = 2
"""Making it takes seconds, in which nobody who adds reports is to wait; what is made is stored only
if the casefile has stayed as it was."""


_f = schema.fates.c
_ALL = Prepared(select(_f.id, _f.day, _f.kind, _f.fate, _f.since, _f.parties, _f.sources, _f.body))
_DROP = Prepared(delete(schema.fates).where(among(_f.id, "ids")))
_ADD = Prepared(insert(schema.fates))


def refresh(case: Casefile) -> list[dict[str, Any]] | None:
    """Make the ledger anew if the casefile has changed since it was made last. ``None`` where it is
    stored; else the steps, as of the moment when they were read: of a casefile that cannot be
    written, and of one in which reports came in all the while."""
    steps: list[dict[str, Any]] = []
    for _ in range(TRIES):
        with case.reading() as connection:
            stamp = _stamp(connection)
            if stamp == _stored(connection):
                return None
            steps = _steps(connection)
        try:
            with case.writing(counts=False) as connection:  # it tells nothing new
                if _stamp(connection) == stamp:
                    _store(connection, stamp, steps)
                    return None
        except CasefileError:
            break
    return steps


def stored_steps(connection: Connection) -> list[dict[str, Any]]:
    """The steps as they are stored, first to last."""
    f = schema.fates.c
    rows = connection.execute(select(schema.fates).order_by(f.day, f.id)).mappings()
    return [dict(row) for row in rows]


def _steps(connection: Connection) -> list[dict[str, Any]]:
    from detente.casefile.ledger.build import build

    rows = [_stored_row(entry) for entry in build(connection)]
    return sorted(rows, key=lambda row: (row["day"] or "", row["id"]))


def _store(connection: Connection, stamp: str, steps: list[dict[str, Any]]) -> None:
    # Most are what they were: to write them again takes as long as to make them.
    before = {row[0]: tuple(row) for row in _ALL.tuples(connection)}
    after = {step["id"]: step for step in steps}
    changed = [step for step in steps if before.get(step["id"]) != tuple(step.values())]
    _DROP.run(connection, ids=[each for each in before if each not in after])
    _DROP.run(connection, ids=[step["id"] for step in changed if step["id"] in before])
    _ADD.run_each(connection, changed)
    about = schema.about
    connection.execute(delete(about).where(about.c.name == schema.LEDGER))
    connection.execute(insert(about).values(name=schema.LEDGER, value=stamp))


def _stamp(connection: Connection) -> str:
    """What the ledger follows from: it changes with every report, reading, judgement and
    correction."""
    counted = [str(RULES)]
    tables = (schema.reports, schema.judgements, schema.corrections, schema.events)
    for table in (*tables, schema.commitments):
        query = select(func.count(), func.max(table.c.id)).select_from(table)
        counted.append("-".join(str(n or 0) for n in connection.execute(query).one()))
    counted.append(str(connection.execute(select(func.count(schema.copies.c.report))).scalar()))
    return " ".join(counted)


def _stored(connection: Connection) -> str | None:
    about = schema.about.c
    query = select(about.value).where(about.name == schema.LEDGER)
    value: str | None = connection.execute(query).scalar()
    return value


def _stored_row(entry: Entry) -> dict[str, Any]:
    step = entry.step
    parties = sorted(step.by | step.to | step.entities)
    return {
        "id": step.id,
        "day": step.day,
        "kind": step.kind,
        "fate": entry.fate,
        "since": entry.since,
        "parties": "\t" + "".join(f"{party}\t" for party in parties),
        "sources": json.dumps([at.source for at in step.tellings], ensure_ascii=False),
        "body": json.dumps(row_of(entry), ensure_ascii=False),
    }


def row_of(entry: Entry) -> dict[str, Any]:
    """A step as a row of the view."""
    step, first = entry.step, entry.step.tellings[0]
    return {
        "date": step.day,
        "kind": step.kind,
        "by": list(step.by_names),
        "by_code": sorted(step.by),
        "to": list(step.to_names),
        "to_code": sorted(step.to),
        "words": first.text,
        "condition": step.condition,
        "deadline": step.deadline,
        "act": (f"not {step.act}" if step.negative else step.act) if step.act else None,
        "fate": entry.fate,
        "since": entry.since,
        "disputed_by": list(entry.disputed_by),
        "turns": [_turn(turn) for turn in entry.turns],
        "reports": len({at.report for at in step.tellings}),
        "report": first.report,
        "source": first.source,
        "start": first.start,
        "end": first.end,
        "judged_by": entry.judged_by,
        "note": entry.note,
        "step": step.id,
    }


def _turn(turn: Turn) -> dict[str, Any]:
    at: Words | None = turn.words
    return {
        "kind": turn.kind,
        "day": turn.day,
        "by": turn.by,
        "note": turn.note,
        "report": at.report if at else None,
        "source": at.source if at else None,
        "start": at.start if at else None,
        "end": at.end if at else None,
        "words": at.text if at else None,
    }
