"""Who gets in, and what a browser is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.desk.conftest import csrf_of

from detente.casefile import Casefile
from detente.desk.app import make_app
from detente.desk.guard.throttle import FREE, Throttle
from detente.desk.guard.users import Users
from detente.desk.settings import Settings
from detente.errors import DetenteError

Desk = Callable[..., TestClient]
PASSWORD = "correct horse battery"


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path = tmp_path / "users.json"
    Users(path).add("anna", PASSWORD)
    return path


def _enter(client: TestClient, name: str, password: str) -> int:
    form = {"csrf": csrf_of(client, "/login"), "name": name, "password": password, "next": "/"}
    return client.post("/login", data=form, follow_redirects=False).status_code


def test_pages_forbid_foreign_scripts_styles_and_frames(reader: TestClient) -> None:
    for path in ("/", "/timeline", "/nowhere", "/static/desk.css"):
        policy = reader.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "http" not in policy


def test_a_foreign_host_name_is_not_answered_to(reader: TestClient) -> None:
    assert reader.get("/", headers={"host": "evil.example:8617"}).status_code == 421
    assert reader.get("/", headers={"host": "localhost:1"}).status_code == 200
    assert reader.get("/", headers={"host": "[::1]:8617"}).status_code == 200


def test_another_site_can_send_no_form(reader: TestClient) -> None:
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ):
        assert reader.post("/logout", headers=headers).status_code == 403


def test_a_form_without_its_token_is_refused(reader: TestClient) -> None:
    assert reader.post("/logout", data={"csrf": "x"}, follow_redirects=False).status_code == 403
    sent = {"csrf": csrf_of(reader)}
    assert reader.post("/logout", data=sent, follow_redirects=False).status_code == 303


def test_other_addresses_demand_users(crisis: Path, tmp_path: Path) -> None:
    for told in ({}, {"users": tmp_path / "none.json"}):
        with pytest.raises(DetenteError, match="desk-users add"):
            make_app(Settings(str(crisis), by="t", host="0.0.0.0", **told))


def test_a_login_is_asked_for_and_leads_back(desk: Desk, users: Path) -> None:
    client = desk(users=users)
    asked = client.get("/timeline?actor=RUS", follow_redirects=False)
    assert asked.headers["location"] == "/login?next=%2Ftimeline%3Factor%3DRUS"
    assert client.get("/api/openapi.json").status_code == 401
    assert _enter(client, "anna", "wrong password") == 403
    assert _enter(client, "nobody", PASSWORD) == 403
    assert _enter(client, "anna", PASSWORD) == 303
    assert "anna" in client.get("/timeline").text
    logged = client.get("/log").text
    assert "login refused" in logged and "from 127.0.0.1" in logged
    client.post("/logout", data={"csrf": csrf_of(client)})
    assert client.get("/", follow_redirects=False).status_code == 303


def test_next_leads_to_no_other_site(desk: Desk, users: Path) -> None:
    client = desk(users=users)
    elsewhere = ("https://evil.example/", "javascript:x", "/\t/evil.example", "//[", "http://[")
    slashes = ("//", "///", "////", "\\\\", "/\\", "/\\/", "\\//")
    for there in (*elsewhere, *(f"{each}evil.example" for each in slashes)):
        asked = client.get("/login", params={"next": there}).text
        assert 'name="next" value="/"' in asked
        form = {"csrf": csrf_of(client, "/login"), "name": "anna", "password": PASSWORD}
        answer = client.post("/login", data=form | {"next": there}, follow_redirects=False)
        assert answer.headers["location"] == "/"
        client.cookies.clear()


def test_a_login_ends_with_the_password_that_it_was_made_by(desk: Desk, users: Path) -> None:
    client = desk(users=users)
    assert _enter(client, "anna", PASSWORD) == 303
    assert client.get("/log", follow_redirects=False).status_code == 200
    Users(users).add("anna", PASSWORD)
    assert client.get("/log", follow_redirects=False).status_code == 303
    assert _enter(client, "anna", PASSWORD) == 303
    Users(users).remove("anna")
    assert client.get("/log", follow_redirects=False).status_code == 303
    Users(users).add("anna", PASSWORD)
    assert client.get("/log", follow_redirects=False).status_code == 303


def test_a_file_of_users_that_cannot_be_read_lets_nobody_in(desk: Desk, users: Path) -> None:
    client = desk(users=users)
    assert _enter(client, "anna", PASSWORD) == 303
    users.write_text("{")
    answer = client.get("/log")
    assert answer.status_code == 503 and str(users) not in answer.text


def test_a_charset_of_the_senders_choice_is_refused(reader: TestClient) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n\xff\r\n--b--\r\n'
    kind = "multipart/form-data; boundary=b; charset=undefined"
    answer = reader.post("/reports/1/entries/e1", content=body, headers={"content-type": kind})
    assert answer.status_code == 400


def test_guesses_at_the_same_time_are_no_more_than_one_after_the_other() -> None:
    throttle = Throttle(lambda: 0.0)
    assert [throttle.enter("x") for _ in range(FREE + 2)] == [0] * FREE + [1, 1]


def test_guessing_is_slowed_down(desk: Desk, users: Path) -> None:
    client = desk(users=users)
    tried = [_enter(client, "anna", "wrong password") for _ in range(FREE + 1)]
    assert tried == [403] * FREE + [429]
    assert _enter(client, "anna", PASSWORD) == 429


def test_waiting_doubles_and_a_success_forgets() -> None:
    time = [0.0]
    throttle = Throttle(lambda: time[0])
    for _ in range(FREE):
        throttle.fail("x")
    assert throttle.wait("x") == 1
    throttle.fail("x")
    assert throttle.wait("x", "y") == 2
    time[0] = 2.0
    assert throttle.wait("x") == 0
    throttle.forget("x")
    throttle.fail("x")
    assert throttle.wait("x") == 0


def test_a_token_speaks_for_its_user(desk: Desk, users: Path) -> None:
    token = Users(users).new_token("anna")
    client = desk(users=users)
    path = "/api/openapi.json"
    assert client.get(path, headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert client.get(path, headers={"authorization": "Bearer x"}).status_code == 401
    Users(users).remove("anna")
    assert client.get(path, headers={"authorization": f"Bearer {token}"}).status_code == 401


def test_the_file_of_users_keeps_no_secret(users: Path) -> None:
    token = Users(users).new_token("anna")
    told = users.read_text()
    assert PASSWORD not in told and token not in told and "argon2id" in told
    assert users.stat().st_mode & 0o077 == 0


def test_what_is_too_large_is_not_read(desk: Desk) -> None:
    client = desk(largest=1000)
    sent = {"csrf": "x" * 100_000}
    assert client.post("/logout", data=sent).status_code == 413


def test_a_case_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DetenteError):
        make_app(Settings(str(tmp_path / "none.case"), by="t"))


def test_what_cannot_be_asked_is_told_in_words(reader: TestClient) -> None:
    answer = reader.get("/timeline?since=yesterday")
    assert answer.status_code == 400 and "not a day" in answer.text
    assert reader.get("/nowhere").status_code == 404


def test_the_casefile_stays_readable_beside_the_desk(reader: TestClient, crisis: Path) -> None:
    assert reader.get("/timeline").status_code == 200
    with Casefile.open(crisis, read_only=True) as case:
        assert case.record(1).report.text
