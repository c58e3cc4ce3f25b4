"""Role spans and pointers to relations: which source and cue belong to which content."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WordSpan = tuple[int, int]


@dataclass(frozen=True)
class Relation:
    """One attribution, in words: ``content`` in one or more pieces, cue and source where told."""

    content: tuple[WordSpan, ...]
    cue: tuple[WordSpan, ...] = ()
    source: tuple[WordSpan, ...] = ()

    def moved(self, by: int) -> Relation:
        """The same, counted from elsewhere."""

        def move(spans: tuple[WordSpan, ...]) -> tuple[WordSpan, ...]:
            return tuple((a + by, b + by) for a, b in spans)

        return Relation(move(self.content), move(self.cue), move(self.source))


def log_softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


class _Pointing:
    """How much the words of a span point at a word: mean log probability."""

    def __init__(self, scores: NDArray[np.float32]) -> None:
        self.rows = log_softmax(scores)
        self._means: dict[WordSpan, list[float]] = {}

    def __call__(self, span: WordSpan, anchor: int) -> float:
        means = self._means.get(span)
        if means is None:
            means = self.rows[span[0] : span[1]].mean(axis=0).tolist()
            self._means[span] = means
        return means[anchor]


def link(role_spans: list[tuple[int, int, str]], pointers: NDArray[np.float32]) -> list[Relation]:
    """Relations of one window.

    Every word of a relation was taught to point at the relation's anchor: the first word of its
    cue, else of its source, else of its content. A span goes to the anchor at which its words
    point most; two spans with one anchor are pieces of one relation.
    """
    contents = [(a, b) for a, b, role in role_spans if role == "content"]
    if not contents:
        return []
    cues = [(a, b) for a, b, role in role_spans if role == "cue"]
    sources = [(a, b) for a, b, role in role_spans if role == "source"]
    points = _Pointing(pointers)
    anchor_of_cue: dict[WordSpan, int] = {}
    for cue in cues:  # a cue in two pieces: the second points at the first
        options = [cue[0], *(c[0] for c in cues if c != cue)]
        anchor_of_cue[cue] = max(options, key=lambda a: (points(cue, a), a == cue[0]))
    heads = {c[0] for c in cues if anchor_of_cue[c] == c[0]}
    for cue, anchor in anchor_of_cue.items():
        if anchor not in heads:
            anchor_of_cue[cue] = cue[0]
            heads.add(cue[0])
    anchors = sorted(heads)

    source_anchor = {
        s: max([*anchors, s[0]], key=lambda a: (points(s, a), -abs(a - s[0]))) for s in sources
    }
    lone = [s[0] for s, a in source_anchor.items() if a == s[0]]
    found: dict[int, list[WordSpan]] = {}
    for content in contents:
        options = [*anchors, *lone, content[0]]
        best = max(options, key=lambda a: (points(content, a), -abs(a - content[0])))
        found.setdefault(best, []).append(content)

    relations = []
    for anchor, pieces in found.items():
        mine = [s for s, a in source_anchor.items() if a == anchor]
        mine.sort(key=lambda s: -points(s, anchor))
        relations.append(
            Relation(
                tuple(sorted(pieces)),
                tuple(sorted(c for c, a in anchor_of_cue.items() if a == anchor)),
                tuple(mine[:1]),
            )
        )
    return sorted(relations, key=lambda r: r.content[0])
