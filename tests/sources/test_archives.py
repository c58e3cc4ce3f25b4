"""Web archives and PDF files."""

from __future__ import annotations

import datetime
import gzip
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.sources import making
from tests.sources.making import arc, http, page, pdf, warc

from detente.sources import pdf as pdfs
from detente.sources.files import Rules
from detente.sources.found import FeedState
from detente.sources.many import Failed, Found, Options, find

NOW = datetime.datetime(2022, 3, 10, 12, tzinfo=datetime.UTC)
USUAL = Options(now=NOW)
TEXT = "The envoys met in Geneva on Tuesday and agreed to meet again."


def given(folder: Path, data: bytes, options: Options = USUAL) -> list[Found | Failed]:
    path = folder / "source"
    path.write_bytes(data)
    return [each for each in find([path], options) if not isinstance(each, FeedState)]


def html(number: int = 1, **more: str) -> bytes:
    return page(f"{TEXT} It was day {number} of the talks “there”.", **more).encode()


ANSWERS = (
    http(html(1)),
    http(b"\x89PNG", "image/png"),
    http(html(2).decode().encode("cp1252"), "text/html; charset=windows-1252"),
    http(html(3), status="404 Not Found"),
    http(gzip.compress(html(4)), "text/html", "Content-Encoding: gzip"),
    http(b"<html><body></body></html>"),
    http(html(6, day="2022-03-09T23:00:00Z")),
)


@pytest.mark.parametrize("packed", ["plain", "one", "each"])
@pytest.mark.parametrize("how", ["warc", "arc"])
def test_the_pages_of_an_archive(tmp_path: Path, packed: str, how: str) -> None:
    records = [warc(http(b"GET"), kind="request"), *map(warc, ANSWERS)]
    if how == "arc":
        records = [arc(ANSWERS[0]), *(arc(each).partition(b"\n\n")[2] for each in ANSWERS[1:])]
        records = [r if n == 0 else b"\n" + r for n, r in enumerate(records)]
    data = b"".join(gzip.compress(each) if packed == "each" else each for each in records)
    each = given(tmp_path, gzip.compress(data) if packed == "one" else data)
    assert [e.where.removeprefix(f"{tmp_path}/source, record ") for e in each] == [
        "2",
        "4",
        "6",
        "7",
        "8",
    ]
    found = [e for e in each if isinstance(e, Found)]
    assert [e.why for e in each if isinstance(e, Failed)] == ["no article found in the page"]
    for number, one in zip((1, 2, 4, 6), found, strict=True):
        assert f"It was day {number} of the talks “there”." in one.report.text
        assert (one.report.url, one.fetched) == ("https://news.example/1", "2022-03-09")
    assert found[0].report.published == "2022-03-09"


def test_a_page_is_not_published_after_it_was_fetched(tmp_path: Path) -> None:
    (only,) = given(tmp_path, warc(http(html(day="2022-03-10"))))
    assert isinstance(only, Found)
    assert only.report.published is None
    assert only.note == "published on 2022-03-10, which is to come: taken as unknown"


def test_other_codings(tmp_path: Path) -> None:
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (html()[:50], html()[50:], b""))
    each = given(
        tmp_path,
        warc(http(zlib.compress(html()), "text/html", "Content-Encoding: deflate"))
        + warc(http(chunks, "text/html", "Transfer-Encoding: chunked"))
        + warc(http(html(), "text/html", "Content-Encoding: rot13"))
        + warc(http(b"rubbish" * 9, "text/html", "Content-Encoding: gzip"))
        + warc(http(html())),
    )
    assert [isinstance(e, Found) for e in each] == [True, True, False, False, True]
    reasons = [e.why for e in each if isinstance(e, Failed)]
    assert reasons[0] == "coded as 'rot13', which is not read"
    assert reasons[1].startswith("damaged gzip data")


def test_bombs_in_archives(tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * 100_000_000)
    began = time.process_time()
    one, two = given(
        tmp_path, warc(http(bomb, "text/html", "Content-Encoding: gzip")) + warc(http(html()))
    )
    assert isinstance(one, Failed)
    assert one.why.startswith("larger than 1,000,000 bytes")
    assert isinstance(two, Found)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("make", [lambda a: b"".join(map(warc, a)), lambda a: arc(*a)])
@pytest.mark.parametrize("packed", [False, True])
def test_damaged_archives(tmp_path: Path, make: object, packed: bool) -> None:
    assert callable(make)
    data = make([http(html(1)), http(html(2))])
    data = gzip.compress(data) if packed else data
    one, *rest = given(tmp_path, data[: len(data) - 60])
    assert isinstance(rest[-1] if rest else one, Failed)
    if not packed:
        assert isinstance(one, Found)
        assert [e.why for e in rest if isinstance(e, Failed)] == [
            "the record is cut off, or too large"
        ]
        *found, last = given(tmp_path, data + b"rubbish without end\n" * 9)
        assert [isinstance(e, Found) for e in found] == [True, True]
        assert isinstance(last, Failed)
        assert last.why.startswith("damaged: ")
        assert last.why.endswith(
            "(after record 2)" if data.startswith(b"WARC") else "(after record 3)"
        )


@settings(deadline=None)
@for_all(st.binary(max_size=200), st.sampled_from([b"WARC/1.0\r\n", b"filedesc://", b"%PDF-1.4\n"]))
def test_rubbish_in_archives(data: bytes, start: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        given(Path(folder), start + data)


def test_a_pdf(tmp_path: Path) -> None:
    data = pdf(f"{TEXT}\nA second line.", "The second page.", title="Envoys meet", made="20220301")
    (only,) = given(tmp_path, data)
    assert isinstance(only, Found)
    assert only.report.text == f"{TEXT}\nA second line.\nThe second page."
    assert only.report.title == "Envoys meet"
    assert (only.report.published, only.report.source) == (None, None)
    assert only.note == "the file was made on 2022-03-01: its day of publication is not known"


def test_a_pdf_may_begin_late(tmp_path: Path) -> None:
    (only,) = given(tmp_path, b"Content-Type: application/pdf\r\n\r\n" + pdf(TEXT))
    assert isinstance(only, Found)
    assert only.report.text == TEXT
    (only,) = given(tmp_path, f"The file began with %PDF-1.4. {TEXT}".encode())
    assert isinstance(only, Found)
    assert only.report.text.endswith(TEXT)


def test_words_broken_at_the_end_of_a_line_are_mended(tmp_path: Path) -> None:
    broken = "A long-term announce-\nment of a long-\nterm Franco-\nGerman plan -\nfor 5-\nyear aid"
    (only,) = given(tmp_path, pdf(broken, "on dis-", "armament."))
    assert isinstance(only, Found)
    assert only.report.text == (
        "A long-term announcement of a long-term Franco-German plan -\nfor 5-\nyear aid\n"
        "on disarmament."
    )


def test_ligatures_are_letters(tmp_path: Path) -> None:
    differences = "/Encoding << /Type /Encoding /Differences [1 /fi /ffi] >>"
    data = pdf("The cease\x01re was o\x02cial on Tuesday.")
    data = data.replace(b"/BaseFont", f"{differences} /BaseFont".encode())  # offsets are repaired
    (only,) = given(tmp_path, data)
    assert isinstance(only, Found)
    assert only.report.text == "The ceasefire was official on Tuesday."


@pytest.mark.parametrize("title", ["Microsoft Word - talks.doc", "talks-v2.docx", "Untitled", "  "])
def test_what_programs_write_is_no_title(tmp_path: Path, title: str) -> None:
    (only,) = given(tmp_path, pdf(TEXT, title=title))
    assert isinstance(only, Found)
    assert only.report.title is None


def test_pdf_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pdf(TEXT)
    (empty,) = given(tmp_path, pdf(""))
    assert isinstance(empty, Failed)
    assert empty.why == "a PDF without a text: its pages may be pictures"
    (long,) = given(tmp_path, pdf(TEXT, TEXT), Options(Rules(max_size=100), now=NOW))
    assert isinstance(long, Failed)
    assert long.why.startswith("larger than 100 bytes")
    for cut in range(0, len(whole), 37):
        given(tmp_path, whole[:cut])
        given(tmp_path, whole[:cut] + b"\x00\xff" + whole[cut + 2 :])
    monkeypatch.setattr(pdfs, "SECONDS", -1)
    (slow,) = given(tmp_path, whole)
    assert isinstance(slow, Failed)
    assert slow.why == "a PDF that takes more than -1 seconds to read"
    monkeypatch.setattr(pdfs, "MAX_PAGES", 1)
    (many,) = given(tmp_path, pdf(TEXT, TEXT))
    assert isinstance(many, Failed)
    assert many.why == "a PDF of more than 1 pages"


def test_bombs_in_pdf_files(tmp_path: Path) -> None:
    packed = zlib.compress(b"( ) Tj " * 30_000_000, 9)
    text = making.pdf("X")
    length = len("BT /F1 12 Tf 72 720 Td 14 TL (X) Tj ET")
    text = text.replace(
        b"<< /Length %d >>\nstream\nBT /F1 12 Tf 72 720 Td 14 TL (X) Tj ET" % length,
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s" % (len(packed), packed),
    )
    began = time.process_time()
    (only,) = given(tmp_path, text)
    assert isinstance(only, Failed)
    assert time.process_time() - began < 30


def test_a_damaged_record_leaves_the_others(tmp_path: Path) -> None:
    records = [gzip.compress(warc(http(html(n)))) for n in range(1, 5)]
    broken = bytearray(records[1])
    broken[60:62] = bytes(255 - byte for byte in broken[60:62])
    for second in (bytes(broken), records[1][: len(records[1]) // 2]):
        found = given(tmp_path, b"".join([records[0], second, *records[2:]]))
        assert [each.where.rpartition(", ")[2] for each in found] == [
            f"record {n}" for n in (1, 2, 3, 4)
        ]
        assert [isinstance(each, Failed) for each in found] == [False, True, False, False]
        assert isinstance(found[1], Failed)
        assert found[1].why.startswith("damaged gzip data")
    cut = given(tmp_path, b"".join(records)[:-40])
    assert [isinstance(each, Failed) for each in cut] == [False, False, False, True]


def test_a_plain_archive_goes_on_behind_a_damaged_record(tmp_path: Path) -> None:
    records = [warc(http(html(n) + b" " * 40_000)) for n in range(1, 7)]
    records[1] = records[1].replace(b"WARC/1.0", b"XXXX/1.0")
    found = given(tmp_path, b"".join(records))
    assert isinstance(found[0], Found)
    assert [each.why for each in found if isinstance(each, Failed)] == [
        "damaged: Invalid WARC header (after record 1)"
    ]
    assert isinstance(found[-1], Found)
    assert "day 6" in found[-1].report.text
