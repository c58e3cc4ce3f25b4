"""``python -m training.calibrate DATA GOLD...``: fit the confidence of events on labelled ones.

Labelled are the events of gold records (right: located and of the right type or a defensible one)
and, of the pairs that training leaves out, each event between the parties of a pair (right: of the
pair's type). Prints the weights for ``coding/data/confidence.yaml`` and the reliability on what the
curve was not fitted on: five folds, each left out in turn.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import numpy as np
from benchmarks.record_scores import right_commitments, right_events
from benchmarks.records import gold_reports
from numpy.typing import NDArray

from detente.coding.confidence import grounds_of, weights
from detente.language.pairs import Spans, occurrences
from detente.language.words import Words, words_of
from detente.reader import code, pipeline
from detente.record import Event, Record
from detente.sources.reports import make_report
from training.corpora import kept_apart
from training.pairs import named_pairs

RIDGE, ROUNDS, FOLDS, BINS = 1.0, 50, 5, (0.0, 0.4, 0.55, 0.7, 0.85, 1.0)
Row = tuple[dict[str, float], bool]
Array = NDArray[np.float64]


def of_gold(folders: list[Path]) -> Iterator[Row]:
    """Events of gold reports."""
    for report in gold_reports(folders):
        record, words = _read(report.text, report.day)
        right, excused = right_events(report.gold, record)
        for n, event in enumerate(record.events):
            if n not in excused:
                yield grounds_of(event, words).features(), n in right


def commitments_of_gold(folders: list[Path]) -> Iterator[Row]:
    """Commitments of gold reports, with what the plain rule says of them."""
    plain = {**weights(), "commitments": {"bias": 0.0, "rule": 1.0}}
    with patch("detente.coding.commitments.confidence.weights", lambda: plain):
        for report in gold_reports(folders):
            record, _ = _read(report.text, report.day)
            right = right_commitments(report.gold, record)
            for n, commitment in enumerate(record.commitments):
                sure = commitment.confidence or 0.5
                yield {"rule": float(np.log(sure / (1 - sure)))}, n in right


def of_pairs(data: Path) -> Iterator[Row]:
    """Events between the two parties of a labelled pair."""
    for _, sentence, source, target, kind in named_pairs(data):
        if not kept_apart(sentence.split()):
            continue
        record, words = _read(sentence, None)
        for event in record.events:
            if _between(
                record, event, occurrences(sentence, source), occurrences(sentence, target)
            ):
                yields = kind == "YIELD" and event.type in ("CONCEDE", "RETREAT")
                yield grounds_of(event, words).features(), yields or event.type == kind


def _read(text: str, day: str | None) -> tuple[Record, Words]:
    report = make_report(text, day, force=True)
    doc = pipeline()(text)
    return code(doc, report), words_of(doc)


def _between(record: Record, event: Event, source: Spans, target: Spans) -> bool:
    actors = {a.id: a for a in record.actors}

    def named(ids: tuple[str, ...], spans: Spans) -> bool:
        mentions = [m for i in ids for m in actors[i].mentions]
        return any(m.start < b and m.end > a for m in mentions for a, b in spans)

    return named(event.actors, source) and (not event.recipients or named(event.recipients, target))


def fit(rows: list[Row]) -> dict[str, float]:
    """Logistic regression with a small ridge, by Newton's method."""
    names = ["bias", *rows[0][0]]
    x = np.array([[1.0, *features.values()] for features, _ in rows])
    y = np.array([float(right) for _, right in rows])
    w = np.zeros(len(names))
    penalty = RIDGE * np.eye(len(names))
    penalty[0, 0] = 0
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x.T * (p * (1 - p))) @ x + penalty
        w = w - np.linalg.solve(hessian, x.T @ (p - y) + penalty @ w)
    return {name: round(float(v), 3) for name, v in zip(names, w, strict=True)}


def chance(weights: dict[str, float], features: dict[str, float]) -> float:
    """The curve's value."""
    total = weights["bias"] + sum(weights[k] * v for k, v in features.items())
    return float(1 / (1 + np.exp(-total)))


def reliability(rows: list[Row]) -> Iterator[tuple[float, float, int]]:
    """Mean confidence, share that is right, and count of each bin, on rows not fitted on."""
    told = []
    for fold in range(FOLDS):
        weights = fit([r for n, r in enumerate(rows) if n % FOLDS != fold])
        told += [(chance(weights, f), y) for n, (f, y) in enumerate(rows) if n % FOLDS == fold]
    for low, high in pairwise(BINS):
        inside = [(p, y) for p, y in told if low <= p < high or (high == 1.0 and p == 1.0)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            yield mean, sum(y for _, y in inside) / len(inside), len(inside)


def main() -> None:
    """Print weights and reliability."""
    data, *gold = map(Path, sys.argv[1:])
    told = {
        "events": [*of_gold(gold), *of_pairs(data)],
        "commitments": list(commitments_of_gold(gold)),
    }
    rng = np.random.default_rng(0)
    for name, found in told.items():
        rows = [found[i] for i in rng.permutation(len(found))]
        print(f"# {name}: {len(rows)}, {sum(y for _, y in rows)} right")
        print(fit(rows))
        for mean, share, count in reliability(rows):
            print(f"| {mean:.2f} | {share:.2f} | {count} |")


if __name__ == "__main__":
    main()
