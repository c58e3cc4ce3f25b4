"""What a request asks of a view: the same filters as the command line's, in its address."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from detente.casefile.views.filters import Filters

LONGEST = 200


class Asked(BaseModel):
    """The parameters that every view takes; see ``Filters``. An empty one is none."""

    model_config = ConfigDict(populate_by_name=True)

    since: str | None = Field(None, max_length=LONGEST, description="From this day, month, year on")
    until: str | None = Field(None, max_length=LONGEST, description="Up to this day, month, year")
    actor: str | None = Field(
        None, max_length=LONGEST, description="A code, state, person, office, organisation"
    )
    with_: str | None = Field(
        None, alias="with", max_length=LONGEST, description="The other side; as actor"
    )
    type: str | None = Field(
        None, max_length=LONGEST, description="Types, as threaten,sanction-expel"
    )
    source: str | None = Field(None, max_length=LONGEST, description="What this source reported")

    def filters(self) -> Filters:
        """The filters; raises ``FilterError`` where one cannot be."""
        given = (self.since, self.until, self.actor, self.with_, self.type, self.source)
        return Filters(*((value or "").strip() or None for value in given))


AskedQuery = Annotated[Asked, Query()]
