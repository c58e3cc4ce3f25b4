"""Cuts a report into paragraphs of segments, so that nested and overlapping spans can be marked.

HTML elements nest, spans of a record need not. Each segment is a stretch between two neighbouring
boundaries of any spans, and knows every mark that covers it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """A span of the report that shows an entry; ``part`` numbers the spans of one entry.

    A ``minor`` mark, such as a name within a statement, gives way to the others.
    """

    entry: str
    kind: str
    start: int
    end: int
    part: int = 1
    minor: bool = False


@dataclass(frozen=True)
class Segment:
    """A stretch of text, the marks that cover it and those that begin here.

    ``marks`` are in the order in which a reader is likely to mean them: innermost first, minor
    ones last.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()


def paragraphs(text: str, marks: Iterable[Mark]) -> Iterator[tuple[Segment, ...]]:
    """The lines of the text that are not blank, each as segments that make up the line.

    Marks may nest, overlap, repeat and run over several lines; what lies outside the text is cut
    off. A mark begins once, in the first line with words that it covers.
    """
    waiting = sorted(
        (mark for mark in dict.fromkeys(marks) if mark.start < min(mark.end, len(text))),
        key=lambda mark: (mark.start, -mark.end),
    )
    waiting.reverse()
    active: list[Mark] = []
    begun: set[Mark] = set()
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        here: list[Mark] = []
        while waiting and waiting[-1].start < end:
            here.append(waiting.pop())
        active = [mark for mark in (*active, *here) if mark.end > at]
        if line.strip():
            yield tuple(_segments(line, at, active, begun))
        at = end + 1


def _segments(line: str, offset: int, marks: Sequence[Mark], begun: set[Mark]) -> Iterator[Segment]:
    """The line cut at every boundary of the marks, which are in the order of their starts."""
    end = offset + len(line)
    cuts = {offset, end}
    cuts.update(edge for mark in marks for edge in (mark.start, mark.end) if offset < edge < end)
    edges = sorted(cuts)
    upcoming = list(reversed(marks))
    covering: list[tuple[int, int, Mark]] = []
    for start, stop in pairwise(edges):
        while upcoming and upcoming[-1].start <= start:
            mark = upcoming.pop()
            heappush(covering, (mark.end, len(upcoming), mark))
        while covering and covering[0][0] <= start:
            heappop(covering)
        over = sorted((mark for _, _, mark in covering), key=_innermost)
        begins = tuple(mark for mark in reversed(over) if mark not in begun)
        begun.update(begins)
        yield Segment(line[start - offset : stop - offset], tuple(over), begins)


def _innermost(mark: Mark) -> tuple[bool, int, int, str, int]:
    return mark.minor, mark.end - mark.start, mark.start, mark.entry, mark.part
