"""One occurrence: all its reports side by side, where they agree and where they differ."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente.casefile.views.occurrence import OccurrenceView, occurrence
from detente.desk.render import page
from detente.desk.state import desk_of

COMPARED = {
    "type": "type",
    "status": "status",
    "date": "day",
    "place": "place",
    "actors": "who",
    "recipients": "to whom",
    "quantities": "numbers",
}
router = APIRouter()


@router.get("/occurrences/{id}")
def show(request: Request, id: str) -> Response:
    """What one occurrence rests on."""
    found = occurrence(desk_of(request).case, id)
    return page(
        request, "occurrence.html", row=found.row, tellings=found.tellings, compared=COMPARED,
        differing=_differing(found),
    )  # fmt: skip


def _differing(found: OccurrenceView) -> set[str]:
    """In which of the compared fields the tellings that have one are not of one mind."""
    by_field = {
        name: {str(value) for each in found.tellings if (value := getattr(each, name))}
        for name in COMPARED
    }
    return {name for name, values in by_field.items() if len(values) > 1}
