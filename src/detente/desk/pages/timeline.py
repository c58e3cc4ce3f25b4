"""The timeline, day by day."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request, Response

from detente.casefile.views.timeline import timeline
from detente.desk.asked import AskedQuery
from detente.desk.render import page
from detente.desk.state import desk_of

SHOWN = 100
router = APIRouter()


@router.get("/timeline")
def show(request: Request, asked: AskedQuery) -> Response:
    """The last occurrences that were asked for, latest day first."""
    view = timeline(desk_of(request).case, asked.filters(), SHOWN)
    days = [
        (day, list(rows))
        for day, rows in groupby(
            reversed(view.rows), lambda row: row["date_from"] or row["first_reported"]
        )
    ]
    return page(request, "timeline.html", view=view, days=days)
