"""The best dependency tree of a sentence from the scores of every word as the head of every other.

Chu & Liu 1965, Edmonds 1967: maximum spanning arborescence, with exactly one root.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
IMPOSSIBLE = -1e9


def best_tree(scores: Scores) -> list[int]:
    """Heads of the words of one sentence; the root is its own head.

    ``scores[d, h]`` is the score of ``h`` as the head of ``d``, ``scores[d, d]`` of ``d`` as root.
    """
    n = len(scores)
    if n == 1:
        return [0]
    greedy: list[int] = scores.argmax(axis=1).tolist()
    if _is_tree(greedy):
        return greedy
    # One root only (de Lhoneux & Nivre): the greedy choice is nearly always the right root.
    roots = [i for i, h in enumerate(greedy) if h == i] or [int(scores.diagonal().argmax())]
    best: list[int] = []
    best_score = -np.inf
    for root in sorted(roots, key=lambda r: -float(scores[r, r]))[:4]:
        heads = _arborescence(scores, root)
        total = float(scores[np.arange(n), heads].sum())
        if total > best_score:
            best, best_score = heads, total
    return best


def _is_tree(heads: list[int]) -> bool:
    roots = [i for i, h in enumerate(heads) if h == i]
    return len(roots) == 1 and not _cycle(heads, roots[0])


def _cycle(heads: list[int], root: int) -> list[int]:
    """Some cycle of the graph, or nothing."""
    state = [0] * len(heads)
    state[root] = 2
    for start in range(len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for visited in path:
            state[visited] = 2
    return []


def _arborescence(scores: Scores, root: int) -> list[int]:
    s = scores.astype(np.float64)
    np.fill_diagonal(s, IMPOSSIBLE)
    s[root, :] = IMPOSSIBLE
    s[root, root] = 0
    return _solve(s, root)


def _solve(s: NDArray[np.float64], root: int) -> list[int]:
    heads: list[int] = s.argmax(axis=1).tolist()
    heads[root] = root
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    n = len(s)
    inside = set(cycle)
    outside = [i for i in range(n) if i not in inside]
    place = {old: new for new, old in enumerate(outside)}
    c = len(outside)
    small = np.full((c + 1, c + 1), IMPOSSIBLE)
    small[:c, :c] = s[np.ix_(outside, outside)]
    rows = np.array(cycle)
    kept = s[rows, [heads[i] for i in cycle]]
    entering = s[np.ix_(rows, outside)] - kept[:, None]
    enter_at = entering.argmax(axis=0)
    small[c, :c] = entering.max(axis=0)
    leaving = s[np.ix_(outside, rows)]
    leave_from = leaving.argmax(axis=1)
    small[:c, c] = leaving.max(axis=1)
    small[place[root], place[root]] = 0
    solved = _solve(small, place[root])
    result = [0] * n
    for new, old in enumerate(outside):
        head = solved[new]
        result[old] = cycle[int(leave_from[new])] if head == c else outside[head]
    for node in cycle:
        result[node] = heads[node]
    source = solved[c]
    result[cycle[int(enter_at[source])]] = outside[source]
    result[root] = root
    return result
