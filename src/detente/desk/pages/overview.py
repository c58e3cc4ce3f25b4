"""The first page of a case: what is new."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from detente.casefile import Casefile
from detente.casefile.info import info
from detente.casefile.listing import latest
from detente.casefile.views.filters import Filters
from detente.desk.pages.ask import view as view_of
from detente.desk.render import page
from detente.desk.state import desk_of

LATEST, PAIRS = 10, 5
router = APIRouter()


@router.get("/")
def show(request: Request) -> Response:
    """What is in the case: its latest reports, occurrences, open steps, tension."""
    desk = desk_of(request)
    tense = view_of(request, "tension", pairs=PAIRS)
    levels = [
        (pair, [row for row in tense.rows if [row["party"], row["other"]] == list(pair)])
        for pair in tense.facts["pairs"]
    ]
    about = desk.cache.get("overview", lambda: _about(desk.case)).value
    return page(
        request, "overview.html", **about, levels=levels,
        latest=view_of(request, "timeline", limit=LATEST),
        open_steps=view_of(request, "ledger", Filters(type="open"), limit=LATEST),
    )  # fmt: skip


def _about(case: Casefile) -> dict[str, Any]:
    return {"info": info(case), "new": latest(case, LATEST)}
