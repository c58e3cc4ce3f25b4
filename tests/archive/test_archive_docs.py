"""The tables of ``docs/archives.md`` are those that are written."""

from __future__ import annotations

from pathlib import Path

from detente.archive.columns import ERRORS, TABLES
from detente.archive.schema import table_schema

PAGE = (Path(__file__).parents[2] / "docs" / "archives.md").read_text(encoding="utf-8")


def test_every_column_is_documented() -> None:
    for table, columns in TABLES.items():
        shown = "".join(f"| `{c.name}` | {c.kind} | {c.meaning} |\n" for c in columns)
        assert f"### {table}\n\n| column | type | meaning |\n| --- | --- | --- |\n{shown}" in PAGE
    shown = "".join(f"| `{name}` | text | {meaning} |\n" for name, meaning in ERRORS)
    assert f"### errors\n\n| column | type | meaning |\n| --- | --- | --- |\n{shown}" in PAGE


def test_every_column_says_what_it_means() -> None:
    for table in (*TABLES, "errors"):
        for field in table_schema(table):
            assert field.metadata[b"description"], (table, field.name)
