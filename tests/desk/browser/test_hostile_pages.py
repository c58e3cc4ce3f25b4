"""Hostile reports before a real browser: it runs nothing of them and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.desk.browser.conftest import served
from tests.desk.hostile import MARKUP

from detente.desk.settings import Settings

PATHS = (
    "/", "/timeline?show=500", "/quotes", "/actors", "/sources", "/reports", "/network?by=actor",
    "/ledger", "/review", "/reports/1", "/reports/16", "/reports/39", "/reports/108",
    "/timeline?source=%3Cimg%20src%3Dx%20onerror%3Dtaken()%3E",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(browser: Any, hostile: Path) -> Iterator[str]:
    with served(Settings(str(hostile), by="tester", port=0)) as found:
        yield found


@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_a_report_runs(
    visit: Callable[..., Any], address: str, path: str, watch: Any
) -> None:
    if "source=" in path:
        watch.allowed.append("status of 400")
    page = visit(address + path)
    page.wait_for_load_state("networkidle")
    assert page.locator("hax-el, [hax-attr], [onerror], [onload]").count() == 0
    assert page.locator("h1").count() >= 1
    assert page.evaluate("location.pathname") == path.partition("?")[0]


def test_what_is_typed_does_not_run(visit: Callable[..., Any], address: str, watch: Any) -> None:
    watch.allowed.append("status of 400")
    page = visit(f"{address}/quotes")
    for markup in MARKUP[:8]:
        with page.expect_response("**/quotes?q=*"):
            page.locator("[name=q]").fill(markup)
    page.wait_for_load_state("networkidle")
    assert page.locator("main script, main iframe, main svg").count() == 0
