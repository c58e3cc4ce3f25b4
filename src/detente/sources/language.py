"""Is the report in English, the one language that Détente reads?"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from detente.errors import LanguageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Loading the identifier takes longer than reading a report, so plain English is let through by its
# commonest words, which no other language shares: one word in twelve (English prose: one in six).
# Of a sentence or two it takes more of them, and different ones.
_ENGLISH_WORDS = frozenset({"the", "of", "and", "to", "that", "with", "by", "has", "said", "from"})
_ENGLISH_SHARE = 1 / 12
_ENOUGH_WORDS = 40
_FEW_WORDS, _SHARE_OF_FEW, _DIFFERENT = 12, 1 / 6, 3

# Below this many letters the language of a text cannot be told: it may be all names.
_ENOUGH_LETTERS = 24
_SURE = 0.5
_NOT_ENGLISH = 0.05

# English itself and its creoles and relatives, what is no language, and unknown.
_LET_THROUGH = frozenset({"en", "pcm", "zxx", "und"})
_SAMPLE = 20_000


def check_english(text: str) -> None:
    """Raise ``LanguageError``, naming the language, if the text is plainly not in English.

    A text too short to tell is let through. Judges by the first 20,000 characters.
    """
    sample = text[:_SAMPLE]
    if _plainly_english(sample) or sum(map(str.isalpha, sample)) < _ENOUGH_LETTERS:
        return
    ranking = _identifier().rank(sample)
    language, probability = ranking[0]
    english = dict(ranking)["en"]
    if language in _LET_THROUGH or probability < _SURE or english > _NOT_ENGLISH:
        return
    name = _names().get(language, language)
    raise LanguageError(f"the report is in {name}; Détente reads English (--force reads it anyway)")


def _plainly_english(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text.lower())
    common = [word for word in words if word in _ENGLISH_WORDS]
    if len(words) >= _ENOUGH_WORDS:
        return len(common) >= _ENGLISH_SHARE * len(words)
    few = len(words) >= _FEW_WORDS and len(common) >= _SHARE_OF_FEW * len(words)
    return few and len(set(common)) >= _DIFFERENT


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _names() -> dict[str, str]:
    """English names of languages by ISO 639 code."""
    table = resources.files("detente.sources").joinpath("languages.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
