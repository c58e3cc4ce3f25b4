"""The fates of announced steps, overruled by a person."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict, Field

from detente.casefile.ledger.judge import judge
from detente.casefile.ledger.model import Fate
from detente.desk.api.asked import NOTE, STEPS
from detente.desk.api.changing import may_change
from detente.desk.api.told import CHANGES, MISSING, Done
from detente.desk.state import desk_of, user_of

router = APIRouter(prefix="/steps", tags=["ledger"], dependencies=[Depends(may_change)])
Step = Annotated[str, Path(pattern=STEPS, description="Its id in the ledger")]


class FateTold(BaseModel):
    """What a person holds to be the fate of a step."""

    model_config = ConfigDict(extra="forbid")

    fate: Fate = Field(description="What came of it")
    note: str | None = NOTE


@router.post("/{step}/fate", responses={**MISSING, **CHANGES})
def post_fate(request: Request, step: Step, told: FateTold) -> Done:
    """Overrule the fate of a step."""
    anchor = judge(desk_of(request).case, step, told.fate, user_of(request), told.note)
    return Done(done=f"{anchor}: {told.fate}")


@router.delete("/{step}/fate", responses={**MISSING, **CHANGES})
def delete_fate(request: Request, step: Step) -> Done:
    """Take back what you said of the fate of a step."""
    anchor = judge(desk_of(request).case, step, None, user_of(request))
    return Done(done=f"{anchor}: as the evidence tells")
