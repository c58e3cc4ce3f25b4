"""What the API answers, as types: the columns of the views with their meaning, said once there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, Field, create_model

from detente.casefile.views.table import Column

_TYPES: dict[str, Any] = {
    "text": (str | None, None),
    "integer": (int | None, None),
    "number": (float | None, None),
    "date": (str | None, {"format": "date"}),
    "list": (list[str], None),
    "json": (Any, None),
}


class Problem(BaseModel):
    """What went wrong, in words."""

    error: str


class Clash(Problem):
    """Somebody else was there first: ``by`` whom and ``at`` what time; ``version`` is the one that
    the entry has now."""

    by: str | None = None
    at: str | None = None
    version: str | None = None


class Done(BaseModel):
    """What was changed, in words."""

    done: str


class Answer(BaseModel):
    """A view, or a part of it: rows from ``offset`` on, of ``total``."""

    view: str
    case: str = Field(description="The casefile")
    filters: dict[str, str] = Field(description="What the rows were chosen by")
    total: int = Field(description="Rows that there are in all")
    offset: int = Field(description="Rows that stand before the first of these")
    notes: list[str] = Field(description="What a reader of the rows must know")


def row_of(name: str, columns: Sequence[Column]) -> type[BaseModel]:
    """The type of a view's rows."""
    fields: dict[str, Any] = {}
    for column in columns:
        kind, more = _TYPES[column.kind]
        meaning = column.meaning + (f" ({column.values})" if column.values else "")
        fields[column.name] = (kind, Field(description=meaning, json_schema_extra=more))
    return create_model(name, **fields)


def answer_of(view: str, columns: Sequence[Column], **facts: Any) -> type[Answer]:
    """The type of a view's answer; ``facts`` are what it tells beside its rows."""
    name = view.title().replace(" ", "")
    row: Any = row_of(f"{name}Row", columns)
    rows: Any = (list[row], Field(description="One object a row"))
    made: type[Answer] = create_model(name, __base__=Answer, rows=rows, **facts)
    return made


ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "What was asked for cannot be; the words say why"},
    401: {"model": Problem, "description": "Log in, or send a token"},
    403: {
        "model": Problem,
        "description": "Sent from another site, or without the session's token",
    },
    413: {"model": Problem, "description": "Larger than the desk takes"},
    421: {"model": Problem, "description": "The desk does not answer to this host name"},
    422: {"model": Problem, "description": "A parameter is not of its kind"},
    429: {"model": Problem, "description": "Too many wrong tokens"},
    503: {"model": Problem, "description": "The casefile cannot be read or written now"},
}
"""Answers that every address may give."""
MISSING: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "The casefile does not have it"}
}
CHANGES: dict[int | str, dict[str, Any]] = {
    409: {"model": Clash, "description": "It cannot be done as things stand"},
    415: {"model": Problem, "description": "The body is not application/json"},
}
