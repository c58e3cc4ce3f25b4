"""The first page of a case: what is new."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente.casefile.info import info
from detente.casefile.views.timeline import timeline
from detente.desk.render import page
from detente.desk.state import desk_of

LATEST = 12
router = APIRouter()


@router.get("/")
def show(request: Request) -> Response:
    """What is in the case, and its latest occurrences."""
    case = desk_of(request).case
    return page(request, "overview.html", info=info(case), latest=timeline(case, None, LATEST))
