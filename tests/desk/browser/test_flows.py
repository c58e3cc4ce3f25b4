"""What people do at the desk, in a real browser: search, filter, go back, log in, walk, correct."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.desk.guard.users import Users

Visit = Callable[..., Any]
Serve = Callable[..., str]
PASSWORD = "correct horse battery"


def test_a_search_goes_as_one_types(visit: Visit, address: str) -> None:
    page = visit(f"{address}/quotes")
    before = page.locator("#found .item").count()
    with page.expect_response("**/quotes?q=ceasefire"):
        page.locator("[name=q]").press_sequentially("ceasefire")
    page.wait_for_url("**/quotes?q=ceasefire")
    found = page.locator("#found .item")
    page.wait_for_function("n => document.querySelectorAll('#found .item').length < n", arg=before)
    assert 0 < found.count() < before
    assert all("ceasefire" in words.lower() for words in found.all_inner_texts())
    assert page.evaluate("document.activeElement.name") == "q"
    shown = found.all_inner_texts()
    page.reload()
    assert page.locator("#found .item").all_inner_texts() == shown


def test_filters_stand_in_the_address_and_back_leads_back(visit: Visit, address: str) -> None:
    page = visit(f"{address}/timeline")
    page.get_by_label("Actor").fill("RUS")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/timeline?*actor=RUS*")
    shown = page.locator(".item").all_inner_texts()
    page.locator(".item h3 a").first.click()
    page.wait_for_url("**/occurrences/*")
    page.go_back()
    assert "actor=RUS" in page.url
    assert page.get_by_label("Actor").input_value() == "RUS"
    assert page.locator(".item").all_inner_texts() == shown
    page.go_back()
    assert "actor=" not in page.url


def test_numbers_lead_to_the_words_in_a_report(visit: Visit, address: str) -> None:
    page = visit(f"{address}/timeline")
    page.locator(".item .from a, .item .evidence").first.click()
    page.wait_for_url("**/reports/*")
    named = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert named and page.evaluate("name => document.getElementById(name) !== null", named)


def test_the_keyboard_is_enough(visit: Visit, address: str) -> None:
    page = visit(f"{address}/timeline")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    for _ in range(25):  # whatever has the focus can be seen to have it
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const at = document.activeElement, style = getComputedStyle(at);
                const box = at.getBoundingClientRect();
                return at === document.body ||
                    (style.outlineStyle !== "none" && box.width > 0 && box.height > 0);
            }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    first = page.locator(":focus").inner_text()
    page.keyboard.press("j")
    assert page.locator(":focus").inner_text() != first
    page.keyboard.press("k")
    assert page.locator(":focus").inner_text() == first
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(occurrences|reports)/"))


def test_a_login_leads_to_what_was_asked_for(
    visit: Visit, own_desk: Serve, watch: Any, tmp_path: Path
) -> None:
    watch.allowed.append("status of 403")
    users = tmp_path / "users.json"
    Users(users).add("anna", PASSWORD)
    page = visit(f"{own_desk(users=users)}/sources?actor=RUS")
    assert "/login" in page.url
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill("wrong password")
    page.get_by_role("button", name="Log in").click()
    assert "wrong" in page.get_by_role("alert").inner_text()
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources?actor=RUS")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login*")
    page.goto(page.url.partition("/login")[0])
    assert "/login" in page.url


def test_a_correction_is_made_and_taken_back(visit: Visit, own_desk: Serve) -> None:
    page = visit(f"{own_desk()}/reports/1/entries/e1")
    told = page.locator("select[name=status]")
    before = told.input_value()
    after = "denied" if before != "denied" else "claimed"
    told.select_option(after)
    page.get_by_label("note: why").fill("The report says so.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    page.goto(page.url.partition("/reports")[0] + "/reports/1/entries/e1")
    assert page.locator("select[name=status]").input_value() == after
    assert page.get_by_text("The report says so.").first.is_visible()
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state()
    assert page.locator("select[name=status]").input_value() == before


def test_a_pair_is_judged_and_the_judgement_taken_back(visit: Visit, own_desk: Serve) -> None:
    page = visit(f"{own_desk()}/review")
    questions = page.locator(".question")
    if not questions.count():
        pytest.skip("no pair of the worked crisis is open")
    words = questions.first.inner_text()
    questions.first.get_by_role("button", name="Different").click()
    page.get_by_text("Noted").wait_for()
    assert words not in page.locator(".question").all_inner_texts()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_load_state()
    assert words in page.locator(".question").all_inner_texts()


def test_occurrences_are_merged_and_split_again(visit: Visit, own_desk: Serve) -> None:
    desk = own_desk()
    page = visit(f"{desk}/timeline")
    links = page.locator(".item h3 a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    one, other = (link for link in dict.fromkeys(links[:2]))
    page.goto(desk + one)
    tellings = page.locator("table.tellings tbody tr").count()
    page.locator("details.judge summary").click()
    page.locator("[name=other]").fill(other.rpartition("/")[2])
    page.get_by_role("button", name="Join").click()
    page.wait_for_load_state()
    assert page.locator("table.tellings tbody tr").count() > tellings
    assert "/occurrences/" in page.url
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state()
    page.goto(desk + one)
    assert page.locator("table.tellings tbody tr").count() == tellings


def test_a_page_works_without_script(visit: Visit, address: str) -> None:
    page = visit(f"{address}/quotes?q=ceasefire", java_script_enabled=False)
    assert page.locator("#found .item").count() > 0
    page.locator("[name=q]").fill("sanctions")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/quotes?q=sanctions*")
