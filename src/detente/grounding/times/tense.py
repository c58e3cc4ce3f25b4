"""Does the clause around a time tell of the past or of what is to come?

Three witnesses are asked in turn: the word just before the expression ("announced Friday"); with a
parse, the verb that governs it; the nearest words that tell tense. Infinitives and present tenses
("to meet on Friday", "meets on Friday") are weak: the words around may overrule them. Used for
weekdays and months that could lie on either side of the publication date.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import takewhile
from typing import TYPE_CHECKING

from detente.grounding.times.lexicon import Lexicon, lexicon
from detente.grounding.times.scan import Scan

if TYPE_CHECKING:
    from detente.language.words import Word, Words

_STOPS = {".", "?", "!", ";", "“", "”", '"', "``", ""}
_HAVING_BEEN = {"has", "have", "had", "'ve", "’ve", "was", "were", "did", "been"}
_BEING = {"is", "are", "am", "'s", "’s", "'re", "’re"}
# How far up the tree, and how many words to the left and right, to look.
_CLIMB, _LEFT, _RIGHT = 8, 16, 10
# How many words of a noun phrase are read for what has happened.
_PHRASE = 5
_WEAK, _STRONG = 1, 2
# What a clock time before a day is made of, and what leads a day in.
_CLOCK = ("clock", "n2", "numw", "noon", "ampm", "oclock", "zone", "local", "time", "comma")
_LEADING = tuple("on in of by to from since for late early before after".split())


class Tense:
    """Tense around the pieces of one report."""

    def __init__(self, words: Words, scan: Scan) -> None:
        self._words = words
        self._scan = scan
        self._lex: Lexicon = lexicon()
        self._parsed = words.doc.has_annotation("DEP") and words.doc.has_annotation("TAG")
        self.weak = False
        """Whether the last answer rests on a present tense or an infinitive alone."""
        self._offsets = [word.idx for word in words] if self._parsed else []

    def __call__(self, first: int, last: int) -> int:
        """-1 past, 1 future, 0 not told, for the expression of pieces ``first`` to ``last``."""
        self.weak = False
        led = self._behind_clock(first)
        if told := self._by_form(led, last):
            return told
        if told := self._beside(led) or self._followed(led, last):
            return told
        told, strength = self._by_parse(first, last) if self._parsed else (0, 0)
        if strength == _STRONG:
            return told
        if by_words := self._by_words(first, last):
            return by_words
        self.weak = strength == _WEAK
        return told

    def _behind_clock(self, first: int) -> int:
        """Where the whole time begins: "until 9 a.m. EST Tuesday" at its clock time."""
        at = first
        while at and self._scan.is_class(at - 1, *_CLOCK):
            at -= 1
        return at if self._scan.is_class(at, "clock", "n2", "numw", "noon") else first

    def _followed(self, first: int, last: int) -> int:
        """-1 where the verb comes right behind a bare day: "the ministry Thursday condemned"."""
        low = self._scan.low
        if last + 1 >= len(low) or low[last + 1] == "by" or not first:
            return 0
        if self._scan.is_class(first - 1, *_LEADING) or not low[first - 1].isalpha():
            return 0
        verb = self._word(last)
        return -1 if verb < 0 and low[last] not in self._lex.contexts["auxiliaries"] else 0

    def _by_form(self, first: int, last: int) -> int:
        """Tense told by a fixed form: "since Tuesday", "Tuesday's attack", "as early as Tuesday",
        "gave them until Tuesday", "announced it for Tuesday", "had been due to end on Tuesday",
        "according to a post on Tuesday"."""
        low, contexts = self._scan.low, self._lex.contexts
        before = low[first - 1] if first else ""
        if before in contexts["behind_us"]:
            return -1
        if self._of_past_event(last):
            return -1
        if before == "of" and first > 1 and low[first - 2] == "ahead":
            return 1 if self._scan.is_class(last, "apos") else 0
        if before == "as" and first > 2 and low[first - 2] in {"soon", "early"}:
            return 1
        left = range(first - 1, max(-1, first - 1 - _LEFT), -1)
        near = list(takewhile(lambda word: word not in _STOPS, (low[i] for i in left)))
        led = before in contexts["until_then"] and before != "by"
        if led and contexts["given_time"].intersection(near[1:8]):
            return 1
        if before == "for" and not self._scan.is_class(last, "apos"):
            calls = [i for i, word in enumerate(near[:8]) if word in contexts["called_for"]]
            if calls and near[calls[0] + 1 : calls[0] + 2] != ["had"]:
                return 1
        if ["to", "according"] in [near[i : i + 2] for i in range(6)]:
            return -1
        for i, word in enumerate(near):
            if word in contexts["was_planned"] and near[i + 1 : i + 3] == ["been", "had"]:
                return -1
        return 0

    def _of_past_event(self, last: int) -> bool:
        """Whether a possessive follows, of something that is reported when it has happened."""
        if not self._scan.is_class(last, "apos"):
            return False
        following = self._scan.low[last + 2 : last + 2 + _PHRASE]
        phrase = takewhile(lambda word: word not in _STOPS and word != ",", following)
        return bool(self._lex.contexts["past_events"].intersection(phrase))

    def _beside(self, first: int) -> int:
        """Tense of a past verb or of "due", "scheduled" right before, a preposition aside."""
        i = first - 1
        while i >= 0 and self._scan.low[i] in {"on", "in", "for", "late", "early", "by", "until"}:
            i -= 1
        if i < 0 or first - i > 3 or self._scan.low[i] in _STOPS:
            return 0
        told = self._word(i)
        if self._scan.low[i] in self._lex.contexts["auxiliaries"]:
            return 0
        return told

    def _by_parse(self, first: int, last: int) -> tuple[int, int]:
        start = bisect_right(self._offsets, self._scan.starts[first]) - 1
        end = bisect_right(self._offsets, self._scan.starts[last - 1]) - 1
        token = self._words.root(start, end + 1)
        for _ in range(_CLIMB):
            if any(
                child.dep_ == "amod" and child.lower_ in self._lex.contexts["upcoming"]
                for child in token.children
            ):
                return 1, _STRONG
            if token.head.i == token.i:
                return 0, 0
            token = token.head
            told, strength = self._of_verb(token)
            if told:
                return told, strength
        return 0, 0

    def _of_verb(self, token: Word) -> tuple[int, int]:
        """-1, 0 or 1 and its strength, for the verb group or predicate that a token heads."""
        copulas = [child for child in token.children if child.dep_ == "cop"]
        auxiliaries = [c for c in token.children if c.dep_.startswith("aux")] + copulas
        low = {child.lower_ for child in auxiliaries}
        tag, lemma = token.tag_, token.lemma_.lower()
        if lemma in self._lex.contexts["planning"]:
            return (-1 if "had" in low else 1), _STRONG
        if not tag.startswith("VB") and not copulas:
            return 0, 0
        if any(child.tag_ == "MD" for child in auxiliaries):
            return (-1 if "have" in low else 1), _STRONG
        if any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in token.children):
            return (-1 if "have" in low else 1), _WEAK
        if low & _HAVING_BEEN:
            return (1 if token.lower_ == "going" else -1), _STRONG
        if tag in {"VBD", "VBN"}:
            return -1, _STRONG
        if tag in {"VBZ", "VBP"}:
            return (-1 if lemma in self._lex.contexts["saying"] else 1), _WEAK
        if (tag == "VBG" and low & _BEING) or copulas:
            return 1, _WEAK
        return 0, 0

    def _by_words(self, first: int, last: int) -> int:
        low = self._scan.low
        for i in range(first - 1, max(-1, first - 1 - _LEFT), -1):
            if low[i] in _STOPS:
                break
            if told := self._word(i):
                return told
        for i in range(last, min(len(low), last + _RIGHT)):
            if low[i] in _STOPS:
                break
            if told := self._word(i):
                return told
        return 0

    def _word(self, i: int) -> int:
        word, scan = self._scan.low[i], self._scan
        if word in {"may", "march"} and scan.text[scan.starts[i]].isupper():
            return 0
        if word in self._lex.future_words:
            # "was expected", "had planned": ahead of the day told, mostly of publication too.
            return 1
        if word == "to" and i and scan.low[i - 1] in _BEING:
            return 1
        following = scan.low[i + 1] if i + 1 < len(scan.low) else ""
        if word == "set" and following in {"to", "for"}:
            return 1
        if following == "to" and word in self._lex.contexts["looking_ahead"]:
            return 1
        if word in self._lex.past_words:
            return -1
        in_ed = len(word) > 4 and word.endswith("ed") and scan.text[scan.starts[i]].islower()
        return -1 if in_ed and word not in self._lex.contexts["not_past_in_ed"] else 0
