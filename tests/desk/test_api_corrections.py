"""Correcting through the API: versions, conflicts, undoing, and whose name it carries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from detente.desk.guard.users import Users

Desk = Callable[..., TestClient]


def _event(client: TestClient, number: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/reports/{number}/record").json()["events"][0]
    return found


def _version(client: TestClient, entry: str, number: int = 1) -> str:
    told = client.get(f"/api/reports/{number}/provenance").json()
    return str(told["versions"][entry])


def test_a_field_is_set_seen_and_given_back(desk: Desk) -> None:
    client = desk()
    event = _event(client)
    path = f"/api/reports/1/entries/{event['id']}"
    body = {"field": "status", "value": "denied", "note": "as it says", "seen": None}
    made = client.patch(path, json=body)
    assert made.status_code == 200, made.text
    told = made.json()
    assert (told["action"], told["by"], told["was"]) == ("set", "tester", event["status"])
    assert _event(client)["status"] == "denied"
    marks = client.get("/api/reports/1/provenance").json()["fields"]
    assert marks[event["id"]]["status"]["by"] == "tester"
    undone = client.delete(f"/api/corrections/{told['id']}")
    assert undone.status_code == 200 and undone.json()["undoes"] == told["id"]
    assert _event(client)["status"] == event["status"]
    redone = client.post(f"/api/corrections/{told['id']}/redo", json={})
    assert redone.status_code == 200
    assert _event(client)["status"] == "denied"
    history = client.get("/api/corrections?report=1").json()
    assert [row["action"] for row in history["rows"]] == ["set", "undo", "undo"]
    assert client.get("/api/corrections?format=csv").text.count("\n") == 4


def test_entries_are_added_deleted_and_confirmed(desk: Desk) -> None:
    client = desk()
    before = client.get("/api/reports/1/record").json()
    fields = {"type": "AID", "status": "claimed", "trigger": [0, 5]}
    added = client.post("/api/reports/1/entries", json={"kind": "event", "fields": fields})
    assert added.status_code == 200, added.text
    entry = added.json()["entry"]
    assert entry in {each["id"] for each in client.get("/api/reports/1/record").json()["events"]}
    confirmed = client.post(f"/api/reports/1/entries/{entry}/confirmations", json={"field": "type"})
    assert confirmed.json()["action"] == "confirm"
    assert client.delete(f"/api/reports/1/entries/{entry}").status_code == 200
    assert client.get("/api/reports/1/record").json() == before


def test_who_comes_second_is_told_who_was_first(desk: Desk, tmp_path: Path) -> None:
    users = Users(tmp_path / "users.json")
    tokens = {}
    for name in ("anna", "nils"):
        users.add(name, "correct horse battery")
        tokens[name] = {"authorization": f"Bearer {users.new_token(name)}"}
    client = desk(users=users.path)
    client.headers.update(tokens["anna"])
    entry = _event(client)["id"]
    seen = _version(client, entry)
    path, body = f"/api/reports/1/entries/{entry}", {"field": "status", "seen": seen}
    first = client.patch(path, json=body | {"value": "denied"}, headers=tokens["nils"])
    assert first.status_code == 200
    second = client.patch(path, json=body | {"value": "planned"})
    assert second.status_code == 409
    told = second.json()
    assert told["by"] == "nils" and "nils" in told["error"] and told["at"]
    assert told["version"] == _version(client, entry)
    again = client.patch(path, json=body | {"value": "planned", "seen": told["version"]})
    assert again.status_code == 200 and again.json()["by"] == "anna"
    assert client.delete(path, params={"seen": seen}, headers=tokens["nils"]).status_code == 409


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/reports/999/entries/e1", {"field": "status", "value": "denied"}, 404),
        ("/api/reports/1/entries/e999", {"field": "status", "value": "denied"}, 404),
        ("/api/reports/1/entries/e1", {"field": "colour", "value": "red"}, 400),
        ("/api/reports/1/entries/e1", {"field": "status", "value": "splendid"}, 400),
        ("/api/reports/1/entries/e1", {"field": "trigger", "value": [5, 2]}, 400),
        ("/api/reports/1/entries/e1", {"field": "actors", "value": ["a999"]}, 400),
        ("/api/reports/1/entries/e1", {"field": "status"}, 422),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, path: str, body: Any, status: int) -> None:
    answer = desk().patch(path, json=body)
    assert (answer.status_code, bool(answer.json()["error"])) == (status, True), answer.text
