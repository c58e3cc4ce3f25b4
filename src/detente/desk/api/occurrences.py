"""One occurrence with every telling of it."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field, create_model

from detente.casefile.views import timeline
from detente.casefile.views.occurrence import Telling, occurrence
from detente.desk.api.answers import HEADERS, described, object_answer
from detente.desk.api.asked import IDS
from detente.desk.api.told import MISSING, row_of
from detente.desk.state import desk_of

router = APIRouter(tags=["occurrences"])
_MEANINGS = {
    "report": "number of the report that tells it so",
    "entry": "id of the event in the report's record",
    "copy": "set where the report is a copy of another, or a version since replaced",
    "of": "the report that it is a copy or an earlier version of",
    "start": "where the words begin in the report's text, in code points",
    "end": "where they end",
    "context": "what stands around the words",
}
_TYPES: dict[str, Any] = {
    "report": int, "of": int | None, "start": int, "end": int, "confidence": float,
    "actors": list[str], "recipients": list[str], "quantities": list[str],
    "entry": str, "type": str, "status": str, "words": str,
}  # fmt: skip


def _field(name: str) -> tuple[Any, Any]:
    meaning = _MEANINGS.get(name, f"its {name}".replace("_", " "))
    return _TYPES.get(name, str | None), Field(alias=name, description=meaning)


# A field cannot be called like a method of every model, such as copy; told it is by its alias.
_FIELDS: Any = {f"{each.name}_": _field(each.name) for each in fields(Telling)}
_Telling: Any = create_model("Telling", **_FIELDS)
_Row: Any = row_of("OccurrenceRow", timeline.COLUMNS)


class OccurrenceTold(BaseModel):
    """The row of the timeline, and how each report tells it."""

    row: _Row
    tellings: list[_Telling] = Field(description="In the order of publication")


@router.get("/occurrences/{id}", responses=described(OccurrenceTold, HEADERS) | MISSING)
def get_occurrence(request: Request, id: Annotated[str, Path(pattern=IDS)]) -> Response:
    """An occurrence with all its tellings, side by side."""
    case = desk_of(request).case

    def make() -> dict[str, Any]:
        found = occurrence(case, id)
        return {"row": found.row, "tellings": [asdict(each) for each in found.tellings]}

    return object_answer(request, ("occurrence", id), make)
