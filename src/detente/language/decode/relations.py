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


DISTANCE, SENTENCE, ALONE = 0.2, 2.0, 4.0
"""What pointing costs, in log probability: for each word between a span and its anchor's span, for
each sentence boundary between them, and for standing alone. Tuned on 24 articles of PolNeAR's dev
part."""


class _Pointing:
    """How well a span goes with an anchor: how much its words point at it, less the way there."""

    def __init__(self, scores: NDArray[np.float32], sentences: NDArray[np.int64]) -> None:
        self._rows = scores  # no softmax: a span is only compared with itself at other anchors
        self._means: dict[WordSpan, list[float]] = {}
        self._sentence: list[int] = sentences.tolist()

    def __call__(self, span: WordSpan, target: WordSpan) -> float:
        means = self._means.get(span)
        if means is None:
            means = self._rows[span[0] : span[1]].mean(axis=0).tolist()
            self._means[span] = means
        score = means[target[0]]
        if span == target:
            return score - ALONE
        gap = max(0, target[0] - span[1], span[0] - target[1])
        there = self._sentence[target[0]]
        crossed = min(
            abs(there - self._sentence[span[0]]), abs(there - self._sentence[span[1] - 1])
        )
        return score - DISTANCE * gap - SENTENCE * crossed

    def best(self, span: WordSpan, targets: list[WordSpan]) -> WordSpan:
        """The target that a span goes with best; the span itself stands for standing alone."""
        return max([*targets, span], key=lambda t: (self(span, t), -t[0]))

    def shared(self, relation: WordSpan, sources: list[WordSpan]) -> tuple[WordSpan, ...]:
        """The source that a cue without one of its own shares: in its sentence, before it rather
        than after ("Ivanov thanked the hosts, adding that ...")."""
        sentence = self._sentence[relation[0]]
        near = [s for s in sources if self._sentence[s[0]] == sentence]
        near.sort(key=lambda s: (s[0] > relation[0], abs(s[0] - relation[0])))
        return tuple(near[:1])


def link(
    role_spans: list[tuple[int, int, str]],
    pointers: NDArray[np.float32],
    sentences: NDArray[np.int64],
) -> list[Relation]:
    """Relations of one window.

    Every word of a relation was taught to point at the relation's anchor: the first word of its
    cue, else of its source, else of its content. A span goes to the cue (or lone source) at whose
    anchor its words point most; contents of one cue are pieces of one relation. ``sentences``
    numbers the sentence of each word.
    """
    by_role = {
        role: [(a, b) for a, b, r in role_spans if r == role]
        for role in ("source", "cue", "content")
    }
    points = _Pointing(pointers, sentences)
    cues = by_role["cue"]
    goes = {source: points.best(source, cues) for source in by_role["source"]}
    lone = [s for s, target in goes.items() if s == target]
    pieces: dict[WordSpan, list[WordSpan]] = {}
    for content in by_role["content"]:
        pieces.setdefault(points.best(content, [*cues, *lone]), []).append(content)
    relations = []
    for target, contents in pieces.items():
        own = [s for s, t in goes.items() if t == target]
        own.sort(key=lambda s: abs(s[0] - target[0]))
        relations.append(
            Relation(
                tuple(contents),
                (target,) if target in cues else (),
                tuple(own[:1]) or points.shared(target, by_role["source"]),
            )
        )
    return sorted(relations, key=lambda r: r.content[0])
