"""The door: every request passes it before a page or the API sees it.

It answers only to the host names that the desk serves, so that no other site's name can be pointed
at it (DNS rebinding); lets in who has logged in or has a token, where that is asked for; refuses
what another site's page sends (by ``Sec-Fetch-Site`` and ``Origin``); refuses bodies that are too
large before they are read; and gives every answer the headers that tell a browser to run and load
nothing but ours.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.desk.guard.users import UsersError
from detente.desk.settings import Settings, is_loopback
from detente.desk.state import Desk

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No script or style but those the desk serves itself; nothing from another host."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OPEN = ("/static/", "/login")
"""Paths that need no login."""
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
EVERYWHERE = ("0.0.0.0", "::")
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\]\[/@:]+))(?::\d+)?")
SLACK = 64 * 1024
"""Bytes of a body beside the uploaded file."""


class Door:
    """ASGI middleware; stands inside the one that keeps sessions."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app = app
        self.desk = desk
        self.hosts = _Hosts(desk.settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            answer = self._refused(Request(scope))
        except UsersError:  # names a path of this machine
            answer = _told(scope["path"], 503, "the desk cannot read its file of users")
        limited = _Limited(receive, self.desk.settings.largest + SLACK)
        told = _with_headers(send, scope["path"])
        if scope["method"] not in SAFE:
            told = self._settled(told)
        await (answer or self.app)(scope, limited, told)

    def _settled(self, send: Send) -> Send:
        """What a request changed is in what its sender asks for next."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.desk.cache.settle()
            await send(message)

        return sent

    def _refused(self, request: Request) -> Response | None:
        path = request.url.path
        if not self.hosts.has(request.headers):
            return _told(path, 421, "the desk does not answer to this host name (see --name)")
        if request.method not in SAFE and not self._is_ours(request.headers):
            return _told(path, 403, "sent from another site")
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.desk.settings.largest + SLACK:
            return _told(path, 413, "larger than the desk takes")
        return self._unknown(request)

    def _is_ours(self, headers: Headers) -> bool:
        """Whether a request that changes something comes from our pages or from no page at all."""
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        return origin is None or origin.partition("://")[2] == headers.get("host", "")

    def _unknown(self, request: Request) -> Response | None:
        """The answer to somebody who has not logged in where that is asked for."""
        users, path = self.desk.users, request.url.path
        if users is None:
            return None
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            client = f"token from {request.client.host if request.client else '?'}"
            if self.desk.throttle.wait(client):
                return _told(path, 429, "too many wrong tokens: wait")
            request.state.user = users.of_token(token.strip())
            request.state.by_token = True
            if request.state.user is None:
                self.desk.throttle.fail(client)
                return _told(path, 401, "this token is not known")
            return None
        name = request.session.get("user")
        # A login ends with its user, and with the password that it was made by.
        mark = users.mark(name) if isinstance(name, str) else None
        if mark is not None and mark == request.session.get("mark"):
            request.state.user = name
            return None
        if path.startswith(OPEN):
            return None
        if path.startswith("/api") or request.method not in SAFE:
            return _told(path, 401, "log in, or send a token: Authorization: Bearer ...")
        asked = path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(asked, safe='')}", 303)


class _Limited:
    """A request's body, cut off where it is larger than it may be."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.receive, self.left = receive, most

    async def __call__(self) -> Message:
        message = await self.receive()
        if message["type"] == "http.request":
            self.left -= len(message.get("body", b""))
            if self.left < 0:
                return {"type": "http.disconnect"}
        return message


def _with_headers(send: Send, path: str) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if not path.startswith("/static/"):
                headers.setdefault("Cache-Control", "no-cache, private")
        await send(message)

    return sent


def _told(path: str, status: int, words: str) -> Response:
    if path.startswith("/api"):
        return JSONResponse({"error": words}, status)
    return PlainTextResponse(f"{words}\n", status)


class _Hosts:
    """The host names that a desk answers to. One that listens on every address answers to all of
    them: whoever points a name of his own at this machine cannot point an address."""

    def __init__(self, settings: Settings) -> None:
        self.names = {settings.host.lower().strip("[]"), *(n.lower() for n in settings.names)}
        self.any_address = settings.host in EVERYWHERE
        if is_loopback(settings.host) or self.any_address:
            self.names |= {"localhost", "127.0.0.1", "::1"}
        if self.any_address:
            self.names.add(socket.gethostname().lower())

    def has(self, headers: Headers) -> bool:
        """Whether a request was sent to one of them."""
        told = _HOST.fullmatch(headers.get("host", "").lower())
        name = (told[1] or told[2]) if told else ""
        return name in self.names or (self.any_address and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
