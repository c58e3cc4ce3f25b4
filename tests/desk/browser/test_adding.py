"""Adding in a real browser: progress as it goes, without script as well, and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.desk.browser.conftest import served
from tests.desk.browser.test_each_page import faults

from detente.casefile import Casefile
from detente.desk.settings import Settings

Visit = Callable[..., Any]
LATE = 120_000
"""Milliseconds until reports are read: the process that reads first loads the model."""
TELLING = (
    "Foreign Minister Anna Berg met her Norwegian counterpart on Monday and warned that sanctions "
    "would follow if the ceasefire was broken."
)


@pytest.fixture(scope="module")
def empty(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk over a new casefile, for all of these tests."""
    path = tmp_path_factory.mktemp("adding") / "own.case"
    Casefile.new(path).close()
    with served(Settings(str(path), by="tester", port=0)) as address:
        yield address


def test_an_upload_shows_its_progress_and_what_came_of_it(
    visit: Visit, empty: str, tmp_path: Path
) -> None:
    rows = [{"text": f"{TELLING} It was talk {n}.", "title": f"Talk {n}"} for n in range(20)]
    (tmp_path / "talks.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "nothing.txt").write_text("")
    page = visit(f"{empty}/add")
    page.locator("[name=files]").set_input_files(
        [tmp_path / "talks.jsonl", tmp_path / "nothing.txt"]
    )
    page.get_by_role("button", name="Add the files").click()
    page.wait_for_url("**/add/jobs/*")
    seen = page.evaluate_handle(
        """() => {
            const seen = new Set(), state = document.querySelector("[role=status]");
            const look = () => seen.add(state.textContent);
            new MutationObserver(look).observe(state, {childList: true, subtree: true});
            look();
            return seen;
        }"""
    )
    assert page.get_by_role("progressbar").count() == 1
    page.get_by_text("done: 20 added, 1 not added").wait_for(timeout=LATE)
    assert len(page.evaluate("seen => [...seen]", seen)) > 1
    assert page.get_by_role("progressbar").count() == 0
    assert page.get_by_role("link", name="Talk 19").get_attribute("href").startswith("/reports/")
    assert page.get_by_text("nothing.txt: the file is empty").is_visible()
    assert not faults(page)


def test_a_text_is_pasted_by_keyboard_alone(visit: Visit, empty: str) -> None:
    page = visit(f"{empty}/add")
    page.get_by_label("Text", exact=True).focus()
    page.keyboard.insert_text(TELLING)
    for told in ("A meeting", None, "Daily Planet", None):
        page.keyboard.press("Tab")
        if told == "A meeting":
            page.keyboard.insert_text(told)
    page.get_by_role("button", name="Add the text").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/add/jobs/*")
    assert page.get_by_role("heading", level=1).inner_text() == "A meeting"
    page.get_by_text("done: 1 added").wait_for(timeout=LATE)


def test_adding_works_without_script(visit: Visit, empty: str) -> None:
    page = visit(f"{empty}/add", java_script_enabled=False)
    page.get_by_label("Text", exact=True).fill(f"{TELLING} Nobody else was there.")
    page.get_by_role("button", name="Add the text").click()
    page.get_by_text("done: 1 added").wait_for(timeout=LATE)


def test_what_is_wrong_is_told_beside_its_form(visit: Visit, empty: str, watch: Any) -> None:
    watch.allowed.append("status of 400")
    page = visit(f"{empty}/add")
    page.get_by_label("Text", exact=True).fill(TELLING)
    page.get_by_label("Title").fill("Kept")
    page.locator("form[action='/add/text'] [name=url]").fill("ftp://news.example/")
    page.get_by_role("button", name="Add the text").click()
    assert "http://" in page.get_by_role("alert").inner_text()
    assert page.locator("[name=text]").input_value() == TELLING
    assert page.get_by_label("Title").input_value() == "Kept"
    assert not faults(page)
