"""The sources: what each reported, copied, told first or alone."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente.desk.asked import AskedQuery
from detente.desk.cache import view as cached
from detente.desk.render import page
from detente.desk.state import desk_of

router = APIRouter()


@router.get("/sources")
def show(request: Request, asked: AskedQuery) -> Response:
    """One row a source."""
    view = cached(desk_of(request), "sources", asked.filters()).value
    return page(request, "sources.html", view=view)
