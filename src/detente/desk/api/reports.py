"""The reports, one with its text, its record, and its copies."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from detente.casefile.listing import Listed, reports
from detente.casefile.views.table import Column, View
from detente.desk import cache
from detente.desk.api.answers import HEADERS, PAGING, described, object_answer, rows_answer
from detente.desk.api.asked import Newest, Part
from detente.desk.api.told import MISSING, answer_of, row_of
from detente.desk.asked import FARTHEST, Text
from detente.desk.state import Desk, desk_of
from detente.errors import NotThereError
from detente.record import Record

router = APIRouter(tags=["reports"])
COLUMNS = (
    Column("number", "integer", "number of the report, in the order of adding"),
    Column("published", "date", "day of its publication"),
    Column("source", "text", "its source", free=True),
    Column("title", "text", "its title", free=True),
    Column("url", "text", "its address", free=True),
    Column("found", "text", "where it was found: file and line, or address", free=True),
    Column("kind", "text", "what it is to report 'of', if it tells nothing new", "copy, version"),
    Column("of", "integer", "the report that it is a copy of, or that has replaced it"),
)
Number = Annotated[int, Path(ge=1, le=FARTHEST, description="Number of the report")]
_Row: Any = row_of("ReportRow", COLUMNS)


class ReportsAsked(Part, Newest):
    """Which reports."""

    source: Text | None = Field(None, description="Of this source: its name")
    kind: str | None = Field(
        None,
        pattern="^(original|copy|version)$",
        description="original: no copy of another, nor a version since replaced",
    )


class ReportTold(_Row):  # type: ignore[misc]
    """A report with its text."""

    text: str = Field(description="As it was given: offsets are code points of it")
    fetched: str | None = Field(description="Day on which it was fetched")
    added: str = Field(description="When it was added (UTC)")


class Copies(BaseModel):
    """What belongs to a report."""

    of: _Row | None = Field(description="The report that it is a copy or an earlier version of")
    copies: list[_Row] = Field(description="Its copies and its earlier versions")


@router.get("/reports", responses=described(answer_of("reports", COLUMNS), PAGING, tables=True))
def get_reports(request: Request, asked: Annotated[ReportsAsked, Query()]) -> Response:
    """The reports, in the order of adding, without their texts."""
    desk = desk_of(request)
    source, kind = (asked.source or "").strip() or None, asked.kind

    def part(limit: int | None, offset: int) -> cache.Kept[View]:
        kept = _listed(desk)
        found = [each for each in kept.value if _is_wanted(each, source, kind)]
        told = {"source": source, "kind": kind}
        end = None if limit is None else offset + limit
        rows = [asdict(each) for each in found[offset:end]]
        view = View("reports", desk.shown, COLUMNS, rows, len(found),
                    {name: value for name, value in told.items() if value})  # fmt: skip
        return cache.Kept(view, kept.at, kept.is_latest, kept.tag)

    return rows_answer(request, asked, part, desk.cache.tag(("reports", source, kind)))


@router.get("/reports/{number}", responses=described(ReportTold, HEADERS) | MISSING)
def get_report(request: Request, number: Number) -> Response:
    """A report with its text."""
    case = desk_of(request).case

    def make() -> dict[str, Any]:
        listed = one_of(desk_of(request), number)
        (stored,) = case.reports([number])
        more = {"fetched": stored.fetched, "added": stored.added}
        return asdict(listed) | {"text": stored.report.text} | more

    return object_answer(request, ("report", number), make)


@router.get("/reports/{number}/record", responses=described(Record, HEADERS) | MISSING)
def get_record(request: Request, number: Number) -> Response:
    """What was read in a report, with what people corrected: see docs/record.md."""
    case = desk_of(request).case
    return object_answer(
        request, ("record", number), lambda: case.record(number).model_dump(mode="json")
    )


@router.get("/reports/{number}/copies", responses=described(Copies, HEADERS) | MISSING)
def get_copies(request: Request, number: Number) -> Response:
    """The copies and earlier versions of a report, and the report that it is one of."""
    desk = desk_of(request)

    def make() -> dict[str, Any]:
        mine = one_of(desk, number)
        known = reports(desk.case)
        return {
            "of": next((asdict(each) for each in known if each.number == mine.of), None),
            "copies": [asdict(each) for each in known if each.of == number],
        }

    return object_answer(request, ("copies", number), make)


def one_of(desk: Desk, number: int) -> Listed:
    """A report without its text; raises ``NotThereError``."""
    found = reports(desk.case, [number])
    if not found:
        raise NotThereError(f"there is no report {number}")
    return found[0]


def _listed(desk: Desk) -> cache.Kept[list[Listed]]:
    return desk.cache.get(("reports",), lambda: reports(desk.case), lambda rows: 8 * len(rows))


def _is_wanted(each: Listed, source: str | None, kind: str | None) -> bool:
    return (source is None or each.source == source) and (
        kind is None or (each.kind or "original") == kind
    )
