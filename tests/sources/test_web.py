"""Fetching from a server on this machine: what is followed, what is refused, in which words."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from detente.errors import ReportError
from detente.sources import web
from detente.sources.files import Rules, load
from detente.sources.web import fetch

ARTICLE = (
    "<html><head><title>Envoys meet</title></head><body><article><p>The envoys met “again” "
    "on Friday, the ministry said, and they agreed to meet once more.</p></article></body></html>"
)
LIMIT = 100_000


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("/hop/"):
            left = int(path.rpartition("/")[2])
            self._redirect(f"/hop/{left - 1}" if left else "/article")
        elif path == "/loop":
            self._redirect("/loop")
        elif path == "/away":
            self._redirect("file:///etc/passwd")
        elif path == "/article":
            self._send("text/html; charset=windows-1252", ARTICLE.encode("cp1252"))
        elif path == "/text":
            self._send("text/plain", "The envoys “met”.\r\n".encode())
        elif path == "/host":
            self._send("text/plain", f"host {self.headers['Host']}".encode())
        elif path == "/pdf":
            self._send("application/pdf", b"%PDF-1.7")
        elif path == "/liar":
            self._send("text/plain", b"\x89PNG\x00\x01")
        elif path == "/empty":
            self._send("text/html", b"")
        elif path == "/huge":
            self._send("text/plain", b"The envoys met. " * LIMIT)
        elif path == "/slow":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for _ in range(30):
                time.sleep(0.1)
                self.wfile.write(b"X: y\r\n")
        else:
            self.send_error(404, "Not Found")

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def _send(self, kind: str, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # the reader hung up, as it should
            super().handle()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def local(url: str, **options: float) -> web.Answer:
    return fetch(url, max_size=LIMIT, allow_private=True, **options)


def test_a_page_becomes_a_report(site: str) -> None:
    report = load(f"{site}/article", "2022-05-07", Rules(allow_private=True))
    assert "The envoys met “again” on Friday" in report.text
    assert report.title == "Envoys meet"
    assert report.url == f"{site}/article"
    assert report.published == "2022-05-07"


def test_a_text_is_taken_unchanged(site: str) -> None:
    assert load(f"{site}/text", rules=Rules(allow_private=True)).text == "The envoys “met”.\r\n"


def test_a_few_redirects_are_followed(site: str) -> None:
    assert local(f"{site}/hop/4").url == f"{site}/article"


@pytest.mark.parametrize("path", ["/loop", "/hop/5"])
def test_endless_redirects_are_not(site: str, path: str) -> None:
    with pytest.raises(ReportError, match="redirected more than 5 times"):
        local(site + path)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/away", "only http and https are fetched, not file"),
        ("/pdf", "not text but application/pdf"),
        ("/empty", "the page is empty"),
        ("/huge", "larger than 100,000 bytes"),
        ("/nowhere", "answers 404 Not Found"),
    ],
)
def test_what_is_refused(site: str, path: str, reason: str) -> None:
    with pytest.raises(ReportError, match=reason):
        local(site + path)


def test_binary_sent_as_text_is_refused(site: str) -> None:
    with pytest.raises(ReportError, match="an image"):
        load(f"{site}/liar", rules=Rules(allow_private=True))


def test_a_server_that_never_ends_its_answer(site: str) -> None:
    before = time.monotonic()
    with pytest.raises(ReportError, match=r"within 0\.5 seconds"):
        local(f"{site}/slow", timeout=0.5)
    assert time.monotonic() - before < 2


def test_nobody_there() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(ReportError, match=r"127\.0\.0\.1: .*refused"):
        local(f"http://127.0.0.1:{port}/")


def test_no_such_host() -> None:
    with pytest.raises(ReportError, match=r"there is no host nowhere\.invalid"):
        local("http://nowhere.invalid/")


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://a b/", "https:///path"])
def test_what_is_no_url(url: str) -> None:
    with pytest.raises(ReportError):
        local(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.5.5",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "2130706433",
        "[::1]",
        "[fe80::1]",
        "[fc00::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[::127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[fec0::1]",
        "[2002:7f00:1::]",
    ],
)
def test_private_addresses_are_refused(host: str) -> None:
    with pytest.raises(ReportError, match="is a private address"):
        fetch(f"http://{host}/", max_size=LIMIT)


def test_a_private_address_behind_a_redirect_is_refused(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first hop passes as public, the second does not."""
    verdicts = iter([True, False])
    monkeypatch.setattr(web, "_is_public", lambda address: next(verdicts))
    with pytest.raises(ReportError, match="is a private address"):
        fetch(f"{site}/hop/1", max_size=LIMIT)


def test_a_name_with_one_private_address_among_several_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [ipaddress.ip_address("93.184.216.34"), ipaddress.ip_address("10.0.0.1")]
    monkeypatch.setattr(web, "_address", lambda host, port: both)
    with pytest.raises(ReportError, match="is a private address"):
        fetch("http://two-faced.example/", max_size=LIMIT)


def test_the_checked_address_is_connected_to_and_the_name_is_asked_for(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [ipaddress.ip_address("127.0.0.1")]
    monkeypatch.setattr(web, "_address", lambda host, port: here)
    port = site.rpartition(":")[2]
    assert local(f"http://news.example:{port}/host").data == f"host news.example:{port}".encode()


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_pass(address: str) -> None:
    assert web._is_public(ipaddress.ip_address(address))
