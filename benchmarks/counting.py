"""Right, found and gold: what every scorer here counts, and how it pairs found with gold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Span = tuple[int, int]
"""Offsets of the first character and of the one after the last."""

_WORD = re.compile(r"\w+")


@dataclass
class Counts:
    """Sums over documents. Precision is right / found, recall right / gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, right: int, found: int, gold: int) -> None:
        """Add one document's counts."""
        self.right += right
        self.found += found
        self.gold += gold

    def figures(self) -> dict[str, float | int | None]:
        """Precision, recall and F1 in 0..1, and the counts behind them. A figure that nothing
        stands behind (no gold, nothing found) is ``None``; F1 is then 0 if there was any gold."""
        precision = self.right / self.found if self.found else None
        recall = self.right / self.gold if self.gold else None
        f1: float | None = 0.0 if self.gold else None
        if precision and recall:
            f1 = 2 * precision * recall / (precision + recall)
        return {
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "right": self.right,
            "found": self.found,
            "gold": self.gold,
        }


def word_starts(text: str, spans: Iterable[Span]) -> set[int]:
    """The words that spans cover, each by its first offset; punctuation does not count."""
    return {start + m.start() for start, end in spans for m in _WORD.finditer(text[start:end])}


def jaccard(a: set[int] | set[str], b: set[int] | set[str]) -> float:
    """Shared by all; 0 where there is nothing at all."""
    return len(a & b) / len(a | b) if a or b else 0.0


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def pair_up(scores: Mapping[Span, float], floor: float) -> list[Span]:
    """One-to-one pairs ``(gold, found)`` of at least ``floor``, the best score first; of equal
    scores, the one that ``scores`` lists first."""
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for (gold, found), value in sorted(scores.items(), key=lambda item: -item[1]):
        if value >= floor and gold not in taken_gold and found not in taken_found:
            taken_gold.add(gold)
            taken_found.add(found)
            pairs.append((gold, found))
    return pairs
