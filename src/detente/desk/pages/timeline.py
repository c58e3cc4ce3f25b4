"""The timeline, day by day, or with a lane for each actor."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.casefile.views.filters import TYPES
from detente.casefile.views.table import Row
from detente.desk.asked import AskedQuery
from detente.desk.pages.ask import view as view_of
from detente.desk.render import page

SHOWN, LANES = 100, 5
router = APIRouter()


@router.get("/timeline")
def show(
    request: Request,
    asked: AskedQuery,
    show: Annotated[int, Query(ge=1, le=2000)] = SHOWN,
    lanes: bool = False,
) -> Response:
    """The last occurrences that were asked for, latest day first."""
    view = view_of(request, "timeline", asked.filters(), limit=show)
    days = [(day, list(rows)) for day, rows in groupby(reversed(view.rows), day_of)]
    return page(
        request, "timeline.html", view=view, days=days, shown=show, lanes=lanes,
        actors=_busiest(view.rows) if lanes else [], types=[name.lower() for name in TYPES],
    )  # fmt: skip


def day_of(row: Row) -> str | None:
    """The day at which an occurrence stands."""
    day: str | None = row["date_from"] or row["first_reported"]
    return day


def _busiest(rows: list[Row]) -> list[str]:
    """The states and bodies that do most."""
    counts = Counter(code for row in rows for code in row["actor_code"])
    return [code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))][
        :LANES
    ]
