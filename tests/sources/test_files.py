"""Files and standard input as reports."""

from __future__ import annotations

import codecs
import datetime
import io
import sys
from pathlib import Path

import pytest

from detente.errors import LanguageError, ReportError
from detente.sources.files import MAX_SIZE, Rules, load, parse_size

REPORT = "GENEVA, May 6 -\r\n“We are ready,” the envoy said on Friday.\n\n"


def saved(folder: Path, data: bytes, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_text_file_is_taken_unchanged(tmp_path: Path) -> None:
    report = load(saved(tmp_path, codecs.BOM_UTF8 + REPORT.encode()), "2022-05-07")
    assert report.text == REPORT
    assert report.published == "2022-05-07"
    assert report.title is None


def test_the_same_text_has_the_same_id(tmp_path: Path) -> None:
    one = load(saved(tmp_path, REPORT.encode(), "a.txt"))
    two = load(saved(tmp_path, REPORT.encode("utf-16"), "b.txt"))
    other = load(saved(tmp_path, REPORT.encode() + b"More.", "c.txt"))
    assert one.id == two.id != other.id


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode("cp1252"))))
    assert load("-").text == REPORT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        ("\u200b\ufeff\u00a0".encode(), "empty"),
        (b"... -- !!", "empty"),
        (bytes(1000), "binary"),
    ],
)
def test_files_without_words_are_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=reason):
        load(saved(tmp_path, data))


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no such file"):
        load(tmp_path / "nowhere.txt")
    with pytest.raises(ReportError, match="is a directory"):
        load(tmp_path)
    with pytest.raises(ReportError, match="not a file name"):
        load("a\x00b")


def test_a_large_file_is_refused_above_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = saved(tmp_path, b"The envoys met. " * (MAX_SIZE // 16 + 1))
    with pytest.raises(ReportError, match="larger than 1,000,000 bytes"):
        load(big)
    assert len(load(big, rules=Rules(max_size=2_000_000)).text) > MAX_SIZE
    monkeypatch.setenv("DETENTE_MAX_SIZE", "2M")
    assert len(load(big).text) > MAX_SIZE
    with pytest.raises(ReportError, match="larger than 500 bytes"):
        load(big, rules=Rules(max_size=500))
    monkeypatch.setenv("DETENTE_MAX_SIZE", "plenty")
    with pytest.raises(ReportError, match="not a size: 'plenty'"):
        load(big)


def test_an_endless_file_is_read_no_further_than_the_limit() -> None:
    with pytest.raises(ReportError, match="larger than"):
        load("/dev/zero")


@pytest.mark.parametrize(
    ("size", "bytes_"), [("500", 500), ("500k", 500_000), ("2M", 2_000_000), ("1 gb", 10**9)]
)
def test_sizes(size: str, bytes_: int) -> None:
    assert parse_size(size) == bytes_


@pytest.mark.parametrize("size", ["", "0", "-1", "1.5M", "many", "9" * 30])
def test_what_is_no_size(size: str) -> None:
    with pytest.raises(ReportError, match="not a size"):
        parse_size(size)


def test_another_language_is_refused_unless_forced(tmp_path: Path) -> None:
    german = saved(tmp_path, "Der Kanzler sprach am Dienstag mit dem Präsidenten.".encode())
    with pytest.raises(LanguageError, match="German"):
        load(german)
    assert load(german, rules=Rules(force=True)).text.startswith("Der Kanzler")


@pytest.mark.parametrize("day", ["18.02.2022", "2022-02-30", "2022-2", "yesterday", "", 20220218])
def test_a_bad_date_is_refused(tmp_path: Path, day: str) -> None:
    with pytest.raises(ReportError, match="not a date"):
        load(saved(tmp_path, REPORT.encode()), day)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", datetime.date.max])
def test_a_day_at_the_end_of_the_calendar_is_refused(
    tmp_path: Path, day: str | datetime.date
) -> None:
    with pytest.raises(ReportError, match="not a day of publication"):
        load(saved(tmp_path, REPORT.encode()), day)


def test_a_wrong_encoding_is_told_for_pages_too(tmp_path: Path) -> None:
    page = saved(tmp_path, f"<html><body><p>{REPORT}</p></body></html>".encode(), "page.html")
    with pytest.raises(ReportError, match="no such encoding: none-such"):
        load(page, rules=Rules(encoding="none-such"))


def test_many_comments_do_not_hang(tmp_path: Path) -> None:
    text = "<!-- --> " * 500 + "Talks began."
    assert load(saved(tmp_path, text.encode())).text == text


@pytest.mark.parametrize("start", ["<p>", "<!-- a --> <!-- b --><div><p>", "<div class=a><p>"])
def test_a_piece_of_a_page_is_a_page_whatever_its_name(tmp_path: Path, start: str) -> None:
    assert load(saved(tmp_path, f"{start}{REPORT}</p>".encode())).text.split() == REPORT.split()


def test_dates_of_every_kind(tmp_path: Path) -> None:
    path = saved(tmp_path, REPORT.encode())
    assert load(path, datetime.date(2022, 2, 18)).published == "2022-02-18"
    assert load(path, datetime.datetime(2022, 2, 18, 23, 59)).published == "2022-02-18"
    assert load(path, None).published is None


def test_only_web_addresses_are_fetched() -> None:
    for url in ("ftp://example.org/a", "file:///etc/passwd", "gopher://x/1"):
        with pytest.raises(ReportError, match="only http and https"):
            load(url)
