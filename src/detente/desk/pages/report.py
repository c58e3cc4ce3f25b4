"""The reports, and one of them: its text with its spans, and its record beside it."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.casefile import corrections
from detente.casefile.listing import latest, reports
from detente.desk.asked import FARTHEST, Number
from detente.desk.render import page
from detente.desk.state import desk_of
from detente.publish.page import KINDS, Sheet

SHOWN = 200
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
router = APIRouter()


@router.get("/reports")
def all_of_them(
    request: Request, source: str = "", before: Annotated[int | None, Query(le=FARTHEST)] = None
) -> Response:
    """The reports of the case, the last added first."""
    found = latest(desk_of(request).case, SHOWN + 1, before, source or None)
    more = found[SHOWN - 1].number if len(found) > SHOWN else None
    return page(request, "reports.html", reports=found[:SHOWN], more=more)


@router.get("/reports/{number}")
def one(request: Request, number: Number, at: str | None = None, done: str = "") -> Response:
    """A report. ``at`` are start and end of words that a link leads to."""
    case = desk_of(request).case
    record, provenance = corrections.corrected(case, number)
    (listed,) = reports(case, [number])
    told = _AT.fullmatch(at or "")
    asked = (int(told[1]), int(told[2])) if told else None
    return page(
        request, "report.html", sheet=Sheet(record, 1, asked), kinds=KINDS, listed=listed,
        number=number, done=done, describe=corrections.describe,
        correct={"address": f"/reports/{number}", "provenance": provenance},
        history=corrections.history(case, number)[::-1],
    )  # fmt: skip
