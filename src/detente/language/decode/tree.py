"""The best dependency tree of a sentence from the scores of every word as the head of every other.

Chu & Liu 1965, Edmonds 1967: maximum spanning arborescence. Exactly one word is root.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


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
    # A tree for each root, the most promising first, until no other root can do better.
    wide = scores.astype(np.float64)
    as_root = wide.diagonal().copy()
    np.fill_diagonal(wide, -np.inf)
    highest = wide.max(axis=1)
    at_most = highest.sum() - highest + as_root
    words = np.arange(n)
    best, reached = greedy, -np.inf
    for root in np.argsort(-at_most, kind="stable").tolist():
        if at_most[root] <= reached:
            break
        heads = _solve(wide, root)
        value = wide[words, heads][words != root].sum() + as_root[root]
        if value > reached:
            best, reached = heads, value
    return best


def _is_tree(heads: list[int]) -> bool:
    roots = [i for i, h in enumerate(heads) if h == i]
    if len(roots) != 1:
        return False
    state = _states(len(heads), roots[0])
    return not any(_cycle(start, heads, state) for start in range(len(heads)))


NEW, ON_THE_WAY, DONE = range(3)


def _states(nodes: int, root: int) -> list[int]:
    state = [NEW] * nodes
    state[root] = DONE
    return state


def _cycle(start: int, heads: list[int], state: list[int]) -> list[int]:
    """The cycle that the way up from a node runs into; nothing if it leads to the root."""
    path = []
    node = start
    while state[node] == NEW:
        state[node] = ON_THE_WAY
        path.append(node)
        node = heads[node]
    found = path[path.index(node) :] if state[node] == ON_THE_WAY else []
    for visited in path:
        state[visited] = NEW if found else DONE
    return found


@dataclass(frozen=True)
class _Contraction:
    """A cycle for which its first node has stood since. ``heads`` are its nodes' in the cycle; for
    every node outside, ``entered`` is where in the cycle it would enter, ``left`` where it would
    hang."""

    cycle: list[int]
    heads: list[int]
    entered: NDArray[np.int64]
    left: NDArray[np.int64]


def _solve(scores: NDArray[np.float64], root: int) -> list[int]:
    """Heads of the maximum spanning arborescence with this root, which is its own head."""
    s = scores.copy()  # cycles are contracted in place
    heads: list[int] = s.argmax(axis=1).tolist()
    heads[root] = root
    state = _states(len(heads), root)
    contractions: list[_Contraction] = []
    for start in range(len(heads)):
        while cycle := _cycle(start, heads, state):
            contractions.append(_contract(cycle, heads, s))
            for node in cycle[1:]:
                state[node] = DONE
    for contraction in reversed(contractions):
        _expand(contraction, heads)
    return heads


def _contract(cycle: list[int], heads: list[int], s: NDArray[np.float64]) -> _Contraction:
    """Let the first node of a cycle stand for all of it, in heads and scores."""
    inside = [heads[node] for node in cycle]
    entering = s[cycle] - s[cycle, inside][:, None]
    leaving = s[:, cycle]
    done = _Contraction(cycle, inside, entering.argmax(axis=0), leaving.argmax(axis=1))
    first = cycle[0]
    s[first] = entering.max(axis=0)
    s[:, first] = leaving.max(axis=1)
    s[:, cycle[1:]] = -np.inf
    s[first, first] = -np.inf
    members = set(cycle)
    for node, head in enumerate(heads):
        if head in members:
            heads[node] = first
    heads[first] = int(s[first].argmax())
    return done


def _expand(done: _Contraction, heads: list[int]) -> None:
    """Heads of and in a cycle, once those around it are known."""
    first = done.cycle[0]
    above = heads[first]
    for node, head in enumerate(heads):
        if head == first:
            heads[node] = done.cycle[done.left[node]]
    for node, head in zip(done.cycle, done.heads, strict=True):
        heads[node] = head
    heads[done.cycle[done.entered[above]]] = above
