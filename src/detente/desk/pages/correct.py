"""Correcting a record: an entry's fields, new entries, what was done and by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from detente.casefile import corrections
from detente.casefile.corrections.fields import MODELS, kind_of
from detente.casefile.corrections.model import HEADER
from detente.desk.asked import Number
from detente.desk.correcting.changes import changed, find
from detente.desk.correcting.fields import Shown, Words, entry_of, shown
from detente.desk.guard.forms import checked
from detente.desk.pages.back import back_to
from detente.desk.render import page
from detente.desk.state import desk_of, user_of
from detente.errors import CorrectionConflict, CorrectionError

FIRST = {
    "event": "trigger",
    "statement": "content",
    "commitment": "content",
    "time": "span",
    "actor": "mentions",
    "place": "mentions",
}
"""The field that holds the words by which a kind of entry is told."""
SHOWN = 500
router = APIRouter()


@router.get("/reports/{number}/entries/{entry}")
def edit(request: Request, number: Number, entry: str) -> Response:
    """The form of one entry (``report`` is the header)."""
    seen = corrections.corrected(desk_of(request).case, number)
    kind = _kind(entry)
    if entry_of(seen.record, kind, entry) is None:
        raise HTTPException(404, f"report {number} has no entry {entry}")
    return _form(request, seen, number, kind, entry, shown(seen, kind, entry))


@router.get("/reports/{number}/new/{kind}")
def new(
    request: Request,
    number: Number,
    kind: str,
    words: Annotated[str, Query(max_length=2000)] = "",
    near: int = 0,
) -> Response:
    """The form of a new entry, at words of the report."""
    if kind not in MODELS:
        raise HTTPException(404, f"{kind} is no kind of entry")
    seen = corrections.corrected(desk_of(request).case, number)
    text, at = seen.record.report.text, None
    if words.strip():
        start, end = find(text, words, near)
        at = Words(start, end, text[start:end])
    fields = [_with_words(each, kind, at) for each in shown(seen, kind, None)]
    return _form(request, seen, number, kind, None, fields)


@router.post("/reports/{number}/entries/{entry}", dependencies=[Depends(checked)])
async def save(request: Request, number: Number, entry: str) -> Response:
    """Set what was changed, or confirm or delete the entry."""
    form = await request.form()
    return await run_in_threadpool(_save, request, number, entry, form)


@router.post("/reports/{number}/new/{kind}", dependencies=[Depends(checked)])
async def add(request: Request, number: Number, kind: str) -> Response:
    """Add an entry."""
    if kind not in MODELS:
        raise HTTPException(404, f"{kind} is no kind of entry")
    form = await request.form()
    return await run_in_threadpool(_add, request, number, kind, form)


@router.get("/corrections")
def everything(request: Request, by: str = "") -> Response:
    """What people did to the case, the last first."""
    history = corrections.history(desk_of(request).case)[::-1]
    people = sorted({each.by for each in history})
    return page(
        request, "corrections.html", people=people, by=by, describe=corrections.describe,
        history=[each for each in history if by in ("", each.by)][:SHOWN], total=len(history),
    )  # fmt: skip


@router.post("/corrections/{id}/undo", dependencies=[Depends(checked)])
def take_back(
    request: Request, id: Number, back: Annotated[str, Form(max_length=2000)] = "/corrections"
) -> Response:
    """Take a correction back."""
    corrections.undo(desk_of(request).case, id, by=user_of(request))
    return RedirectResponse(back_to(back), 303)


@router.post("/corrections/{id}/redo", dependencies=[Depends(checked)])
def do_again(
    request: Request, id: Number, back: Annotated[str, Form(max_length=2000)] = "/corrections"
) -> Response:
    """Make one again that was taken back."""
    corrections.redo(desk_of(request).case, id, by=user_of(request))
    return RedirectResponse(back_to(back), 303)


def _save(request: Request, number: int, entry: str, form: Any) -> Response:
    desk, by = desk_of(request), user_of(request)
    seen = corrections.corrected(desk.case, number)
    kind = _kind(entry)
    there = entry_of(seen.record, kind, entry) is not None
    fields = shown(seen, kind, entry) if there else []
    said: dict[str, Any] = {
        "by": by,
        "note": str(form.get("note", "")).strip() or None,
        "seen": str(form.get("seen", "")) or None,
    }
    try:
        if form.get("do") == "delete":
            corrections.delete_entry(desk.case, number, entry, **said)
            return RedirectResponse(f"/reports/{number}?done=deleted", 303)
        if form.get("do") == "confirm":
            corrections.confirm(desk.case, number, entry, **said)
            return RedirectResponse(_to(number, entry, "confirmed"), 303)
        told = changed(form, fields, seen.record.report.text)
        if told:
            made = corrections.set_fields(desk.case, number, entry, told, **said)
            entry = made[-1].entry or entry
        return RedirectResponse(_to(number, entry, "corrected" if told else "unchanged"), 303)
    except CorrectionConflict as conflict:
        return _form(request, seen, number, kind, entry, fields, problem=str(conflict), status=409)
    except CorrectionError as error:
        return _form(request, seen, number, kind, entry, fields, problem=str(error), status=400)


def _add(request: Request, number: int, kind: str, form: Any) -> Response:
    case = desk_of(request).case
    seen = corrections.corrected(case, number)
    fields = shown(seen, kind, None)
    try:
        told = changed(form, fields, seen.record.report.text)
        note = str(form.get("note", "")).strip() or None
        made = corrections.add_entry(case, number, kind, told, by=user_of(request), note=note)
    except CorrectionError as error:
        return _form(request, seen, number, kind, None, fields, problem=str(error), status=400)
    return RedirectResponse(_to(number, made.entry or "", "added"), 303)


def _form(
    request: Request,
    seen: corrections.Corrected,
    number: int,
    kind: str,
    entry: str | None,
    fields: list[Shown],
    problem: str | None = None,
    status: int = 200,
) -> Response:
    return page(
        request, "correct.html", status, number=number, kind=kind, entry=entry, fields=fields,
        problem=problem, version=seen.provenance.versions.get(entry or "", ""),
        text=seen.record.report.text, title=seen.record.report.title,
        history=[
            each
            for each in corrections.history(desk_of(request).case, number)
            if entry and each.entry == entry
        ],
        describe=corrections.describe,
    )  # fmt: skip


def _kind(entry: str) -> str:
    kind = HEADER if entry == HEADER else kind_of(entry)
    if kind is None:
        raise HTTPException(404, f"{entry} is no entry")
    return kind


def _with_words(field: Shown, kind: str, words: Words | None) -> Shown:
    if field.name == FIRST[kind] and words:
        return replace(field, words=(words,))
    return field


def _to(number: int, entry: str, done: str) -> str:
    anchor = "" if entry == HEADER else f"#r1-{entry}"
    return f"/reports/{number}?done={done}{anchor}"
