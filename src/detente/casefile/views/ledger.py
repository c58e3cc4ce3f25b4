"""The ledger: words against deeds. Each step that was promised, announced, threatened, demanded,
refused or denied, and what came of it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from detente.casefile import schema
from detente.casefile.casefile import Casefile
from detente.casefile.engine import shown
from detente.casefile.ledger.model import Entry, Turn, Words
from detente.casefile.views.filters import Filters
from detente.casefile.views.parties import Party
from detente.casefile.views.scope import UNNAMED, Scope
from detente.casefile.views.table import Column, Row, View
from detente.errors import CasefileError, FilterError

FATES = ("open", "fulfilled", "partly", "broken", "contradicted", "overtaken", "expired")
KINDS = (
    "promise", "offer", "announcement", "threat", "warning", "demand", "proposal", "refusal",
    "denial",
)  # fmt: skip
COLUMNS = (
    Column("date", "text", "day on which it was first told", "ISO 8601"),
    Column("kind", "text", "what was said", ", ".join(KINDS)),
    Column("by", "list", "who committed itself, or asked", free=True),
    Column("by_code", "list", "states and bodies that they act for"),
    Column("to", "list", "to whom", free=True),
    Column("to_code", "list", "states and bodies that they act for"),
    Column("words", "text", "what, in the words of its first report", free=True),
    Column("condition", "text", "on what condition", free=True),
    Column("deadline", "text", "until when", "TIMEX3 or EDTF"),
    Column("act", "text", "what it is about, where the ledger knows", "see docs/ledger.md"),
    Column("fate", "text", "what came of it; none where it is unknown", ", ".join(FATES)),
    Column("since", "date", "day of the turn that decided its fate"),
    Column("disputed_by", "list", "who says otherwise", free=True),
    Column("turns", "json", "every turn: kind, day, by whom, note, report, start, end, words"),
    Column("reports", "integer", "reports that tell it; copies aside"),
    Column("report", "integer", "the first of them"),
    Column("source", "text", "its source", free=True),
    Column("start", "integer", "where the words begin in its text, in code points"),
    Column("end", "integer", "where they end"),
    Column("judged_by", "text", "the person who overruled the fate", free=True),
    Column("note", "text", "the person's note", free=True),
    Column("step", "text", "id of the step: an anchor at its words"),
)


def ledger(case: Casefile, filters: Filters | None = None, limit: int | None = None) -> View:
    """The steps, first to last; with ``limit`` the last so many. ``filters.type`` is a kind of
    commitment or a fate."""
    filters = filters or Filters()
    steps = refresh(case)
    with case.reading() as connection:
        scope = Scope(connection, filters)
        wanted = _types(filters)
        steps = stored_steps(connection) if steps is None else steps
    found = [step for step in steps if _is_wanted(step, scope, wanted)]
    shown_steps = found if limit is None else found[max(0, len(found) - limit) :]
    rows: list[Row] = [json.loads(step["body"]) for step in shown_steps]
    name = shown(case.case)
    return View("ledger", name, COLUMNS, rows, len(found), filters.told(), scope.notes)


def refresh(case: Casefile) -> list[dict[str, Any]] | None:
    """Make the ledger anew if the casefile has changed since it was made last. ``None`` where it is
    stored; of a casefile that cannot be written, the steps."""
    with case.reading() as connection:
        if _stamp(connection) == _stored(connection):
            return None
    try:
        with case.writing() as connection:
            store(connection)
        return None
    except CasefileError:
        with case.reading() as connection:
            return _steps(connection)


def stored_steps(connection: Connection) -> list[dict[str, Any]]:
    """The steps as they are stored, first to last."""
    f = schema.fates.c
    rows = connection.execute(select(schema.fates).order_by(f.day, f.id)).mappings()
    return [dict(row) for row in rows]


def _steps(connection: Connection) -> list[dict[str, Any]]:
    from detente.casefile.ledger.build import build

    rows = [_stored_row(entry) for entry in build(connection)]
    return sorted(rows, key=lambda row: (row["day"] or "", row["id"]))


def store(connection: Connection) -> None:
    """Make the ledger and store it."""
    stamp = _stamp(connection)
    steps = _steps(connection)
    connection.execute(delete(schema.fates))
    if steps:
        connection.execute(insert(schema.fates), steps)
    about = schema.about
    connection.execute(delete(about).where(about.c.name == schema.LEDGER))
    connection.execute(insert(about).values(name=schema.LEDGER, value=stamp))


def _stamp(connection: Connection) -> str:
    """What the ledger follows from: it changes with every report, reading and judgement."""
    counted = []
    for table in (schema.reports, schema.judgements, schema.events, schema.commitments):
        query = select(func.count(), func.max(table.c.id)).select_from(table)
        counted.append("-".join(str(n or 0) for n in connection.execute(query).one()))
    counted.append(str(connection.execute(select(func.count(schema.copies.c.report))).scalar()))
    return " ".join(counted)


def _stored(connection: Connection) -> str | None:
    about = schema.about.c
    query = select(about.value).where(about.name == schema.LEDGER)
    value: str | None = connection.execute(query).scalar()
    return value


def _types(filters: Filters) -> tuple[list[str], list[str]]:
    """The kinds and the fates that were asked for. Raises ``FilterError`` for what is neither."""
    unknown = [name for name in filters.types if name not in (*KINDS, *FATES, "unknown")]
    if unknown:
        raise FilterError(
            f"--type {unknown[0]}: no kind of step nor fate; "
            f"kinds: {', '.join(KINDS)}; fates: {', '.join(FATES)}, unknown"
        )
    kinds = [name for name in filters.types if name in KINDS]
    return kinds, [name for name in filters.types if name not in KINDS]


def _is_wanted(step: dict[str, Any], scope: Scope, wanted: tuple[list[str], list[str]]) -> bool:
    kinds, fates = wanted
    first, last, day = scope.filters.first, scope.filters.last, step["day"] or ""
    if (first and day < first) or (last and day > last):
        return False
    if (kinds and step["kind"] not in kinds) or (
        fates and (step["fate"] or "unknown") not in fates
    ):
        return False
    if not all(_is_among(party, step["parties"]) for party in scope.parties):
        return False
    if not scope.sources:
        return True
    named = {name or UNNAMED for name in scope.sources}
    return bool(named & {name or UNNAMED for name in json.loads(step["sources"])})


def _is_among(party: Party, parties: str) -> bool:
    wanted = [party.code] if party.code else party.entities
    return any(f"\t{each}\t" in parties for each in wanted)


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


def row_of(entry: Entry) -> Row:
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
