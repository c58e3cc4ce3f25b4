"""What the machine is not sure of, and what people say of it."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from detente.casefile import Casefile, schema
from detente.casefile.merge.review import Question, Side, find, join, judge, split, undo, unsure
from detente.desk.api.answers import HEADERS, described, object_answer
from detente.desk.api.asked import EVENTS, NAMES, NOTE
from detente.desk.api.changing import may_change
from detente.desk.api.told import CHANGES, MISSING, Done
from detente.desk.state import desk_of, user_of
from detente.errors import NotThereError

router = APIRouter(prefix="/review", tags=["review"])
MOST = 100


class Strict(BaseModel):
    """A body: what is not known in it is refused."""

    model_config = ConfigDict(extra="forbid")


class Event(BaseModel):
    """One event of a pair."""

    event: str = Field(description="REPORT:ENTRY, as 12:e3")
    report: int
    title: str | None
    source: str
    published: str | None
    type: str
    mode: str | None
    status: str
    date: str | None
    actors: list[str]
    recipients: list[str]
    words: str = Field(description="The report's words, ‹so marked›")


class Why(BaseModel):
    """What speaks for (above 0) or against it, in log-odds."""

    weight: float
    why: str


class QuestionTold(BaseModel):
    """A pair of events that may be the same happening."""

    left: Event
    right: Event
    score: float
    reasons: list[Why]


class Questions(BaseModel):
    """Unsure pairs that nobody has judged, the likeliest first."""

    questions: list[QuestionTold]


class QuestionsAsked(Strict):
    """How many."""

    limit: int = Field(20, ge=1, le=MOST, description="Pairs at most")


class Judgement(Strict):
    """What a person says of a pair."""

    left: str = Field(pattern=EVENTS, description="REPORT:ENTRY, as 12:e3")
    right: str = Field(pattern=EVENTS)
    verdict: Literal["positive", "negative", "unsure"]
    note: str | None = NOTE


class Join(Strict):
    """Two that are one: occurrences by id, events as REPORT:ENTRY, or actors by their ids."""

    one: str = Field(pattern=NAMES)
    other: str = Field(pattern=NAMES)


class Split(Strict):
    """An event (12:e3) or actor (12:a3) that is another than it was put to."""

    event: str = Field(pattern=EVENTS)


@router.get("", responses=described(Questions, HEADERS))
def get_questions(request: Request, asked: Annotated[QuestionsAsked, Query()]) -> Response:
    """The pairs of events of which the machine is not sure whether they are the same."""
    case = desk_of(request).case

    def make() -> dict[str, Any]:
        found = list(islice(unsure(case), asked.limit))
        names = _names(case, [s.telling.id for q in found for s in (q.left, q.right)])
        return {"questions": [_question(each, names) for each in found]}

    return object_answer(request, ("questions", asked.limit), make)


@router.post("/judgements", dependencies=[Depends(may_change)], responses={**MISSING, **CHANGES})
def post_judgement(request: Request, told: Judgement) -> Done:
    """Say whether two events are the same happening."""
    case = desk_of(request).case
    with case.reading() as connection:
        (left,), (right,) = (find(connection, name) for name in (told.left, told.right))
    judge(case, [(left, right)], told.verdict, user_of(request), told.note)
    return Done(done=f"judged {told.left} and {told.right} {told.verdict}")


@router.post("/joins", dependencies=[Depends(may_change)], responses={**MISSING, **CHANGES})
def post_join(request: Request, told: Join) -> Done:
    """Say that two occurrences, or two actors, are one."""
    join(desk_of(request).case, told.one, told.other, user_of(request))
    return Done(done=f"joined {told.one} and {told.other}")


@router.post("/splits", dependencies=[Depends(may_change)], responses={**MISSING, **CHANGES})
def post_split(request: Request, told: Split) -> Done:
    """Say that an event or an actor is another than the one it was put to."""
    split(desk_of(request).case, told.event, user_of(request))
    return Done(done=f"split {told.event} off")


@router.delete(
    "/judgements/last", dependencies=[Depends(may_change)], responses={**MISSING, **CHANGES}
)
def delete_last_judgement(request: Request) -> Done:
    """Take back what you judged last: a whole join or split."""
    what = undo(desk_of(request).case, user_of(request))
    if what is None:
        raise NotThereError("there is nothing to undo")
    return Done(done=f"undone: {what}")


def _names(case: Casefile, ids: list[int]) -> dict[int, str]:
    e = schema.events.c
    with case.reading() as connection:
        query = select(e.id, e.report, e.entry).where(e.id.in_(ids))
        return {row.id: f"{row.report}:{row.entry}" for row in connection.execute(query)}


def _question(question: Question, names: dict[int, str]) -> dict[str, Any]:
    return {
        "left": _event(question.left, names),
        "right": _event(question.right, names),
        "score": question.score,
        "reasons": [{"weight": each.weight, "why": each.why} for each in question.reasons],
    }


def _event(side: Side, names: dict[int, str]) -> dict[str, Any]:
    told = side.telling
    return {
        "event": names.get(told.id, ""),
        "title": side.title,
        "published": side.published,
        "words": side.words,
        **{name: getattr(told, name) for name in ("report", "source", "type", "mode")},
        **{name: getattr(told, name) for name in ("status", "date")},
        "actors": [party.name for party in told.parties if party.role == "actor"],
        "recipients": [party.name for party in told.parties if party.role == "recipient"],
    }
