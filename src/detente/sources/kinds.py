"""What a source is: by its first bytes, and where they leave it open, by its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal, TypeAlias

from detente.sources.decoding import decode_page
from detente.sources.delimited import is_table
from detente.sources.files import PAGE_SUFFIXES, looks_like_page
from detente.sources.found import Source
from detente.sources.jsons import is_object

Kind: TypeAlias = Literal[
    "text", "page", "feed", "xml", "pdf", "archive", "array", "lines", "object", "table"
]
"""``object`` is one object of JSON over several lines, or JSON Lines, the first broken."""

_TABLES = frozenset({".csv", ".tsv", ".tab"})
_LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_PACKED = frozenset({".gz", ".bz2", ".xz", ".zst", ".zstd"})
_ARCHIVES = (b"WARC/", b"filedesc://")
_BEFORE_ROOT = re.compile(
    r"\s*+(?:(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*)?>)\s*+)*+", re.DOTALL
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_LATE_PDF = re.compile(rb"^%PDF-\d", re.MULTILINE)  # with what a mail or server put before it
_FEEDS = frozenset({"rss", "feed", "rdf"})


def kind_of(head: bytes, source: Source) -> Kind:
    """What begins with these bytes (decompressed, any encoding but UTF-16 and UTF-32)."""
    if head.startswith(_ARCHIVES):
        return "archive"
    start = head.lstrip()
    if start.startswith(b"%PDF-"):
        return "pdf"
    suffix = suffix_of(source.file)
    if start.startswith(b"["):
        if suffix == ".json" or re.match(rb"\[\s*[{\]]", start):
            return "array"
    elif start.startswith(b"{") and (re.match(rb'\{\s*["}]', start) or suffix in _LINES):
        first, newline, _ = start.partition(b"\n")
        whole = is_object(first) or (not newline and len(head) > len(first))
        return "lines" if whole or suffix in _LINES else "object"
    text = decode_page(head)
    root = root_of(text)
    if root in _FEEDS:
        return "feed"
    if source.is_page or suffix in PAGE_SUFFIXES or looks_like_page(text):
        return "page"
    if text.lstrip().startswith("<?xml"):
        return "xml"
    if suffix in _LINES:
        return "lines"
    if suffix == ".json":
        return "object"
    line = next((line for line in text.splitlines(keepends=True) if line.strip()), "")
    if suffix in _TABLES or is_table(line, source.options):
        return "table"
    return "pdf" if _LATE_PDF.search(head[:1024]) else "text"


def root_of(text: str) -> str | None:
    """The root element of XML or HTML in lower case, without its namespace."""
    before = _BEFORE_ROOT.match(text)
    found = _ROOT.match(text, before.end() if before else 0)
    return found[1].lower() if found else None


def suffix_of(name: str) -> str:
    """The end of a file's name that tells its kind: ``.jsonl`` of ``news.jsonl.gz``."""
    path = PurePath(name)
    while path.suffix.lower() in _PACKED:
        path = path.with_suffix("")
    return path.suffix.lower()
