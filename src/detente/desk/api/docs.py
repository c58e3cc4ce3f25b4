"""The API described: OpenAPI, and a page made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from detente.desk.guard.forms import HEADER
from detente.desk.render import page

router = APIRouter(include_in_schema=False)
SUMMARY = "What a casefile tells: the views of the command line, with the same filters."
DESCRIPTION = f"""{SUMMARY}

Rows come in parts (`limit`, `offset`); `Link` leads to the next one, and `X-Total-Count` tells how
many there are. CSV and Parquet by `format` or the `Accept` header. An answer carries an `ETag`;
sent back as `If-None-Match`, it costs nothing while the casefile stays as it is. While reports are
being added, an answer may be some seconds old: `X-As-Of` tells.

Programs send `Authorization: Bearer TOKEN` where the desk has users. What changes something takes
`application/json` only; a browser sends the token of its session as `{HEADER}` too."""


def describe(app: FastAPI, has_users: bool) -> None:
    """Let the application describe its API, and how to get in if somebody has to."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title="Détente", version=app.version, description=DESCRIPTION, routes=app.routes
            )
            if has_users:
                made["components"]["securitySchemes"] = {
                    "token": {"type": "http", "scheme": "bearer"},
                    "session": {"type": "apiKey", "in": "cookie", "name": "detente"},
                }
                made["security"] = [{"token": []}, {"session": []}]
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


@dataclass(frozen=True)
class Field:
    """A parameter, a field of a body or of an answer."""

    name: str
    kind: str
    meaning: str
    where: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Address:
    """What can be asked at an address."""

    method: str
    path: str
    id: str
    says: str
    parameters: list[Field]
    body: list[Field]
    answer: list[Field]
    statuses: list[tuple[str, str]]


@router.get("/")
def show(request: Request) -> Response:
    """The description as a page."""
    schema = request.app.openapi()
    groups: dict[str, list[Address]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            groups.setdefault(told["tags"][0], []).append(_address(schema, path, method, told))
    paragraphs = schema["info"]["description"].split("\n\n")
    return page(request, "api.html", groups=groups, paragraphs=paragraphs)


def _address(schema: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> Address:
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    answers = told["responses"]
    ours = answers["200"].get("content", {}).get("application/json", {})
    return Address(
        method.upper(),
        path,
        told["operationId"],
        told.get("description", ""),
        [
            Field(
                p["name"],
                _kind(schema, p["schema"]),
                p.get("description", ""),
                p["in"],
                p.get("required", False),
            )
            for p in told.get("parameters", ())
        ],
        _fields(schema, body.get("schema", {})),
        _fields(schema, _rows(schema, ours.get("schema", {}))),
        [
            (code, answer["description"])
            for code, answer in sorted(answers.items())
            if code != "200"
        ],
    )


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    name = part.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schema["components"]["schemas"][name] if name else part
    return found


def _rows(schema: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """Of a view the fields of its rows: those of the answer are the same everywhere."""
    rows = _resolved(schema, answer).get("properties", {}).get("rows", {})
    return rows.get("items", answer) if rows else answer


def _fields(schema: dict[str, Any], part: dict[str, Any]) -> list[Field]:
    found = _resolved(schema, part)
    needed = found.get("required", ())
    return [
        Field(name, _kind(schema, each), each.get("description", ""), "", name in needed)
        for name, each in found.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any], part: dict[str, Any]) -> str:
    """A type in a word or two."""
    if "anyOf" in part:
        return " or ".join(
            _kind(schema, each) for each in part["anyOf"] if each.get("type") != "null"
        )
    if "enum" in part:
        return ", ".join(map(str, part["enum"]))
    if "const" in part:
        return str(part["const"])
    if "$ref" in part:
        return (
            _kind(schema, _resolved(schema, part))
            if "enum" in _resolved(schema, part)
            else "object"
        )
    if part.get("type") == "array":
        return f"list of {_kind(schema, part.get('items', {}))}"
    return str(part.get("format") or part.get("type") or "anything")
