"""Reports to make archives of, and how to look at them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
from detente.archive import job
from detente.archive.mapping import read_batch

TOPICS = (
    ("Norway", "Oslo", "Nils Dahl", "grain"),
    ("Sweden", "Stockholm", "Anna Berg", "fishing"),
    ("Finland", "Helsinki", "Kari Lehto", "border"),
    ("Denmark", "Copenhagen", "Mette Holm", "harbour"),
    ("Poland", "Warsaw", "Jan Nowak", "railway"),
)


def reports(count: int) -> list[dict[str, str]]:
    found = []
    for number in range(count):
        state, city, name, matter = TOPICS[number % len(TOPICS)]
        text = (
            f"Minister {name} of {state} met Latvian envoys in {city} on Tuesday. He warned that "
            f"{state} would close port {number} if the {matter} talks failed. “Nobody signs "
            f"paper {number * 7},” {name} told reporters."
        )
        found.append(
            {
                "title": f"Talks {number}",
                "text": text,
                "published": f"2022-03-{1 + number % 28:02d}",
                "source": f"Paper {city}",
            }
        )
    return found


def lines_of(rows: list[dict[str, str]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def rows_of(archive: Path | str, table: str) -> list[dict[str, Any]]:
    """The rows of a table as DuckDB sees them, by key and place in the report."""
    duckdb = pytest.importorskip("duckdb")
    order = "key" if table in ("reports", "errors") else "key, start, id"
    query = f"SELECT * FROM read_parquet('{archive}/*/{table}.parquet') ORDER BY {order}"
    rows: list[dict[str, Any]] = duckdb.sql(query).to_arrow_table().to_pylist()
    return rows


def digests(archive: Path) -> dict[str, str]:
    """What every file of an archive holds."""
    return {
        str(path.relative_to(archive)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(archive.rglob("*"))
        if path.is_file()
    }


def in_this_process(jobs: Callable[[], Any], how: Any, _: int) -> Iterator[tuple[Any, Any]]:
    """In place of ``pool.read_jobs``, where what is tested is not the processes."""
    while each := jobs():
        yield each, read_batch(each.batch, how)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "read_jobs", in_this_process)


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., Path]:
    def write(count: int = 8, name: str = "reports.jsonl") -> Path:
        path = tmp_path / name
        path.write_text(lines_of(reports(count)), encoding="utf-8")
        return path

    return write
