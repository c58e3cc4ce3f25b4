"""The API: the views in parts and formats, what has not changed, and who may change what."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.desk.conftest import csrf_of

from detente.casefile import Casefile
from detente.casefile.views.filters import Filters
from detente.casefile.views.timeline import timeline
from detente.desk.cache import VIEWS
from detente.desk.guard.users import Users
from detente.publish.case_tables import as_json

Desk = Callable[..., TestClient]


def _rows(client: TestClient, path: str) -> list[dict[str, Any]]:
    """All rows, by following the links."""
    found, next_ = [], path
    while next_:
        answer = client.get(next_)
        assert answer.status_code == 200, answer.text
        found += answer.json()["rows"]
        next_ = answer.links.get("next", {}).get("url", "")
    return found


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_what_the_command_line_tells(reader: TestClient, crisis: Path, name: str) -> None:
    asked = {"since": "2022-02", "actor": "Russia"}
    told = reader.get(f"/api/{name}", params={**asked, "limit": 10_000}).json()
    with Casefile.open(crisis, read_only=True) as case:
        view = VIEWS[name](case, filters=Filters(since="2022-02", actor="Russia"))
    expected = json.loads(as_json(view)) | {"offset": 0, "case": told["case"]}
    assert told == expected and told["rows"]


@pytest.mark.parametrize("name", VIEWS)
def test_parts_lead_on_to_the_whole(reader: TestClient, name: str) -> None:
    whole = reader.get(f"/api/{name}?limit=10000").json()
    by_parts = _rows(reader, f"/api/{name}?limit=7") if whole["total"] < 100 else _rows(
        reader, f"/api/{name}?limit=90"
    )  # fmt: skip
    assert by_parts == whole["rows"] and len(by_parts) == whole["total"]


def test_the_latest_come_first_where_they_are_asked_for(reader: TestClient) -> None:
    whole = reader.get("/api/timeline?limit=10000").json()["rows"]
    assert _rows(reader, "/api/timeline?limit=80&latest=true") == whole[::-1]
    last = reader.get("/api/timeline", params={"limit": 2, "offset": 1, "latest": True})
    assert last.json()["rows"] == whole[-2:-4:-1]


def test_csv_and_parquet_by_parameter_and_by_accept(reader: TestClient) -> None:
    told = reader.get("/api/quotes?limit=10000").json()
    for answer in (
        reader.get("/api/quotes?format=csv"),
        reader.get("/api/quotes", headers={"accept": "text/csv, */*;q=0.1"}),
    ):
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert 'filename="quotes.csv"' in answer.headers["content-disposition"]
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert [row["statement"] for row in rows] == [row["statement"] for row in told["rows"]]
    parquet = pytest.importorskip("pyarrow.parquet")
    answer = reader.get("/api/quotes?format=parquet")
    table = parquet.read_table(io.BytesIO(answer.content))
    assert table.num_rows == told["total"]
    assert table.schema.field("cue").metadata[b"description"] == b"how it is told to be said"


def test_what_has_not_changed_is_not_sent_again(desk: Desk, case_copy: Path) -> None:
    client = desk()
    for path in ("/api/timeline?limit=5", "/api/info", "/api/reports", "/api/reports/1"):
        first = client.get(path)
        known = {"if-none-match": f'"other", W/{first.headers["etag"]}'}
        again = client.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        other = client.get("/api/timeline?limit=6", headers=known)
        assert other.status_code == 200
    tag = client.get("/api/info").headers["etag"]
    with Casefile.open(case_copy) as case:
        case.fail("somewhere", "gone")
    assert client.get("/api/info", headers={"if-none-match": tag}).status_code == 200


def test_an_occurrence_has_all_its_tellings(reader: TestClient, crisis: Path) -> None:
    with Casefile.open(crisis, read_only=True) as case:
        row = max(timeline(case).rows, key=lambda row: row["reports"])
    told = reader.get(f"/api/occurrences/{row['occurrence']}").json()
    assert told["row"] == row
    assert len({each["report"] for each in told["tellings"]}) >= row["reports"] > 1
    assert reader.get("/api/occurrences/none").status_code == 404


def test_reports_with_text_record_and_copies(reader: TestClient, crisis: Path) -> None:
    listed = _rows(reader, "/api/reports?limit=30")
    report = reader.get("/api/reports/3").json()
    assert report["title"] == listed[2]["title"] and report["text"]
    with Casefile.open(crisis, read_only=True) as case:
        assert reader.get("/api/reports/3/record").json() == case.record(3).model_dump(mode="json")
    copies = _rows(reader, "/api/reports?kind=copy")
    assert copies and all(each["kind"] == "copy" for each in copies)
    of = reader.get(f"/api/reports/{copies[0]['number']}/copies").json()["of"]
    back = reader.get(f"/api/reports/{of['number']}/copies").json()["copies"]
    assert copies[0] in back
    for path in ("/api/reports/999", "/api/reports/999/record", "/api/reports/999/copies"):
        assert reader.get(path).status_code == 404


def test_charts_are_specifications_with_their_data(reader: TestClient) -> None:
    pytest.importorskip("altair")
    for path in ("timeline", "network?by=actor", "tension?actor=Russia&with=Ukraine&by=week"):
        told = reader.get(f"/api/charts/{path}").json()
        assert "vega-lite" in told["$schema"]


def test_what_cannot_be_asked_is_told(reader: TestClient) -> None:
    for path, status, words in (
        ("/api/timeline?since=yesterday", 400, "not a day"),
        ("/api/timeline?actor=Nobody+At+All", 400, "nobody of the casefile"),
        ("/api/timeline?limit=0", 422, "limit"),
        ("/api/timeline?limitt=5", 422, "limitt"),
        ("/api/nowhere", 404, "Not Found"),
    ):
        answer = reader.get(path)
        assert answer.status_code == status
        assert words in answer.json()["error"] and "--" not in answer.json()["error"]
    assert reader.put("/api/timeline").status_code == 405


def _pair(client: TestClient) -> dict[str, str]:
    question = client.get("/api/review").json()["questions"][0]
    return {"left": question["left"]["event"], "right": question["right"]["event"]}


def test_a_judgement_counts_at_once_and_can_be_taken_back(desk: Desk) -> None:
    client = desk()
    asked = client.get("/api/review?limit=1").json()["questions"][0]
    pair = {side: asked[side]["event"] for side in ("left", "right")}
    body = pair | {"verdict": "negative", "note": "on other days"}
    assert client.post("/api/review/judgements", json=body).status_code == 200
    assert client.get("/api/review?limit=1").json()["questions"][:1] != [asked]
    undone = client.delete("/api/review/judgements/last")
    assert undone.json() == {"done": "undone: on other days"}
    assert client.get("/api/review?limit=1").json()["questions"][0] == asked
    assert client.delete("/api/review/judgements/last").status_code == 404


def test_occurrences_are_joined_and_split(desk: Desk) -> None:
    client = desk()
    pair = _pair(client)

    def are_one() -> bool:
        rows = client.get("/api/timeline?limit=10000").json()["rows"]
        for row in rows:
            told = client.get(f"/api/occurrences/{row['occurrence']}").json()["tellings"]
            events = {f"{each['report']}:{each['entry']}" for each in told}
            if pair["left"] in events:
                return pair["right"] in events
        raise AssertionError("an event without an occurrence")

    body = {"one": pair["left"], "other": pair["right"]}
    assert not are_one()
    assert client.post("/api/review/joins", json=body).status_code == 200
    assert are_one()
    assert client.post("/api/review/joins", json=body).status_code == 409
    assert client.post("/api/review/splits", json={"event": pair["right"]}).status_code == 200
    assert not are_one()
    assert client.post("/api/review/splits", json={"event": "999:e1"}).status_code == 404


def test_a_fate_is_overruled_and_given_back(desk: Desk) -> None:
    client = desk()
    step = client.get("/api/ledger?type=unknown&limit=1").json()["rows"][0]["step"]

    def now() -> tuple[str | None, str | None]:
        rows = client.get("/api/ledger?limit=10000").json()["rows"]
        row = next(row for row in rows if row["step"] == step)
        return row["fate"], row["judged_by"]

    path = f"/api/steps/{step}/fate"
    assert client.post(path, json={"fate": "broken", "note": "seen"}).status_code == 200
    assert now() == ("broken", "tester")
    assert client.delete(path).status_code == 200
    assert now() == (None, None)
    assert (
        client.post(f"/api/steps/{'0' * 32}:0-1/fate", json={"fate": "broken"}).status_code == 404
    )
    assert client.post(path, json={"fate": "splendid"}).status_code == 422


def _try(client: TestClient, headers: dict[str, str], **body: Any) -> int:
    told = {**_pair(client), "verdict": "unsure"}
    body = body or {"json": told}
    client.cookies.clear() if "cookie" not in headers else None
    return client.post("/api/review/judgements", headers=headers, **body).status_code


def test_no_page_of_another_site_can_change_anything(desk: Desk) -> None:
    client = desk()
    own = str(client.base_url)
    for headers in (
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": own.replace("8617", "8618")},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": own},  # our own origin, but not our script: it has no token
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"cookie": "detente=x"},
        {"origin": own, "x-csrf-token": "guessed"},
    ):
        assert _try(client, headers) == 403, headers
    assert _try(client, {}) == 200  # a program on this machine


def test_forms_of_other_sites_are_no_bodies(desk: Desk) -> None:
    client = desk()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        body = json.dumps({**_pair(client), "verdict": "unsure"})
        assert _try(client, {"content-type": kind}, content=body) == 415, kind
    assert "access-control-allow-origin" not in client.options("/api/review/judgements").headers


def test_our_own_pages_send_the_token_of_their_session(desk: Desk) -> None:
    client = desk()
    told = {**_pair(client), "verdict": "unsure"}
    headers = {"origin": str(client.base_url), "x-csrf-token": csrf_of(client)}
    path = "/api/review/judgements"
    assert client.post(path, json=told, headers=headers).status_code == 200
    assert client.delete(f"{path}/last").status_code == 403
    assert client.delete(f"{path}/last", headers=headers).status_code == 200


def test_where_people_log_in_a_program_needs_its_token(desk: Desk, tmp_path: Path) -> None:
    users = Users(tmp_path / "users.json")
    users.add("anna", "correct horse battery")
    token = {"authorization": f"Bearer {users.new_token('anna')}"}
    client = desk(users=users.path)
    assert client.get("/api/info").status_code == 401
    pair = client.get("/api/review?limit=1", headers=token).json()["questions"][0]
    told = {side: pair[side]["event"] for side in ("left", "right")} | {"verdict": "negative"}
    path = "/api/review/judgements"
    assert client.post(path, json=told).status_code == 401
    assert client.post(path, json=told, headers=token).status_code == 200
    assert client.get("/api/openapi.json", headers=token).json()["security"]


def test_the_description_stands_on_a_page_of_our_own(reader: TestClient) -> None:
    page = reader.get("/api").text
    schema = reader.get("/api/openapi.json").json()
    for path in schema["paths"]:
        assert path in page
    row = schema["components"]["schemas"]["TimelineRow"]["properties"]
    assert row["intensity"]["description"] == "from conflict to cooperation (-10 to 10)"
    assert "from conflict to cooperation" in page
