"""What people corrected as training data, and how far they agree."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from detente.casefile.corrections.agreement import Difference, agreement, differences
from detente.desk.api.answers import HEADERS, described, object_answer
from detente.desk.api.told import MISSING
from detente.desk.asked import Text
from detente.desk.state import desk_of
from detente.desk.training import FILES, To, download

router = APIRouter(prefix="/corrections", tags=["corrections"])
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {media: _BYTES for _, media in FILES.values()},
    }
}


class Exported(BaseModel):
    """Which file."""

    model_config = ConfigDict(extra="forbid")

    to: To = Field(description="spaCy's DocBin, JSON Lines, or brat's files as one zip archive")


class AgreementAsked(BaseModel):
    """Of whom."""

    model_config = ConfigDict(extra="forbid")

    people: list[Text] = Field(
        [], max_length=100, description="Of these people; of all if nobody is told"
    )


class Alpha(BaseModel):
    """How far people agree on one field, or on all."""

    kind: str = Field(description="Kind of entry; event, actor, fate of judgements; all")
    field: str = Field(description="The field; 'is there' is the entry as a whole")
    units: int = Field(description="What two or more judged")
    equal: float | None = Field(description="Share of pairs of values that are equal")
    alpha: float | None = Field(description="Krippendorff's; null where nothing could differ")


class Place(BaseModel):
    """Words of a report."""

    report: int
    start: int
    end: int


class Differing(BaseModel):
    """What people say differently."""

    kind: str
    field: str
    values: dict[str, str] = Field(description="What each said, in words")
    places: list[Place] = Field(description="The words that it is about")


class AgreementTold(BaseModel):
    """Who judged what, and how far they agree."""

    by_person: dict[str, dict[str, int]] = Field(description="How many of each field")
    fields: list[Alpha]
    whole: Alpha
    differences: list[Differing]


@router.get("/export", response_class=Response, responses={**_FILE, **MISSING})
def get_training_data(request: Request, asked: Annotated[Exported, Query()]) -> Response:
    """The records of the reports that people corrected or confirmed, as training data."""
    return download(desk_of(request).case, asked.to)


@router.get("/agreement", responses=described(AgreementTold, HEADERS))
def get_agreement(request: Request, asked: Annotated[AgreementAsked, Query()]) -> Response:
    """Who judged what, how far people agree, and what they differ on."""
    case = desk_of(request).case
    people = tuple(sorted({each for each in asked.people if each.strip()})) or None

    def make() -> dict[str, Any]:
        unlike = [_told(each) for each in differences(case, people)]
        return asdict(agreement(case, people)) | {"differences": unlike}

    return object_answer(request, ("agreement", people), make)


def _told(unlike: Difference) -> dict[str, Any]:
    places = [dict(zip(Place.model_fields, at, strict=True)) for at in unlike.places]
    return asdict(unlike) | {"places": places}
