"""Does the clause around a time tell of the past or of what is to come?

With a parse, the verb that governs the expression answers; without one, the nearest word that tells
tense. Used for weekdays and months that could lie on either side of the publication date.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from detente.grounding.times.lexicon import lexicon
from detente.grounding.times.scan import Scan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PLANNED = {"expect", "schedule", "plan", "set", "slate", "due", "intend", "bill", "tip", "poise"}
_SAYING = {"say", "report", "tell", "write", "add", "claim", "note", "quote", "announce"}
_STOPS = {".", "?", "!", ";", "“", "”", '"', "``", ""}
_CLIMB = 8
_LEFT, _RIGHT = 16, 10


class Tense:
    """Tense around the pieces of one report."""

    def __init__(self, doc: Doc, scan: Scan) -> None:
        self._doc = doc
        self._scan = scan
        self._parsed = doc.has_annotation("DEP") and doc.has_annotation("TAG")
        self._offsets = [token.idx for token in doc] if self._parsed else []

    def __call__(self, first: int, last: int) -> int:
        """-1 past, 1 future, 0 not told, for the expression of pieces ``first`` to ``last``."""
        if self._parsed:
            told = self._by_parse(first, last)
            if told:
                return told
        return self._by_words(first, last)

    def _by_parse(self, first: int, last: int) -> int:
        start = bisect_right(self._offsets, self._scan.starts[first]) - 1
        end = bisect_right(self._offsets, self._scan.starts[last - 1]) - 1
        token = self._doc[start : end + 1].root
        for _ in range(_CLIMB):
            if _upcoming_noun(token):
                return 1
            head = token.head
            if head.i == token.i:
                return 0
            token = head
            told = _verb_tense(token)
            if told:
                return told
        return 0

    def _by_words(self, first: int, last: int) -> int:
        low = self._scan.low
        for i in range(first - 1, max(-1, first - 1 - _LEFT), -1):
            if low[i] in _STOPS:
                break
            told = self._word(i)
            if told:
                return told
        for i in range(last, min(len(low), last + _RIGHT)):
            if low[i] in _STOPS:
                break
            told = self._word(i)
            if told:
                return told
        return 0

    def _word(self, i: int) -> int:
        word, lex = self._scan.low[i], lexicon()
        if word in {"may", "march"} and self._scan.text[self._scan.starts[i]].isupper():
            return 0
        if word in lex.future_words:
            # "was expected", "had planned": still ahead of the day told, mostly of publication too.
            return 1
        if word == "to" and i and self._scan.low[i - 1] in {"is", "are", "am"}:
            return 1
        if word in lex.past_words or (len(word) > 4 and word.endswith("ed")):
            return -1
        return 0


def _upcoming_noun(token: Token) -> bool:
    return any(
        child.lower_ in {"upcoming", "scheduled", "planned", "coming", "forthcoming"}
        for child in token.children
        if child.dep_ == "amod"
    )


def _verb_tense(token: Token) -> int:
    """-1, 0 or 1 for the verb group (or predicate with a copula) headed by a token."""
    copulas = [child for child in token.children if child.dep_ == "cop"]
    auxiliaries = [child for child in token.children if child.dep_.startswith("aux")] + copulas
    if token.lower_ == "due":
        return -1 if any(child.lower_ == "had" for child in auxiliaries) else 1
    tag = token.tag_
    if not tag.startswith("VB") and not copulas:
        return 0
    low = [child.lower_ for child in auxiliaries]
    modal = any(child.tag_ == "MD" for child in auxiliaries)
    if modal:
        return -1 if "have" in low else 1
    planned = token.lemma_.lower() in _PLANNED
    if any(child.tag_ == "TO" or child.lower_ == "to" for child in auxiliaries) or any(
        child.lower_ == "to" and child.dep_ == "mark" for child in token.children
    ):
        return -1 if "have" in low else 1
    if planned and tag == "VBN":
        return -1 if "had" in low else 1
    if any(
        word in {"has", "have", "had", "'ve", "’ve", "was", "were", "did", "been"} for word in low
    ):
        return -1 if token.lower_ != "going" else 1
    if tag == "VBD":
        return -1
    if tag == "VBN":
        return -1
    if tag in {"VBZ", "VBP"}:
        return -1 if token.lemma_.lower() in _SAYING else 1
    if tag == "VBG" and any(word in {"is", "are", "am", "'s", "’s", "'re", "’re"} for word in low):
        return 1
    if copulas:
        return 1
    return 0
