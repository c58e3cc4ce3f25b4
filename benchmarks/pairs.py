"""Pairs against PLV (Halterman et al.): what a given source does to a given target in a sentence.

PLV counts CONCEDE and RETREAT as one type, YIELD; what is asked for is the likeliest of its fifteen
types, YIELD having the sum of both.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.errors import BenchmarkError
from benchmarks.tables import Table

YIELD = ("CONCEDE", "RETREAT")
QUADS = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1",
    "YIELD": "2", "COOPERATE": "2", "AID": "2",
    "REQUEST": "3", "ACCUSE": "3", "REJECT": "3", "THREATEN": "3",
    "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4",
}  # fmt: skip
"""Quad classes as PLV counts them: its column ``gold_penta``."""


@dataclass(frozen=True)
class Row:
    """One pair of PLV; ``quad`` is its gold class."""

    name: str
    sentence: str
    source: str
    target: str
    type: str
    quad: str


def rows(path: Path) -> Iterator[Row]:
    """The rows of a PLV file, or of every ``.tsv`` file of a folder."""
    files = sorted(path.glob("*.tsv")) if path.is_dir() else [path]
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                try:
                    kind = row["gold_root"]
                    yield Row(
                        f"plv-{row['sentence_id']}",
                        row["sentence"],
                        row["source"],
                        row["target"],
                        "YIELD" if kind in YIELD else kind,
                        row.get("gold_penta") or QUADS.get(kind, ""),
                    )
                except KeyError as error:
                    raise BenchmarkError(f"{file}: not PLV: no column {error}") from error


def as_plv(probabilities: Mapping[Any, float]) -> str:
    """The likeliest of PLV's types."""
    shares = {t: p for t, p in probabilities.items() if t not in YIELD}
    shares["YIELD"] = sum(probabilities[t] for t in YIELD)
    return max(sorted(map(str, shares)), key=lambda t: shares[t])


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> tuple[float, dict[str, list[Any]]]:
    """The mean of the F1 of every gold class, and each class's precision, recall, F1, count."""
    figures: dict[str, list[Any]] = {}
    for kind in sorted(set(gold)):
        pairs = list(zip(gold, found, strict=True))
        right = sum(g == f == kind for g, f in pairs)
        has, said = sum(g == kind for g in gold), sum(f == kind for f in found)
        precision = right / said if said else None
        f1 = 2 * right / (has + said)
        figures[kind] = [precision, right / has, f1, has]
    return sum(f[2] for f in figures.values()) / len(figures), figures


def run(path: Path, only_held_out: bool = False) -> dict[str, Any]:
    """Accuracy, macro F1 over types and over quad classes; ``only_held_out``: only the pairs that
    training leaves out."""
    from detente import code_pairs

    data = list(rows(path))
    if only_held_out:
        from training.corpora import kept_apart

        data = [r for r in data if kept_apart(r.sentence.split())]
    if not data:
        raise BenchmarkError(f"{path}: no pairs found")
    answers = code_pairs((r.sentence, r.source, r.target) for r in data)
    found = [as_plv(dict(a.probabilities)) for a in answers]
    gold = [r.type for r in data]
    types, by_type = macro_f1(gold, found)
    quads, _ = macro_f1([r.quad for r in data], [QUADS[f] for f in found])
    return {
        "pairs": len(data),
        "accuracy": sum(g == f for g, f in zip(gold, found, strict=True)) / len(data),
        "macro_f1": types,
        "quad_macro_f1": quads,
        "types": by_type,
    }


def tables(result: dict[str, Any]) -> list[Table]:
    """The pooled figures, and each type's."""
    pooled = Table(("PLV", "figure"))
    pooled.rows += [
        ["accuracy", result["accuracy"]],
        ["macro F1, types", result["macro_f1"]],
        ["macro F1, quad classes", result["quad_macro_f1"]],
        ["pairs", result["pairs"]],
    ]
    each = Table(("type", "precision", "recall", "f1", "gold"))
    each.rows += [[kind, *figures] for kind, figures in result["types"].items()]
    return [pooled, each]
