"""The best dependency tree of a sentence from the scores of every word as the head of every other.

Chu & Liu 1965, Edmonds 1967: maximum spanning arborescence, with exactly one root.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
IMPOSSIBLE = -1e12


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
    wide = np.full((n + 1, n + 1), IMPOSSIBLE)  # the last row and column: a root above the words
    wide[:n, :n] = scores
    np.fill_diagonal(wide, IMPOSSIBLE)
    wide[:n, n] = scores.diagonal()
    heads = _solve(wide, n)
    if heads[:n].count(n) > 1:
        # With all root edges lowered by more than any two trees can differ, the best tree has one
        # root and is the best of those that have (Stanojević & Cohen 2021).
        wide[:n, n] -= 2.0 * n * float(np.abs(scores).max() + 1)
        heads = _solve(wide, n)
    return [i if heads[i] == n else heads[i] for i in range(n)]


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


def _solve(s: NDArray[np.float64], root: int) -> list[int]:
    """Heads of the maximum spanning arborescence with this root, which is its own head."""
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
    rows, others = np.array(cycle), np.array(outside)
    small[:c, :c] = s[others][:, others]
    kept = s[rows, [heads[i] for i in cycle]]
    entering = s[rows][:, others] - kept[:, None]
    enter_at = entering.argmax(axis=0)
    small[c, :c] = entering.max(axis=0)
    leaving = s[others][:, rows]
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
