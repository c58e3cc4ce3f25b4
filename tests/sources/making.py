"""Small files of every kind, written for the tests of sources, and a server for some of them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def page(words: str, *, title: str = "Envoys meet", day: str = "2022-03-09") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>"
        f'<meta property="article:published_time" content="{day}T10:00:00Z"></head>'
        f"<body><nav>Home News Sport</nav><article><h1>{title}</h1><p>{words}</p></article>"
        "</body></html>"
    )


def http(
    body: bytes, kind: str = "text/html; charset=utf-8", *more: str, status: str = "200 OK"
) -> bytes:
    """A server's answer, as archives keep it."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *more, f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def warc(answer: bytes, url: str = "https://news.example/1", kind: str = "response") -> bytes:
    """One record of a WARC file."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2022-03-09T18:00:00Z\r\nWARC-Record-ID: <urn:uuid:{len(answer)}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def arc(*answers: bytes) -> bytes:
    """An ARC file."""
    version = b"1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
    data = b"filedesc://a.arc 0.0.0.0 20220309180000 text/plain %d\n" % len(version) + version
    for answer in answers:
        head = b"https://news.example/1 192.0.2.1 20220309180000 text/html %d\n"
        data += b"\n" + head % len(answer) + answer
    return data


def pdf(*pages: str, title: str | None = None, made: str | None = None) -> bytes:
    """A PDF with one font and a stream of text a page, a line of text a line."""
    info = (f"/Title ({title})" if title else "") + (f"/CreationDate (D:{made})" if made else "")
    numbers = [4 + 2 * n for n in range(len(pages))]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in zip(numbers, pages, strict=True):
        shown = " T* ".join(f"({line}) Tj" for line in text.split("\n"))
        content = f"BT /F1 12 Tf 72 720 Td 14 TL {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append(f"<< {info} >>")
    data, at = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in at)
    count = len(objects)
    data_end = (
        f"xref\n0 {count + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {count + 1} /Root 1 0 R /Info {count} 0 R >>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    )
    return data + data_end.encode()


@dataclass
class Site:
    """A server on this machine: what it has by path, and what it was asked for."""

    address: str = ""
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, path: str, kind: str, data: bytes | str, etag: str | None = None) -> str:
        self.pages[path] = (kind, data.encode() if isinstance(data, str) else data)
        if etag:
            self.etags[path] = etag
        return self.address + path


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(lambda: site))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def _handler(of: Callable[[], Site]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site = of()
            etag = site.etags.get(self.path)
            unchanged = etag is not None and self.headers["If-None-Match"] == etag
            site.asked.append(f"{self.path} 304" if unchanged else self.path)
            if self.path not in site.pages:
                self.send_error(404, "Not Found")
                return
            kind, data = site.pages[self.path]
            self.send_response(304 if unchanged else 200)
            self.send_header("Content-Type", kind)
            if etag:
                self.send_header("ETag", etag)
            self.end_headers()
            if not unchanged:
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
