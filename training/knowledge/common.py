"""Reading and writing of the tab-separated tables that ``detente.knowledge`` ships."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "detente" / "knowledge"
BY_HAND = Path(__file__).resolve().parent


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file whose lines beginning with ``#`` are comments."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x and x[0] != "#"]
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{k: v or "" for k, v in row.items()} for row in reader]


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a comma-separated file; missing cells are empty strings."""
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            yield {k: v or "" for k, v in row.items() if isinstance(k, str)}


def write_table(
    path: Path, header: Iterable[str], fields: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """Write rows under a commented header; a name in ``.gz`` is compressed without a time stamp."""
    out = io.StringIO()
    for line in header:
        out.write(f"# {line}\n")
    out.write("\t".join(fields) + "\n")
    for row in rows:
        out.write("\t".join(cell.replace("\t", " ") for cell in row) + "\n")
    data = out.getvalue().encode()
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)
