"""The pictures of the views, as Vega-Lite specifications."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from detente.desk import cache
from detente.desk.api import asked as ask
from detente.desk.api.answers import HEADERS, described, object_answer
from detente.desk.asked import without_options
from detente.desk.state import desk_of
from detente.publish.charts import specification

router = APIRouter(prefix="/charts", tags=["charts"])


class Specification(BaseModel):
    """A specification, its data within it: see https://vega.github.io/vega-lite."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    schema_: str = Field(alias="$schema", description="The version of Vega-Lite")


_TOLD = described(Specification, HEADERS)


def _chart(request: Request, name: str, asked: ask.Chart, **options: Any) -> Response:
    desk, filters = desk_of(request), asked.filters()
    key = ("chart", name, filters, tuple(sorted(options.items())))

    def make() -> dict[str, Any]:
        return specification(without_options(cache.view(desk, name, filters, **options).value))

    return object_answer(request, key, make)


@router.get("/timeline", responses=_TOLD)
def get_timeline_chart(request: Request, asked: Annotated[ask.Chart, Query()]) -> Response:
    """The timeline, pictured."""
    return _chart(request, "timeline", asked)


@router.get("/network", responses=_TOLD)
def get_network_chart(request: Request, asked: Annotated[ask.NetworkChart, Query()]) -> Response:
    """Who does what to whom, pictured as a matrix."""
    return _chart(request, "network", asked, by=asked.by)


@router.get("/tension", responses=_TOLD)
def get_tension_chart(request: Request, asked: Annotated[ask.TensionChart, Query()]) -> Response:
    """Conflict and cooperation of two parties over time, pictured."""
    options = {"by": asked.by, "pairs": asked.pairs or None, "fill_dates": asked.fill_dates}
    return _chart(request, "tension", asked, **options)
