"""What speaks for and against two mentions telling of the same happening, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.casefile.merge.happenings.mentions import Told

Matrix = NDArray[np.float64]

WORDS = (
    "words", "head", "sentence", "meaning", "words of sentence", "same lemma", "same lemmas",
    "same letters", "same part of speech", "verbs", "same document", "sentences between",
    "context, sum", "context, share", "names, share", "names",
    "subject", "object", "further", "compound", "modifier",
    "below subject", "below object", "below further", "below compound",
    "subject vector", "object vector", "further vector", "below, sum", "below, share",
    "parties", "lemma in context", "numbers", "rarer", "less rare", "negated",
    "rivals, fewer", "rivals, more", "earlier sentence", "later sentence", "over",
)  # fmt: skip
"""Of two mentions; -1 where one of them has nothing to compare."""
TOGETHER = ("rows", "two steps", "friends", "either's friends", "documents", "sentences", "score")
"""Of a pair among all pairs."""


def word_features(
    told: Sequence[Told], rarity: Mapping[str, float]
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """``WORDS`` of all pairs of mentions (pairs, features), and which pairs they are (later,
    earlier)."""
    rivals = Counter((t.document, t.lemma) for t in told)
    pairs = [(i, j) for i in range(len(told)) for j in range(i)]
    # Of mentions of one group all cosines at once; the rest pair by pair.
    cosines = [
        table @ table.T
        for table in (
            np.stack([getattr(t, name) for t in told])
            for name in ("words", "head", "sentence_vector", "meaning", "sentence_words")
        )
    ]
    rows = np.zeros((len(pairs), len(WORDS)), np.float32)
    for row, (i, j) in zip(rows, pairs, strict=True):
        row[:5] = [table[i, j] for table in cosines]
        row[5:] = _compared(told[i], told[j], rarity, rivals)
    return rows, np.array(pairs, np.int64).reshape(-1, 2)


def _compared(
    a: Told, b: Told, rarity: Mapping[str, float], rivals: Mapping[tuple[int, str], int]
) -> list[float]:
    same = a.document == b.document
    context, context_share = _shared(a.context, b.context, rarity)
    below, below_share = _shared(_all(a), _all(b), rarity)
    rare = sorted((rarity.get(a.lemma, 1.0), rarity.get(b.lemma, 1.0)))
    rival = sorted(rivals[t.document, t.lemma] - 1 for t in (a, b))
    place = sorted((a.sentence, b.sentence))
    none: frozenset[str] = frozenset()
    return [
        a.lemma == b.lemma,
        _share(a.lemmas, b.lemmas),
        _same_letters(a.lemma, b.lemma),
        a.pos == b.pos,
        a.is_verb + b.is_verb,
        same,
        place[1] - place[0] if same else -1,
        context,
        context_share,
        _share(a.names, b.names),
        len(a.names & b.names),
        *(_share(a.heads.get(r, none), b.heads.get(r, none)) for r in "soxcm"),
        *(_share(a.below.get(r, none), b.below.get(r, none)) for r in "soxc"),
        *(_cosine(a, b, role) for role in "sox"),
        below,
        below_share,
        _share(_parties(a), _parties(b)),
        (a.lemma in b.context) + (b.lemma in a.context),
        _share(a.numbers, b.numbers),
        rare[0],
        rare[1],
        a.negated + b.negated,
        rival[0],
        rival[1],
        place[0],
        place[1],
        _over(a, b),
    ]


def together_features(
    told: Sequence[Told], pairs: NDArray[np.int64], scores: Matrix
) -> NDArray[np.float32]:
    """``TOGETHER`` of each pair, given the scores of all: whether both are like the same others,
    and whether their documents and sentences share other happenings."""
    n = len(told)
    later, earlier = pairs[:, 0], pairs[:, 1]
    near = np.zeros((n, n))
    near[later, earlier] = near[earlier, later] = scores
    full = near + np.eye(n)
    rows = full / np.linalg.norm(full, axis=1, keepdims=True)
    steps = np.zeros((n, n))
    for k in range(n):
        np.maximum(steps, np.minimum.outer(near[k], near[k]), out=steps)
    friends = near @ full / np.maximum(near.sum(axis=1, keepdims=True), 1e-6)
    documents = _between([(t.document,) for t in told], near)[later, earlier]
    sentences = _between([(t.document, t.sentence) for t in told], near)[later, earlier]
    return np.stack(
        [
            (rows @ rows.T)[later, earlier],
            steps[later, earlier],
            (friends + friends.T)[later, earlier] / 2,
            np.minimum(friends, friends.T)[later, earlier],
            documents - scores,
            sentences - scores,
            np.log(scores + 1e-3),
        ],
        axis=1,
    ).astype(np.float32)


def _between(homes: Sequence[tuple[int, ...]], near: Matrix) -> Matrix:
    """For each pair of mentions how many mentions of the one's home have a like in the other's."""
    number: dict[tuple[int, ...], int] = {}
    at = np.array([number.setdefault(home, len(number)) for home in homes])
    best = np.zeros((len(number), len(homes)))
    for mention, home in enumerate(at):
        np.maximum(best[home], near[mention], out=best[home])
    sums = np.zeros((len(number), len(number)))
    np.add.at(sums.T, at, best.T)
    mean = (sums + sums.T) / 2
    result: Matrix = mean[np.ix_(at, at)]
    return result


def _shared(
    a: frozenset[str], b: frozenset[str], rarity: Mapping[str, float]
) -> tuple[float, float]:
    """How much rarity two sets share: the sum, and as a part of all of it."""
    if not a or not b:
        return 0.0, -1.0
    common = sum(sorted(rarity.get(w, 1.0) for w in a & b))
    return common, common / (sum(sorted(rarity.get(w, 1.0) for w in a | b)) + 1e-9)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else -1.0


def _same_letters(a: str, b: str) -> float:
    """How much of the longer word is a common beginning."""
    same = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    return (min(len(a), len(b)) if same is None else same) / max(len(a), len(b), 1)


def _cosine(a: Told, b: Told, role: str) -> float:
    one, other = a.head_vectors.get(role), b.head_vectors.get(role)
    return -1.0 if one is None or other is None else float(one @ other)


def _all(told: Told) -> frozenset[str]:
    return frozenset().union(*told.below.values())


def _parties(told: Told) -> frozenset[str]:
    none: frozenset[str] = frozenset()
    return told.heads.get("s", none) | told.heads.get("o", none)


def _over(a: Told, b: Told) -> float:
    if a.over and b.over:
        return float(a.over == b.over)
    return 0.5 if (a.over == b.lemma or b.over == a.lemma) else -1.0
