"""How far people agree, and what they corrected as training data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.casefile.corrections.agreement import agreement, differences
from detente.desk.asked import Text
from detente.desk.render import page
from detente.desk.state import desk_of
from detente.desk.training import To, download

SHOWN = 200
router = APIRouter(prefix="/corrections")


@router.get("/export")
def export(request: Request, to: To) -> Response:
    """A file of training data."""
    return download(desk_of(request).case, to)


@router.get("/agreement")
def show(
    request: Request,
    people: Annotated[list[Text], Query(max_length=100)] = [],  # noqa: B006
) -> Response:
    """Who judged how much, how far they agree, and what they differ on."""
    case = desk_of(request).case
    everybody = sorted(agreement(case).by_person)
    chosen = [each for each in people if each.strip()] or None
    found = differences(case, chosen)
    return page(
        request, "agreement.html", judged=agreement(case, chosen), everybody=everybody,
        chosen=chosen or everybody, differences=found[:SHOWN], total=len(found),
    )  # fmt: skip
