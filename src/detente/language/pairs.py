"""The words of a sentence that name the two parties of a pair."""

from __future__ import annotations

import re
from collections.abc import Sequence

Spans = list[tuple[int, int]]


def occurrences(text: str, party: str) -> Spans:
    """Every place in ``text`` where ``party`` stands as whole words: as it is written, else in
    another casing or with other white space. Empty where it does not."""
    words = party.split()
    if not words:
        return []
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
    found = re.finditer(pattern, text)
    spans = [m.span() for m in found]
    return spans or [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]


def marks(words: Sequence[tuple[int, int]], source: Spans, target: Spans) -> list[int]:
    """An index into ``pieces.MARKS`` for each word (its character offsets). Where the two overlap,
    as in *the president* and *the president's party*, the shorter is marked in the longer."""
    result = [0] * len(words)
    sides = [(1, source), (2, target)]
    for mark, spans in sorted(sides, key=lambda side: -max((b - a for a, b in side[1]), default=0)):
        for k, (begin, end) in enumerate(words):
            if any(begin < b and end > a for a, b in spans):
                result[k] = mark
    return result
