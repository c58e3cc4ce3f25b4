"""The actors: all of them, and one with what it does, says and promises."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from detente.casefile.views.filters import Filters
from detente.casefile.views.offices import offices
from detente.desk.asked import AskedQuery
from detente.desk.pages.ask import view as view_of
from detente.desk.render import page
from detente.desk.state import desk_of
from detente.errors import FilterError

SHOWN, LATEST = 200, 15
router = APIRouter()


@router.get("/actors")
def show(request: Request, asked: AskedQuery, show: int = SHOWN) -> Response:
    """Who is in the case."""
    view = view_of(request, "actors", asked.filters(), limit=max(1, show))
    return page(request, "actors.html", view=view, shown=show)


@router.get("/actors/{id:path}")
def one(request: Request, id: str) -> Response:
    """One actor. A state stands for itself here, not for all who act for it."""
    filters = Filters(actor=f"={id}")
    try:
        found = [row for row in view_of(request, "actors", filters).rows if row["actor"] == id]
    except FilterError:
        found = []
    if not found:
        raise HTTPException(404, "there is no such actor")
    return page(
        request, "actor.html", row=found[0], id=id, offices=offices(desk_of(request).case, id),
        acts=view_of(request, "timeline", filters, limit=LATEST),
        said=view_of(request, "quotes", filters, limit=LATEST),
        steps=view_of(request, "ledger", filters, limit=LATEST),
    )  # fmt: skip
