"""A file, a URL or standard input becomes a ``Report``."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from detente.errors import ReportError
from detente.record import Report
from detente.sources.decoding import check_encoding, decode, decode_page
from detente.sources.reports import Day, make_report

MAX_SIZE = 1_000_000
"""Bytes that a report may have unless told otherwise (``DETENTE_MAX_SIZE``, ``--max-size``)."""

_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
PAGE_SUFFIXES = {".html", ".htm", ".xhtml"}
_PAGE_START = re.compile(
    # Atomic: many comments in a row would else be tried in every way of grouping them.
    r"\s*(<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*+)*+"
    r"<(!doctype\s+html|html|head|body|article|main|section|div|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Rules:
    """What to accept. ``max_size`` in bytes, ``None`` for the environment's or the usual limit."""

    max_size: int | None = None
    encoding: str | None = None
    force: bool = False
    allow_private: bool = False

    @property
    def limit(self) -> int:
        """The size limit in force, in bytes."""
        if self.max_size is not None:
            return self.max_size
        return parse_size(os.environ.get("DETENTE_MAX_SIZE") or str(MAX_SIZE))


@dataclass(frozen=True)
class Fields:
    """A report as a source holds it, not yet checked. ``stated`` is the day that it names, also
    where ``published`` does not believe it; ``note`` says why it does not."""

    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    stated: str | None = None
    note: str | None = None


def load(spec: str | Path, published: Day = None, rules: Rules | None = None) -> Report:
    """The report in a file, at an http(s) URL or on standard input (``"-"``).

    A plain-text file is taken as it is; of a page the article is taken, with the title, site and
    date that the page names. ``published`` overrules the page's date. Raises ``ReportError`` with
    one line that says what is wrong.
    """
    rules = rules or Rules()
    name = str(spec)
    if rules.encoding:
        check_encoding(rules.encoding)
    if re.match(r"[a-z][a-z0-9+.-]+://", name, re.IGNORECASE):
        return _load_url(name, published, rules)
    data = _bytes_of(name, rules.limit)
    if not data:
        raise ReportError("the file is empty")
    is_page = Path(name).suffix.lower() in PAGE_SUFFIXES
    return _report(fields_of(data, rules, is_page=is_page), published, rules)


def fields_of(
    data: bytes,
    rules: Rules,
    *,
    is_page: bool = False,
    charset: str | None = None,
    url: str | None = None,
    fetched: datetime | None = None,
) -> Fields:
    """What these bytes of a text or page hold. ``is_page`` says that they are HTML, whatever they
    look like; ``charset`` is the server's word, ``fetched`` the moment of the fetch."""
    named = rules.encoding or charset
    if is_page or looks_like_page(decode_page(data[:4096], named)):
        return page_fields(decode_page(data, named), url, fetched)
    return Fields(decode(data, named), url=url)


def page_fields(html: str, url: str | None = None, fetched: datetime | None = None) -> Fields:
    """The article of a page, with its metadata."""
    from detente.sources.pages import read_page

    page = read_page(html, fetched)
    return Fields(
        page.text, page.title, page.source, url or page.url, page.published, page.stated, page.note
    )


def looks_like_page(text: str) -> bool:
    """Whether a text begins as HTML does."""
    return _PAGE_START.match(text[:4096]) is not None


def parse_size(size: str) -> int:
    """Bytes from ``"500000"``, ``"500k"``, ``"2MB"``; raises ``ReportError`` if it is no size."""
    match = re.fullmatch(r"(\d{1,15})\s*([kmg]?)b?", size.strip().lower())
    if not match or not int(match[1]):
        raise ReportError(f"not a size: {size!r} (write it as 500000, 500k or 2M)")
    return int(match[1]) * _UNITS[match[2]]


def too_large(limit: int) -> ReportError:
    """The error for a report above the size limit."""
    return ReportError(f"larger than {limit:,} bytes (--max-size or DETENTE_MAX_SIZE allows more)")


def _bytes_of(name: str, limit: int) -> bytes:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(limit + 1)
    except OSError as error:
        raise ReportError((error.strerror or str(error)).lower()) from None
    except ValueError:
        raise ReportError("not a file name") from None
    if len(data) > limit:
        raise too_large(limit)
    return data


def _load_url(url: str, published: Day, rules: Rules) -> Report:
    from detente.sources.web import fetch

    answer = fetch(url, max_size=rules.limit, allow_private=rules.allow_private)
    fields = fields_of(
        answer.data, rules, is_page=answer.is_page, charset=answer.charset, url=answer.url
    )
    return _report(fields, published, rules)


def _report(fields: Fields, published: Day, rules: Rules) -> Report:
    return make_report(
        fields.text,
        published if published is not None else fields.published,
        title=fields.title,
        source=fields.source,
        url=fields.url,
        force=rules.force,
    )
