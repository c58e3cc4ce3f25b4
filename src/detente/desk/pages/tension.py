"""Tension between two parties, words and deeds apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from fastapi import APIRouter, Request, Response

from detente.casefile.views.tension import DAYS
from detente.desk.asked import AskedQuery
from detente.desk.pages.ask import view as view_of
from detente.desk.render import page

PICKED = 24
"""Pairs that can be picked."""
router = APIRouter()


@router.get("/tension")
def show(
    request: Request,
    asked: AskedQuery,
    by: Literal["day", "week", ""] = "",
    fill_dates: bool = False,
) -> Response:
    """A pair's periods; without a pair, that of most occurrences."""
    filters = asked.filters()
    view = view_of(request, "tension", filters, by=by or None, pairs=PICKED, fill_dates=fill_dates)
    pairs = [tuple(pair) for pair in view.facts["pairs"]]
    pair = pairs[0] if pairs else None
    rows = [row for row in view.rows if (row["party"], row["other"]) == pair]
    length = DAYS[view.facts["by"]] - 1
    return page(
        request, "tension.html", view=view, pairs=pairs, pair=pair, rows=rows, by=view.facts["by"],
        fill_dates=fill_dates,
        changes=[c for c in view.facts["changes"] if (c["party"], c["other"]) == pair],
        last_day=lambda day: (date.fromisoformat(day) + timedelta(days=length)).isoformat(),
    )  # fmt: skip
