"""The REST API under ``/api``: what the pages show, for programs. One file a resource."""

from fastapi import APIRouter

from detente.desk.api import (
    about,
    charts,
    corrections,
    docs,
    occurrences,
    reports,
    review,
    steps,
    training,
    views,
)
from detente.desk.api.docs import describe
from detente.desk.api.told import ERRORS

__all__ = ["describe", "router"]

router = APIRouter(prefix="/api", responses=ERRORS)
for each in (
    views,
    occurrences,
    reports,
    about,
    charts,
    review,
    steps,
    training,
    corrections,
    docs,
):
    router.include_router(each.router)
