"""Hostile reports, names of files and questions leave no trace in what a browser is sent.

Two hundred of them were added through the desk. Every page that shows them is parsed: it has no
element and no attribute that our templates do not have, and leads nowhere but to the desk and to
addresses of http and https.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from tests.desk.adding import send
from tests.desk.conftest import client_of
from tests.desk.hostile import MARKUP, check

from detente.desk.settings import MEBIBYTE, Settings


@pytest.fixture(scope="module")
def client(hostile: Path) -> Iterator[TestClient]:
    yield from client_of(Settings(str(hostile), by="tester"))


STARTS = (
    "/", "/timeline?show=500", "/timeline?lanes=1", "/ledger", "/tension", "/network",
    "/network?by=actor", "/quotes", "/quotes?q=look", "/actors", "/sources", "/reports",
    "/review", "/add",
)  # fmt: skip
EACH = {"/reports/": 250, "/occurrences/": 40, "/actors/": 60, "/reports?": 10}
"""So many pages of each kind are looked at."""


def test_no_page_has_anything_of_a_report_but_its_words(client: TestClient) -> None:
    left = dict(EACH)
    waiting = list(STARTS)
    case = client.app.state.desk.case  # type: ignore[attr-defined]
    waiting += [f"/reports/{report.number}" for report in case.reports()]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop().partition("#")[0]
        kind = next((kind for kind in EACH if path.startswith(kind)), None)
        if path in seen or (kind is None and path not in STARTS) or (kind and not left[kind]):
            continue
        seen.add(path)
        if kind:
            left[kind] -= 1
        answer = client.get(path)
        assert answer.status_code == 200, path
        waiting += check(answer.text, path)
    assert len(seen) > 250


@pytest.mark.parametrize("path", ["/timeline", "/quotes", "/ledger", "/tension", "/actors"])
def test_questions_are_words_too(client: TestClient, path: str) -> None:
    fields = cycle(("actor", "since", "q", "type", "source", "show", "hax"))
    for markup, field in zip(MARKUP, fields, strict=False):
        answer = client.get(f"{path}?{field}={quote(markup, safe='')}")
        assert answer.status_code < 500
        check(answer.text, f"{path}?{field}={markup}")


def test_paths_are_words_too(client: TestClient) -> None:
    starts = cycle(("/", "/reports/", "/occurrences/", "/actors/", "/add/jobs/", "/static/"))
    for markup, start in zip(MARKUP, starts, strict=False):
        answer = client.get(start + quote(markup, safe=""))
        assert answer.status_code in (404, 422), start + markup
        check(answer.text, start + markup)


def test_forms_give_back_words(client: TestClient) -> None:
    for markup in MARKUP:
        told = {"text": markup, "title": markup, "source": markup, "published": markup}
        check(send(client, "/add/text", **told).text, markup)
        check(send(client, "/add/feeds", feed=markup, minutes=markup).text, markup)


@pytest.mark.parametrize("view", ["timeline", "quotes", "actors", "sources", "ledger", "reports"])
def test_no_cell_of_a_table_is_a_formula(client: TestClient, view: str) -> None:
    answer = client.get(f"/api/{view}", params={"format": "csv"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    for row in csv.reader(io.StringIO(answer.text)):
        for cell in row:
            assert not re.match(r"[=@\t\r]|[+-](?![\d.]+$)", cell), cell


def test_a_body_without_a_length_is_cut_off_where_it_is_too_large(client: TestClient) -> None:
    def body() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(40):
            yield bytes(MEBIBYTE)

    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = client.post("/add/files", content=body(), headers=headers)
    assert answer.status_code in (400, 413)
