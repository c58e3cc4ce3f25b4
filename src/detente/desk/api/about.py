"""What is in the casefile, and what could not be read."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from detente.casefile.info import failures, info
from detente.desk.api.answers import HEADERS, described, object_answer
from detente.desk.state import desk_of

router = APIRouter(tags=["about"])


class Info(BaseModel):
    """What a casefile holds: numbers of its reports, entries and judgements, and what made it."""

    model_config = ConfigDict(extra="allow")

    case: str
    reports: int
    occurrences: int
    actors: int


class Failure(BaseModel):
    """A report that could not be read."""

    at: str = Field(description="When it was tried last (UTC)")
    found: str = Field(description="Where it was found")
    why: str


class Failures(BaseModel):
    """All of them."""

    failures: list[Failure]


@router.get("/info", responses=described(Info, HEADERS))
def get_info(request: Request) -> Response:
    """What is in the casefile, in numbers and names."""
    desk = desk_of(request)
    return object_answer(request, ("info", "api"), lambda: info(desk.case))


@router.get("/failures", responses=described(Failures, HEADERS))
def get_failures(request: Request) -> Response:
    """The reports that could not be read, and why."""
    desk = desk_of(request)

    def make() -> dict[str, Any]:
        return {"failures": failures(desk.case)}

    return object_answer(request, ("failures", "api"), make)
