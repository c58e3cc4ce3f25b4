"""Serves the desk."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser

import uvicorn
from fastapi import FastAPI

from detente.desk.app import make_app
from detente.desk.cache import prepare
from detente.desk.settings import Settings
from detente.errors import DetenteError

LAST = 5
"""Seconds that answers have to end when the desk does."""


def serve(settings: Settings, in_browser: bool = False, tls: tuple[str, str] | None = None) -> None:
    """Serve the desk until it is interrupted. ``tls`` are the files of certificate and key.

    Raises ``DetenteError`` where the address cannot be had, and what ``make_app`` raises.
    """
    app = make_app(settings)
    listening = listen(settings)
    port = listening.getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"{'https' if tls else 'http'}://{host}:{port}/"
    print(f"the desk of {app.state.desk.shown}: {address} (Ctrl-C ends it)", file=sys.stderr)
    if in_browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    prepare(app.state.desk)
    server_of(app, tls).run(sockets=[listening])


def server_of(app: FastAPI, tls: tuple[str, str] | None = None) -> uvicorn.Server:
    """The server of a desk. When it is to end, so are the answers that would go on."""
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=LAST,
            ssl_certfile=tls[0] if tls else None,
            ssl_keyfile=tls[1] if tls else None,
        )
    )
    app.state.desk.is_ending = lambda: server.should_exit
    return server


def listen(settings: Settings) -> socket.socket:
    """A socket at the desk's address; raises ``DetenteError`` where it cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((settings.host, settings.port))
    except OSError as error:
        made.close()
        raise DetenteError(
            f"cannot listen on {settings.host}:{settings.port}: {error.strerror or error}"
        ) from None
    return made
