"""Each page in a real browser: no errors, nothing from elsewhere, accessible, not too wide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.desk.browser.conftest import Watch

from detente.desk.render import PAGES

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core").Axe()

Visit = Callable[..., Any]
WIDE, NARROW = 1280, 375
GRAVE = ("serious", "critical")


def faults(page: Any) -> list[str]:
    """What axe-core finds that keeps people out."""
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:160]}"
        for each in found
        if each["impact"] in GRAVE
    ]


def overflow(page: Any) -> int:
    """Pixels by which a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("path", [path for path, _ in PAGES])
def test_a_page_is_sound_light_and_dark_wide_and_narrow(
    visit: Visit, address: str, path: str
) -> None:
    page = visit(address + path)
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    for width, scheme in ((WIDE, "light"), (NARROW, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert overflow(page) <= 0, f"{path} scrolls sideways at {width} px"
        assert not faults(page), f"{path}, {scheme}, {width} px"


@pytest.mark.parametrize("path", [path for path, _ in PAGES])
def test_a_page_prints_without_its_bar_and_forms(visit: Visit, address: str, path: str) -> None:
    page = visit(address + path)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator("header.bar").is_visible()
    assert not any(form.is_visible() for form in page.locator("form").all())


def test_a_browser_runs_no_script_and_loads_nothing_that_a_page_was_made_to_hold(
    visit: Visit, address: str, watch: Watch
) -> None:
    page = visit(f"{address}/")
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.taken = 1'>");
            const script = document.createElement("script");
            script.textContent = "window.taken = 1";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<img src='http://elsewhere.example/'>");
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.taken") is None
    assert sum("Content Security Policy" in each for each in watch.problems) >= 3
    watch.problems.clear()
