"""The timeline of an archive: every telling of an event, in the order of days."""

from __future__ import annotations

from typing import Any

from detente.archive.query.evidence import actors_of, codes, iso, names, of_archive
from detente.archive.query.scope import Scope, where
from detente.archive.store import Archive
from detente.casefile.views import timeline as casefile
from detente.casefile.views.evidence import AROUND, in_context
from detente.casefile.views.filters import Filters
from detente.casefile.views.pairs import COUNTED
from detente.casefile.views.table import Row, View

COLUMNS = of_archive(casefile.COLUMNS)
PLACED_FROM, PLACED_TO = "coalesce(e.date_from, e.published)", "coalesce(e.date_to, e.published)"
_PICKED = """
CREATE OR REPLACE TEMP TABLE picked AS
SELECT e.*, k.reports, {placed} AS placed
FROM events e JOIN kept k ON k.key = e.key WHERE {condition}
"""
_ROWS = """
SELECT p.*, r.source AS published_by,
       substr(r.text, CAST(greatest(p.start - {around}, 0) + 1 AS BIGINT),
              CAST(p."end" + {around} - greatest(p.start - {around}, 0) AS BIGINT)) AS context
FROM (SELECT * FROM picked ORDER BY placed {latest} NULLS {nulls}, key {latest}, start {latest},
      id {latest} LIMIT {limit}) p
JOIN reports r ON r.key = p.key ORDER BY placed NULLS FIRST, p.key, p.start, p.id
"""


def events_in(scope: Scope) -> None:
    """Make the table ``picked``: the events of a scope."""
    conditions = scope.period(PLACED_FROM, PLACED_TO) + scope.types("e")
    conditions += [
        scope.takes_part(party, "e", "actor_ids", "recipient_ids") for party in scope.parties
    ]
    condition, values = where(conditions)
    scope.run(_PICKED.format(placed=PLACED_FROM, condition=condition), values)


def timeline(archive: Archive, filters: Filters | None = None, limit: int | None = None) -> View:
    """The tellings, first to last; with ``limit`` the last so many. One without a date stands at
    the day of its report."""
    filters = filters or Filters()
    scope = Scope(archive, filters)
    events_in(scope)
    (counted,) = scope.rows("SELECT count(*) AS n, count(date_from) AS dated FROM picked")
    latest = ("DESC", "LAST") if limit is not None else ("", "FIRST")
    found = scope.rows(
        _ROWS.format(
            around=AROUND,
            latest=latest[0],
            nulls=latest[1],
            limit=counted["n"] if limit is None else limit,
        )
    )
    actors = actors_of(scope, "picked")
    notes = scope.notes
    if counted["n"] > counted["dated"]:
        notes += (f"{counted['n'] - counted['dated']:,} without a date stand at the day of their "
                  "report",)  # fmt: skip
    rows = [_row(row, actors) for row in found]
    return View("timeline", scope.name, COLUMNS, rows, counted["n"], filters.told(), notes)


def _row(row: dict[str, Any], actors: Any) -> Row:
    key = row["key"]
    # Each row is one telling: what has a claimant is in nobody's own voice.
    is_his = row["status"] in ("claimed", "denied", *COUNTED) and row["claimant_id"]
    return {
        "date": row["date"],
        "date_from": iso(row["date_from"]),
        "date_to": iso(row["date_to"]),
        "first_reported": iso(row["published"]),
        **{name: row[name] for name in ("type", "mode", "quad", "intensity")},
        "actor": names(actors, key, row["actor_ids"]),
        "actor_code": codes(actors, key, row["actor_ids"]),
        "recipient": names(actors, key, row["recipient_ids"]),
        "recipient_code": codes(actors, key, row["recipient_ids"]),
        "status": row["status"],
        "claimed_by": names(actors, key, [row["claimant_id"]]) if is_his else [],
        "place": row["place"],
        "place_code": row["place_country"],
        "reports": row["reports"],
        "sources": 1,  # the others have its text: they are copies
        "differences": None,
        "words": row["trigger"],
        "context": in_context(row),
        "report": key,
        "source": row["published_by"],
        "start": row["start"],
        "end": row["end"],
        "occurrence": f"{key}_{row['id']}",
    }
