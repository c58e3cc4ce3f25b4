from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from detente.publish import tables
from detente.record import Maker, Record, Report

from .gold import record_of

EMPTY = Record(made_by=Maker(code="0", model="0"), report=Report(id="empty", text=""))


def row_with(rows: list[tables.Row], column: str, start: str) -> tables.Row:
    return next(row for row in rows if str(row[column]).startswith(start))


def test_a_statement_is_a_row_with_its_speaker_and_words() -> None:
    row = row_with(tables.statements([record_of("summit")]), "content", "Diplomacy was far")
    assert row["report"] == "summit"
    assert (row["speaker"], row["speaker_country"]) == ("Olaf Scholz", "DEU")
    assert (row["audience"], row["cue"], row["kind"]) == ("journalists", "told", "indirect")


def test_several_actors_share_a_cell() -> None:
    row = row_with(tables.events([record_of("newsitem")]), "trigger", "have banned Belarusian")
    assert row["actor"] == "Poland; Lithuania"
    assert row["actor_country"] == "POL; LTU"
    assert (row["recipient"], row["type"], row["mode"]) == ("Belarus", "SANCTION", "discontinue")


def test_a_threat_keeps_its_condition() -> None:
    row = row_with(tables.commitments([record_of("summit")]), "kind", "threat")
    assert row["condition"] == "if Russia attacked Ukraine"
    assert (row["by_country"], row["to_country"]) == ("USA", "RUS")


@pytest.mark.parametrize("table", tables.TABLES)
def test_offsets_and_ids_identify_the_words(example: Record, table: str) -> None:
    rows = tables.rows([example], table)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert not any(isinstance(cell, (list, tuple, dict)) for cell in row.values())
        if isinstance(row["start"], int) and isinstance(row["end"], int):
            assert 0 <= row["start"] < row["end"] <= len(example.report.text)


def test_times_and_actors_are_tables_too() -> None:
    record = record_of("readout")
    assert row_with(tables.times([record]), "text", "three years")["value"] == "P3Y"
    assert row_with(tables.actors([record]), "name", "Helen")["office"] == "deputy defence minister"


def test_there_is_no_table_of_that_name() -> None:
    with pytest.raises(KeyError):
        tables.rows([EMPTY], "verdicts")


@pytest.mark.parametrize("table", tables.TABLES)
def test_pandas_frames_have_the_same_types_with_and_without_rows(table: str) -> None:
    pytest.importorskip("pandas")
    full, none = (tables.to_pandas([record], table) for record in (record_of("summit"), EMPTY))
    assert list(full.dtypes) == list(none.dtypes)
    assert list(full.columns) == list(none.columns) == list(tables.column_types(table))
    assert len(full) == len(tables.rows([record_of("summit")], table))


@pytest.mark.parametrize("table", tables.TABLES)
def test_polars_frames_have_the_same_types_with_and_without_rows(table: str) -> None:
    pytest.importorskip("polars")
    full, none = (tables.to_polars([record], table) for record in (record_of("summit"), EMPTY))
    assert full.schema == none.schema
    assert full.height == len(tables.rows([record_of("summit")], table))


def test_rows_need_neither_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", None)
    assert tables.statements([record_of("summit")])
    with pytest.raises(ImportError):
        tables.to_pandas([EMPTY], "events")


def test_every_column_is_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "page.md").read_text("utf-8")
    shared, rest = page.split("Columns of all tables:")[1].split("| table |")
    for table in tables.TABLES:
        row = next(line for line in rest.split("\n") if line.startswith(f"| `{table}`"))
        told = re.findall(r"`(\w+)`", row)[1:]
        columns = list(tables.column_types(table))
        assert columns[:3] == re.findall(r"`(\w+)`", shared)[:3]
        assert columns[3:] == told
