"""Tag scores to spans: the best BIO sequence in which no I- stands without its beginning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FORBIDDEN = -1e6


@lru_cache(maxsize=16)
def _inside(tags: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Each tag inside a span, after the tag that begins such a span."""
    return tuple((b, i) for i, b in enumerate(_begins(tags).tolist()) if b != i)


@lru_cache(maxsize=16)
def _begins(tags: tuple[str, ...]) -> NDArray[np.int64]:
    """For each tag the tag that opens its span (itself for O and B-)."""
    index = {t: i for i, t in enumerate(tags)}
    return np.array([index["B-" + t[2:]] if t.startswith("I-") else i for i, t in enumerate(tags)])


def viterbi(
    scores: NDArray[np.float32], tags: tuple[str, ...], stay: float = 0.0
) -> NDArray[np.int64]:
    """Best allowed sequence of tag numbers for ``scores`` (words, tags: log probabilities).

    ``stay`` is the bonus of each step that goes on with the same span or with none: spans of many
    words, such as quotations, come out whole.
    """
    inside = _inside(tags)
    rows = scores.tolist()
    total = [FORBIDDEN if tag.startswith("I-") else rows[0][j] for j, tag in enumerate(tags)]
    back: list[list[int]] = []
    for row in rows[1:]:
        top = max(total)
        best = total.index(top)
        came = [best] * len(tags)
        reached = [top + score for score in row]
        if total[0] + stay > top:
            came[0], reached[0] = 0, total[0] + stay + row[0]
        for begun, j in inside:
            source = j if total[j] > total[begun] else begun
            came[j], reached[j] = source, total[source] + stay + row[j]
        back.append(came)
        total = reached
    path = [total.index(max(total))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return np.array(path[::-1], np.int64)


def best_tags(scores: NDArray[np.float32], tags: tuple[str, ...]) -> NDArray[np.int64]:
    """As ``viterbi``, but searched only where the word-by-word best is not already allowed.

    A stretch between two words whose best tag is O is independent of the rest, so the result is
    the best sequence up to changes of those O.
    """
    path: NDArray[np.int64] = scores.argmax(axis=1)
    begins = _begins(tags)
    before = np.concatenate([[0], path[:-1]])
    inside = begins[path] != path
    broken = inside & (begins[before] != begins[path])
    if not broken.any():
        return path
    outside = np.flatnonzero(path == 0)
    done = -1
    for at in np.flatnonzero(broken):
        if at <= done:
            continue
        k = int(np.searchsorted(outside, at))
        start = int(outside[k - 1]) + 1 if k else 0
        end = int(outside[k]) if k < len(outside) else len(path)
        start = max(start - 1, 0)
        path[start:end] = viterbi(scores[start:end], tags)
        done = end
    return path


def spans(path: Sequence[int], tags: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """``(first word, word after the last, label)`` of each span in a tag sequence."""
    result: list[tuple[int, int, str]] = []
    start = -1
    for i, number in enumerate([*path, 0]):
        tag = tags[number]
        if tag.startswith("I-") and start >= 0:
            continue
        if start >= 0:
            result.append((start, i, tags[path[start]][2:]))
            start = -1
        if tag.startswith("B-"):
            start = i
    return result
