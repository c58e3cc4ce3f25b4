"""Take the pictures of the desk in README and docs anew: ``python -m examples.pictures``.

They are of the worked crisis (``examples/crisis``), in the system's Chromium; see
``CONTRIBUTING.md``. Look at them before you commit them.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1280, 800
LARGEST = 250_000
"""Bytes of a picture."""
PAGES = {
    "overview": ("/", "light"),
    "timeline": ("/timeline", "light"),
    "occurrence": ("/occurrences/{occurrence}", "light"),
    "report": ("/reports/{report}", "light"),
    "ledger": ("/ledger", "light"),
    "tension": ("/tension", "dark"),
    "network": ("/network", "light"),
    "quotes": ("/quotes?q=ceasefire", "light"),
    "review": ("/review", "light"),
    "add": ("/add", "dark"),
}
"""Each picture: its page, and in which light."""


def main() -> None:
    """Take them all."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit("no browser: install chromium")
    FOLDER.mkdir(exist_ok=True)
    with _served() as (address, names), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        for name, (path, light) in PAGES.items():
            page = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT},
                color_scheme=light,
                reduced_motion="reduce",
            )
            page.goto(address + path.format(**names), wait_until="networkidle")
            file = FOLDER / f"{name}.png"
            page.screenshot(path=file)
            page.close()
            if file.stat().st_size > LARGEST:
                raise SystemExit(f"{file.name} is larger than {LARGEST:,} bytes")
            print(f"wrote {file.name}")
        browser.close()


@contextmanager
def _served() -> Iterator[tuple[str, dict[str, Any]]]:
    """A desk over the worked crisis: its address, and what the pages are about."""
    from detente.casefile import Casefile
    from detente.casefile.add import add
    from detente.casefile.views.timeline import timeline
    from detente.desk.app import make_app
    from detente.desk.serve import listen, server_of
    from detente.desk.settings import Settings
    from detente.sources.many import find

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        path = Path("crisis.case")  # as it is called in captions
        with Casefile.new(path) as case:
            add(case, find([HERE / "crisis" / "reports.jsonl"]), processes=1)
            rows = timeline(case).rows
        most = max(rows, key=lambda row: (bool(row["differences"]), row["sources"]))
        settings = Settings(str(path), by="anna", port=0)
        app = make_app(settings)
        listening = listen(settings)
        server = server_of(app)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            names = {"occurrence": most["occurrence"], "report": most["report"]}
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", names
        finally:
            server.should_exit = True
            thread.join()


if __name__ == "__main__":
    main()
