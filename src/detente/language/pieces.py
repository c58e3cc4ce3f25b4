"""Words to word pieces, and words to windows that the encoder reads at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from detente.language.wordpiece import UNKNOWN, pieces

MODEL_FOLDER = Path(__file__).parent / "model"
MAX_PIECES = 256
"""Pieces in one window, the two special ones included: the length that the model is trained on."""
MAX_PIECES_OF_WORD = 12
"""A longer word (an address, a hash) keeps its first and last pieces."""
CLS, SEP = 101, 102

CASINGS = ("lower", "capital", "upper", "mixed", "digit", "other")
MARKS = ("none", "source", "target")
"""What a word is in a pair that is asked about. A piece's casing id is casing + 6 * mark: a report
that is merely read has no marks, and the model needs no further input for them."""


@lru_cache(maxsize=200_000)
def pieces_of(word: str) -> tuple[int, ...]:
    """Word-piece ids of one word; at least one, at most ``MAX_PIECES_OF_WORD``."""
    if len(word) > 100:  # the encoder learns nothing from the middle of a 100-letter word
        word = word[:50] + word[-50:]
    ids = pieces(word)
    if not ids:
        return (UNKNOWN,)
    if len(ids) > MAX_PIECES_OF_WORD:
        ids = [*ids[: MAX_PIECES_OF_WORD - 1], ids[-1]]
    return tuple(ids)


@lru_cache(maxsize=200_000)
def casing_of(word: str) -> int:
    """How a word is cased, as an index into ``CASINGS``: the word pieces themselves are uncased."""
    if any(c.isdigit() for c in word):
        return 4
    if not any(c.isalpha() for c in word):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word[0].isupper() and word[1:].islower():
        return 1
    return 3


def windows(
    sizes: Sequence[int],
    paragraph_ends: Sequence[bool],
    sentence_ends: Sequence[bool],
    limit: int = MAX_PIECES,
) -> list[tuple[int, int]]:
    """Cut words into windows of at most ``limit`` pieces: ``[(first word, word after the last)]``.

    ``sizes`` are the pieces of each word. A window ends after a paragraph where it can, else after
    a sentence, else wherever the pieces run out.
    """
    room = limit - 2
    result: list[tuple[int, int]] = []
    start = used = 0
    last_paragraph = last_sentence = -1
    i = 0
    while i < len(sizes):
        if used + sizes[i] > room and i > start:
            cut = i
            if last_paragraph > start:
                cut = last_paragraph
            elif last_sentence > start:
                cut = last_sentence
            result.append((start, cut))
            start = cut
            used = sum(sizes[start:i])
            last_paragraph = last_sentence = -1
            for k in range(start, i):
                if paragraph_ends[k]:
                    last_paragraph = k + 1
                if sentence_ends[k]:
                    last_sentence = k + 1
            continue
        used += sizes[i]
        if paragraph_ends[i]:
            last_paragraph = i + 1
        if sentence_ends[i]:
            last_sentence = i + 1
        i += 1
    if start < len(sizes):
        result.append((start, len(sizes)))
    return result


_ENDERS = frozenset(".!?")
_CLOSERS = frozenset("\"'”’)]»")


def likely_sentence_ends(words: Sequence[str], paragraph_ends: Sequence[bool]) -> list[bool]:
    """A rough guess of where sentences end, good enough to cut windows at."""
    ends = list(paragraph_ends)
    for i, word in enumerate(words[:-1]):
        if word in _ENDERS:
            k = i
            if words[i + 1] in _CLOSERS:
                k = i + 1
            ends[k] = True
    return ends
