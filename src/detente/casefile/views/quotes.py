"""What was said: by whom, to whom, about whom, in which words. Full text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from detente.casefile import schema
from detente.casefile.casefile import Casefile
from detente.casefile.engine import shown as case_shown
from detente.casefile.fulltext import said
from detente.casefile.views.filters import TYPES, Filters
from detente.casefile.views.parties import Party, shown
from detente.casefile.views.scope import Scope, no_copy, part, type_condition
from detente.casefile.views.table import Column, Row, View
from detente.errors import FilterError

KINDS = ("direct", "indirect", "mixed")
PROMISES = (
    "promise", "offer", "announcement", "threat", "warning", "demand", "proposal", "refusal",
    "denial",
)  # fmt: skip
"""The kinds of commitment: what can be said in a statement."""
COLUMNS = (
    Column("date", "text", "day on which it was said", "ISO 8601 or EDTF"),
    Column("date_from", "date", "first day that the date can mean"),
    Column("date_to", "date", "last day that the date can mean"),
    Column("speaker", "text", "who said it, as the report names him", free=True),
    Column("speaker_code", "text", "state or body that the speaker acts for"),
    Column("office", "text", "the speaker's office"),
    Column("cue", "text", "how it is told to be said", free=True),
    Column("kind", "text", "quoted, in the report's words, or both", ", ".join(KINDS)),
    Column("words", "text", "what was said; ' … ' stands between pieces", free=True),
    Column("quotes", "text", "the parts of it in quotation marks", free=True),
    Column("to", "list", "to whom it was said", free=True),
    Column("about", "list", "whom the words name", free=True),
    Column("report", "integer", "report that tells it"),
    Column("source", "text", "source of the report", free=True),
    Column("published", "date", "day of its publication"),
    Column("start", "integer", "where the words begin in its text, in code points"),
    Column("end", "integer", "where they end"),
    Column("statement", "text", "id of the statement in the report's record"),
)
_AT_ONCE = 500


def quotes(
    case: Casefile,
    words: str | None = None,
    filters: Filters | None = None,
    limit: int | None = None,
    offset: int | None = None,
) -> View:
    """The statements, first to last; with ``limit`` the last so many, or, with ``offset``, so many
    after the first ``offset``. ``words`` must all be in them, those in quotation marks together,
    ``beginn*`` as the beginning of one.

    ``filters.actor`` is the speaker, ``with_`` to whom or about whom it was said; ``type`` is a
    kind of statement (``direct``), of commitment (``threat``) or of an event told in the words.
    Copies and versions since replaced are left out.
    """
    filters = filters or Filters()
    s, r = schema.statements.c, schema.reports.c
    with case.reading() as connection:
        scope = Scope(connection, filters)
        placed = func.coalesce(s.date_from, r.published)
        conditions = [
            *scope.period(placed, func.coalesce(s.date_to, r.published)),
            *_conditions(scope),
            no_copy(r.id),
        ]
        if words:
            conditions.append(said(connection, words))
        chosen = (
            select(s.id, placed.label("placed"))
            .join(schema.reports, r.id == s.report)
            .where(*conditions)
        )
        total = connection.execute(
            chosen.with_only_columns(func.count(), maintain_column_froms=True)
        ).scalar_one()
        rows = _rows(connection, part(chosen, (placed, s.id), limit, offset))
    told = filters.told()
    if words:
        told = {"words": words, **told}
    return View("quotes", case_shown(case.case), COLUMNS, rows, total, told, scope.notes)


def speaks_for(column: Any, party: Party) -> ColumnElement[bool]:
    """Whether an actor of a report, by the column with its number, is of a party."""
    a, e = schema.actors.c, schema.entities.c
    country = func.coalesce(e.country, a.country)
    acting = (
        select(a.id)
        .outerjoin(schema.entities, e.id == a.entity)
        .where(party.among(country, a.entity))
    )
    found: ColumnElement[bool] = column.in_(acting)
    return found


def _conditions(scope: Scope) -> Iterator[ColumnElement[bool]]:
    s, p = schema.statements.c, schema.statement_parties.c
    if scope.actor:
        yield speaks_for(s.speaker, scope.actor)
    if scope.with_:
        yield s.id.in_(select(p.statement).where(speaks_for(p.actor, scope.with_)))
    if scope.filters.types:
        yield or_(*(_of_kind(asked) for asked in scope.filters.types))
    if scope.sources:
        yield scope.from_source()


def _of_kind(asked: str) -> ColumnElement[bool]:
    s, e, c = schema.statements.c, schema.events.c, schema.commitments.c
    if asked in KINDS:
        return s.kind == asked
    if asked in PROMISES:
        return s.id.in_(select(c.statement).where(c.kind == asked))
    if asked.partition("-")[0].upper() in TYPES:
        return exists().where(
            e.report == s.report,
            e.start >= s.start,
            e.end <= s.end,
            type_condition(asked, e.type, e.mode),
        )
    known = (*KINDS, *PROMISES, *(name.lower() for name in TYPES))
    close = get_close_matches(asked, known, n=3)
    told = f"near it: {', '.join(close)}" if close else f"there are: {', '.join(known)}"
    raise FilterError(f"--type {asked}: no such type; {told}")


def _rows(connection: Connection, chosen: Any) -> list[Row]:
    s, r, a = schema.statements.c, schema.reports.c, schema.actors.c
    picked = chosen.subquery()
    query = (
        select(
            *(s[name] for name in ("id", "entry", "date", "date_from", "date_to", "cue", "kind")),
            *(s[name] for name in ("content", "quotes", "report", "start", "end")),
            a.name, a.country, a.office, r.source, r.published,
        )
        .join(picked, picked.c.id == s.id)
        .join(schema.reports, r.id == s.report)
        .outerjoin(schema.actors, a.id == s.speaker)
        .order_by(picked.c.placed, s.id)
    )  # fmt: skip
    found = connection.execute(query).mappings().all()
    parties = _parties(connection, [row["id"] for row in found])
    return [
        {
            **{name: row[name] for name in ("date", "date_from", "date_to")},
            "speaker": row["name"],
            "speaker_code": row["country"],
            **{name: row[name] for name in ("office", "cue", "kind")},
            "words": row["content"],
            "quotes": row["quotes"],
            "to": parties.get((row["id"], "to"), []),
            "about": parties.get((row["id"], "about"), []),
            **{name: row[name] for name in ("report", "source", "published", "start", "end")},
            "statement": row["entry"],
        }
        for row in found
    ]


def _parties(connection: Connection, ids: Sequence[int]) -> dict[tuple[int, str], list[str]]:
    p, a = schema.statement_parties.c, schema.actors.c
    query = select(p.statement, p.role, a.name, a.country).join(schema.actors, a.id == p.actor)
    query = query.order_by(p.statement, p.actor)
    found: dict[tuple[int, str], list[str]] = {}
    for i in range(0, len(ids), _AT_ONCE):
        for row in connection.execute(query.where(p.statement.in_(ids[i : i + _AT_ONCE]))):
            named = found.setdefault((row.statement, row.role), [])
            named.append(shown(row.name, row.country))
    return found
