"""Adding: what is sent to the desk ends up in the casefile, in the background, and is told."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.desk.adding import PATIENCE, ended, job_of, send
from tests.desk.conftest import client_of, csrf_of

from detente.casefile import Casefile, log
from detente.casefile.listing import reports
from detente.desk.guard.users import Users
from detente.desk.jobs import line as lines
from detente.desk.jobs import work, worker
from detente.desk.jobs.task import Place, Task, Upload
from detente.desk.settings import Settings

TALKS = (
    "OSLO, March 3 - Foreign Minister Anna Berg of Sweden met her Norwegian counterpart Nils Dahl "
    "on Thursday. Berg warned that sanctions would follow if the ceasefire was broken."
)
STRIKE = (
    "The army shelled the town of Marinka on Friday, the governor said. Two people were killed."
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of one desk for all of these tests: its process loads the model once."""
    path = tmp_path_factory.mktemp("add") / "own.case"
    Casefile.new(path).close()
    yield from client_of(Settings(str(path), by="tester", allow_private=True))


def listed(client: TestClient, job: Any) -> Any:
    case = client.app.state.desk.case  # type: ignore[attr-defined]
    return reports(case, job.numbers) if job.numbers else []


def test_a_pasted_text_is_added_as_it_is(client: TestClient) -> None:
    text = TALKS.replace("Thursday. ", "Thursday.\n\n")
    answer = send(
        client,
        "/add/text",
        text=text.replace("\n", "\r\n"),
        title="Talks in Oslo",
        source="Daily Planet",
        published="2022-03-03",
        url="https://news.example/talks",
    )
    job = ended(client, answer)
    assert (job.state, job.added, job.errors) == ("done", 1, [])
    (report,) = listed(client, job)
    assert (report.title, report.source, report.published) == (
        "Talks in Oslo",
        "Daily Planet",
        "2022-03-03",
    )
    assert report.url == "https://news.example/talks" and report.found == "pasted by tester"
    case = client.app.state.desk.case  # type: ignore[attr-defined]
    assert case.record(report.number).report.text == text
    (logged,) = log.entries(case, what=["add"], report=report.number)
    assert logged.by == "tester"
    page = client.get(answer.headers["location"]).text
    assert f'href="/reports/{report.number}"' in page and "Talks in Oslo" in page
    assert "http-equiv" not in page and "add.js" not in page
    assert "Talks in Oslo" in client.get("/add").text
    told = {"title": "Talks in Oslo", "url": "https://news.example/talks"}
    again = ended(client, send(client, "/add/text", text=text, published="2022-03-03", **told))
    assert (again.added, again.known) == (0, 1)


def test_files_of_several_kinds_and_names_that_are_paths(
    client: TestClient, tmp_path: Path
) -> None:
    rows = [{"text": f"{STRIKE} It was attack {n}.", "title": f"Attack {n}"} for n in range(3)]
    files = [
        ("files", ("../../../../tmp/evil.txt", TALKS.encode())),
        ("files", ("C:\\news\\strike.html", f"<html><body><p>{STRIKE}</p></body></html>".encode())),
        ("files", ("rows.jsonl.gz", gzip.compress("\n".join(map(json.dumps, rows)).encode()))),
        ("files", ("nothing.csv", b"")),
        ("files", ("binary.txt", bytes(range(256)))),
    ]
    job = ended(client, send(client, "/add/files", files, published="2022-03-04", source="Wire"))
    assert job.state == "done" and job.added == 5 and job.wrong == 2
    assert [report.found for report in listed(client, job)] == [
        "evil.txt",
        "strike.html",
        "rows.jsonl.gz, line 1",
        "rows.jsonl.gz, line 2",
        "rows.jsonl.gz, line 3",
    ]
    assert {report.source for report in listed(client, job)} == {"Wire"}
    assert dict(job.errors)["nothing.csv"] == "the file is empty"
    assert "binary" in dict(job.errors)["binary.txt"]
    page = client.get(f"/add/jobs/{job.number}").text
    assert "nothing.csv" in page and "the file is empty" in page
    assert job.share == 1.0 and job.read == job.size


def test_nothing_of_an_upload_is_left_behind(client: TestClient) -> None:
    ended(client, send(client, "/add/files", [("files", ("one.txt", STRIKE.encode()))]))
    folder = client.app.state.desk.line._folder  # type: ignore[attr-defined]
    until = time.monotonic() + 5
    while list(folder.iterdir()) and time.monotonic() < until:
        time.sleep(0.02)
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("path", "fields", "files", "why"),
    [
        ("/add/text", {"text": "  \r\n "}, None, "there is no text"),
        ("/add/text", {"text": TALKS, "published": "yesterday"}, None, "not a date"),
        ("/add/text", {"text": TALKS, "url": "javascript:alert(1)"}, None, "http://"),
        ("/add/files", {}, None, "no file was chosen"),
        ("/add/files", {}, [("files", ("a.zip", b"PK\x03\x04"))], "not a kind of file"),
        ("/add/files", {}, [("files", ("run.exe", b"MZ"))], "not a kind of file"),
        ("/add/files", {}, [("files", ("a.txt", b"PAR1"))], "Parquet"),
        ("/add/address", {"address": "/etc/passwd"}, None, "begins with http://"),
        ("/add/address", {"address": "-"}, None, "begins with http://"),
        ("/add/address", {"address": "file:///etc/passwd"}, None, "begins with http://"),
        ("/add/address", {"address": "ftp://news.example/"}, None, "begins with http://"),
        ("/add/address", {"address": "http://"}, None, "begins with http://"),
        ("/add/address", {"address": "http://a\nb/"}, None, "begins with http://"),
        ("/add/feeds", {"feed": "feed.xml", "minutes": "30"}, None, "begins with http://"),
        ("/add/feeds", {"feed": "http://a.example/", "minutes": "²"}, None, "by a number"),
    ],
)
def test_what_is_not_taken_is_told_and_the_form_is_kept(
    client: TestClient, path: str, fields: dict[str, str], files: Any, why: str
) -> None:
    answer = send(client, path, files, **fields)
    assert answer.status_code == 400
    assert "problem" in answer.text and why in answer.text
    if fields.get("published"):
        assert TALKS in answer.text


def test_forms_without_their_token_add_nothing(client: TestClient) -> None:
    for path in ("/add/text", "/add/files", "/add/address", "/add/feeds", "/add/feeds/stop",
                 "/add/jobs/1/cancel"):  # fmt: skip
        told = {"text": TALKS, "address": "http://127.0.0.1/", "feed": "http://127.0.0.1/"}
        assert client.post(path, data=told, follow_redirects=False).status_code == 403, path


def test_progress_is_sent_as_it_goes(client: TestClient) -> None:
    rows = [{"text": f"{STRIKE} It was the attack {n} of that week."} for n in range(12)]
    data = "\n".join(map(json.dumps, rows)).encode()
    answer = send(client, "/add/files", [("files", ("week.jsonl", data))])
    location = answer.headers["location"]
    with client.stream("GET", f"{location}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")]
    assert told[-1]["over"] and told[-1]["share"] == 1.0
    assert "12 added" in told[-1]["words"] and "/reports/" in told[-1]["result"]
    assert [each["over"] for each in told[:-1]] == [False] * (len(told) - 1)


def test_an_unfinished_job_reloads_itself_without_script(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk_line = client.app.state.desk.line  # type: ignore[attr-defined]
    monkeypatch.setattr(desk_line, "_do_next", lambda: bool(time.sleep(0.1)))
    time.sleep(lines.TICK + 0.2)
    answer = send(client, "/add/text", text=f"{TALKS} Twice.")
    page = client.get(answer.headers["location"]).text
    assert '<noscript><meta http-equiv="refresh"' in page and "waiting" in page
    monkeypatch.undo()
    ended(client, answer)


def test_a_job_that_waits_or_works_can_be_cancelled(client: TestClient) -> None:
    rows = [{"text": f"{STRIKE} It was attack {n}. " * 40} for n in range(400)]
    data = "\n".join(map(json.dumps, rows)).encode()
    long = send(client, "/add/files", [("files", ("long.jsonl", data))])
    waits = send(client, "/add/text", text=f"{TALKS} Again.")
    assert "1 before it" in client.get(waits.headers["location"]).text
    send(client, f"{waits.headers['location']}/cancel")
    assert job_of(client, waits).state == "cancelled"
    job = job_of(client, long)
    while job.added < 1:
        time.sleep(0.02)
    send(client, f"{long.headers['location']}/cancel")
    assert ended(client, long).state == "cancelled"
    assert 1 <= job.added < 400 and job.cancelled_by == "tester"
    assert "cancelled by tester" in client.get(long.headers["location"]).text
    assert len(listed(client, job)) == job.added  # what was added stays
    assert ended(client, send(client, "/add/text", text=f"{TALKS} Further.")).added == 1


def test_a_process_that_dies_is_told_and_the_next_job_has_another(client: TestClient) -> None:
    rows = [{"text": f"{STRIKE} It was strike {n}. " * 40} for n in range(400)]
    data = "\n".join(map(json.dumps, rows)).encode()
    answer = send(client, "/add/files", [("files", ("long.jsonl", data))])
    job = job_of(client, answer)
    while job.added < 1:
        time.sleep(0.02)
    client.app.state.desk.line._worker._process.kill()  # type: ignore[attr-defined]
    assert ended(client, answer).state == "failed"
    assert worker.DIED in client.get(answer.headers["location"]).text
    assert ended(client, send(client, "/add/text", text=f"{TALKS} Anew.")).added == 1


def test_two_people_add_at_once(client: TestClient) -> None:
    answers: dict[int, Any] = {}
    token = csrf_of(client, "/add")

    def add(n: int) -> None:
        told = {"csrf": token, "text": f"{TALKS} Sender {n} has told it."}
        answers[n] = client.post("/add/text", data=told, follow_redirects=False)

    threads = [threading.Thread(target=add, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(ended(client, each).added for each in answers.values()) == 6


def test_too_many_jobs_are_not_taken(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST", 0)
    answer = send(client, "/add/text", text=TALKS)
    assert answer.status_code == 400 and "wait already" in answer.text
    answer = send(client, "/add/files", [("files", ("one.txt", STRIKE.encode()))])
    assert answer.status_code == 400
    assert not list(client.app.state.desk.line._folder.iterdir())  # type: ignore[attr-defined]


def test_what_grows_too_large_is_not_unpacked(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(work, "UNPACKED", 100_000)
    path = tmp_path / "1"
    path.write_bytes(gzip.compress(b'{"text": "%s"}\n' % STRIKE.encode() * 5000))
    with Casefile.new(tmp_path / "own.case"):
        pass
    told: list[dict[str, Any]] = []
    place = Place(str(tmp_path / "own.case"))
    task = Task("tester", files=(Upload(str(path), "grows.jsonl.gz"),))
    work.work(place, task, told.append, lambda: False)
    assert told[-1] == {"end": "done"}
    assert "grow to more than 100,000 bytes" in str([each.get("errors") for each in told])


def test_a_login_is_asked_for_before_anything_is_added(
    desk: Callable[..., TestClient], tmp_path: Path
) -> None:
    users = tmp_path / "users.json"
    Users(users).add("anna", "correct horse battery")
    client = desk(users=users)
    assert client.get("/add", follow_redirects=False).headers["location"] == "/login?next=%2Fadd"
    assert client.post("/add/text", data={"text": TALKS}).status_code == 401
    assert client.get("/add/jobs/1/events", follow_redirects=False).status_code == 303


# --- addresses and feeds ---


ITEM = "<item><title>Item {n}</title><guid>{n}</guid><description>{text}</description></item>"


class _News(BaseHTTPRequestHandler):
    items = 1

    def do_GET(self) -> None:
        body, kind = f"<html><body><p>{TALKS} Here.</p></body></html>", "text/html"
        if self.path == "/feed":
            items = "".join(ITEM.format(n=n, text=f"{STRIKE} Item {n}.") for n in range(self.items))
            body = f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>"
            kind = "application/rss+xml"
        elif self.path == "/gone":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _News)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _News.items = 1
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_an_address_is_fetched_and_its_password_is_not_kept(client: TestClient, site: str) -> None:
    address = site.replace("http://", "http://anna:secret@")
    job = ended(client, send(client, "/add/address", address=f"{address}/page"))
    assert job.added == 1 and listed(client, job)[0].url == f"{site}/page"
    assert "secret" not in client.get("/add").text
    gone = ended(client, send(client, "/add/address", address=f"{site}/gone"))
    assert gone.wrong == 1 and "404" in gone.errors[0][1]


def test_a_feed_is_followed_until_it_is_not(client: TestClient, site: str) -> None:
    line = client.app.state.desk.line  # type: ignore[attr-defined]
    job = ended(client, send(client, "/add/feeds", feed=f"{site}/feed", minutes="30"))
    assert (job.added, job.is_feed) == (1, True)
    (feed,) = line.followed.feeds()
    assert (feed.url, feed.minutes, feed.by) == (f"{site}/feed", 30, "tester")
    assert feed.checked and f"{site}/feed" in client.get("/add").text
    _News.items = 3
    line.followed._due[feed.url] = 0.0  # half an hour has passed
    last = next(iter(reversed(line._jobs)))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        jobs = [each for number, each in line._jobs.items() if number > last]
        if jobs and jobs[0].is_over:
            break
        time.sleep(0.05)
    assert jobs[0].added == 2 and jobs[0] in line.latest(5)
    send(client, "/add/feeds/stop", feed=feed.url)
    assert line.followed.feeds() == []


def test_a_page_is_not_followed(client: TestClient, site: str) -> None:
    job = ended(client, send(client, "/add/feeds", feed=f"{site}/other", minutes="1"))
    until = time.monotonic() + 5
    while not job.why and time.monotonic() < until:
        time.sleep(0.02)
    assert job.why == lines.NO_FEED
    assert client.app.state.desk.line.followed.feeds() == []  # type: ignore[attr-defined]


def test_private_addresses_are_refused_unless_they_are_allowed(
    desk: Callable[..., TestClient], site: str
) -> None:
    client = desk()
    for address in (site, "http://localhost/", "http://[::ffff:127.0.0.1]/", "http://2130706433/"):
        job = ended(client, send(client, "/add/address", address=address))
        assert job.added == 0 and "private address" in job.errors[0][1]
