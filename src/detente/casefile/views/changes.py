"""Where the level of a series changes.

The levels are those that fit best by least squares at a price for each change, found exactly by
PELT (Killick, Fearnhead and Eckley 2012, "Optimal detection of changepoints with a linear
computational cost", JASA 107). The price is 3 s² log n, the modified Bayesian criterion of Zhang
and Siegmund (2007, Biometrics 63) without its small terms; s², the noise, is half the mean square
of differences between neighbours (von Neumann 1941), which a few changes of level hardly raise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

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
    series = np.asarray(values, float)
    n = len(series)
    if n == 0:
        return []
    noise = float(np.mean(np.diff(series) ** 2)) / 2 if n > 1 else 0.0
    ends = [n] if n < 2 * least or noise == 0 else _ends(series, _PRICE * noise * np.log(n), least)
    starts = [0, *ends[:-1]]
    return [
        Level(start, end, float(series[start:end].mean()))
        for start, end in zip(starts, ends, strict=True)
    ]


def _ends(
    series: np.ndarray[tuple[int], np.dtype[np.float64]], price: float, least: int
) -> list[int]:
    n = len(series)
    sums = np.concatenate(([0.0], np.cumsum(series)))
    squares = np.concatenate(([0.0], np.cumsum(series**2)))
    best = np.full(n + 1, np.inf)
    best[0] = -price
    before = np.zeros(n + 1, int)
    starts = np.array([0])
    for end in range(least, n + 1):
        length = end - starts
        cost = squares[end] - squares[starts] - (sums[end] - sums[starts]) ** 2 / length
        total = best[starts] + cost
        chosen = int(np.argmin(total))
        best[end], before[end] = total[chosen] + price, starts[chosen]
        starts = starts[total <= best[end]]
        if end - least + 1 >= least:
            starts = np.append(starts, end - least + 1)
    found = [n]
    while before[found[-1]] > 0:
        found.append(int(before[found[-1]]))
    return found[::-1]
