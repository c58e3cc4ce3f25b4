"""What people correct in the records: made, seen, undone."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from detente.casefile import corrections
from detente.casefile.corrections import Correction, Provenance
from detente.casefile.views.table import Column, View
from detente.desk import cache
from detente.desk.api.answers import HEADERS, PAGING, described, object_answer, rows_answer
from detente.desk.api.asked import ENTRIES, NOTE, Newest, Part
from detente.desk.api.changing import may_change
from detente.desk.api.reports import Number
from detente.desk.api.told import CHANGES, MISSING, answer_of, row_of
from detente.desk.asked import FARTHEST, LONGEST, Text
from detente.desk.state import Desk, desk_of, user_of

router = APIRouter(tags=["corrections"])
COLUMNS = (
    Column("id", "integer", "number of the correction, in the order of making"),
    Column("report", "integer", "the report that it is of"),
    Column(
        "action", "text", "what was done", "set, add, delete, confirm, join, split, judge, undo"
    ),
    Column("kind", "text", "kind of entry; 'report' is the header"),
    Column("entry", "text", "its id in the record as it is now, if it is there"),
    Column("field", "text", "the field; '*' for a whole entry"),
    Column("value", "json", "what it was set to"),
    Column("was", "json", "what stood there before"),
    Column("undoes", "integer", "the correction that this one takes back"),
    Column("by", "text", "who made it", free=True),
    Column("at", "text", "when (UTC)"),
    Column("note", "text", "why", free=True),
    Column(
        "state", "text", "what has become of it", "applied, superseded, undone, cannot be applied"
    ),
    Column("why", "text", "why it cannot be applied", free=True),
    Column("words", "text", "the words that the entry is told by", free=True),
)
_NAMES = tuple(column.name for column in COLUMNS)
CorrectionTold: Any = row_of("CorrectionRow", COLUMNS)
Entry = Annotated[str, Path(pattern=ENTRIES, description="Id of the entry, as e3; or 'report'")]
Id = Annotated[int, Path(ge=1, le=FARTHEST, description="Number of the correction")]
SEEN = Field(
    None,
    max_length=LONGEST,
    description="The entry's version that was looked at: if somebody has changed it since, 409",
)
Kind = Literal["time", "place", "actor", "statement", "event", "commitment"]
changes: dict[str, Any] = {
    "dependencies": [Depends(may_change)], "responses": {**MISSING, **CHANGES},
}  # fmt: skip


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    note: str | None = NOTE


class Setting(_Body):
    """A field and what it is to be."""

    field: str = Field(max_length=LONGEST, description="As in docs/record.md")
    value: Any = Field(description="As the record has it: ids, [start, end] of words, text, null")
    seen: str | None = SEEN


class Adding(_Body):
    """An entry that the machine did not find."""

    kind: Kind
    fields: dict[str, Any] = Field(description="As the record has them")


class Confirming(_Body):
    """What is right as it is."""

    field: str | None = Field(None, max_length=LONGEST, description="None for the whole entry")
    seen: str | None = SEEN


class Noting(_Body):
    """Why, if it is to be told."""


class Deleting(BaseModel):
    """What was seen of what is to be deleted, and why it is."""

    model_config = ConfigDict(extra="forbid")

    seen: Text | None = Field(None, description="The version of it that was looked at")
    note: Text | None = Field(None, description="Why")


class CorrectionsAsked(Part, Newest):
    """Which corrections."""

    report: int | None = Field(None, ge=1, le=FARTHEST, description="Of this report alone")
    by: Text | None = Field(None, description="Of this person alone")


class ProvenanceTold(BaseModel):
    """What people did to a record, beside it."""

    versions: dict[str, str] = Field(description="Of each entry, to be sent as seen")
    fields: dict[str, Any] = Field(description="Of each entry the fields that somebody set")
    confirmed: dict[str, Any] = Field(description="... and those that are said to be right")
    added: dict[str, Any] = Field(description="Entries that somebody added")
    deleted: list[Any] = Field(description="Entries that somebody deleted")
    unapplied: list[Any] = Field(description="Corrections that the record has no entry for")


@router.get(
    "/corrections", responses=described(answer_of("corrections", COLUMNS), PAGING, tables=True)
)
def get_corrections(request: Request, asked: Annotated[CorrectionsAsked, Query()]) -> Response:
    """All that people corrected and judged, in the order of doing, also what was undone."""
    desk, report, by = desk_of(request), asked.report, (asked.by or "").strip() or None

    def part(limit: int | None, offset: int) -> cache.Kept[View]:
        kept = _history(desk, report)
        found = [each for each in kept.value if by in (None, each.by)]
        end = None if limit is None else offset + limit
        told = {name: str(v) for name, v in {"report": report, "by": by}.items() if v is not None}
        rows = [_told(each) for each in found[offset:end]]
        view = View("corrections", desk.shown, COLUMNS, rows, len(found), told)
        return cache.Kept(view, kept.at, kept.is_latest, kept.tag)

    return rows_answer(request, asked, part, desk.cache.tag(("corrections", report, by)))


@router.get("/reports/{number}/provenance", responses=described(ProvenanceTold, HEADERS) | MISSING)
def get_provenance(request: Request, number: Number) -> Response:
    """What people did to a report's record, and the version of each entry."""
    case = desk_of(request).case

    def make() -> Any:
        found = corrections.corrected(case, number).provenance
        return TypeAdapter(Provenance).dump_python(found, mode="json")

    return object_answer(request, ("provenance", number), make)


@router.post("/reports/{number}/entries", response_model=CorrectionTold, **changes)
def post_entry(request: Request, number: Number, told: Adding) -> Any:
    """Add an entry. ``entry`` of the answer is the id that it got."""
    return _told(
        corrections.add_entry(
            desk_of(request).case, number, told.kind, told.fields, by=user_of(request),
            note=told.note,
        )
    )  # fmt: skip


@router.patch("/reports/{number}/entries/{entry}", response_model=CorrectionTold, **changes)
def patch_entry(request: Request, number: Number, entry: Entry, told: Setting) -> Any:
    """Set a field of an entry, or of the header (``report``)."""
    return _told(
        corrections.set_field(
            desk_of(request).case, number, entry, told.field, told.value, by=user_of(request),
            note=told.note, seen=told.seen,
        )
    )  # fmt: skip


@router.delete("/reports/{number}/entries/{entry}", response_model=CorrectionTold, **changes)
def delete_entry(
    request: Request, number: Number, entry: Entry, told: Annotated[Deleting, Query()]
) -> Any:
    """Delete an entry; undo the correction to have it back."""
    return _told(
        corrections.delete_entry(
            desk_of(request).case, number, entry, by=user_of(request), note=told.note,
            seen=told.seen,
        )
    )  # fmt: skip


@router.post(
    "/reports/{number}/entries/{entry}/confirmations", response_model=CorrectionTold, **changes
)
def post_confirmation(request: Request, number: Number, entry: Entry, told: Confirming) -> Any:
    """Say that a field, or a whole entry, is right as it is."""
    return _told(
        corrections.confirm(
            desk_of(request).case, number, entry, told.field, by=user_of(request),
            note=told.note, seen=told.seen,
        )
    )  # fmt: skip


@router.delete("/corrections/{id}", response_model=CorrectionTold, **changes)
def delete_correction(request: Request, id: Id) -> Any:
    """Take a correction back, whoever made it; also a join, a split, a judged fate."""
    return _told(corrections.undo(desk_of(request).case, id, by=user_of(request)))


@router.post("/corrections/{id}/redo", response_model=CorrectionTold, **changes)
def post_redo(request: Request, id: Id, told: Noting) -> Any:
    """Make a correction again that was taken back."""
    return _told(corrections.redo(desk_of(request).case, id, by=user_of(request), note=told.note))


def _history(desk: Desk, report: int | None) -> cache.Kept[list[Correction]]:
    return desk.cache.get(
        ("history", report),
        lambda: corrections.history(desk.case, report),
        lambda rows: len(COLUMNS) * len(rows) + 1,
    )


def _told(correction: Correction) -> dict[str, Any]:
    told = asdict(correction)
    return {name: told[name] for name in _NAMES}
