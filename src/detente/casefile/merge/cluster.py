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
    return groups_within(members, scores, judged, {}, together)[0]


def groups_within(
    members: Iterable[int],
    scores: Mapping[Pair, float],
    judged: Sequence[Judged],
    outside: Mapping[int, float],
    together: float = TOGETHER,
) -> tuple[list[list[int]], list[list[int]]]:
    """The groups of all members there are that some of them make, as far as these tell: first those
    that are sure, then what may hang together with others. ``outside`` is the highest score of a
    member with one that is not given; who are together by a person's judgement must all be given.

    Two groups that become one are never more like a third than the liker of them was. So nothing
    from outside can reach a group before the mean that it is joined at has sunk to its highest
    score with outside, or to its mean with a group that something may have reached.
    """
    parts, apart = _as_judged(sorted(set(members)), judged)
    return _Clustering(parts, scores, apart, outside, together).run()


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
        outside: Mapping[int, float],
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
        self.outside: dict[int, float] = {}
        for member, value in outside.items():
            name = home[member]
            self.outside[name] = max(value, self.outside.get(name, 0.0))
        self.reached: set[int] = set()
        """Groups that something from outside may have come to."""

    def run(self) -> tuple[list[list[int]], list[list[int]]]:
        # Of two equal scores that from outside comes first: it may have been the one.
        queue = [(-self._mean(a, b), 1, a, b) for a in self.parts for b in self.more[a] if a < b]
        queue += [(-value, 0, name, name) for name, value in self.outside.items()]
        heapq.heapify(queue)
        while queue:
            minus, within, a, b = heapq.heappop(queue)
            if -minus < self.together:
                break
            if not within:
                if self.outside.get(a) == -minus:
                    self.reached.add(a)
                continue
            if a not in self.parts or b not in self.parts or -minus != self._mean(a, b):
                continue  # of a state that is no more
            if b in self.apart[a]:
                continue
            if self.reached & {a, b}:
                self.reached |= {a, b}
                continue
            self._join(a, b)
            if a in self.outside:
                heapq.heappush(queue, (-self.outside[a], 0, a, a))
            for other in self.more[a]:
                heapq.heappush(queue, (-self._mean(a, other), 1, *_pair(a, other)))
        names = sorted(self.parts)
        return (
            [self.parts[name] for name in names if name not in self.reached],
            [self.parts[name] for name in names if name in self.reached],
        )

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
        if b in self.outside:
            self.outside[a] = max(self.outside.pop(b), self.outside.get(a, 0.0))


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
