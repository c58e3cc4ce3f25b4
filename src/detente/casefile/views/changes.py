"""Where the level of a series changes.

The levels are those that fit best by least squares at a price for each change, found exactly by
optimal partitioning (Jackson and others 2005, "An algorithm for optimal partitioning of data on an
interval", IEEE Signal Processing Letters 12). The price is 3 s² log n, the modified Bayesian
criterion of Zhang and Siegmund (2007, Biometrics 63) without its small terms; s², the noise, is
half the mean square of differences between neighbours (von Neumann 1941), which a few changes of
level hardly raise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import fsum, inf, log

LEAST = 3
"""No level is shorter than so many periods: a single bad day is no change."""
_PRICE = 3.0


@dataclass(frozen=True)
class Level:
    """From period ``start`` to ``end`` (exclusive) the series lies about ``mean``."""

    start: int
    end: int
    mean: float


def levels(values: Sequence[float], least: int = LEAST) -> list[Level]:
    """The levels of a series, first to last; one if it does not change."""
    n = len(values)
    if n == 0:
        return []
    squares = sum((after - before) ** 2 for before, after in pairwise(values))
    noise = squares / (n - 1) / 2 if n > 1 else 0.0
    ends = [n] if n < 2 * least or noise == 0 else _ends(values, _PRICE * noise * log(n), least)
    return [
        Level(start, end, fsum(values[start:end]) / (end - start))
        for start, end in pairwise([0, *ends])
    ]


def _ends(values: Sequence[float], price: float, least: int) -> list[int]:
    """Where the levels end. In plain Python, for a few hundred periods take less time than loading
    a library."""
    n = len(values)
    sums = [0.0, *accumulate(values)]
    squares = [0.0, *accumulate(value * value for value in values)]
    best = [-price] + [inf] * n
    before = [0] * (n + 1)
    starts = [0]
    for end in range(least, n + 1):
        here, square = sums[end], squares[end]
        totals = [best[s] + square - squares[s] - (here - sums[s]) ** 2 / (end - s) for s in starts]
        least_of_all = min(totals)
        best[end] = least_of_all + price
        before[end] = starts[totals.index(least_of_all)]
        if end - least + 1 >= least:
            starts.append(end - least + 1)
    found = [n]
    while before[found[-1]] > 0:
        found.append(before[found[-1]])
    return found[::-1]
