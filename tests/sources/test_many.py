"""Many reports from one source or more: what is found, where, and what is said of the rest."""

from __future__ import annotations

import bz2
import codecs
import datetime
import gzip
import io
import json
import lzma
import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.errors import ReportError
from detente.sources import streams
from detente.sources.files import Rules
from detente.sources.many import (
    Failed,
    FeedState,
    Found,
    Meter,
    Options,
    find,
    parse_columns,
    report_key,
    size_of,
)

NOW = datetime.datetime(2022, 3, 10, 12, tzinfo=datetime.UTC)
USUAL = Options(now=NOW)
TEXT = "The envoys met in Geneva on Tuesday and agreed to meet again."


def saved(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def lines_of(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def found_in(*specs: Path | str, options: Options = USUAL) -> list[Found]:
    """All that is found, where nothing fails."""
    each = list(find(specs, options))
    assert not [e for e in each if isinstance(e, Failed)]
    return [e for e in each if isinstance(e, Found)]


def outcomes(*specs: Path | str, options: Options = USUAL) -> list[tuple[str, str]]:
    """Place and text, or place and reason, of everything."""
    return [
        (e.where, e.why if isinstance(e, Failed) else e.report.text)
        for e in find(specs, options)
        if not isinstance(e, FeedState)
    ]


def test_a_text_is_one_report(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.txt", codecs.BOM_UTF8 + f"{TEXT}\r\n".encode())
    (only,) = found_in(path)
    assert only.report.text == f"{TEXT}\r\n"
    assert only.where == str(path)
    assert only.fetched is None


def test_a_page_gives_title_source_and_day(tmp_path: Path) -> None:
    page = (
        '<html><head><meta property="og:title" content="Envoys meet">'
        '<meta property="og:site_name" content="The Herald">'
        '<meta property="article:published_time" content="2022-03-09T10:00:00Z"></head>'
        f"<body><article><p>{TEXT} They agreed to meet in May.</p></article></body></html>"
    )
    (only,) = found_in(saved(tmp_path, "no-suffix", page))
    assert (only.report.title, only.report.source) == ("Envoys meet", "The Herald")
    assert only.report.published == "2022-03-09"


def test_a_folder_is_read_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "B.txt", ".hidden.txt", ".git/x.txt", "é.txt"):
        saved(tmp_path, name, f"{TEXT} {name}")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "a/b/self").symlink_to(tmp_path / "a/b")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    assert [
        (Path(where).relative_to(tmp_path).as_posix(), words.removeprefix(f"{TEXT} "))
        for where, words in outcomes(tmp_path)
    ] == [
        ("B.txt", "B.txt"),
        ("a/b/c.txt", "a/b/c.txt"),
        ("a/z.txt", "a/z.txt"),
        ("b.txt", "b.txt"),
        ("gone", "no such file or directory"),
        ("pipe", "not a file but a device, pipe or socket"),
        ("é.txt", "é.txt"),
    ]


ROW = {
    "title": "Envoys meet",
    "text": TEXT,
    "published": "2022-03-08T23:30:00+01:00",
    "url": "https://news.example/1",
    "source": "The Herald",
}


def test_json_lines(tmp_path: Path) -> None:
    path = saved(tmp_path, "news.jsonl", lines_of(ROW) + "\n" + lines_of({**ROW, "title": None}))
    first, second = found_in(path)
    assert first.report.model_dump(exclude={"id", "language", "dateline"}) == {
        **ROW,
        "published": "2022-03-08",
    }
    assert first.where == f"{path}, line 1"
    assert second.where == f"{path}, line 3"
    assert second.report.title is None
    assert first.key != second.key


def test_a_bad_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    bad = [
        b'{"text": "cut',
        b"[1, 2]",
        b'{"title": "no text"}',
        b'{"text": ""}',
        b'{"text": 5}',
        b'{"text": "\\ud800 lone"}',
        b'{"text": "nul \\u0000"}',
        b'{"text": "... !"}',
        b'{"text": "\xff\xfe \xc3\xa9"}',
        b'{"a":' * 100_000,
        b'{"text": ' + b"9" * 10_000 + b"}",
        b"rubbish",
    ]
    data = b"".join(line + b"\n" for line in [lines_of(ROW).strip().encode(), *bad])
    path = saved(tmp_path, "news.jsonl", data + lines_of(ROW).encode())
    each = outcomes(path)
    assert [where for where, _ in each] == [f"{path}, line {n}" for n in range(1, len(bad) + 3)]
    assert [words for _, words in each] == [
        TEXT,
        "broken JSON: unterminated string starting at, column 10",
        "not an object of JSON, with a text and its metadata",
        "no text: no 'text' among title (--column text=NAME names it)",
        "no text: 'text' is empty",
        "no text: 'text' is no string",
        "not Unicode text: lone surrogate at offset 0",
        "not a text but a binary file",
        "the report is empty: there is no word in it",
        "broken UTF-8: byte 0xff at offset 10",
        "broken JSON: nested too deeply",
        each[11][1],
        "broken JSON: expecting value, column 1",
        TEXT,
    ]
    assert each[11][1].startswith("broken JSON: Exceeds the limit")


def test_a_first_line_that_is_broken(tmp_path: Path) -> None:
    path = saved(tmp_path, "unnamed", '{"text": "cut\n' + lines_of(ROW))
    assert [words for _, words in outcomes(path)] == [
        "broken JSON: unterminated string starting at, column 10",
        TEXT,
    ]


def test_huge_lines_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.sources.streams.MAX_ITEM", 1000)
    huge = json.dumps({"text": "The envoys met. " * 20_000})
    path = saved(tmp_path, "news.jsonl", f"{lines_of(ROW)}{huge}\n{lines_of(ROW)}{huge}")
    limited = [(n, line and len(line)) for n, line in streams.lines(path.open("rb"), 1000)]
    assert [line is None for _, line in limited] == [False, True, False, True]
    (_, one), (_, two), (_, three) = outcomes(
        saved(tmp_path, "b.jsonl", f"{lines_of(ROW)}{huge}\n{lines_of(ROW)}"),
        options=Options(Rules(max_size=1000), now=NOW),
    )
    assert (one, three) == (TEXT, TEXT)
    assert two.startswith("larger than 1,000 bytes")


def test_columns_by_other_names(tmp_path: Path) -> None:
    row = {"headline": "Envoys meet", "article": {"body": TEXT}, "when": "8 March 2022"}
    options = Options(
        columns={"text": "article.body", "title": "headline", "published": "when"}, now=NOW
    )
    (only,) = found_in(saved(tmp_path, "news.jsonl", lines_of(row)), options=options)
    assert only.report.text == TEXT
    assert (only.report.title, only.report.published) == ("Envoys meet", "2022-03-08")


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array(tmp_path: Path, indent: int | None) -> None:
    rows = [ROW, 5, None, {**ROW, "text": "The talks failed, she said. " * 30_000}, ROW]
    path = saved(tmp_path, "news.json", json.dumps(rows, indent=indent))
    one, two, three, four, five = find([path], USUAL)
    assert isinstance(one, Found)
    assert isinstance(five, Found)
    assert isinstance(four, Found)
    assert len(four.report.text) == 840_000
    assert (one.where, five.where) == (f"{path}, item 1", f"{path}, item 5")
    assert (one.key, one.report) == (five.key, five.report)
    for bad in (two, three):
        assert isinstance(bad, Failed)
        assert bad.why == "not an object of JSON, with a text and its metadata"


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("", "broken JSON: the array is cut off"),
        (', {"text": "cut', "broken JSON: unterminated string starting at"),
        ("}", "broken JSON"),
        (",", "broken JSON: expecting value"),
        (", " + "[" * 100_000, "broken JSON: nested too deeply"),
    ],
)
def test_a_broken_array(tmp_path: Path, end: str, reason: str) -> None:
    path = saved(tmp_path, "news.json", f"[{json.dumps(ROW)}{end}")
    assert outcomes(path) == [(f"{path}, item 1", TEXT), (f"{path}, item 2", reason)]


def test_an_empty_array(tmp_path: Path) -> None:
    assert outcomes(saved(tmp_path, "news.json", "[ ]")) == []


def test_an_object_that_wraps_a_list(tmp_path: Path) -> None:
    path = saved(tmp_path, "answer.json", json.dumps({"total": 2, "_items": [ROW, ROW]}, indent=1))
    assert [each.where for each in found_in(path)] == [f"{path}, item 1", f"{path}, item 2"]


def test_a_record_of_ours_gives_its_report(tmp_path: Path) -> None:
    record = {"report": {**ROW, "id": "x", "published": "2022-03-08"}, "statements": []}
    lines = saved(tmp_path, "records.jsonl", lines_of(record, record))
    pretty = saved(tmp_path, "one.record.json", json.dumps(record, indent=2))
    each = found_in(lines, pretty)
    assert len({found.key for found in each}) == 1
    assert each[0].report.title == "Envoys meet"
    assert each[2].where == str(pretty)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tables(tmp_path: Path, delimiter: str) -> None:
    quoted = f'"{TEXT}\nA second line, “quoted”, with ""marks"".\n"'
    rows = [["published", "source", "text", "title"], ["2022-03-08", "The Herald", quoted, "One"]]
    data = "\r\n".join(delimiter.join(row) for row in [*rows, ["2022-03-09", "", TEXT, "Two"]])
    for name, encoding in (("news.csv", "utf-8-sig"), ("unnamed", "utf-16"), ("old", "cp1252")):
        path = saved(tmp_path, name, data.encode(encoding))
        first, second = found_in(path)
        assert first.report.text == f'{TEXT}\nA second line, “quoted”, with "marks".\n'
        assert (first.report.title, first.report.source) == ("One", "The Herald")
        assert (first.where, second.where) == (f"{path}, line 2", f"{path}, line 5")
        assert (second.report.source, second.report.published) == (None, "2022-03-09")


def test_a_table_in_an_encoding_that_is_named(tmp_path: Path) -> None:
    data = "title;text\nÉmissaires;L’envoyé is in Łódź.\n".encode("utf-16-le")
    path = saved(tmp_path, "news.csv", data)
    (only,) = found_in(path, options=Options(Rules(encoding="utf-16-le"), now=NOW))
    assert only.report.text == "L’envoyé is in Łódź."


def test_bad_rows_of_a_table(tmp_path: Path) -> None:
    data = (
        "title,text,published\n"
        f"one,{TEXT},2022-03-08\n"
        'two,"never closed,2022-03-08\n'
        f"three,{TEXT},2022-03-08\n"
        "four\n"
        "five,a,b,c\n"
        "\n"
        'six,"Closed" and open,2022-03-08\n'
        f"seven,{TEXT},,,\n"
    )
    path = saved(tmp_path, "news.csv", data)
    at = [where.removeprefix(f"{path}, line ") for where, _ in outcomes(path)]
    assert at == ["2", "3", "4", "5", "6", "8", "9"]
    assert [words for _, words in outcomes(path)] == [
        TEXT,
        "wrongly quoted: ',' expected after '\"'",
        TEXT,
        "no text: no 'text' among title (--column text=NAME names it)",
        "4 cells, but the header names 3",
        "wrongly quoted: ',' expected after '\"'",
        TEXT,
    ]


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    rows = "".join(f"{n},{TEXT}\n" for n in range(3))
    path = saved(tmp_path, "news.csv", f'title,text\n{rows}3,"open\n{rows}')
    each = outcomes(path)
    assert [where.rpartition(" ")[2] for where, _ in each] == [str(n) for n in range(2, 9)]
    assert each[3][1].startswith("a cell without end")
    assert [words for _, words in each[4:]] == [TEXT] * 3


def test_a_table_without_texts(tmp_path: Path) -> None:
    path = saved(tmp_path, "news.csv", "headline,body\nOne,Two\n")
    assert outcomes(path) == [
        (
            str(path),
            "no text: no 'text' among headline, body (--column text=NAME names it)",
        )
    ]
    (only,) = found_in(path, options=Options(columns={"text": "body"}, now=NOW))
    assert only.report.text == "Two"


def test_prose_is_no_table(tmp_path: Path) -> None:
    words = "Text, title and date of the treaty, he said, are not known.\nMore, later.\n"
    (only,) = found_in(saved(tmp_path, "a.txt", words))
    assert only.report.text == words


PACKED = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def zstd(data: bytes) -> bytes:
    from fastwarc.stream_io import ZstdWriter

    out = io.BytesIO()
    writer = ZstdWriter(out)
    writer.write(data)
    writer.close()
    return out.getvalue()


@pytest.mark.parametrize("how", [*PACKED, "zst"])
def test_compressed_sources(tmp_path: Path, how: str) -> None:
    pack = PACKED.get(how, zstd)
    lines = saved(tmp_path, f"a.jsonl.{how}", pack(lines_of(ROW).encode()) * 2)
    table = saved(tmp_path, "b", pack(f"title,text\nOne,{TEXT}\n".encode("utf-16")))
    text = saved(tmp_path, f"c.txt.{how}", pack(TEXT.encode()))
    assert [each.report.text for each in found_in(lines, table, text)] == [TEXT] * 4


@pytest.mark.parametrize("how", [*PACKED, "zst"])
def test_damaged_and_cut_off_archives(tmp_path: Path, how: str) -> None:
    # Lines that compress badly: the cut comes after many of them.
    rows = [{**ROW, "title": os.urandom(30).hex()} for _ in range(8_000)]
    data = PACKED.get(how, zstd)(lines_of(*rows).encode())
    path = saved(tmp_path, f"news.jsonl.{how}", data[: len(data) // 2])
    each = list(find([path], USUAL))
    assert all(isinstance(e, Found) for e in each[:-1])
    assert len(each) > 1000
    last = each[-1]
    assert isinstance(last, Failed)
    assert "damaged" in last.why
    assert f"(after line {len(each) - 1})" in last.why
    rubbish = saved(tmp_path, "rubbish", data[:8] + bytes(range(256)) * 30)
    ((where, why),) = outcomes(rubbish)
    assert where == str(rubbish)
    assert "damaged" in why


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.csv.gz", "bomb.html.gz"])
def test_decompression_bombs(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "BOMB_FROM", 4_000_000)
    one = gzip.compress(b" " * 10_000_000)
    each = outcomes(saved(tmp_path, name, one * 3))
    assert len(each) == 1
    assert "bomb" in each[0][1] or "larger than 1,000,000 bytes" in each[0][1]
    assert (
        outcomes(saved(tmp_path, "twice", gzip.compress(one)))[0][1] == "compressed more than once"
    )


def test_a_file_that_asks_for_too_much_memory(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 29}]
    compressor = lzma.LZMACompressor(filters=filters)
    data = compressor.compress(lines_of(ROW).encode()) + compressor.flush()
    ((_, why),) = outcomes(saved(tmp_path, "a.jsonl.xz", data))
    assert why.startswith("damaged xz data: Memory usage limit")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04" + bytes(50), "not a text but a ZIP archive or office document"),
        (b"\x89PNG\r\n" + bytes(50), "not a text but an image"),
        (bytes(range(256)) * 10, "not a text but a binary file"),
        (b"<?xml version='1.0'?><newsItem/>", "XML"),
        (b'{"text": "cut off"', "broken JSON: Expecting ','"),
    ],
)
def test_what_is_no_report(tmp_path: Path, data: bytes, reason: str) -> None:
    bad = saved(tmp_path, "a", data)
    good = saved(tmp_path, "b", TEXT)
    one, two = find([bad, good], USUAL)
    assert isinstance(one, Failed)
    assert one.why.startswith(reason)
    assert isinstance(two, Found)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("{}", "no text: there is no 'text', nor anything else"),
        ('["One text.", "Another."]', "not an object of JSON"),
        ('"A text."', "not an object of JSON"),
        ("The envoys met.", "broken JSON: "),
    ],
)
def test_what_is_named_json_and_is_no_report(tmp_path: Path, data: str, reason: str) -> None:
    each = outcomes(saved(tmp_path, "a.json", data))
    assert each[0][1].startswith(reason)


def test_what_is_not_there(tmp_path: Path) -> None:
    assert outcomes(tmp_path / "nothing", "a\x00b") == [
        (str(tmp_path / "nothing"), "no such file or directory"),
        ("a\\x00b", "not a file name"),
    ]


def test_names_that_cannot_be_shown(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\nb.txt")).write_text(TEXT)
    (only,) = found_in(tmp_path)
    assert only.where == f"{tmp_path}/a\\udcff\\nb.txt"
    only.where.encode()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def given_(data: bytes) -> list[tuple[str, str]]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return outcomes("-")

    assert given_(TEXT.encode()) == [("standard input", TEXT)]
    assert given_(gzip.compress(lines_of(ROW).encode())) == [("standard input, line 1", TEXT)]
    assert given_(f"title,text\n1,{TEXT}".encode()) == [("standard input, line 2", TEXT)]


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2022-03-10", "2022-03-10"),
        ("2022-03-11", None),
        ("2022-03-10T12:00:01Z", None),
        ("2022-03-11T01:00:00+14:00", "2022-03-11"),
        ("20220308", "2022-03-08"),
        ("20220308123000", "2022-03-08"),
        ("2022/03/08", "2022-03-08"),
        ("Tue, 08 Mar 2022 23:30:00 -0500", "2022-03-08"),
        ("8 Mar 2022", "2022-03-08"),
        ("March 8, 2022", "2022-03-08"),
        ("Tuesday, March 8, 2022", "2022-03-08"),
        ("Tues., 8th March 2022", "2022-03-08"),
        (20220308, "2022-03-08"),
        ("Before 8 March 2022", None),
        ("2022-03-01/2022-03-08", None),
        (True, None),
        ("03/08/2022", None),
        ("8.3.2022", None),
        ("2022-02-30", None),
        ("2022-03", None),
        ("9999-12-31", None),
        ("0001-01-01", None),
        ("Marching 8, 2022", None),
        ("last week", None),
        (1646700000, None),
        (["2022-03-08"], None),
        ("", None),
        (None, None),
    ],
)
def test_days_of_publication(tmp_path: Path, stated: object, day: str | None) -> None:
    path = saved(tmp_path, "news.jsonl", lines_of({"text": TEXT, "published": stated}))
    (only,) = found_in(path)
    assert only.report.published == day
    assert (only.note is None) == (day is not None or not stated)


def test_columns_as_options_name_them() -> None:
    assert parse_columns(["text=body", "published=a=b"]) == {"text": "body", "published": "a=b"}
    for wrong in ("text", "text=", "=body", "words=body"):
        with pytest.raises(ReportError, match="not a column"):
            parse_columns([wrong])


def test_what_the_caller_knows_wins(tmp_path: Path) -> None:
    path = saved(tmp_path, "news.jsonl", lines_of(ROW))
    (only,) = found_in(path, options=Options(published="2022-03-01", source="An archive", now=NOW))
    assert (only.report.published, only.report.source) == ("2022-03-01", "An archive")
    (only,) = found_in(path, options=Options(published="2022-04-01", now=NOW))
    assert (only.report.published, only.note is None) == (None, False)


def test_the_key_stays(tmp_path: Path) -> None:
    """Found as a table, an array or lines, today or before it was published: one report."""
    ahead = {**ROW, "published": "2022-03-11"}
    lines = saved(tmp_path, "a.jsonl", lines_of(ahead))
    array = saved(tmp_path, "b.json", json.dumps([ahead]))
    table = saved(
        tmp_path, "c.csv", ",".join(ahead) + "\n" + ",".join(f'"{v}"' for v in ahead.values())
    )
    keys = {each.key for each in found_in(lines, array, table)}
    later = Options(now=NOW + datetime.timedelta(days=5))
    (after,) = found_in(lines, options=later)
    assert after.report.published == "2022-03-11"
    assert keys == {after.key}
    assert after.key == report_key(after.report)
    assert len(after.key) == 32


@settings(deadline=None)
@given(st.lists(st.none() | st.text(max_size=4), min_size=8, max_size=8))
def test_keys_tell_reports_apart(parts: list[str | None]) -> None:
    from detente.record import Report

    def report(text: str | None, title: str | None, url: str | None, day: str | None) -> Report:
        return Report(id="x", text=text or "", title=title, url=url, published=day)

    one, two = report(*parts[:4]), report(*parts[4:])
    assert (report_key(one) == report_key(two)) == (one == two)


@settings(deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["a.jsonl", "a.csv", "a.json", "a.html", "a", "a.gz"])
)
def test_rubbish_never_stops_it(data: bytes, name: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = saved(Path(folder), name, data)
        once, twice = outcomes(path), outcomes(path)
    assert once == twice


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from([*ROW, "other"]), st.text() | st.none() | st.integers())
    ),
    st.binary(max_size=20),
)
@example([], b"%PDF-1.4")
def test_rubbish_among_lines(rows: list[dict[str, object]], rubbish: bytes) -> None:
    import tempfile

    rubbish = rubbish.replace(b"\n", b"")
    data = lines_of(ROW, *rows).encode() + rubbish + b"\n" + lines_of(ROW).encode()
    with tempfile.TemporaryDirectory() as folder:
        each = list(find([saved(Path(folder), "a.jsonl", data)], USUAL))
    assert isinstance(each[0], Found)
    assert isinstance(each[-1], Found)
    assert len(each) == len(rows) + 2 + bool(rubbish.strip())


def test_progress_in_bytes(tmp_path: Path) -> None:
    saved(tmp_path, "a.txt", TEXT)
    saved(tmp_path, "b/c.jsonl.gz", gzip.compress(lines_of(*[ROW] * 1000).encode()))
    meter = Meter()
    seen = [meter.done for _ in find([tmp_path], Options(meter=meter, now=NOW))]
    assert seen == sorted(seen)
    assert meter.done == size_of([tmp_path])
    assert size_of([tmp_path, "-"]) is None


def test_known_reports_cost_little(tmp_path: Path) -> None:
    words = f"{TEXT} They agreed to meet again. " * 40
    rows = lines_of(*[{**ROW, "text": words + str(n)} for n in range(1000)])
    path = saved(tmp_path, "news.jsonl", rows)
    began = time.process_time()
    keys = {each.key for each in found_in(path)}
    assert time.process_time() - began < 1
    assert len(keys) == 1000
