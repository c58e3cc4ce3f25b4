"""How an answer is sent: JSON, CSV or Parquet, its next part, and whether it has changed at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request, Response

from detente.desk import cache
from detente.desk.api.asked import PART, Part
from detente.desk.api.told import ERRORS
from detente.desk.state import desk_of
from detente.publish import case_tables

if TYPE_CHECKING:
    from detente.casefile.views.filters import Filters
    from detente.casefile.views.table import View

MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
_ACCEPTED = {media.partition(";")[0]: name for name, media in MEDIA.items()}
HEADERS = {
    "ETag": "Send it as If-None-Match: an answer that has not changed is a 304 without a body",
    "X-As-Of": "The moment (UTC) as of which the answer holds; some seconds ago during an add",
}
PAGING = HEADERS | {
    "Link": 'rel="next" is the address of the rows after these, rel="prev" of those before',
    "X-Total-Count": "Rows that there are in all",
}


def described(model: Any, headers: dict[str, str], tables: bool = False) -> dict[int | str, Any]:
    """The answers of an address for OpenAPI; ``tables``: CSV and Parquet too."""
    text: dict[str, Any] = {"schema": {"type": "string"}}
    content = {
        "text/csv": text,
        MEDIA["parquet"]: {"schema": {"type": "string", "format": "binary"}},
    }
    told = {name: {"description": words, "schema": {"type": "string"}}
            for name, words in headers.items()}  # fmt: skip
    found: dict[int | str, Any] = {
        200: {"model": model, "headers": told, **({"content": content} if tables else {})},
        304: {"description": "Not changed since the ETag that was sent"},
    }
    if tables:
        words = "Parquet needs pyarrow where the desk runs"
        found[501] = {"model": ERRORS[400]["model"], "description": words}
    return found


def view_answer(
    request: Request, name: str, asked: Part, filters: Filters | None = None, **options: Any
) -> Response:
    """A view, in the part and format that were asked for."""
    desk = desk_of(request)

    def part(limit: int | None, offset: int) -> cache.Kept[View]:
        return cache.view(desk, name, filters, limit=limit, offset=offset, **options)

    tag = desk.cache.tag(("view", name, filters, tuple(sorted(options.items()))))
    return rows_answer(request, asked, part, tag)


def rows_answer(
    request: Request, asked: Part, part: Callable[[int | None, int], cache.Kept[View]], tag: str
) -> Response:
    """Rows, of which ``part`` gives those of a limit from an offset on; ``tag`` tells their
    state."""
    to = asked.format or _accepted(request)
    limit = asked.limit or (PART if to == "json" else None)
    tag = _etag(tag, to, limit, asked)
    if _is_known(request, tag):
        return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept"})
    if getattr(asked, "latest", False):
        total = part(0, 0).value.total
        end = max(0, total - asked.offset)
        first = 0 if limit is None else max(0, end - limit)
        kept = part(end - first, first)
        rows = kept.value.rows[::-1]
    else:
        kept = part(limit, asked.offset)
        rows = kept.value.rows
    headers = {
        "Vary": "Accept",
        "X-As-Of": kept.at,
        "X-Total-Count": str(kept.value.total),
        **_links(request, asked, limit, len(rows), kept.value.total),
    }
    if kept.is_latest:  # of an earlier state none is told: it is asked for again
        headers["ETag"] = tag
    view = _with_rows(kept.value, rows)
    if to != "json":
        headers["Content-Disposition"] = f'attachment; filename="{view.name}.{to}"'
    return Response(_body(view, to, asked), media_type=MEDIA[to], headers=headers)


def object_answer(request: Request, key: Any, make: Callable[[], Any]) -> Response:
    """One object in JSON, kept like a view."""
    desk = desk_of(request)
    tag = f'"{desk.cache.tag(key)}"'
    if _is_known(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    kept = desk.cache.get(key, lambda: as_json(make()), lambda body: len(body) // 100 + 1)
    headers = {"X-As-Of": kept.at} | ({"ETag": tag} if kept.is_latest else {})
    return Response(kept.value, media_type=MEDIA["json"], headers=headers)


def as_json(told: Any) -> bytes:
    """Compact JSON; lone surrogates of a report become question marks."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _body(view: View, to: str, asked: Part) -> bytes:
    if to == "json":
        return as_json({**case_tables.told(view), "offset": asked.offset})
    out = BytesIO()
    case_tables.write(view, to, out, asked.spreadsheet)
    return out.getvalue()


def _with_rows(view: View, rows: list[Any]) -> View:
    from dataclasses import replace

    return view if rows is view.rows else replace(view, rows=rows)


def _accepted(request: Request) -> str:
    """The first format of the Accept header that there is."""
    for each in request.headers.get("accept", "").split(","):
        name = each.partition(";")[0].strip().lower()
        if name in _ACCEPTED:
            return _ACCEPTED[name]
    return "json"


def _etag(tag: str, to: str, limit: int | None, asked: Part) -> str:
    part = repr((tag, to, limit, asked.offset, asked.spreadsheet, getattr(asked, "latest", None)))
    return f'"{sha256(part.encode()).hexdigest()[:24]}"'


def _is_known(request: Request, tag: str) -> bool:
    sent = request.headers.get("if-none-match", "")
    return tag in (each.strip().removeprefix("W/") for each in sent.split(","))


def _links(
    request: Request, asked: Part, limit: int | None, count: int, total: int
) -> dict[str, str]:
    """The addresses of the next rows and of those before, on this desk."""
    found = []
    if limit is not None and asked.offset + count < total and count:
        found.append((asked.offset + limit, "next"))
    if limit is not None and asked.offset > 0:
        found.append((max(0, asked.offset - limit), "prev"))
    told = []
    for offset, rel in found:
        query = [
            (k, v) for k, v in request.query_params.multi_items() if k not in ("limit", "offset")
        ]
        query += [("limit", str(limit)), ("offset", str(offset))]
        told.append(f'<{request.url.path}?{urlencode(query)}>; rel="{rel}"')
    return {"Link": ", ".join(told)} if told else {}
