"""Fetching one page: bounded in time, size and hops, and kept away from private addresses."""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from detente.errors import ReportError
from detente.sources.decoding import known
from detente.sources.files import too_large

if TYPE_CHECKING:
    import httpx

TIMEOUT = 30.0
"""Seconds that a fetch may take in all, names, redirects and body included."""
MAX_REDIRECTS = 5

_STEP_TIMEOUT = 10.0
_PAGES = {"text/html", "application/xhtml+xml"}
_TEXTS = {"text/plain", "text/markdown", ""}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")
"""All of IPv6 that the public internet uses (IANA); Python takes what is unassigned for public."""
_ACCEPT_ANY = (
    "application/rss+xml, application/atom+xml, text/html, application/xhtml+xml, "
    "application/xml;q=0.9, */*;q=0.8"
)
_HEADERS = {
    "User-Agent": "detente (reads reports of international crises)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    # A compressed answer can be small on the way and huge here.
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True)
class Answer:
    """What a server sent. ``url`` is the last after redirects, ``charset`` the one it names;
    ``etag`` and ``modified`` name the version, and ``unchanged`` says that it is the one asked
    about."""

    url: str
    data: bytes
    is_page: bool
    charset: str | None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


@dataclass(frozen=True)
class Wanted:
    """What to ask for: texts and pages alone, or ``anything``, and that only if it is not of the
    version that ``etag`` or ``modified`` names."""

    anything: bool = False
    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of such a request."""
        asked = {"Accept": _ACCEPT_ANY} if self.anything else {}
        if self.etag:
            asked["If-None-Match"] = self.etag
        if self.modified:
            asked["If-Modified-Since"] = self.modified
        return asked


def fetch(
    url: str,
    *,
    max_size: int,
    allow_private: bool = False,
    timeout: float = TIMEOUT,
    wanted: Wanted = Wanted(),
) -> Answer:
    """The text or page at an http(s) URL, or anything else that is wanted.

    At most five redirects are followed, and every hop's name is looked up once, all its addresses
    checked and one of them connected to, so that a name cannot change between check and use.
    Proxy settings of the environment are not used. Raises ``ReportError``.
    """
    return _within(timeout, lambda: _follow(url, max_size, allow_private, timeout, wanted))


def _within(timeout: float, work: Callable[[], Answer]) -> Answer:
    """The result of ``work``, done in a thread, for a slow name server or a server that sends a
    byte now and then would outlast every timeout of a single step."""
    results: queue.Queue[Answer | BaseException] = queue.Queue()

    def run() -> None:
        try:
            results.put(work())
        except BaseException as error:
            results.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        result = results.get(timeout=timeout)
    except queue.Empty:
        raise ReportError(f"no complete answer within {timeout:g} seconds") from None
    if isinstance(result, BaseException):
        raise result
    return result


def _follow(url: str, max_size: int, allow_private: bool, timeout: float, wanted: Wanted) -> Answer:
    import httpx

    end = time.monotonic() + timeout
    with httpx.Client(timeout=_STEP_TIMEOUT, trust_env=False, headers=_HEADERS) as client:
        for _ in range(MAX_REDIRECTS + 1):
            request = _request(client, url, allow_private, wanted)
            try:
                response = client.send(request, stream=True)
                try:
                    if not response.has_redirect_location:
                        return _answer(response, url, max_size, end, wanted)
                    url = urljoin(url, response.headers["location"])
                finally:
                    response.close()
            except httpx.TimeoutException:
                raise ReportError(f"{_host(url)} does not answer") from None
            except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, ValueError) as error:
                raise ReportError(f"{_host(url)}: {_reason(error)}") from None
    raise ReportError(f"redirected more than {MAX_REDIRECTS} times")


def _request(client: httpx.Client, url: str, allow_private: bool, wanted: Wanted) -> httpx.Request:
    """A request to a checked address that still asks for the name."""
    import httpx

    try:
        asked = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise ReportError("not a URL") from None
    if asked.scheme not in ("http", "https"):
        raise ReportError(f"only http and https are fetched, not {asked.scheme}")
    if not asked.host:
        raise ReportError("not a URL: it names no host")
    address = _address(asked.host, asked.port or (443 if asked.scheme == "https" else 80))
    if not allow_private and not all(map(_is_public, address)):
        raise ReportError(f"{asked.host} is a private address (--allow-private fetches it)")
    name = asked.netloc.decode("ascii")
    return client.build_request(
        "GET",
        asked.copy_with(host=str(address[0]), userinfo=b"", fragment=None),
        headers={**wanted.headers, "Host": name},
        extensions={"sni_hostname": asked.host},
    )


_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _address(host: str, port: int) -> list[_Address]:
    """All addresses of a host, in the resolver's order."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ReportError(f"there is no host {host}") from None
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def _is_public(address: _Address) -> bool:
    """Whether an address is one of the public internet's, also inside IPv6's ways to wrap IPv4."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address.teredo:
            return False
        if inner is not None:
            return _is_public(inner)
        if address not in _UNICAST:
            return False
    return address.is_global and not address.is_multicast


def _answer(
    response: httpx.Response, url: str, max_size: int, end: float, wanted: Wanted
) -> Answer:
    etag, modified = (response.headers.get(name) for name in ("etag", "last-modified"))
    if response.status_code == 304 and (wanted.etag or wanted.modified):
        return Answer(url, b"", False, None, etag, modified, unchanged=True)
    if response.is_error or response.is_redirect:
        raise ReportError(f"{_host(url)} answers {response.status_code} {response.reason_phrase}")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not wanted.anything and kind not in _PAGES | _TEXTS:
        raise ReportError(f"not text but {kind}")
    data = bytearray()
    for chunk in response.iter_bytes(65536):
        data += chunk
        if len(data) > max_size:
            raise too_large(max_size)
        if time.monotonic() > end:
            raise ReportError(f"{_host(url)} sends too slowly")
    if not data:
        raise ReportError("the page is empty")
    charset = response.charset_encoding
    if charset is not None and not known(charset):
        charset = None
    return Answer(url, bytes(data), kind in _PAGES, charset, etag, modified)


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _reason(error: Exception) -> str:
    words = str(error).strip() or type(error).__name__
    return words.splitlines()[0]
