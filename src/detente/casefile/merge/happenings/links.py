"""Average-link clustering of a whole matrix of likeness."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def average_links(likeness: NDArray[np.float64], together: float) -> list[int]:
    """The group of each row, numbered in the order of their first members. The two groups most
    alike become one while the mean likeness between their members is ``together`` or more; of
    equals the first."""
    n = len(likeness)
    sums = likeness.astype(np.float64).copy()
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(n)
    group = list(range(n))
    best = sums.copy()
    while n > 1:
        row, column = divmod(int(best.argmax()), n)
        if not best[row, column] >= together:
            break
        keep, go = min(row, column), max(row, column)
        sums[keep] += sums[go]
        sums[:, keep] = sums[keep]
        sums[keep, keep] = -np.inf
        sums[go] = sums[:, go] = -np.inf
        sizes[keep] += sizes[go]
        best[go] = best[:, go] = -np.inf
        best[keep] = sums[keep] / (sizes * sizes[keep])
        best[:, keep] = best[keep]
        group = [keep if g == go else g for g in group]
    number: dict[int, int] = {}
    return [number.setdefault(g, len(number)) for g in group]
