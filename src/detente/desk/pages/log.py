"""The log of the case: who did what, and when."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente.casefile.log import entries
from detente.desk.render import page
from detente.desk.state import desk_of

SHOWN = 500
router = APIRouter()


@router.get("/log")
def show(request: Request, by: str = "") -> Response:
    """What was done last, first."""
    found = entries(desk_of(request).case, by=by or None, limit=SHOWN)
    return page(request, "log.html", entries=found, by=by)
