"""How well mentions are put into groups: MUC, B3, CEAFe, and their mean, the CoNLL score.

Definitions are those of the reference scorer (Pradhan et al., ACL 2014) for mentions that are
given: both sides group the same mentions, single mentions are groups of one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeAlias

Mention: TypeAlias = Hashable
Figures: TypeAlias = dict[str, float]
"""``precision``, ``recall``, ``f1``."""


def score(
    gold: Mapping[Mention, Hashable], found: Mapping[Mention, Hashable]
) -> dict[str, Figures]:
    """Figures by measure: ``muc``, ``b3``, ``ceafe``, ``conll`` (only ``f1``), and ``pairs``, the
    share of right pairs. Each side tells the group of every mention; raises ``ValueError`` where
    they are not of the same mentions."""
    if gold.keys() != found.keys():
        raise ValueError("gold and found do not group the same mentions")
    shared = Counter((gold[m], found[m]) for m in gold)
    gold_sizes, found_sizes = Counter(gold.values()), Counter(found.values())
    result = {
        "muc": _muc(shared, gold_sizes, found_sizes),
        "b3": _b3(shared, gold_sizes, found_sizes),
        "ceafe": _ceafe(shared, gold_sizes, found_sizes),
        "pairs": _pairs(shared, gold_sizes, found_sizes),
    }
    mean = sum(result[name]["f1"] for name in ("muc", "b3", "ceafe")) / 3
    return result | {"conll": {"f1": mean}}


Shared: TypeAlias = Mapping[tuple[Hashable, Hashable], int]
Sizes: TypeAlias = Mapping[Hashable, int]


def _figures(precision: tuple[float, float], recall: tuple[float, float]) -> Figures:
    p = precision[0] / precision[1] if precision[1] else 0.0
    r = recall[0] / recall[1] if recall[1] else 0.0
    return {"precision": p, "recall": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}


def _muc(shared: Shared, gold: Sizes, found: Sizes) -> Figures:
    """Links that need not be added or cut (Vilain et al., 1995)."""

    def links(side: int, sizes: Sizes) -> tuple[float, float]:
        pieces = Counter(pair[side] for pair in shared)
        return (
            sum(size - pieces[group] for group, size in sizes.items()),
            sum(size - 1 for size in sizes.values()),
        )

    return _figures(links(1, found), links(0, gold))


def _b3(shared: Shared, gold: Sizes, found: Sizes) -> Figures:
    """The share of each mention's group that is right (Bagga & Baldwin, 1998)."""
    total = float(sum(gold.values()))
    precision = sum(n * n / found[f] for (_, f), n in shared.items())
    recall = sum(n * n / gold[g] for (g, _), n in shared.items())
    return _figures((precision, total), (recall, total))


def _pairs(shared: Shared, gold: Sizes, found: Sizes) -> Figures:
    """Pairs of mentions that are in one group on both sides."""

    def pairs(sizes: Mapping[Hashable, int] | Shared) -> float:
        return sum(n * (n - 1) / 2 for n in sizes.values())

    return _figures((pairs(shared), pairs(found)), (pairs(shared), pairs(gold)))


def _ceafe(shared: Shared, gold: Sizes, found: Sizes) -> Figures:
    """Likeness of groups matched one to one as well as can be (Luo, 2005, entity-based)."""
    total = 0.0
    for rows, columns in _connected(shared):
        likeness = [
            [2 * shared.get((g, f), 0) / (gold[g] + found[f]) for f in columns] for g in rows
        ]
        total += best_sum(likeness)
    return _figures((total, len(found)), (total, len(gold)))


def _connected(shared: Shared) -> list[tuple[list[Hashable], list[Hashable]]]:
    """Gold and found groups that hang together by common mentions: each such part is matched by
    itself."""
    edges: dict[tuple[int, Hashable], list[tuple[int, Hashable]]] = defaultdict(list)
    for g, f in shared:
        edges[0, g].append((1, f))
        edges[1, f].append((0, g))
    seen: set[tuple[int, Hashable]] = set()
    parts = []
    for start in edges:
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for node in part:
            for other in edges[node]:
                if other not in seen:
                    seen.add(other)
                    part.append(other)
        parts.append(([n for side, n in part if not side], [n for side, n in part if side]))
    return parts


def best_sum(values: Sequence[Sequence[float]]) -> float:
    """The greatest sum of one-to-one choices from a matrix (Hungarian method, shortest augmenting
    paths)."""
    if len(values) > len(values[0]):
        values = list(zip(*values, strict=True))
    rows, columns = len(values), len(values[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken_by = [0] * (columns + 1)  # row that has the column; 0 is none, rows and columns from 1
    for row in range(1, rows + 1):
        taken_by[0], at = row, 0
        least, before = [float("inf")] * (columns + 1), [0] * (columns + 1)
        done = [False] * (columns + 1)
        while taken_by[at]:
            done[at] = True
            here, step, after = taken_by[at], float("inf"), 0
            for column in range(1, columns + 1):
                if done[column]:
                    continue
                cost = -values[here - 1][column - 1] - row_price[here] - column_price[column]
                if cost < least[column]:
                    least[column], before[column] = cost, at
                if least[column] < step:
                    step, after = least[column], column
            for column in range(columns + 1):
                if done[column]:
                    row_price[taken_by[column]] += step
                    column_price[column] -= step
                else:
                    least[column] -= step
            at = after
        while at:
            taken_by[at] = taken_by[before[at]]
            at = before[at]
    chosen = ((taken_by[c], c) for c in range(1, columns + 1) if taken_by[c])
    return sum(values[r - 1][c - 1] for r, c in chosen)
