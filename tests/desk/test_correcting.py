"""Correcting in the browser's forms: what is set, added, deleted, and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.desk.conftest import csrf_of

from detente.casefile import Casefile, corrections
from detente.desk.correcting.changes import find
from detente.errors import CorrectionError

Desk = Callable[..., TestClient]
REPORT = 3


def _form(page: str) -> dict[str, list[str]]:
    """A form as a browser would send it unchanged."""
    body = page.partition('class="entry-form"')[2].partition("</form>")[0]
    found: dict[str, list[str]] = {}
    tags = r"<(input|textarea|select)([^>]*)>(?:(?:(?!</\1).)*</\1>)?"
    for tag in re.finditer(tags, body, re.S):
        kind, told, whole = tag[1], tag[2], tag[0]
        name = re.search(r'name="([^"]*)"', told)
        if name is None or ('type="checkbox"' in told and "checked" not in told):
            continue
        if kind == "select":
            chosen = re.search(r'<option value="([^"]*)" selected', whole)
            first = re.search(r'<option value="([^"]*)"', whole)
            value = (chosen or first or [None, ""])[1]
        elif kind == "textarea":
            value = whole.partition(">")[2].rpartition("</")[0]
        else:
            value = (re.search(r'value="([^"]*)"', told) or [None, ""])[1]
        found.setdefault(name[1], []).append(unescape(value))
    return found


def _record(case: Path) -> corrections.Corrected:
    with Casefile.open(case) as opened:
        return corrections.corrected(opened, REPORT)


@pytest.mark.parametrize("entry", ["report", "e1", "s1", "c1", "a1", "t1", "p1"])
def test_an_unchanged_form_changes_nothing(desk: Desk, case_copy: Path, entry: str) -> None:
    client = desk()
    before = _record(case_copy).record
    page = client.get(f"/reports/{REPORT}/entries/{entry}")
    assert page.status_code == 200
    sent = client.post(
        f"/reports/{REPORT}/entries/{entry}", data={**_form(page.text), "do": "save"}
    )
    assert "Nothing was changed" in sent.text, re.findall(r'role="alert">([^<]*)', sent.text)
    assert _record(case_copy).record == before


def test_a_field_is_set_shown_and_taken_back(desk: Desk, case_copy: Path) -> None:
    client = desk()
    path = f"/reports/{REPORT}/entries/e1"
    before = _record(case_copy).record.events[0]
    form = _form(client.get(path).text) | {
        "status": ["denied"],
        "do": ["save"],
        "note": ["why <b>"],
    }
    told = client.post(path, data=form).text
    assert "Corrected." in told and "status by <bdi>tester</bdi>" in told
    assert "why &lt;b&gt;" in told and "why <b>" not in told
    assert _record(case_copy).record.events[0].status == "denied"
    undo = re.search(r'action="(/corrections/\d+/undo)"', told)
    assert undo
    client.post(undo[1], data={"csrf": csrf_of(client), "back": path})
    assert _record(case_copy).record.events[0] == before


def test_words_are_marked_anew_verbatim_or_not_at_all(desk: Desk, case_copy: Path) -> None:
    client = desk()
    path = f"/reports/{REPORT}/entries/e1"
    text = _record(case_copy).record.report.text
    word = text.split()[5]
    form = _form(client.get(path).text)
    told = client.post(path, data=form | {"trigger": [word], "do": ["save"]}).text
    assert "Corrected." in told
    made = client.post(path, data=form | {"trigger": ["words that nobody wrote"], "do": ["save"]})
    assert made.status_code == 400 and "does not have the words" in made.text


def test_an_entry_is_added_from_marked_words_and_deleted(desk: Desk, case_copy: Path) -> None:
    client = desk()
    text = _record(case_copy).record.report.text
    words = " ".join(text.split()[:3])
    path = f"/reports/{REPORT}/new/event"
    page = client.get(path, params={"words": words, "near": 0}).text
    assert words in unescape(page)
    form = _form(page) | {"type": ["CONSULT"], "status": ["happened"], "intensity": ["1.0"]}
    told = client.post(path, data=form).text
    assert "Added." in told and "added by <bdi>tester</bdi>" in told
    entry = re.search(r'added by <bdi>tester</bdi></span> <a href="([^"]+)"', told)
    assert entry
    sent = {"csrf": csrf_of(client), "do": "delete"}
    assert "Deleted." in client.post(entry[1], data=sent).text


def test_the_last_writer_is_warned(desk: Desk, case_copy: Path) -> None:
    client = desk()
    path = f"/reports/{REPORT}/entries/e1"
    form = _form(client.get(path).text)
    with Casefile.open(case_copy) as case:
        corrections.set_field(case, REPORT, "e1", "status", "possible", by="Eva")
    answer = client.post(path, data=form | {"status": ["denied"], "do": ["save"]})
    assert answer.status_code == 409 and "Eva changed it" in answer.text
    assert _record(case_copy).record.events[0].status == "possible"


def test_an_entry_is_confirmed(desk: Desk) -> None:
    client = desk()
    path = f"/reports/{REPORT}/entries/e1"
    told = client.post(path, data=_form(client.get(path).text) | {"do": ["confirm"]}).text
    assert "Confirmed." in told


def test_the_history_tells_who_did_what(desk: Desk, case_copy: Path) -> None:
    client = desk()
    assert "Nobody has corrected anything yet" in client.get("/corrections").text
    with Casefile.open(case_copy) as case:
        corrections.set_field(case, REPORT, "e1", "status", "possible", by="Eva")
    told = client.get("/corrections").text
    assert "set e1 status to possible" in told and "<bdi>Eva</bdi>" in told
    assert "set e1" not in client.get("/corrections?by=Nobody").text


def test_what_is_no_entry_is_404(reader: TestClient) -> None:
    for path in ("entries/e999", "entries/x1", "new/nonsense"):
        assert reader.get(f"/reports/{REPORT}/{path}").status_code == 404, path


def test_words_are_found_where_they_were() -> None:
    text = "It said yes. Later it said\n yes again."
    assert find(text, "said yes", 0) == (3, 11)
    assert find(text, "said  yes", 20) == (22, 31)
    with pytest.raises(CorrectionError):
        find(text, "said no", 0)
