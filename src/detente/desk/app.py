"""The desk as an ASGI application."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.sessions import SessionMiddleware

from detente import __version__
from detente.casefile import Casefile
from detente.casefile.engine import shown
from detente.desk import api, pages
from detente.desk.guard.door import SAFE, Door
from detente.desk.guard.throttle import Throttle
from detente.desk.guard.users import Users
from detente.desk.jobs.line import Line
from detente.desk.render import page
from detente.desk.settings import Settings
from detente.desk.state import Desk
from detente.errors import (
    CasefileError,
    CorrectionConflict,
    CorrectionError,
    DetenteError,
    MissingExtraError,
    NotThereError,
)

SESSION = 14 * 24 * 3600
"""Seconds that a login lasts; it also ends with the desk."""
A_YEAR = 365 * 24 * 3600


def make_app(settings: Settings) -> FastAPI:
    """The desk of a casefile, which is opened here and closed when the desk shuts down.

    Raises:
        CasefileError: the casefile cannot be opened.
        DetenteError: others could reach the desk and nobody has to log in.
    """
    users = Users(settings.users) if settings.users else None
    if not settings.is_local and (users is None or not users.names()):
        raise DetenteError(
            f"{settings.host} can be reached from other machines: the desk needs users there; "
            "see `detente desk-users add`"
        )
    case = Casefile.open(settings.case)
    line = Line(case, settings.allow_private)
    desk = Desk(settings, case, users, Throttle(), line, shown(settings.case))
    line.after = desk.cache.settle

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        line.start()
        yield
        line.close()
        desk.cache.close()
        case.close()

    app = FastAPI(
        title="Détente",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.mount(
        "/static", _Static(packages=[("detente.desk", "static"), ("detente.publish", "assets")])
    )
    app.include_router(pages.router)
    app.include_router(api.router)
    api.describe(app, users is not None)
    for kind in (DetenteError, StarletteHTTPException, RequestValidationError):
        app.add_exception_handler(kind, _told)
    # The last one added stands outermost.
    app.add_middleware(Door, desk=desk)
    app.add_middleware(
        SessionMiddleware,
        secret_key=secrets.token_urlsafe(32),
        session_cookie="detente",
        max_age=SESSION,
        same_site="lax",
        https_only=settings.secure,
    )
    return app


class _Static(StaticFiles):
    """Files whose address changes when they do: a browser may keep them."""

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        if b"v=" in scope.get("query_string", b""):
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        return response


async def _told(request: Request, error: Exception) -> Response:
    """What went wrong, in words: a page for people, JSON for programs."""
    status, words = _status(request, error), _words(error)
    headers = getattr(error, "headers", None)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words} | _more(error), status, headers)
    return page(request, "error.html", status, code=status, words=words)


def _status(request: Request, error: Exception) -> int:
    if isinstance(error, HTTPException | StarletteHTTPException):
        return error.status_code
    if isinstance(error, RequestValidationError):
        return 422
    if isinstance(error, NotThereError):
        return 404
    if isinstance(error, MissingExtraError):
        return 501
    if isinstance(error, CorrectionError) and not isinstance(error, CorrectionConflict):
        return 400
    if not isinstance(error, CasefileError):
        return 400
    # What the database says has a cause; a change that cannot be has none.
    return 503 if error.__cause__ is not None or request.method in SAFE else 409


def _more(error: Exception) -> dict[str, str]:
    """What an error tells beside its words: who changed something since it was seen, and when."""
    names = ("by", "at", "version")
    return {name: getattr(error, name) for name in names if hasattr(error, name)}


def _words(error: Exception) -> str:
    if isinstance(error, RequestValidationError):
        told = (f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        return "; ".join(told)
    if isinstance(error, HTTPException | StarletteHTTPException):
        return str(error.detail)
    return str(error).replace("--", "")
