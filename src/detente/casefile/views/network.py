"""The network: who does what to whom, and how much of it."""

from __future__ import annotations

from detente.casefile.casefile import Casefile
from detente.casefile.engine import shown
from detente.casefile.views.filters import Filters
from detente.casefile.views.pairs import COUNTS, EVIDENCE, Tally, occurrences
from detente.casefile.views.scope import Scope
from detente.casefile.views.table import Column, View

BY = ("state", "actor")
COLUMNS = (
    Column("actor", "text", "who", free=True),
    Column("recipient", "text", "to whom", free=True),
    *COUNTS,
    Column("first", "date", "day of the first of them"),
    Column("last", "date", "day of the last of them"),
    *EVIDENCE,
)


def network(
    case: Casefile, filters: Filters | None = None, limit: int | None = None, by: str = "state"
) -> View:
    """One row for each who and whom, most occurrences first. Parties are states and bodies where
    they act for one, or, ``by`` actor, each its own."""
    filters = filters or Filters()
    tallies: dict[tuple[str, str], Tally] = {}
    with case.reading() as connection:
        scope = Scope(connection, filters)
        for each in occurrences(connection, scope, by):
            for pair in each.pairs:
                tallies.setdefault(pair, Tally()).add(each)
    ordered = sorted(tallies.items(), key=lambda item: (-item[1].counted, -len(item[1].ids), item))
    rows = [
        {"actor": who, "recipient": whom, "first": t.first, "last": t.last, **t.cells()}
        for (who, whom), t in ordered[:limit]
    ]
    told = filters.told() | {"by": by}
    return View("network", shown(case.case), COLUMNS, rows, len(tallies), told, scope.notes)
