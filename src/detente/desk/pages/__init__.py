"""The pages, one file each."""

from fastapi import APIRouter

from detente.desk.pages import login, overview, timeline

router = APIRouter(include_in_schema=False)
for each in (login, overview, timeline):
    router.include_router(each.router)
