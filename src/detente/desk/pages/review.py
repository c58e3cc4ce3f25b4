"""What the machine is not sure of, for people to decide."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from detente.casefile.merge.people import NEGATIVE, POSITIVE, UNSURE
from detente.casefile.merge.review import join, judge, split, undo, unsure
from detente.casefile.views.doubtful import doubtful
from detente.casefile.views.filters import Filters
from detente.desk.asked import FARTHEST
from detente.desk.guard.forms import checked
from detente.desk.pages.ask import view as view_of
from detente.desk.pages.back import after
from detente.desk.render import page
from detente.desk.state import desk_of, user_of
from detente.errors import CasefileError

SHOWN = 10
VERDICTS = {"same": POSITIVE, "different": NEGATIVE, "unsure": UNSURE}
router = APIRouter()


@router.get("/review")
def show(request: Request, done: str = "") -> Response:
    """Unsure merges, events of low confidence, and steps that are contradicted."""
    desk = desk_of(request)
    case = desk.case
    unlikely = desk.cache.get(("doubtful",), lambda: doubtful(case, SHOWN), lambda found: 50).value
    questions = list(islice(unsure(case), SHOWN))
    contradicted = view_of(request, "ledger", Filters(type="contradicted"), limit=SHOWN)
    return page(
        request, "review.html", questions=questions, contradicted=contradicted, doubtful=unlikely,
        done=done[:200],
    )  # fmt: skip


@router.post("/review", dependencies=[Depends(checked)])
def answer(
    request: Request,
    left: Annotated[int, Form(le=FARTHEST)],
    right: Annotated[int, Form(le=FARTHEST)],
    verdict: Annotated[str, Form(max_length=20)],
) -> Response:
    """A person's word on one pair."""
    if verdict not in VERDICTS:
        raise CasefileError("a pair is the same, different, or unsure")
    judge(desk_of(request).case, [(left, right)], VERDICTS[verdict], user_of(request))
    return RedirectResponse(f"/review?done={verdict}", 303)


@router.post("/review/join", dependencies=[Depends(checked)])
def join_them(
    request: Request,
    one: Annotated[str, Form(max_length=100)],
    other: Annotated[str, Form(max_length=100)],
    back: Annotated[str, Form(max_length=2000)] = "/review",
) -> Response:
    """Two occurrences, or two actors, are one."""
    case, by = desk_of(request).case, user_of(request)
    return RedirectResponse(
        after(case, back, lambda: join(case, one.strip(), other.strip(), by)), 303
    )


@router.post("/review/split", dependencies=[Depends(checked)])
def split_off(
    request: Request,
    event: Annotated[str, Form(max_length=100)],
    back: Annotated[str, Form(max_length=2000)] = "/review",
) -> Response:
    """A telling ("12:e3") is of another happening."""
    case, by = desk_of(request).case, user_of(request)
    return RedirectResponse(after(case, back, lambda: split(case, event.strip(), by)), 303)


@router.post("/review/undo", dependencies=[Depends(checked)])
def take_back(
    request: Request, back: Annotated[str, Form(max_length=2000)] = "/review"
) -> Response:
    """Take back what this person judged last."""
    case, by = desk_of(request).case, user_of(request)
    return RedirectResponse(after(case, back, lambda: undo(case, by)), 303)
