"""Copies and versions: reports that tell nothing of their own.

Agencies' reports are printed by many papers, cut, re-headed, with a paragraph moved; and a paper
puts a newer version in the place of its own. Two reports are near-duplicates if the shorter one's
runs of five words are mostly in the longer one (containment after Broder 1997, "On the resemblance
and containment of documents"). Candidates are found by MinHash bands, then compared word by word.

What of them is a copy of what, and which version replaces which, is told by ``twins``. A person's
judgement of two reports wins.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from detente.casefile import schema
from detente.casefile.prepared import Prepared, among
from detente.casefile.twins import Moved, Twin, note_twins

WORDS = 5
"""Words in a run."""
PERMUTATIONS, IN_BAND, SEED = 192, 2, 20220218
ENOUGH = 0.4
"""Share of the shorter report's runs that the longer one has. Among 900 articles of one election
nothing lay between 0.17 (a quotation in common) and 0.69 (the same article, cut)."""
SAME_ADDRESS = 0.2
"""The same of two reports that stand at one address."""
SHORTEST = 8
"""Runs that a report must have: of two shorter ones nothing can be told."""
SHORT, OF_SHORT = 45, 0.8
"""Of a report with fewer runs so large a share: a sentence is soon like another one."""
MARKED = 0.7
"""Share of the shorter report's names and numbers that the longer one has: what a form that is
filled in again has not, though its words are the same."""
APART = 31
"""Days between two publications from which on they are not copies, but a form filled in again."""
CANDIDATES = 40
"""The candidates with most bands in common that are compared word by word."""

_b, _j, _r = schema.bands.c, schema.judgements.c, schema.reports.c
_PARAMETERS = Prepared(select(schema.about.c.value).where(schema.about.c.name == "bands"))
_ADD_BANDS = Prepared(insert(schema.bands))
_WITH_BANDS = Prepared(
    select(_b.report).where(among(_b.hash, "hashes"), _b.report != bindparam("report"))
)
_AT_ADDRESS = Prepared(
    select(_r.id).where(_r.url == bindparam("url")).order_by(_r.id.desc()).limit(5)
)
_REPORTS = Prepared(select(schema.reports).where(among(_r.id, "reports")))
_JUDGED = Prepared(
    select(_j.left, _j.right, _j.verdict)
    .where(_j.kind == "copy", or_(_j.left == bindparam("key"), _j.right == bindparam("key")))
    .order_by(_j.id)
)
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"\b(?:[^\W\d_a-z]\w+|\d[\d.,]*\d|\d)")


@cache
def parameters() -> str:
    """With what the bands of a casefile were made."""
    return (
        f"rensa {version('rensa')}, {PERMUTATIONS} permutations, {IN_BAND} a band, "
        f"runs of {WORDS} words, seed {SEED}"
    )


def runs(text: str) -> set[str]:
    """The runs of words of a text."""
    words = _WORD.findall(text.lower())
    if len(words) < WORDS:
        return {" ".join(words)} if words else set()
    return {" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}


def containment(one: set[str], other: set[str]) -> float:
    """The share of the smaller set's runs that the other has too, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def is_near(one: str, other: str, runs_of: tuple[set[str], set[str]], enough: float) -> bool:
    """Whether two texts are near-duplicates, from their words and their runs."""
    fewest = min(map(len, runs_of))
    if fewest < SHORTEST:
        return False
    if containment(*runs_of) < (max(enough, OF_SHORT) if fewest < SHORT else enough):
        return False
    return containment(marks(one), marks(other)) >= MARKED


def marks(text: str) -> set[str]:
    """The names and numbers of a text: words that begin with a capital or a digit."""
    return set(_MARK.findall(text))


def bands(found: set[str]) -> list[int]:
    """The bands of a text's runs: 64-bit numbers."""
    from rensa import RMinHash

    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(sorted(found))
    digest = np.array(sketch.digest(), np.uint64).reshape(-1, IN_BAND)
    with np.errstate(over="ignore"):
        mixed = np.arange(1, len(digest) + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        for column in digest.T:
            mixed = (mixed ^ column) * np.uint64(0xFF51AFD7ED558CCD)
            mixed ^= mixed >> np.uint64(32)
    return [int(number) for number in mixed.view(np.int64)]


def find_copies(connection: Connection, report: int) -> Moved:
    """Note whether a new report is a copy or a version, or others are of it, and what that
    changes."""
    _keep_parameters(connection, report)
    (row,) = _REPORTS.rows(connection, reports=[report])
    found = runs(row.text)
    # Little can be told of a short text: it is no candidate for others either.
    hashes = bands(found) if len(found) >= SHORTEST else []
    candidates = _candidates(connection, hashes, row)
    if hashes:
        _store_bands(connection, report, hashes)
    if not candidates:
        return Moved()
    judged = _judged(connection, row.key)
    twins = [
        twin for other in candidates if (twin := _compare(row, found, other, judged.get(other.key)))
    ]
    return note_twins(connection, twins)


def _keep_parameters(connection: Connection, new: int) -> None:
    """Make all bands but a new report's anew where they are another library's or of other
    parameters."""
    about = schema.about
    if _PARAMETERS.scalar(connection) == parameters():
        return
    connection.execute(delete(about).where(about.c.name == "bands"))
    connection.execute(insert(about).values(name="bands", value=parameters()))
    if connection.execute(delete(schema.bands)).rowcount:
        rows = connection.execute(select(_r.id, _r.text).where(_r.id != new))
        for number, text in rows.all():
            _store_bands(connection, number, bands(runs(text)))


def _store_bands(connection: Connection, report: int, hashes: list[int]) -> None:
    rows = [{"hash": number, "report": report} for number in sorted(set(hashes))]
    _ADD_BANDS.run_each(connection, rows)


def _candidates(connection: Connection, hashes: list[int], row: Any) -> list[Any]:
    """Reports that share most bands with a new one, and those of its address."""
    shared = Counter(_WITH_BANDS.scalars(connection, hashes=hashes, report=row.id))
    likely = sorted(shared, key=lambda number: (-shared[number], number))[:CANDIDATES]
    if row.url:
        likely += _AT_ADDRESS.scalars(connection, url=row.url)
    wanted = sorted({*likely} - {row.id})
    if not wanted:
        return []
    return sorted(_REPORTS.rows(connection, reports=wanted), key=lambda other: other.id)


def _compare(row: Any, found: set[str], other: Any, verdict: str | None) -> Twin | None:
    if verdict == "negative":
        return None
    theirs = runs(other.text)
    same_place = bool(row.url) and row.url == other.url
    same_source = same_place or (bool(row.source) and row.source == other.source)
    if verdict != "positive":
        enough = SAME_ADDRESS if same_place else ENOUGH
        if _apart(row, other) > APART:
            return None
        if not is_near(row.text, other.text, (found, theirs), enough):
            return None
    kind = "version" if same_source else "copy"
    return Twin(row.id, other.id, kind, round(containment(found, theirs), 4))


def _apart(one: Any, other: Any) -> int:
    if not one.published or not other.published:
        return 0
    gap = date.fromisoformat(one.published) - date.fromisoformat(other.published)
    return abs(gap.days)


def _judged(connection: Connection, key: str) -> dict[str, str]:
    """What people said of a report and others, lately, by the others' keys."""
    rows = _JUDGED.rows(connection, key=key)
    return {row.right if row.left == key else row.left: row.verdict for row in rows}
