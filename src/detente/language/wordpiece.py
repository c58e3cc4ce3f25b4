"""Word pieces: BERT's uncased tokenizer (Devlin et al. 2019) for one word at a time.

Written out here because the library for it brings 35 MB of packages for downloading models, and
Détente downloads none. ``tests/language/test_wordpiece.py`` holds what that library gives.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from detente.errors import damaged

VOCABULARY = Path(__file__).parent / "model" / "vocab.txt"
SIZE = 30_522
"""Pieces in the vocabulary, one a line."""
UNKNOWN = 100
LONGEST = 100
"""Characters of a part beyond which it is unknown as a whole, as in the original."""

_CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, int]:
    """Piece -> number, the order of ``vocab.txt``."""
    try:
        lines = VOCABULARY.read_text("utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise damaged(VOCABULARY.name) from error
    if len(lines) != SIZE + 1 or lines[-1]:
        raise damaged(VOCABULARY.name)
    return {p: i for i, p in enumerate(lines) if p}


def pieces(word: str) -> list[int]:
    """Numbers of the word pieces of a word; empty where nothing of it is left after cleaning."""
    found: list[int] = []
    for part in _parts(_cleaned(word)):
        found.extend(_greedy(part))
    return found


def _cleaned(word: str) -> str:
    """Without control characters; lower case; without accents."""
    if word.isascii() and word.isprintable():
        return word.lower()
    kept = "".join(
        " " if c in "\t\n\r" or unicodedata.category(c) == "Zs" else c
        for c in word
        if c in "\t\n\r" or not (c in "\0\ufffd" or unicodedata.category(c)[0] == "C")
    )
    plain = unicodedata.normalize("NFD", kept)
    # Letter by letter: a final sigma is not another letter.
    return "".join(c.lower() for c in plain if unicodedata.category(c) != "Mn")


def _parts(word: str) -> list[str]:
    """Runs between spaces, with each punctuation mark and each CJK character on its own."""
    if word.isalpha() and word.isascii():
        return [word]
    parts: list[str] = []
    run = ""
    for c in word:
        alone = _is_punctuation(c) or any(a <= ord(c) <= b for a, b in _CJK)
        if alone or c.isspace():
            if run:
                parts.append(run)
                run = ""
            if alone:
                parts.append(c)
        else:
            run += c
    return [*parts, run] if run else parts


def _is_punctuation(c: str) -> bool:
    code = ord(c)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or unicodedata.category(c)[0] == "P"


def _greedy(part: str) -> list[int]:
    """Longest piece first."""
    known = vocabulary()
    if len(part) > LONGEST:
        return [UNKNOWN]
    found: list[int] = []
    start = 0
    while start < len(part):
        end = len(part)
        prefix = "##" if start else ""
        while end > start and prefix + part[start:end] not in known:
            end -= 1
        if end == start:
            return [UNKNOWN]
        found.append(known[prefix + part[start:end]])
        start = end
    return found
