"""What a judgement points at: words of a report, which stay when the report is read anew.

An anchor is ``KEY:START-END``: the report's key and a span of its text. An entry of a later reading
is the same when its words overlap the anchor's the most.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Anchor(NamedTuple):
    """A stretch of a report, ``report`` being its key."""

    report: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.report}:{self.start}-{self.end}"


def parse(anchor: str) -> Anchor:
    """The anchor that a text stands for; raises ``ValueError`` if it is none."""
    report, _, span = anchor.rpartition(":")
    start, _, end = span.partition("-")
    return Anchor(report, int(start), int(end))


def nearest(anchor: Anchor, spans: Iterable[tuple[int, int, int]]) -> int | None:
    """Which of the entries (id, start, end) of the anchor's report has its words: the one that
    shares most of them, the first of several; ``None`` if none shares any."""
    best, shared = None, 0
    for entry, start, end in spans:
        common = min(end, anchor.end) - max(start, anchor.start)
        if common > shared:
            best, shared = entry, common
    return best
