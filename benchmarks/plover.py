"""PLOVER's gold standard records: is the right type among the events coded in the sentence?

The records are sentences of CAMEO's manual with one event each, in an early version of the
ontology: its type names are read as today's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.counting import Counts
from benchmarks.errors import BenchmarkError
from benchmarks.tables import PRF, Table

OLD_NAMES = {
    "DEMAND": ("REQUEST",),
    "DISAPPROVE": ("ACCUSE",),
    "INVESTIGATE": ("ACCUSE",),
    "FIGHT": ("ASSAULT",),
    "YIELD": ("CONCEDE", "RETREAT"),
}
"""Types of the first versions and what PLOVER 2.0 calls them (manual, appendix on CAMEO)."""


@dataclass(frozen=True)
class Sentence:
    """A gold record: its sentence and the types that answer it."""

    id: str
    text: str
    old: str
    types: tuple[str, ...]


def sentences(path: Path) -> Iterator[Sentence]:
    """The records of a file, but for those that document it (no text, or the type DOCUMENT)."""
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BenchmarkError(f"{path}: not JSON ({error})") from error
    if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
        raise BenchmarkError(f"{path}: not a list of PLOVER records")
    for record in records:
        old, text = record.get("event"), record.get("text")
        if not old:
            raise BenchmarkError(f"{path}: a record without event: {record.get('id')}")
        if text and old != "DOCUMENT":
            yield Sentence(str(record.get("id")), text, old, OLD_NAMES.get(old, (old,)))


def run(path: Path, misses: bool = False) -> dict[str, Any]:
    """Read every sentence by itself, as a report without a date."""
    import detente

    path = path / "records.json" if path.is_dir() else path
    counts: dict[str, Counts] = {"all": Counts()}
    found, missed, read = 0, [], 0
    for sentence in sentences(path):
        types = [event.type for event in detente.read(sentence.text).events]
        right = any(t in sentence.types for t in types)
        for row in ("all", sentence.types[0]):
            counts.setdefault(row, Counts()).add(right, 1, 1)
        found += len(types)
        read += 1
        if not right:
            missed.append(
                f"{sentence.id} {sentence.old}: {sentence.text} | got {' '.join(types) or '-'}"
            )
    if not read:
        raise BenchmarkError(f"{path}: no PLOVER record with a text")
    result: dict[str, Any] = {
        "records": read,
        "events": found,
        "rows": {
            row: {"share": counts[row].right / counts[row].gold, **counts[row].figures()}
            for row in ["all", *sorted(set(counts) - {"all"})]
        },
    }
    if misses:
        result["misses"] = missed
    return result


def tables(result: dict[str, Any]) -> list[Table]:
    """A row a type."""
    table = Table(("right type among the events", "share", *PRF[3:4], PRF[5]))
    for row, figures in result["rows"].items():
        table.rows.append([row, figures["share"], figures["right"], figures["gold"]])
    table.notes.append(f"{result['events']} events found in {result['records']} sentences")
    table.notes += [f"  - {miss}" for miss in result.get("misses", ())]
    return [table]
