"""A real browser before a real desk. Without a browser these tests are skipped, with a message.

The browser is the system's own Chromium: nothing is downloaded.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from detente.desk.app import make_app
from detente.desk.serve import listen, server_of
from detente.desk.settings import Settings

sync_api = pytest.importorskip("playwright.sync_api", reason="no Playwright")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OUTSIDE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""No test may reach beyond this machine, whatever a page asks for."""
PATIENCE = 30_000
"""Milliseconds: a machine may be busy."""


@dataclass
class Watch:
    """What a page did that it should not have. ``allowed``: parts of messages that a test expects,
    as of the 404 that it asks for."""

    host: str = ""
    problems: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def follow(self, page: Any) -> None:
        """Note everything that a page complains of; a broken Content-Security-Policy is one."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("request", self._asked)

    def check(self) -> None:
        """Fail if there was anything."""
        told = [p for p in self.problems if not any(words in p for words in self.allowed)]
        assert not told, "\n".join(told)

    def _said(self, message: Any) -> None:
        if message.type == "error":  # Vega warns of scales that it joins
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def _asked(self, request: Any) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and url.netloc != self.host:
            self.problems.append(f"request to another host: {request.url}")


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """A desk, served on a free port of this machine; gives its address."""
    app = make_app(settings)
    listening = listen(settings)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = server_of(app)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    until = time.monotonic() + PATIENCE / 1000
    while not server.started and thread.is_alive() and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started, "the desk did not start"
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive(), "the desk did not end"


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Chromium, headless."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no browser: install chromium to run these tests")
    # The driver runs a loop in this thread; it ends with the last of these tests.
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=found,
            args=[OUTSIDE, "--disable-dev-shm-usage"],
            chromium_sandbox=os.name == "posix" and os.geteuid() != 0,
        )
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def address(browser: Any, crisis: Path) -> Iterator[str]:
    """The address of a desk over the worked crisis that no test changes."""
    with served(Settings(str(crisis), by="tester", port=0)) as found:
        yield found


@pytest.fixture
def own_desk(browser: Any, case_copy: Path) -> Iterator[Callable[..., str]]:
    """Serves desks over a copy that may be changed; takes ``Settings``' fields, gives addresses."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield lambda **told: stack.enter_context(
            served(Settings(str(case_copy), **({"by": "tester", "port": 0} | told)))
        )


@pytest.fixture
def watch() -> Watch:
    """What the pages of this test did; ask it to allow what the test provokes."""
    return Watch()


@pytest.fixture
def visit(browser: Any, watch: Watch) -> Iterator[Callable[..., Any]]:
    """Opens pages (address, and options of a browser context, as ``java_script_enabled=False``).
    The test fails where one of them complains on its console or asks another host for anything."""
    contexts = []

    def open_page(url: str, **options: Any) -> Any:
        context = browser.new_context(
            **({"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options)
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch.host = urlsplit(url).netloc
        watch.follow(page)
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    watch.check()
