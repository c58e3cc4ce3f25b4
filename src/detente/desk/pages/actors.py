"""The actors: all of them, and one with what it does, says and promises."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from detente.casefile.views.filters import Filters
from detente.desk.asked import AskedQuery
from detente.desk.cache import view as cached
from detente.desk.render import page
from detente.desk.state import desk_of
from detente.errors import FilterError

SHOWN, LATEST = 200, 15
router = APIRouter()


@router.get("/actors")
def show(request: Request, asked: AskedQuery, show: int = SHOWN) -> Response:
    """Who is in the case."""
    view = cached(desk_of(request), "actors", asked.filters(), limit=max(1, show)).value
    return page(request, "actors.html", view=view, shown=show)


@router.get("/actors/{id:path}")
def one(request: Request, id: str) -> Response:
    """One actor. A state stands for itself here, not for all who act for it."""
    desk = desk_of(request)
    filters = Filters(actor=f"={id}")
    try:
        found = [row for row in cached(desk, "actors", filters).value.rows if row["actor"] == id]
    except FilterError:
        found = []
    if not found:
        raise HTTPException(404, "there is no such actor")
    return page(
        request, "actor.html", row=found[0], id=id,
        acts=cached(desk, "timeline", filters, limit=LATEST).value,
        said=cached(desk, "quotes", filters, limit=LATEST).value,
        steps=cached(desk, "ledger", filters, limit=LATEST).value,
    )  # fmt: skip
