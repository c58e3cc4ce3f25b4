"""Whole records against hand-made gold records: everything that a reading says of a report.

Gold quotes the report instead of counting offsets. A found entry answers at most one gold entry,
the best fit first. The definitions, row by row, are in docs/benchmarks.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.errors import BenchmarkError
from benchmarks.record_scores import Tallies, score
from benchmarks.tables import PRF, Table

if TYPE_CHECKING:
    from detente.record import Record

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class GoldReport:
    """A gold record with the text that it names. ``day`` is the date in its file's name."""

    name: str
    text: str
    day: str | None
    gold: dict[str, Any]


def gold_reports(paths: Sequence[Path]) -> Iterator[GoldReport]:
    """The gold records among files and folders, in the order of their names."""
    for path in paths:
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        reports = [r for r in (_gold_report(f, path.is_dir()) for f in files) if r is not None]
        if not reports:
            raise BenchmarkError(f"{path}: no gold record (.json) in this folder")
        yield from reports


def _gold_report(path: Path, skip_others: bool) -> GoldReport | None:
    try:
        gold = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BenchmarkError(f"{path}: not JSON ({error})") from error
    if not isinstance(gold, dict) or not ("text" in gold or "text_file" in gold):
        if skip_others:
            return None
        raise BenchmarkError(f"{path}: not a gold record: it has neither text nor text_file")
    text = gold.get("text")
    if text is None:
        try:
            with (path.parent / gold["text_file"]).open(encoding="utf-8-sig", newline="") as file:
                text = file.read()
        except FileNotFoundError as error:
            raise BenchmarkError(f"{path}: its text {gold['text_file']} is missing") from error
    day = _DAY.search(path.name)
    return GoldReport(path.name, text, day.group() if day else None, gold)


def score_all(pairs: Sequence[tuple[GoldReport, Record]]) -> Tallies:
    """The counts of some reports, pooled."""
    tallies = Tallies()
    for report, record in pairs:
        if record.report.text != report.text:
            raise BenchmarkError(f"{report.name}: the record's text is not the report's")
        try:
            score(report.gold, record, tallies)
        except (KeyError, ValueError) as error:
            raise BenchmarkError(f"{report.name}: gold does not fit its text: {error}") from error
    return tallies


def run(paths: Sequence[Path], misses: bool = False, undated: bool = False) -> dict[str, Any]:
    """Read each gold record's text and score what was read. The date in a file's name is given to
    the reader as the day of publication, unless ``undated``."""
    import detente

    pairs = [
        (report, detente.read(report.text, None if undated else report.day))
        for report in gold_reports(paths)
    ]
    tallies = score_all(pairs)
    result: dict[str, Any] = {
        "reports": [report.name for report, _ in pairs],
        "rows": {name: counts.figures() for name, counts in tallies.counts.items()},
    }
    if misses:
        result["misses"] = {name: found for name, found in tallies.misses.items() if found}
    return result


def tables(result: dict[str, Any]) -> list[Table]:
    """A row a task; with misses, what was missed follows the table."""
    table = Table(("records", *PRF))
    for name, figures in result["rows"].items():
        table.rows.append([name, *(figures[column] for column in PRF)])
    for name, misses in result.get("misses", {}).items():
        table.notes.append(f"\n{name}")
        table.notes += [f"  - {miss}" for miss in misses]
    return [table]
