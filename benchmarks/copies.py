"""Near-duplicates found among real reports, on copies made by cutting, reordering and re-heading.

Each chosen report gets a copy: a stretch of its sentences (a third of them up to all), in another
order or not, under another heading. Found is a copy that the casefile's rule joins with its report;
false is any other pair of the reports that it joins.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.errors import BenchmarkError
from benchmarks.tables import Table

CHOSEN, SEED = 300, 20220215
SHARES = (1.0, 0.7, 0.5, 0.33)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def run(path: Path) -> dict[str, Any]:
    """Shares found by how much of the report was kept, and false pairs of 1,000 reports."""
    from detente.casefile.copies import ENOUGH, SHORTEST, bands, is_near, runs

    texts = _texts(path)
    if len(texts) < 2:
        raise BenchmarkError(f"{path}: no reports")
    sets = [runs(text) for text in texts]
    banded = [set(bands(found)) for found in sets]
    chosen = random.Random(SEED)
    long = [n for n, found in enumerate(sets) if len(found) >= 10 * SHORTEST]
    picked = chosen.sample(long, min(CHOSEN, len(long)))
    result: dict[str, Any] = {"reports": len(texts), "copies": len(picked), "found": {}}
    for share in SHARES:
        hits = 0
        for number in picked:
            text = _copied(texts[number], share, chosen)
            copy = runs(text)
            candidate = not banded[number].isdisjoint(bands(copy))
            both = copy, sets[number]
            hits += candidate and is_near(text, texts[number], both, ENOUGH)
        result["found"][str(share)] = hits / len(picked)
    joined = [
        (a, b)
        for a, b in _candidates(banded)
        if is_near(texts[a], texts[b], (sets[a], sets[b]), ENOUGH)
    ]
    result["joined"] = [(texts[a][:60], texts[b][:60]) for a, b in joined]
    result["joined_share"] = len(joined) / len(texts)
    return result


def tables(result: dict[str, Any]) -> list[Table]:
    """The shares."""
    table = Table(("copies", "share"))
    for kept, share in result["found"].items():
        table.rows.append((f"found, of copies that keep {float(kept):.0%} of the report", share))
    table.rows.append(("pairs of the reports themselves that are joined, per report",
                       result["joined_share"]))  # fmt: skip
    table.notes.append(
        f"{result['reports']} reports, {result['copies']} copied. Pairs that are joined, to be "
        "looked at (the same article twice is no mistake):"
    )
    table.notes += [f"{one!r} / {other!r}" for one, other in result["joined"]]
    return [table]


def _texts(path: Path) -> list[str]:
    from detente.sources.many import Found, Options, find

    found = find([path], Options(columns={}))
    return [each.report.text for each in found if isinstance(each, Found)]


def _copied(text: str, share: float, chosen: random.Random) -> str:
    sentences = _SENTENCE.split(text)
    kept = max(3, round(len(sentences) * share))
    first = chosen.randrange(max(1, len(sentences) - kept + 1))
    some = sentences[first : first + kept]
    if chosen.random() < 0.5:
        chosen.shuffle(some)
    return "Under another heading: what is known so far. " + " ".join(some)


def _candidates(banded: Iterable[set[int]]) -> set[tuple[int, int]]:
    by_band = defaultdict(list)
    for number, found in enumerate(banded):
        for band in found:
            by_band[band].append(number)
    return {pair for some in by_band.values() for pair in combinations(some, 2)}
