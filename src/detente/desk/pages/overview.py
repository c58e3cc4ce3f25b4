"""The first page of a case: what is new."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente.casefile.info import info
from detente.casefile.listing import reports
from detente.casefile.views.filters import Filters
from detente.casefile.views.ledger import ledger
from detente.casefile.views.tension import tension
from detente.casefile.views.timeline import timeline
from detente.desk.render import page
from detente.desk.state import desk_of

LATEST, PAIRS = 10, 5
router = APIRouter()


@router.get("/")
def show(request: Request) -> Response:
    """What is in the case: its latest reports, occurrences, open steps, tension."""
    case = desk_of(request).case
    tense = tension(case, pairs=PAIRS)
    levels = [
        (pair, [row for row in tense.rows if [row["party"], row["other"]] == list(pair)])
        for pair in tense.facts["pairs"]
    ]
    return page(
        request, "overview.html", info=info(case), latest=timeline(case, None, LATEST),
        open_steps=ledger(case, Filters(type="open"), LATEST), levels=levels,
        new=list(reversed(reports(case)[-LATEST:])),
    )  # fmt: skip
