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
from detente.desk.guard.door import Door
from detente.desk.guard.throttle import Throttle
from detente.desk.guard.users import Users
from detente.desk.render import page
from detente.desk.settings import Settings
from detente.desk.state import Desk
from detente.errors import CasefileError, DetenteError, NotThereError

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
    desk = Desk(settings, case, users, Throttle(), shown(settings.case))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.cache.close()
        case.close()

    app = FastAPI(
        title="Détente",
        version=__version__,
        description="What a casefile tells: the views of the command line, with the same filters.",
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
    status, words = _status(error), _words(error)
    if request.url.path.startswith("/api"):
        return JSONResponse({"error": words}, status)
    return page(request, "error.html", status, code=status, words=words)


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException | StarletteHTTPException):
        return error.status_code
    if isinstance(error, RequestValidationError):
        return 422
    if isinstance(error, NotThereError):
        return 404
    return 503 if isinstance(error, CasefileError) else 400


def _words(error: Exception) -> str:
    if isinstance(error, RequestValidationError):
        told = (f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        return "; ".join(told)
    if isinstance(error, HTTPException | StarletteHTTPException):
        return str(error.detail)
    return str(error).replace("--", "")
