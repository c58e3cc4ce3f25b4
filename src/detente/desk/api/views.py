"""The views of the casefile, row by row."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from detente.casefile.views import actors, ledger, network, quotes, sources, tension, timeline
from detente.desk.api import asked as ask
from detente.desk.api.answers import PAGING, described, view_answer
from detente.desk.api.told import answer_of

router = APIRouter(tags=["views"])


class Change(BaseModel):
    """Where the level of a pair changes."""

    party: str
    other: str
    period: str = Field(description="The first day or week of the new level")
    from_: float = Field(alias="from", description="The level before")
    to: float = Field(description="The level from then on")
    towards: str = Field(description="conflict or cooperation")


FACTS: dict[str, Any] = {
    "by": (str, Field(description="day or week")),
    "pairs": (list[list[str]], Field(description="The pairs shown, those with most first")),
    "changes": (list[Change], Field(description="Where levels change, and how far")),
}


def _told(view: str, module: Any, **facts: Any) -> dict[int | str, Any]:
    return described(answer_of(view, module.COLUMNS, **facts), PAGING, tables=True)


@router.get("/timeline", responses=_told("timeline", timeline))
def get_timeline(request: Request, asked: Annotated[ask.Timeline, Query()]) -> Response:
    """What happened, was said to have happened or was announced, in the order of its days."""
    return view_answer(request, "timeline", asked, asked.filters())


@router.get("/network", responses=_told("network", network))
def get_network(request: Request, asked: Annotated[ask.Network, Query()]) -> Response:
    """Who does what to whom, and how much of it; most occurrences first."""
    return view_answer(request, "network", asked, asked.filters(), by=asked.by)


@router.get("/tension", responses=_told("tension", tension, **FACTS))
def get_tension(request: Request, asked: Annotated[ask.Tension, Query()]) -> Response:
    """Conflict and cooperation of two parties by day or week, words and deeds apart."""
    options = {"by": asked.by, "pairs": asked.pairs or None, "fill_dates": asked.fill_dates}
    return view_answer(request, "tension", asked, asked.filters(), **options)


@router.get("/quotes", responses=_told("quotes", quotes))
def get_quotes(request: Request, asked: Annotated[ask.Quotes, Query()]) -> Response:
    """What was said: by whom, to whom, about whom, in which words."""
    words = (asked.words or "").strip() or None
    return view_answer(request, "quotes", asked, asked.filters(), words=words)


@router.get("/ledger", responses=_told("ledger", ledger))
def get_ledger(request: Request, asked: Annotated[ask.Ledger, Query()]) -> Response:
    """Words against deeds: each step promised, announced, threatened or demanded, and its fate."""
    return view_answer(request, "ledger", asked, asked.filters())


@router.get("/actors", responses=_told("actors", actors))
def get_actors(request: Request, asked: Annotated[ask.Filtered, Query()]) -> Response:
    """Who is in the casefile: how much each does, undergoes, says and promises."""
    return view_answer(request, "actors", asked, asked.filters())


@router.get("/sources", responses=_told("sources", sources))
def get_sources(request: Request, asked: Annotated[ask.Filtered, Query()]) -> Response:
    """Where the casefile has it from: what each source reported, copied, told first or alone."""
    return view_answer(request, "sources", asked, asked.filters())
