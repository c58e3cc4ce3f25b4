"""Where punctuation hangs in a tree.

Universal Dependencies' guidelines (https://universaldependencies.org/u/dep/punct.html): a mark
hangs on the highest word of its unit that keeps the tree projective; both marks of a pair hang on
the head of what they enclose. The encoder's scores decide, with a bonus for that word, since the
treebanks do not follow the guidelines everywhere and a tree may be wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RULE_BONUS = 1.5
"""Score of the guidelines' word over the tree's. Tuned on the dev parts of EWT and GUM: flat from
1 to 4."""
ENDING = frozenset(".?!")
CLOSING = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»", "``": "''"}
OPENING = {closing: opening for opening, closing in CLOSING.items()}
STRAIGHT = frozenset("\"'")


def hang_punctuation(
    words: Sequence[str], marks: Sequence[bool], heads: list[int], scores: NDArray[np.float32]
) -> list[int]:
    """Heads of a sentence's words with its punctuation hung anew.

    ``marks`` tells which words are punctuation; a root is its own head; ``scores[d, h]`` is the
    score of ``h`` as the head of ``d``. A mark that is root or has dependents stays.
    """
    partners = _pairs(words, marks)
    governors = {h for d, h in enumerate(heads) if h != d}
    result = list(heads)
    for mark, is_mark in enumerate(marks):
        if not is_mark or mark in governors or heads[mark] == mark:
            continue
        word = _by_guidelines(mark, words[mark], marks, heads, partners.get(mark))
        if word is not None and scores[mark, word] + RULE_BONUS > scores[mark, heads[mark]]:
            result[mark] = word
    return result


def _pairs(words: Sequence[str], marks: Sequence[bool]) -> dict[int, int]:
    """Brackets and quotation marks and their partners, both ways."""
    waiting: list[int] = []
    partners: dict[int, int] = {}
    for i, word in enumerate(words):
        if not marks[i]:
            continue
        opening = word if word in STRAIGHT else OPENING.get(word)
        open_at = next((k for k in reversed(waiting) if words[k] == opening), None)
        if open_at is not None:
            del waiting[waiting.index(open_at) :]
            partners[i], partners[open_at] = open_at, i
        elif word in CLOSING or word in STRAIGHT:
            waiting.append(i)
    return partners


def _by_guidelines(
    mark: int, form: str, marks: Sequence[bool], heads: Sequence[int], partner: int | None
) -> int | None:
    """The word that the guidelines name, or nothing where no word stands beside the mark."""
    if partner is not None:
        first, last = sorted((mark, partner))
        for i in range(first + 1, last):
            if not marks[i] and (not first < heads[i] < last or heads[i] == i):
                return i
    left = _highest(mark, -1, marks, heads)
    right = None if form in ENDING and left is not None else _highest(mark, 1, marks, heads)
    if left is None or right is None:
        return right if left is None else left
    return left if _governs(right, left, heads) else right  # the lower: the unit ends at the mark


def _highest(mark: int, step: int, marks: Sequence[bool], heads: Sequence[int]) -> int | None:
    """From the next word on one side up to the last that still stands on that side."""
    word = mark + step
    while 0 <= word < len(heads) and marks[word]:
        word += step
    if not 0 <= word < len(heads):
        return None
    while heads[word] != word and (heads[word] > mark) == (step > 0):
        word = heads[word]
    return word


def _governs(above: int, below: int, heads: Sequence[int]) -> bool:
    while heads[below] != below:
        below = heads[below]
        if below == above:
            return True
    return False
