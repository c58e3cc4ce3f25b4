"""What words mean, for comparing: base forms, words that carry content, the encoder's vectors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.casefile.reading import WIDTH
from detente.knowledge.folding import fold

CENTRE = Path(__file__).parent / "centre.npy"
"""The mean vector of words that tell events, and of their sentences: the part all share. Written by
``training.merging`` from the training topics of ECB+."""

_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?|\d[\d.,]*")
_EMPTY = frozenset(
    """a about after again against all also although am an and any are as at be because been before
    being between both but by can could day days did do does down during each for friday from had
    has have he her here hers him his how however i if in into is it its last later may me might
    monday more most must my new no nor not now of off on once one only or other our out over own
    per said same saturday say says she should since so some still such sunday than that the their
    them then there these they this those through thursday to today too tuesday under until up upon
    us very was we wednesday week were what when where which while who whom whose why will with
    would year years yesterday you your""".split()
)


@dataclass(frozen=True, eq=False)
class Meaning:
    """Unit vectors, without what all events share: of the words that tell, of their sentence.
    ``None`` where none are stored."""

    words: NDArray[np.float32] | None
    sentence: NDArray[np.float32] | None

    def likeness(self, other: Meaning) -> tuple[float, float]:
        """Cosines of the words and of the sentences; 0 where one is unknown."""
        return _cosine(self.words, other.words), _cosine(self.sentence, other.sentence)


@cache
def centre() -> NDArray[np.float32]:
    """The mean of the vectors (768)."""
    return np.asarray(np.load(CENTRE, allow_pickle=False), np.float32)


def meaning_of(vector: NDArray[np.float16] | None) -> Meaning:
    """The meaning that a stored vector (768) stands for."""
    if vector is None or not vector.any():
        return Meaning(None, None)
    own = vector.astype(np.float32) - centre()
    return Meaning(_unit(own[:WIDTH]), _unit(own[WIDTH:]))


def content_words(text: str) -> list[str]:
    """The folded words of a text that carry content."""
    return [word for word in _WORD.findall(fold(text)) if word not in _EMPTY]


@lru_cache(maxsize=100_000)
def base(word: str) -> str:
    """A form that inflected forms of a word share, whatever its part of speech: "withdrew",
    "withdrawing" -> "withdraw"."""
    from detente.language.lemmas import by_rule, exceptions, irregular_pasts

    word = word.lower()
    for pos in ("VERB", "NOUN"):
        if known := exceptions().get((word, pos)):
            return known
    if past := irregular_pasts().get(word):
        return past
    if len(word) > 4 and word.endswith("ing"):
        return by_rule(word, "VERB", "VerbForm=Ger")
    if len(word) > 3 and word.endswith("ed"):
        return by_rule(word, "VERB", "Tense=Past")
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return by_rule(word, "NOUN", "Number=Plur")
    return word


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def _cosine(a: NDArray[np.float32] | None, b: NDArray[np.float32] | None) -> float:
    return 0.0 if a is None or b is None else float(a @ b)
