"""Words against deeds: each announced step with the evidence of both sides."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from detente.casefile.ledger.judge import judge
from detente.casefile.ledger.model import FATES
from detente.casefile.views.quotes import PROMISES
from detente.desk.asked import AskedQuery
from detente.desk.guard.forms import checked
from detente.desk.pages.ask import view as view_of
from detente.desk.pages.back import back_to
from detente.desk.render import page
from detente.desk.state import desk_of, user_of
from detente.publish.case_ledger import TURNS

SHOWN = 50
AGAINST = frozenset(("not done", "against", "claimed against", "refused", "overtaken", "expired"))
"""Turns that speak against a step; the others speak for it."""
router = APIRouter()


@router.get("/ledger")
def show(request: Request, asked: AskedQuery, show: int = SHOWN, step: str = "") -> Response:
    """The steps, the latest first; ``step`` shows one."""
    view = view_of(request, "ledger", asked.filters())
    fates = Counter(row["fate"] or "unknown" for row in view.rows)
    rows = [row for row in reversed(view.rows) if step in ("", row["step"])]
    return page(
        request, "ledger.html", view=view, rows=rows[: max(1, show)], found=len(rows), fates=fates,
        all_fates=(*FATES, "unknown"), kinds=PROMISES, turns=TURNS, against=AGAINST, shown=show,
    )  # fmt: skip


@router.post("/ledger", dependencies=[Depends(checked)])
def overrule(
    request: Request,
    step: Annotated[str, Form(max_length=200)],
    fate: Annotated[str, Form(max_length=20)],
    note: Annotated[str, Form(max_length=2000)] = "",
    back: Annotated[str, Form(max_length=2000)] = "/ledger",
) -> Response:
    """A person's fate for a step; "undo" takes it back."""
    given = None if fate == "undo" else fate
    judge(desk_of(request).case, step, given, user_of(request), note.strip() or None)
    return RedirectResponse(back_to(back), 303)
