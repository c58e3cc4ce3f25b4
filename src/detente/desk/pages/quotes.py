"""What was said: search as one types, copy with the citation."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.casefile.listing import reports
from detente.casefile.views.quotes import KINDS, PROMISES
from detente.casefile.views.table import Row
from detente.desk.asked import AskedQuery
from detente.desk.pages.ask import view as view_of
from detente.desk.render import page
from detente.desk.state import desk_of

SHOWN = 50
router = APIRouter()


@router.get("/quotes")
def show(
    request: Request,
    asked: AskedQuery,
    q: Annotated[str, Query(max_length=500)] = "",
    show: Annotated[int, Query(ge=1, le=1000)] = SHOWN,
) -> Response:
    """The statements that were asked for, the latest first."""
    desk = desk_of(request)
    words = q.strip() or None
    view = view_of(request, "quotes", asked.filters(), limit=show, words=words)
    titles = {each.number: each.title for each in reports(desk.case, _numbers(view.rows))}
    return page(
        request, "quotes.html", view=view, rows=list(reversed(view.rows)), q=q, shown=show,
        types=(*KINDS, *PROMISES), citation=lambda row: _citation(row, titles[row["report"]]),
    )  # fmt: skip


def _numbers(rows: list[Row]) -> set[int]:
    """The reports of some statements; of none, 0, which is no report: no number means all."""
    return {row["report"] for row in rows} or {0}


def _citation(row: Row, title: str | None) -> str:
    """A statement as one quotes it: whose words, in which report, when."""
    who = row["speaker"] or "Somebody"
    if row["kind"] == "direct":
        told = f"{who}: “{row['words']}”"
    else:
        told = f"{who}, as {row['source'] or 'the report'} puts it: {row['words']}"
    where = ", ".join(filter(None, (row["source"], title and f"“{title}”", row["published"])))
    return f"{told} ({where or 'report ' + str(row['report'])})"
