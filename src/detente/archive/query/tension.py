"""Tension in an archive: counted by DuckDB, shown as a casefile's."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.archive.query.evidence import iso, of_archive
from detente.archive.query.scope import Scope
from detente.archive.query.timeline import events_in
from detente.archive.store import Archive
from detente.casefile.views import tension as casefile
from detente.casefile.views.filters import Filters
from detente.casefile.views.pairs import CLASSES, COUNTED, OPEN, Occurrence, Tally
from detente.casefile.views.parties import Party
from detente.casefile.views.table import View

_SIDES = """
CREATE OR REPLACE TEMP TABLE sides AS
WITH named AS (
    SELECT key, id, 'actor' AS role, unnest(actor_ids) AS actor FROM picked
    UNION ALL SELECT key, id, 'recipient', unnest(recipient_ids) FROM picked
)
SELECT DISTINCT n.key, n.id, n.role, {label} AS party
FROM named n JOIN actors a ON a.key = n.key AND a.id = n.actor
"""
_PAIRS = """
CREATE OR REPLACE TEMP TABLE pairs AS
SELECT DISTINCT p.key, p.id, least(s.party, t.party) AS one, greatest(s.party, t.party) AS other
FROM picked p JOIN sides s ON s.key = p.key AND s.id = p.id AND s.role = 'actor'
JOIN sides t ON t.key = p.key AND t.id = p.id AND s.party <> t.party
 AND t.role = CASE WHEN p.reciprocal AND len(p.recipient_ids) = 0 THEN 'actor' ELSE 'recipient' END
WHERE {asked}
"""
_PLACED = """
CREATE OR REPLACE TEMP TABLE placed_pairs AS
SELECT p.* EXCLUDE (date_from, date_to), q.one, q.other, {first} AS date_from, {last} AS date_to,
       p.date_from IS NULL AND {first} IS NOT NULL AS is_filled
FROM pairs q JOIN picked p ON p.key = q.key AND p.id = q.id
"""
_FACT = f"status IN ({', '.join(repr(s) for s in COUNTED)})"
_WEIGHT = f"abs(intensity) + CASE WHEN {_FACT} THEN 100 ELSE 0 END"
_COUNTS = ", ".join(
    f"count(*) FILTER ({_FACT} AND quad = {quad}) AS {name}, "
    f"coalesce(sum(intensity) FILTER ({_FACT} AND quad = {quad}), 0.0) AS {name}_intensity"
    for quad, name in CLASSES.items()
)
_TALLIES = f"""
SELECT one, other, CAST({{period}} AS DATE) AS period, {_COUNTS},
       coalesce(sum(intensity) FILTER ({_FACT}), 0.0) AS balance,
       count(*) FILTER (status = 'claimed') AS claimed,
       count(*) FILTER (status IN ({", ".join(repr(s) for s in OPEN)})) AS open,
       count(*) FILTER (status = 'denied') AS denied,
       arg_min(struct_pack(key := key, id := id, type := type, quad := quad,
                           intensity := intensity, status := status, date := date,
                           words := "trigger"), (-({_WEIGHT}), date_from, key, id)) AS most,
       list(key || '_' || id ORDER BY date_from, key, id) AS ids
FROM placed_pairs WHERE {{period}} = {{end}} AND (one, other) IN (SELECT one, other FROM chosen)
GROUP BY ALL
"""
_CHOSEN = """
CREATE OR REPLACE TEMP TABLE chosen AS
SELECT one, other FROM placed_pairs WHERE {period} = {end}
GROUP BY ALL ORDER BY count(*) DESC, one, other LIMIT {limit}
"""


def tension(
    archive: Archive,
    filters: Filters | None = None,
    limit: int | None = None,
    by: str | None = None,
    pairs: int | None = casefile.PAIRS,
    fill_dates: bool = False,
) -> View:
    """One row a pair and period in which there is something, as a casefile's view has it."""
    filters = filters or Filters()
    scope = Scope(archive, filters)
    events_in(scope)
    _pair(scope, fill_dates)
    by = by or _period_for(scope)
    period, end = (
        ("date_from", "date_to")
        if by == "day"
        else ("date_trunc('week', date_from)", "date_trunc('week', date_to)")
    )
    (counts,) = scope.rows(
        f"SELECT count(DISTINCT (key, id)) FILTER (({period} = {end}) IS NOT TRUE) AS vague, "
        "count(DISTINCT (key, id)) FILTER (is_filled) AS placed FROM placed_pairs"
    )
    scope.run(_CHOSEN.format(period=period, end=end, limit=2**40 if pairs is None else pairs))
    (there,) = scope.rows(
        f"SELECT count(DISTINCT (one, other)) AS n FROM placed_pairs WHERE {period} = {end}"
    )
    tallies: casefile.Tallies = {}
    first = scope.actor or scope.with_
    for row in scope.rows(_TALLIES.format(period=period, end=end)):
        pair = casefile.turned((row["one"], row["other"]), first)
        tallies.setdefault(pair, {})[row["period"].isoformat()] = _tally(row)
    notes = scope.notes
    if there["n"] > len(tallies):
        notes += (f"{len(tallies):,} of {there['n']:,} pairs, those with most; --pairs 0 for all",)
    view = casefile.as_view(
        (scope.name, filters.told() | {"by": by}, notes),
        tallies,
        by,
        counts["vague"],
        counts["placed"],
        limit=limit,
        pairs=None,
        filled=fill_dates,
    )
    return View(view.name, view.case, of_archive(view.columns), view.rows, view.total,
                view.filters, view.notes, view.facts)  # fmt: skip


def _pair(scope: Scope, fill_dates: bool) -> None:
    """Make the tables of who with whom."""
    label, values = _label(scope)
    scope.run(_SIDES.format(label=label), values)
    asked = [party.label for party in scope.parties]
    told = " AND ".join("? IN (s.party, t.party)" for _ in asked) or "TRUE"
    scope.run(_PAIRS.format(asked=told), asked)
    edges = ("p.date_from", "p.date_to")
    if fill_dates:
        edges = (
            "coalesce(p.date_from, p.published)",
            "CASE WHEN p.date_from IS NULL THEN p.published ELSE p.date_to END",
        )
    scope.run(_PLACED.format(first=edges[0], last=edges[1]))


def _label(scope: Scope) -> tuple[str, list[Any]]:
    """How the party of an actor is called: as it was asked for, its state, or its name."""
    told, values = "", list[Any]()
    # Of a state and one of its people, who is that person is not the state.
    parties: list[Party] = sorted(scope.parties, key=lambda party: party.code is not None)
    for party in parties:
        is_one, value = scope.is_party(party, "a")
        told += f" WHEN {is_one} THEN ?"
        values += [*value, party.label]
    return f"CASE{told} WHEN a.country IS NOT NULL THEN a.country ELSE a.name END", values


def _period_for(scope: Scope) -> str:
    (row,) = scope.rows("SELECT min(date_from) AS a, max(date_from) AS b FROM placed_pairs")
    first, last = row["a"], row["b"]
    is_long = isinstance(first, date) and (last - first).days > casefile.LONG
    return "week" if is_long else "day"


def _tally(row: dict[str, Any]) -> Tally:
    tally, most = Tally(), row["most"]
    tally.row = {name: row[name] or 0 for name in tally.row}
    tally.ids = row["ids"]
    tally.most = Occurrence(
        id=f"{most['key']}_{most['id']}",
        type=most["type"],
        quad=most["quad"],
        intensity=most["intensity"],
        status=most["status"],
        date=most["date"],
        date_from=None,
        date_to=None,
        placed=iso(row["period"]),
        words=most["words"],
        report=most["key"],
        pairs=(),
    )
    return tally
