"""Fates of the worked crisis against those given by hand: ``examples/crisis``.

A gold step is found where the ledger has a step of the same actor that overlaps its words, else
their sentence. ``open`` where something had come of it is told apart from a wrong fate, as is
``unknown``, which is no answer.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.errors import BenchmarkError
from benchmarks.tables import Table

OUTCOMES = ("right", "wrong", "left open", "unknown", "not found")


def run(folder: Path, misses: bool = False) -> dict[str, Any]:
    """Shares by outcome over the steps of ``gold/fates.json``."""
    from detente.casefile import Casefile
    from detente.casefile.add import add
    from detente.casefile.ledger.build import build
    from detente.sources.many import find

    gold = _gold(folder)
    with (
        tempfile.TemporaryDirectory() as temporary,
        Casefile.new(Path(temporary) / "crisis.case") as case,
    ):
        add(case, find([folder / "reports.jsonl"]))
        texts = _texts(folder, case)
        with case.reading() as connection:
            entries = build(connection)
    counts = dict.fromkeys(OUTCOMES, 0)
    missed = []
    for step in gold:
        entry = _entry(step, entries, texts)
        fate = None if entry is None else entry.fate or "unknown"
        outcome = _outcome(fate, step["fate"])
        counts[outcome] += 1
        if outcome != "right":
            missed.append(f"{outcome}: {step['id']}: {step['fate']}, got {fate}")
    result: dict[str, Any] = {"steps": len(gold), "entries": len(entries), "counts": counts}
    result["shares"] = {name: count / len(gold) for name, count in counts.items()}
    return result | ({"misses": missed} if misses else {})


def tables(result: dict[str, Any]) -> list[Table]:
    """The shares, and what was missed."""
    table = Table(("fates of the worked crisis", "share", "steps"))
    for name, share in result["shares"].items():
        table.rows.append((name, share, result["counts"][name]))
    table.notes += result.get("misses", [])
    return [table]


def _gold(folder: Path) -> list[dict[str, Any]]:
    path = folder / "gold" / "fates.json"
    if not path.is_file():
        raise BenchmarkError(f"{path}: no such file")
    steps: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return steps


def _texts(folder: Path, case: Any) -> dict[str, tuple[int, str]]:
    """Number and text of each report, by its name in the gold."""
    lines = (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    by_text = {row["text"]: row["id"] for row in map(json.loads, lines)}
    return {by_text[each.report.text]: (each.number, each.report.text) for each in case.reports()}


def _outcome(fate: str | None, gold: str) -> str:
    if fate is None:
        return "not found"
    if fate == gold:
        return "right"
    return {"open": "left open", "unknown": "unknown"}.get(fate, "wrong")


def _entry(step: dict[str, Any], entries: list[Any], texts: dict[str, tuple[int, str]]) -> Any:
    by = set(step["by"])
    for widen in (False, True):
        best, best_rank = None, (False, False, 0)
        for said in step["said"]:
            number, text = texts[said["report"]]
            start = text.index(said["words"])
            end = start + len(said["words"])
            if widen:
                start, end = _sentence(text, start, end)
            for entry in entries:
                if entry.step.by and not entry.step.by & by:
                    continue
                for at in entry.step.tellings:
                    shared = min(end, at.end) - max(start, at.start)
                    rank = (bool(entry.step.by), entry.step.kind == step["kind"], shared)
                    if at.report == number and shared > 0 and rank > best_rank:
                        best, best_rank = entry, rank
        if best is not None:
            return best
    return None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    before = max(text.rfind(mark, 0, start) for mark in (". ", "\n"))
    after = [at for mark in (". ", "\n") if (at := text.find(mark, end)) >= 0]
    return before + 1, min(after, default=len(text))
