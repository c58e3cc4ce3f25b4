"""The sources: what each reported, copied, told first or alone."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente.desk.asked import AskedQuery
from detente.desk.pages.ask import view as view_of
from detente.desk.render import page

router = APIRouter()


@router.get("/sources")
def show(request: Request, asked: AskedQuery) -> Response:
    """One row a source."""
    view = view_of(request, "sources", asked.filters())
    return page(request, "sources.html", view=view)
