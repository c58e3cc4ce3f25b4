"""What a request asks of a view: the same filters as the command line's, in its address."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from detente.casefile.views.filters import Filters
from detente.casefile.views.table import View

LONGEST = 200
FARTHEST = 2**31 - 1
"""The largest number that is looked up: a database takes no larger ones."""
Number = Annotated[int, Path(le=FARTHEST)]
"""Of a report or a correction, in the address of a page."""
Text = Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")]


class Asked(BaseModel):
    """The parameters that every view takes; see ``Filters``. An empty one is none."""

    model_config = ConfigDict(populate_by_name=True)

    since: Text | None = Field(None, description="From this day, month, year on")
    until: Text | None = Field(None, description="Up to this day, month, year")
    actor: Text | None = Field(None, description="A code, state, person, office, organisation")
    with_: Text | None = Field(None, alias="with", description="The other side; as actor")
    type: Text | None = Field(None, description="Types, as threaten,sanction-expel")
    source: Text | None = Field(None, description="What this source reported")

    def filters(self) -> Filters:
        """The filters; raises ``FilterError`` where one cannot be."""
        given = (self.since, self.until, self.actor, self.with_, self.type, self.source)
        return Filters(*((value or "").strip() or None for value in given))


AskedQuery = Annotated[Asked, Query()]


def without_options(view: View) -> View:
    """A view without the notes that tell of an option of the command line ("--fill-dates puts"),
    which a page has none of."""
    return replace(view, notes=tuple(note for note in view.notes if not note.startswith("--")))
