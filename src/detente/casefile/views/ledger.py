"""The ledger: words against deeds. Each step that was promised, announced, threatened, demanded,
refused or denied, and what came of it."""

from __future__ import annotations

import json
from typing import Any

from detente.casefile.casefile import Casefile
from detente.casefile.engine import shown
from detente.casefile.ledger.model import FATES
from detente.casefile.ledger.store import refresh, stored_steps
from detente.casefile.views.filters import Filters
from detente.casefile.views.parties import Party
from detente.casefile.views.quotes import PROMISES
from detente.casefile.views.scope import UNNAMED, Scope
from detente.casefile.views.table import Column, Row, View
from detente.errors import FilterError

COLUMNS = (
    Column("date", "text", "day on which it was first told", "ISO 8601"),
    Column("kind", "text", "what was said", ", ".join(PROMISES)),
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


def ledger(
    case: Casefile,
    filters: Filters | None = None,
    limit: int | None = None,
    offset: int | None = None,
) -> View:
    """The steps, first to last; with ``limit`` the last so many, or, with ``offset``, so many after
    the first ``offset``. ``filters.type`` is a kind of commitment or a fate."""
    filters = filters or Filters()
    steps = refresh(case)
    with case.reading() as connection:
        scope = Scope(connection, filters)
        wanted = _types(filters)
        steps = stored_steps(connection) if steps is None else steps
    found = [step for step in steps if _is_wanted(step, scope, wanted)]
    first = offset if offset is not None else 0 if limit is None else max(0, len(found) - limit)
    shown_steps = found[first : None if limit is None else first + limit]
    rows: list[Row] = [json.loads(step["body"]) for step in shown_steps]
    name = shown(case.case)
    return View("ledger", name, COLUMNS, rows, len(found), filters.told(), scope.notes)


def _types(filters: Filters) -> tuple[list[str], list[str]]:
    """The kinds and the fates that were asked for. Raises ``FilterError`` for what is neither."""
    unknown = [name for name in filters.types if name not in (*PROMISES, *FATES, "unknown")]
    if unknown:
        raise FilterError(
            f"--type {unknown[0]}: no kind of step nor fate; "
            f"kinds: {', '.join(PROMISES)}; fates: {', '.join(FATES)}, unknown"
        )
    kinds = [name for name in filters.types if name in PROMISES]
    return kinds, [name for name in filters.types if name not in PROMISES]


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
