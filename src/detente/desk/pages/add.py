"""Adding reports: pasted, uploaded, fetched, or from a feed that is followed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, Response, UploadFile
from fastapi.responses import RedirectResponse, StreamingResponse

from detente.casefile.listing import Listed, reports
from detente.desk.guard.forms import checked
from detente.desk.jobs import follow, uploads
from detente.desk.jobs.job import Job
from detente.desk.jobs.line import Line, remove
from detente.desk.jobs.task import Task, Text
from detente.desk.render import environment, page
from detente.desk.state import desk_of, user_of
from detente.errors import DetenteError, ReportError
from detente.sources.addresses import without_login
from detente.sources.reports import iso_day

LISTED = 20
"""Jobs on the page of adding."""
SHOWN = 50
"""New reports that the page of a job leads to."""
EVERY = 0.3
"""Seconds between two looks at a job that somebody watches."""
BEAT = 15.0
"""Seconds after which a watcher is told that the desk is still there."""
WORD, ADDRESS, LONG = 300, 2000, 1_000_000

router = APIRouter()
Field = Annotated[str, Form(max_length=WORD)]
Address = Annotated[str, Form(max_length=ADDRESS)]
FORM = [Depends(checked)]


@router.get("/add")
def show(request: Request) -> Response:
    """The ways to add, the feeds that are followed, and what was added of late."""
    return _page(request)


@router.post("/add/text", dependencies=FORM)
def add_text(
    request: Request,
    text: Annotated[str, Form(max_length=LONG)] = "",
    title: Field = "",
    source: Field = "",
    published: Field = "",
    url: Address = "",
) -> Response:
    """Add a text that was pasted."""
    # A browser sends each line end of a text field as two characters, whatever was pasted.
    text = text.replace("\r\n", "\n")

    def put() -> Job:
        if not text.strip():
            raise ReportError("there is no text")
        pasted = Text(text, title or None, source or None, url and _address(url), _day(published))
        what = title.strip() or " ".join(text.split())[:60]
        return _line(request).put(what, Task(user_of(request), texts=(pasted,)))

    told = {"text": text, "title": title, "source": source, "published": published, "url": url}
    return _put(request, put, "text", told)


@router.post("/add/files", dependencies=FORM)
def add_files(
    request: Request,
    files: Annotated[list[UploadFile], File()] = [],  # noqa: B006 (FastAPI copies it)
    source: Field = "",
    published: Field = "",
) -> Response:
    """Add files that were uploaded."""
    line = _line(request)

    def put() -> Job:
        day = _day(published)
        folder = line.new_folder()
        try:
            kept, size = uploads.keep(files, folder)
        except BaseException:
            remove(folder)
            raise
        more = f" and {len(kept) - 1} more" if len(kept) > 1 else ""
        task = Task(user_of(request), files=kept, published=day, source=source.strip() or None)
        return line.put(f"{kept[0].name}{more}", task, size=size, folder=folder)

    return _put(request, put, "files", {"source": source, "published": published})


@router.post("/add/address", dependencies=FORM)
def add_address(request: Request, address: Address = "") -> Response:
    """Fetch what is at an address and add it."""

    def put() -> Job:
        url = _address(address)
        return _line(request).put(url, Task(user_of(request), addresses=(url,)))

    return _put(request, put, "address", {"address": address})


@router.post("/add/feeds", dependencies=FORM)
def follow_feed(request: Request, feed: Address = "", minutes: Field = "") -> Response:
    """Follow a feed: look at it now, and again every so many minutes."""

    def put() -> Job:
        url = _address(feed)
        if not minutes.strip().isdecimal():
            raise ReportError("minutes are told by a number")
        line, by = _line(request), user_of(request)
        line.followed.add(url, int(minutes[:9]), by)
        return line.put(url, Task(by, addresses=(url,)), feed=url)

    return _put(request, put, "feed", {"feed": feed, "minutes": minutes})


@router.post("/add/feeds/stop", dependencies=FORM)
def stop_feed(request: Request, feed: Address) -> Response:
    """Follow a feed no longer."""
    _line(request).followed.stop(feed)
    return RedirectResponse("/add", 303)


@router.get("/add/jobs/{number}")
def show_job(request: Request, number: int) -> Response:
    """How far a job is, and what came of it."""
    job = _job(request, number)
    told = _told(request, job)
    return page(request, "add_job.html", job=job, before=_line(request).before(job), **told)


@router.post("/add/jobs/{number}/cancel", dependencies=FORM)
def cancel(request: Request, number: int) -> Response:
    """Do not begin with a job, or end it."""
    _job(request, number)
    _line(request).cancel(number, user_of(request))
    return RedirectResponse(f"/add/jobs/{number}", 303)


@router.get("/add/jobs/{number}/events")
async def watch(request: Request, number: int) -> Response:
    """How far a job is, as it goes (server-sent events), until it is over."""
    job = _job(request, number)
    return StreamingResponse(
        _events(request, job),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _events(request: Request, job: Job) -> AsyncIterator[str]:
    desk = desk_of(request)
    seen, quiet = -1, 0.0
    while not desk.is_ending():
        if job.version != seen:
            seen, quiet = job.version, 0.0
            told = await asyncio.to_thread(_as_event, request, job)
            yield f"data: {told}\n\n"
            if job.is_over:
                return
        elif quiet >= BEAT:
            quiet = 0.0
            yield ": still there\n\n"
        await asyncio.sleep(EVERY)
        quiet += EVERY


def _as_event(request: Request, job: Job) -> str:
    """A job as the page's script takes it: numbers, words, and the list as the page has it."""
    is_over = job.is_over
    template = environment().get_template("parts/job.html")
    told = _told(request, job)
    return json.dumps(
        {
            "over": is_over,
            "state": job.state,
            "share": job.share,
            "words": template.module.progress(job, _line(request).before(job)),  # type: ignore[attr-defined]
            "result": template.module.result(job, told["found"]),  # type: ignore[attr-defined]
        }
    )


def _told(request: Request, job: Job) -> dict[str, Any]:
    numbers = job.numbers[-SHOWN:]
    found: list[Listed] = reports(desk_of(request).case, numbers) if numbers else []
    return {"found": found}


def _put(request: Request, put: Callable[[], Job], form: str, told: dict[str, Any]) -> Response:
    """A new job's page; or the forms again with what was filled in, and what is wrong with it."""
    try:
        job = put()
    except DetenteError as error:
        return _page(request, 400, form, str(error), told)
    return RedirectResponse(f"/add/jobs/{job.number}", 303)


def _page(
    request: Request,
    status: int = 200,
    form: str = "",
    problem: str = "",
    told: dict[str, Any] | None = None,
) -> Response:
    line = _line(request)
    return page(
        request,
        "add.html",
        status,
        form=form,
        problem=problem,
        told=told or {},
        jobs=line.latest(LISTED),
        feeds=line.followed.feeds(),
        usual=follow.USUAL,
        suffixes=uploads.SUFFIXES + uploads.PACKED,
        largest=desk_of(request).settings.largest,
    )


def _line(request: Request) -> Line:
    return desk_of(request).line


def _job(request: Request, number: int) -> Job:
    job = _line(request).get(number)
    if job is None:
        raise HTTPException(404, "the desk does not know this job (any more)")
    return job


def _address(told: str) -> str:
    """An address that can be fetched, without a name and password in it."""
    url = without_login(told.strip())
    try:
        parts = urlsplit(url)
        is_one = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_one = False
    if not is_one or not url.isprintable() or " " in url:
        raise ReportError("an address begins with http:// or https:// and names a host")
    return url


def _day(told: str) -> str | None:
    return iso_day(told.strip() or None)
