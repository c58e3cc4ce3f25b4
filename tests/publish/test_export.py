"""Exports: each format as its users read it, and no claim that has become a fact."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.edtf import days
from detente.errors import MissingExtraError
from detente.publish.export import FORMATS, ROWS, STATUSES, Counts, columns, export
from detente.publish.export.columns import Column, Options
from detente.publish.export.icews import number_of
from detente.publish.export.write import one_cell, writer
from detente.record import (
    Actor,
    Commitment,
    Event,
    Maker,
    Mention,
    Place,
    Quantity,
    Record,
    Report,
    Span,
    Statement,
)

from .gold import NAMES, record_of

POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|"
    "Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|"
    "Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|"
    "Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|"
    "District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|"
    "Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|"
    "District|Province|Country|Latitude|Longitude"
).split("|")
STATA_WORDS = set(
    "_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip str strL "
    "using with".split()
)
TABLES = [(to, rows) for to in ("csv", "parquet") for rows in ROWS]
TEXT = '=SUM(A1) said "we left;\tall of it"\nNorway and Sweden met NATO in Oslo.'


def _event(number: int, status: str = "happened", **fields: Any) -> Event:
    told: dict[str, Any] = {
        "type": "CONSULT",
        "mode": "visit",
        "quad": 1,
        "intensity": 4.0,
        "actors": ("a1", "a2"),
        "trigger": Span(start=0, end=8),
        "confidence": 0.5,
    }
    return Event(id=f"e{number}", status=status, **{**told, **fields})


@pytest.fixture
def hostile() -> Record:
    """Formulas, quotes, tabs, line breaks, an id of digits alone, one event of each status."""
    events = [_event(i, status) for i, status in enumerate(STATUSES, 1)]
    events[0] = _event(
        1,
        reciprocal=True,
        place="p1",
        date="2022-02",
        contexts=("military", "diplomatic"),
        quantities=(Quantity(start=9, end=13, value=3, unit="dead"),),
    )
    events[1] = _event(
        2, "ongoing", recipients=("a3",), date="2022-02-15", trigger=Span(start=0, end=33)
    )
    events[5] = _event(6, "claimed", claimed_by="s1")
    return Record(
        made_by=Maker(code="0.1.0", model="1234567890e3"),
        report=Report(id="1234567890123456", text=TEXT, published="2022-02-18", title="-1\n+1"),
        places=(
            Place(id="p1", name="Oslo", country="NOR", latitude=59.91, longitude=10.7512345),
        ),
        actors=(
            Actor(id="a1", name="@Norway", kind="state", country="NOR", sectors=("GOV", "MIL"),
                  wikidata="Q20", mentions=(Mention(start=34, end=40, text="Norway"),)),
            Actor(id="a2", name="Åsa Öberg", kind="person", country="SWE", office="minister"),
            Actor(id="a3", name="NATO", kind="organisation", country="NATO", sectors=("IGO",)),
        ),
        statements=(
            Statement(id="s1", speaker="a3", content=(Span(start=14, end=33),), kind="direct"),
        ),
        events=tuple(events),
        commitments=(
            Commitment(id="c1", kind="threat", by=("a1",), content=Span(start=0, end=8),
                       deadline="2022-03-01/2022-03-04", statement="s1", event="e1",
                       confidence=0.75),
        ),
    )  # fmt: skip


def written(records: list[Record], to: str, **more: Any) -> tuple[bytes, Counts]:
    out = io.BytesIO()
    counts = export(records, to, out, **more)
    return out.getvalue(), counts


def table(records: list[Record], to: str, **more: Any) -> list[dict[str, str]]:
    text = written(records, to, **more)[0].decode()
    between = "\t" if FORMATS[to].file == "tsv" else ","
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=between))


def test_layouts_are_those_of_the_field() -> None:
    assert [c.name for c in columns("polecat")] == POLECAT
    assert len(POLECAT) == 40
    assert [c.name for c in columns("icews")] == ICEWS
    assert len(ICEWS) == 20


@pytest.mark.parametrize("rows", ROWS)
def test_tidy_names_fit_stata_and_every_column_is_described(rows: str) -> None:
    names = [c.name for c in columns("csv", rows)]
    assert len(set(names)) == len(names)
    for column in columns("csv", rows):
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", column.name)
        assert column.name not in STATA_WORDS
        assert not re.fullmatch(r"str\d+", column.name)
        assert column.kind in ("text", "integer", "number", "date")


@pytest.mark.parametrize("to", FORMATS)
def test_every_column_is_described_in_a_line(to: str) -> None:
    for rows in ROWS:
        for column in columns(to, rows):
            assert column.meaning
            assert not set("\t\n") & set(column.meaning + column.values)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_examples_are_exported_the_same_each_time(to: str, name: str) -> None:
    if to == "parquet":
        pytest.importorskip("pyarrow")
    first, counts = written([record_of(name)], to)
    assert first == written([record_of(name)], to)[0]
    assert counts.records == 1


def test_fixed_layouts_leave_claims_out_and_count_them(hostile: Record) -> None:
    for to in ("polecat", "icews", "ngec"):
        _, counts = written([hostile], to)
        assert set(counts.left_out) == {"planned", "possible", "conditional", "claimed", "denied"}
    (_, counts) = written([hostile], "plover")
    assert "claimed" not in counts.left_out
    all_of_it = Options(statuses=frozenset(STATUSES))
    assert len(table([hostile], "polecat", options=all_of_it)) == len(STATUSES)


def test_a_claim_stays_a_claim(hostile: Record) -> None:
    rows = {row["event_id"]: row for row in table([hostile], "csv")}
    assert len(rows) == len(STATUSES)
    claimed = rows["1234567890123456_e6"]
    assert (claimed["status"], claimed["claimed_by"], claimed["claimed_by_name"]) == (
        "claimed", "s1", "NATO",
    )  # fmt: skip
    lines = written([hostile], "plover")[0].decode().splitlines()
    told = [json.loads(line) for line in lines]
    assert [(e["status"], (e["claimed_by"] or {}).get("code")) for e in told] == [
        ("happened", None), ("ongoing", None), ("claimed", "NATO"),
    ]  # fmt: skip


def test_several_actors_as_each_format_has_them(hostile: Record) -> None:
    polecat = table([hostile], "polecat")
    assert polecat[0]["Actor Name"] == "@Norway; Åsa Öberg"
    assert polecat[0]["Actor Sectors"] == "GOV|MIL; None"
    assert polecat[0]["Primary Actor Sector"] == "GOV; None"
    assert polecat[0]["Recipient Name"] == "None"
    icews = table([hostile], "icews")
    assert [(r["Source Name"], r["Target Name"]) for r in icews] == [
        ("@Norway", "Åsa Öberg"),
        ("Åsa Öberg", "@Norway"),
        ("@Norway", "NATO"),
        ("Åsa Öberg", "NATO"),
    ]
    assert len({r["Event ID"] for r in icews}) == 4
    assert all(int(r["Event ID"]) < 2**53 and int(r["Story ID"]) < 2**53 for r in icews)
    assert icews[2]["Target Country"] == ""
    tidy = table([hostile], "csv", rows="pairs")
    assert [(r["actor_iso3"], r["recipient_iso3"], r["reciprocal"]) for r in tidy[:3]] == [
        ("NOR", "SWE", "1"), ("SWE", "NOR", "1"), ("NOR", "", "0"),
    ]  # fmt: skip
    assert (tidy[2]["recipient_code"], tidy[2]["recipient_cow"]) == ("NATO", "")
    assert table([hostile], "csv")[0]["actor_cow"] == "385; 380"


def test_commitments_have_their_words_days_and_confidence(hostile: Record) -> None:
    (row,) = table([hostile], "csv", rows="commitments")
    assert (row["kind"], row["actor_iso3"], row["content"]) == ("threat", "NOR", "=SUM(A1)")
    assert (row["deadline_start"], row["deadline_end"]) == ("2022-03-01", "2022-03-04")
    assert (row["confidence"], row["statement_id"]) == ("0.75", "1234567890123456_s1")


def test_days_are_not_invented(hostile: Record) -> None:
    (first, second), filled = (
        table([hostile], "polecat"),
        table([hostile], "polecat", options=Options(fill_dates=True)),
    )
    assert (first["Event Date"], second["Event Date"]) == ("None", "2022-02-15")
    assert filled[0]["Event Date"] == "2022-02-18"
    assert table([hostile], "icews")[0]["Event Date"] == ""
    row = table([hostile], "csv")[0]
    assert (row["date"], row["date_start"], row["date_end"]) == (
        "2022-02", "2022-02-01", "2022-02-28",
    )  # fmt: skip
    ngec = table([hostile], "ngec", options=Options(statuses=frozenset(STATUSES)))
    assert [(r["date"], r["date_granularity"], r["date_type"]) for r in ngec[:3]] == [
        ("2022-02-01", "month", "exact"),
        ("2022-02-15", "day", "exact"),
        ("2022-02-18", "", "unresolved"),
    ]
    assert ngec[0]["killed_text"] == "said"
    plover = json.loads(written([hostile], "plover")[0].splitlines()[0])
    assert (plover["date"], plover["enddate"]) == ("2022-02-01", "2022-02-28")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("2022-02-15", ("2022-02-15", "2022-02-15")),
        ("2022-02-15T10:00", ("2022-02-15", "2022-02-15")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2022-12~", ("2022-12-01", "2022-12-31")),
        ("2022", ("2022-01-01", "2022-12-31")),
        ("2022-02-10/2022-02-14", ("2022-02-10", "2022-02-14")),
        ("2022-02-14/2022-02-10", None),
        ("2022-02-10/..", None),
        ("2022-W07", None),
        ("2022-02-30", None),
        ("0000", None),
        ("PT3H", None),
        ("", None),
    ],
)
def test_days_of_a_date(value: str | None, expected: tuple[str, str] | None) -> None:
    assert days(value) == expected


def test_formulas_are_counted_and_marked_only_on_demand(hostile: Record) -> None:
    plain, counts = written([hostile], "csv")
    assert counts.formulas == 3 * len(STATUSES)  # title, actor, words
    assert b"'=SUM" not in plain
    safe, _ = written([hostile], "csv", options=Options(spreadsheet=True))
    rows = list(csv.DictReader(io.StringIO(safe.decode(), newline="")))
    for row in rows:
        for name, cell in row.items():
            assert not cell.startswith(tuple("=+@\t")), name
    assert rows[0]["words"] == "'=SUM(A1)"
    assert rows[0]["title"] == "'-1 +1"
    assert rows[0]["intensity"] == "4"


def test_cells_are_one_line_and_tables_are_square(hostile: Record) -> None:
    for to in ("polecat", "icews", "ngec", "csv"):
        data, counts = written([hostile], to)
        lines = data.decode().split("\n")
        assert lines.pop() == ""
        assert len(lines) == counts.rows + 1
        assert not data.startswith(b"\xef\xbb\xbf")
    assert one_cell(" a\t\u2028b\x00 ") == "a b\ufffd"
    assert one_cell("") is None
    assert one_cell(10.7512345) == "10.7512345"
    assert (one_cell(4.0), one_cell(-6.5), one_cell(160000.0)) == ("4", "-6.5", "160000")


def test_a_record_that_is_there_twice_is_written_once(hostile: Record) -> None:
    _, counts = written([hostile, hostile], "csv")
    assert (counts.records, counts.rows) == (1, len(STATUSES))
    assert counts.twice == [hostile.report.id]


def test_ids_of_icews_lead_back_to_the_report() -> None:
    assert number_of("09f32527123e6117") == int("09f32527123e6", 16)
    assert number_of("my own id of a report") < 2**53


@pytest.mark.parametrize(("to", "rows"), TABLES)
def test_pandas_reads_it_back(to: str, rows: str, hostile: Record, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    if to == "parquet":
        pytest.importorskip("pyarrow")
    path = tmp_path / f"x.{to}"
    counts = export([hostile, *map(record_of, NAMES)], to, path, rows=rows)
    frame = pandas.read_csv(path) if to == "csv" else pandas.read_parquet(path)
    assert len(frame) == counts.rows
    assert list(frame.columns) == [c.name for c in columns(to, rows)]
    assert frame["report"][0] == "r1234567890123456"
    if rows in ("events", "pairs"):
        assert frame["cameo"][0] == "C042"
        assert frame["latitude"][0] == 59.91
        assert set(frame["status"]) <= set(STATUSES)


@pytest.mark.parametrize(("to", "rows"), TABLES)
def test_polars_reads_it_back(to: str, rows: str, hostile: Record, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    if to == "parquet":
        pytest.importorskip("pyarrow")
    path = tmp_path / f"x.{to}"
    counts = export([hostile, *map(record_of, NAMES)], to, path, rows=rows)
    read = polars.read_csv if to == "csv" else polars.read_parquet
    frame = read(path, **({"infer_schema_length": None} if to == "csv" else {}))
    assert frame.height == counts.rows
    assert frame.columns == [c.name for c in columns(to, rows)]


@pytest.mark.parametrize("rows", ROWS)
def test_arrow_reads_parquet_with_its_types(rows: str, hostile: Record, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import csv as arrow_csv
    from pyarrow import parquet

    export([hostile], "parquet", tmp_path / "x.parquet", rows=rows)
    found = parquet.read_table(tmp_path / "x.parquet")
    kinds = {"text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64()}
    for column, field in zip(columns("parquet", rows), found.schema, strict=True):
        assert field.type == kinds.get(column.kind, arrow.date32())
        assert field.metadata[b"description"].decode() == column.meaning
    assert found.column("published")[0].as_py() == date(2022, 2, 18)
    export([hostile], "csv", tmp_path / "x.csv", rows=rows)
    assert arrow_csv.read_csv(tmp_path / "x.csv").num_rows == found.num_rows


def test_stata_takes_the_names_as_they_are(hostile: Record, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    for rows in ROWS:
        names = [column.name for column in columns("csv", rows)]
        frame = pandas.DataFrame([dict.fromkeys(names, 1)])
        frame.to_stata(tmp_path / "x.dta", write_index=False, version=118)
        assert list(pandas.read_stata(tmp_path / "x.dta").columns) == names


@pytest.mark.parametrize("to", ["polecat", "icews", "ngec"])
def test_pandas_reads_the_fixed_layouts(to: str, hostile: Record, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    counts = export([hostile], to, tmp_path / "x")
    frame = pandas.read_csv(tmp_path / "x", sep="," if to == "ngec" else "\t")
    assert len(frame) == counts.rows
    assert list(frame.columns) == [c.name for c in columns(to)]
    if to == "polecat":
        assert frame["Latitude"][0] == 59.91
        assert pandas.isna(frame["Recipient Name"][0])


@pytest.mark.parametrize("to", ["polecat", "icews", "ngec", "csv"])
def test_r_reads_it_back(to: str, hostile: Record, tmp_path: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not here: the exports are not read back with it")
    counts = export([hostile], to, tmp_path / "x")
    between = "\\t" if FORMATS[to].file == "tsv" else ","
    code = (
        f'x <- read.table("{tmp_path / "x"}", sep="{between}", header=TRUE, quote="\\"", '
        'comment.char="", check.names=FALSE, encoding="UTF-8"); cat(nrow(x), ncol(x))'
    )
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{counts.rows} {len(columns(to))}"


def test_without_pyarrow_it_says_what_to_install(
    hostile: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"detente\[export\]"):
        export([hostile], "parquet", tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_there_whole_or_as_it_was(hostile: Record, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("before")

    def broken() -> Any:
        yield hostile
        raise ValueError("the reading stopped")

    with pytest.raises(ValueError, match="stopped"):
        export(broken(), "csv", path)
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]
    export([hostile], "csv", path)
    assert path.read_text(encoding="utf-8").startswith("event_id,")


@pytest.mark.parametrize("first", ["=", "@", "＝", "－", "﹦", "\ufeff=", "\u200b+"])
def test_wide_and_unseen_letters_hide_no_formula(first: str) -> None:
    out = io.BytesIO()
    column = Column("words", "text", lambda _: None, "words", "", True)
    with writer("csv", out, [column], "", True) as sink:
        sink.write([f"{first}1+1"])
    assert out.getvalue().decode() == f"words\n'{first}1+1\n" and sink.formulas == 1
