"""Names made comparable: without accents, apostrophes, case and the habits of transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from detente.knowledge.tables import listed, read_table

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "æ": "ae", "ß": "ss"})
_WORDS = re.compile(r"[^\W_]+")
_NUMBERS = frozenset(("ii", "iii", "iv", "vii", "viii", "ix", "xiii", "xiv", "xvi"))
"""Numbers of monarchs and popes; those that are also names (Vi, Xi) are left out."""
_ARTICLES = frozenset({"al", "el", "ul"})
# Pairs of spellings that news agencies use for the same sound in names from Russian, Ukrainian,
# Arabic and Persian; applied in this order.
_SPELLINGS = (
    ("aei", "ai"), ("ayev", "aev"), ("oyev", "oev"), ("eyev", "eev"),
    ("iyy", "y"), ("yy", "y"), ("iy", "y"), ("ij", "y"), ("ii", "y"), ("ei", "ey"),
    ("oi", "oy"), ("ai", "ay"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("kh", "h"), ("gh", "g"), ("w", "v"), ("q", "k"),
    ("ck", "k"), ("yo", "o"), ("io", "o"), ("ph", "f"), ("tch", "ch"), ("dj", "j"), ("zh", "j"),
)  # fmt: skip
_ENDINGS = (("enka", "enko"), ("eh", "a"))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents or format characters; apostrophes straight: "Erdoğan" ->
    "erdogan"."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).lower().translate(_LETTERS)
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a person's name without the Arabic article: "Bashar al-Assad" ->
    ("bashar", "assad"). Initials lose their full stop; a monarch's number is left out."""
    plain = fold(name).replace("'", "")
    words = tuple(w for w in _WORDS.findall(plain) if w not in _ARTICLES)
    if len(words) > 1 and words[-1] in _NUMBERS:
        words = words[:-1]
    return words or tuple(_WORDS.findall(plain))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A key that transliterations share: Zelensky, Zelenskyy and Zelenskiy have one, as have
    Pashinyan and Pashinian, Lukashenko and Lukashenka, Haniyeh and Haniya."""
    for spelling, key in _SPELLINGS:
        word = word.replace(spelling, key)
    word = word.replace("y", "i")
    for ending, key in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word[: -len(ending)] + key
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


def same_first_name(a: str, b: str) -> bool:
    """Whether two folded first names can be one person's: equal, an initial, a short form or a
    transliteration (Mike/Michael, Sergey/Sergei, Ash/Ashton)."""
    if a == b or sound(a) == sound(b):
        return True
    short, long = sorted((a, b), key=len)
    if long.startswith(short):
        return True
    if _forms().get(a, frozenset()) & _forms().get(b, frozenset()):
        return True
    return len(short) > 3 and short[0] == long[0] and close(sound(short), sound(long))


@cache
def _forms() -> dict[str, frozenset[int]]:
    """For each first name the rows of ``first-name-forms.tsv`` that have it."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(read_table("first-name-forms.tsv")):
        for form in listed(row["forms"]):
            found.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


def close(a: str, b: str) -> bool:
    """Whether one edit (insertion, deletion, replacement) turns one word into the other."""
    if abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    rest = short[start:]
    return long[start + 1 :] == (rest if len(long) > len(short) else rest[1:])
