"""How much two of several texts are about the same: by their words, their names, their meaning."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.casefile.merge.happenings.mentions import NAMES, Vector, name_words, unit

if TYPE_CHECKING:
    from spacy.tokens import Doc

Matrix = NDArray[np.float64]
FEATURES = ("words", "meaning", "company", "names", "names' company", "own meaning", "√words",
            "√names")  # fmt: skip
SUBJECT = 0.4
"""Mean cosine from which on texts are of one subject, and compared at all."""
FEW = 5
"""What few texts have in common is not taken for common: counts are as with so many more."""


@dataclass(frozen=True, eq=False)
class Text:
    """A document: its words and name words with their numbers, its mean sentence vector."""

    words: Counter[str]
    names: Counter[str]
    vector: Vector


def text_of(doc: Doc) -> Text:
    """What a read document is about. A line that is only an address does not count."""
    from detente.language.pipeline import sentence_vectors

    told = [n for n, s in enumerate(doc.sents) if not s.text.startswith(("http", "www."))]
    vectors = sentence_vectors(doc)
    kept = {t.i for n, s in enumerate(doc.sents) if n in set(told) for t in s}
    return Text(
        Counter(t.lemma_.lower() for t in doc if t.i in kept and t.is_alpha and not t.is_stop),
        Counter(
            w for e in doc.ents if e.label_ in NAMES and e.start in kept for w in name_words(e)
        ),
        vectors[told or slice(None)].mean(axis=0),
    )


def rarity(texts: Sequence[Text]) -> dict[str, float]:
    """0 to about 1 for each word: how few of the texts have it."""
    count = Counter(word for text in texts for word in text.words)
    n = len(texts)
    return {w: _rare(k, n) / math.log(n + FEW + 1) for w, k in count.items()}


def subjects(texts: Sequence[Text]) -> list[list[int]]:
    """Texts of one subject, by average links of their meaning."""
    from detente.casefile.merge.happenings.links import average_links

    vectors = np.stack([unit(text.vector) for text in texts]).astype(np.float64)
    found = average_links(vectors @ vectors.T, SUBJECT)
    return [[i for i, group in enumerate(found) if group == g] for g in sorted(set(found))]


def likeness(texts: Sequence[Text]) -> NDArray[np.float64]:
    """``FEATURES`` of every pair of texts (texts, texts, features)."""
    words, names = _cosines([t.words for t in texts]), _cosines([t.names for t in texts])
    vectors = np.stack([t.vector for t in texts]).astype(np.float64)
    own = vectors - vectors.mean(axis=0) * len(texts) / (len(texts) + FEW)
    company = words.copy()
    np.fill_diagonal(company, 0.5)
    return np.stack(
        [
            words,
            _by_rows(vectors),
            _by_rows(np.sqrt(company)),
            names,
            _by_rows(np.sqrt(names)),
            _by_rows(own),
            np.sqrt(words),
            np.sqrt(names),
        ],
        axis=2,
    )


def _rare(count: int, n: int) -> float:
    """How much it tells that a word of ``count`` of ``n`` texts is in a text."""
    return math.log((n + FEW) / (count + 1))


def _cosines(counts: Sequence[Counter[str]]) -> Matrix:
    """Cosines of texts by their words, a word counting by how few texts have it."""
    spread = Counter(word for count in counts for word in count)
    column = {word: n for n, word in enumerate(sorted(spread))}
    table = np.zeros((len(counts), len(column) or 1))
    for row, count in zip(table, counts, strict=True):
        for word, number in count.items():
            weight = _rare(spread[word], len(counts))
            row[column[word]] = (1 + math.log(number)) * weight
    return np.clip(_by_rows(table), 0.0, 1.0)


def _by_rows(table: Matrix) -> Matrix:
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    rows = table / np.maximum(lengths, 1e-9)
    product: Matrix = rows @ rows.T
    return product
