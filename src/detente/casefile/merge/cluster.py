"""Judgements of pairs -> groups: what is one happening.

Agglomerative clustering with average links: two groups become one while the mean score between
their members is high enough, so that a chain of weak links joins nothing. A pair that was never
compared counts as little alike. What a person judged is kept: positive pairs are together, negative
ones never, whatever the scores; where people contradict each other, the later judgement holds.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

TOGETHER = 0.5
"""Mean score from which on groups are one."""
UNSEEN = 0.1
"""Score of a pair that was not compared, or judged so unlike that it was not kept."""

Pair = tuple[int, int]


@dataclass(frozen=True)
class Judged:
    """What a person said of two members; ``at`` puts judgements into their order."""

    left: int
    right: int
    same: bool
    at: int = 0


def groups(
    members: Iterable[int],
    scores: Mapping[Pair, float],
    judged: Sequence[Judged] = (),
    together: float = TOGETHER,
) -> list[list[int]]:
    """The groups, each in order, in the order of their first members. ``scores`` are of pairs in
    order (smaller first)."""
    parts, apart = _as_judged(sorted(set(members)), judged)
    return _Clustering(parts, scores, apart, together).run()


def _as_judged(members: list[int], judged: Sequence[Judged]) -> tuple[list[list[int]], set[Pair]]:
    """The groups that people made, and the pairs that they told apart. The latest judgement comes
    first: an earlier one that contradicts it is passed over."""
    own = {member: [member] for member in members}
    apart: set[Pair] = set()
    for each in sorted(judged, key=lambda j: -j.at):
        if each.left not in own or each.right not in own or each.left == each.right:
            continue
        one, other = own[each.left], own[each.right]
        if not each.same:
            if one is not other:
                apart.add(_pair(each.left, each.right))
        elif one is not other and not any(_pair(a, b) in apart for a in one for b in other):
            one.extend(other)
            for member in other:
                own[member] = one
    return [own[m] for m in members if own[m][0] == m], apart


class _Clustering:
    def __init__(
        self,
        parts: list[list[int]],
        scores: Mapping[Pair, float],
        apart: set[Pair],
        together: float,
    ) -> None:
        self.parts: dict[int, list[int]] = {min(part): sorted(part) for part in parts}
        self.together = together
        home = {member: name for name, part in self.parts.items() for member in part}
        # Between two groups: how much the compared pairs exceed one that was not compared.
        self.more: dict[int, dict[int, float]] = {name: {} for name in self.parts}
        for (a, b), value in sorted(scores.items()):
            if a in home and b in home and home[a] != home[b]:
                self._add(home[a], home[b], value - UNSEEN)
        self.apart: dict[int, set[int]] = {name: set() for name in self.parts}
        for a, b in apart:
            self.apart[home[a]].add(home[b])
            self.apart[home[b]].add(home[a])

    def run(self) -> list[list[int]]:
        queue = [(-self._mean(a, b), a, b) for a in self.parts for b in self.more[a] if a < b]
        heapq.heapify(queue)
        while queue:
            minus, a, b = heapq.heappop(queue)
            if -minus < self.together:
                break
            if a not in self.parts or b not in self.parts or -minus != self._mean(a, b):
                continue  # of a state that is no more
            if b in self.apart[a]:
                continue
            self._join(a, b)
            for other in self.more[a]:
                heapq.heappush(queue, (-self._mean(a, other), *_pair(a, other)))
        return [self.parts[name] for name in sorted(self.parts)]

    def _mean(self, a: int, b: int) -> float:
        size = len(self.parts[a]) * len(self.parts[b])
        return round(UNSEEN + self.more[a].get(b, 0.0) / size, 9)

    def _add(self, a: int, b: int, more: float) -> None:
        self.more[a][b] = self.more[b][a] = self.more[a].get(b, 0.0) + more

    def _join(self, a: int, b: int) -> None:
        """The second group goes into the first."""
        self.parts[a] = sorted(self.parts[a] + self.parts.pop(b))
        for other, more in sorted(self.more.pop(b).items()):
            del self.more[other][b]
            if other != a:
                self._add(a, other, more)
        for other in self.apart.pop(b):
            self.apart[other].discard(b)
            self.apart[other].add(a)
            self.apart[a].add(other)


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
