"""Lemmas: a table of the forms that the rules get wrong, then the rules of English inflection."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parent / "lemmas.tsv"
IRREGULAR = Path(__file__).parent / "irregular.tsv"
VOWELS = "aeiou"


@lru_cache(maxsize=1)
def exceptions() -> dict[tuple[str, str], str]:
    """``(lower-cased form, UPOS) -> lemma``; written by ``training/lemmas.py``."""
    result = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line and line[0] != "#":
            form, pos, base = line.split("\t")
            result[form, pos] = base
    return result


@lru_cache(maxsize=1)
def irregular_pasts() -> dict[str, str]:
    """Past tense or past participle -> verb."""
    rows = (
        line.split("\t") for line in IRREGULAR.read_text("utf-8").splitlines() if line[0] != "#"
    )
    return {form: base for base, *forms in rows for form in reversed(forms)}


@lru_cache(maxsize=200_000)
def lemma(form: str, pos: str, features: str) -> str:
    """The dictionary form of a word, given its UPOS and UD features."""
    known = exceptions().get((form.lower(), pos))
    if known is None and pos == "VERB" and "Tense=Past" in features:
        known = irregular_pasts().get(form.lower())
    return known if known is not None else by_rule(form, pos, features)


def by_rule(form: str, pos: str, features: str) -> str:
    """Regular inflection only."""
    word = form.lower()
    if pos == "PROPN":
        return form
    if pos == "NOUN" and "Number=Plur" in features:
        return _singular(word)
    if pos in {"VERB", "AUX"}:
        if "VerbForm=Ger" in features or ("Tense=Pres|VerbForm=Part" in features):
            return _without_ing(word)
        if "Tense=Past" in features:
            return _without_ed(word)
        if "Number=Sing|Person=3" in features:
            return _singular(word)
        return word
    if pos in {"ADJ", "ADV"}:
        if "Degree=Cmp" in features and word.endswith("er"):
            return _graded(word[:-2])
        if "Degree=Sup" in features and word.endswith("est"):
            return _graded(word[:-3])
    return word


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def _without_ing(word: str) -> str:
    return _stem(word[:-3]) if word.endswith("ing") and len(word) > 5 else word


def _without_ed(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eed") or not word.endswith("ed") or len(word) <= 3:
        return word
    return _stem(word[:-2])


_SILENT_E = (
    *("at", "iz", "is", "uc", "rc", "nc", "rg", "dg", "ng", "v", "u"),
    *("bl", "tl", "dl", "gl", "pl", "fl", "kl", "zl"),
)
_NO_SILENT_E = ("ong", "ang", "ing", "eat", "oat", "eis", "ais", "ois")
_SHORT_WITH_E = frozenset("ir ur ar or od ud id im um un ik ok ak os us as ol ul".split())


def _stem(stem: str) -> str:
    """Undo the spelling changes before -ed and -ing: doubled consonants, a dropped e."""
    if len(stem) < 3:
        return stem
    last, before, third = stem[-1], stem[-2], stem[-3]
    if last == before and last not in "lsz" + VOWELS:
        return stem[:-1]
    if stem.endswith(_SILENT_E):
        return stem if stem.endswith(_NO_SILENT_E) else stem + "e"
    short = last not in VOWELS and before in VOWELS and third not in VOWELS
    if short and (len(stem) == 3 or stem[-2:] in _SHORT_WITH_E) and last in "csgrktdmnpl":
        return stem + "e"
    return stem


def _graded(stem: str) -> str:
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "ls":
        return stem[:-1]
    if stem.endswith(("g", "c", "v", "s")) or (len(stem) == 3 and stem[-1] in "rt"):
        return stem + "e"
    return stem
