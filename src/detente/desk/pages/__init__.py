"""The pages, one file each."""

from fastapi import APIRouter

from detente.desk.pages import (
    actors,
    add,
    correct,
    judged,
    ledger,
    log,
    login,
    network,
    occurrence,
    overview,
    quotes,
    report,
    review,
    sources,
    tension,
    timeline,
    vega,
)

router = APIRouter(include_in_schema=False)
for each in (
    login, overview, report, timeline, occurrence, ledger, tension, network, quotes, actors,
    sources, review, correct, judged, log, add, vega,
):  # fmt: skip
    router.include_router(each.router)
