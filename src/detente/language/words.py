"""A parsed report as plain Python objects, for rules that ask the same words again and again.

A spaCy ``Token`` is made anew at every ``doc[i]``, ``token.head`` and ``token.children``, and looks
its strings up each time. A ``Word`` answers by the same names, is made once a report, and keeps its
head and its children.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens.morphanalysis import MorphAnalysis


class Word:
    """One word of a report. Names and meanings are those of ``spacy.tokens.Token``; ``children``
    and ``subtree`` are lists; ``base`` is the lemma in lower case, the word where it has none."""

    __slots__ = (
        "base",
        "children",
        "dep_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "lemma_",
        "lower_",
        "pos_",
        "sent",
        "tag_",
        "text",
        "words",
    )
    head: Word
    sent: Stretch

    def __init__(
        self,
        words: Words,
        i: int,
        idx: int,
        strings: tuple[str, str, str, str, str, str, str],
    ) -> None:
        self.words, self.i, self.idx = words, i, idx
        (
            self.text,
            self.lower_,
            self.lemma_,
            self.pos_,
            self.tag_,
            self.dep_,
            self.ent_type_,
        ) = strings
        self.base = self.lemma_.lower() or self.lower_
        self.children: list[Word] = []

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, steps: int = 1) -> Word:
        """The word so many steps on; ``IndexError`` beyond the report."""
        if self.i + steps < 0:
            raise IndexError(self.i + steps)
        return self.words[self.i + steps]

    @property
    def subtree(self) -> list[Word]:
        """The word and all below it, each with what hangs on it from the left and the right."""
        found: list[Word] = []
        _gather(self, found)
        return found

    @property
    def token(self) -> Token:
        """The spaCy token, for what is asked rarely."""
        return self.words.doc[self.i]

    @property
    def left_edge(self) -> Word:
        """The leftmost word of the subtree."""
        return self.words[self.token.left_edge.i]

    @property
    def right_edge(self) -> Word:
        """The rightmost word of the subtree."""
        return self.words[self.token.right_edge.i]

    @property
    def morph(self) -> MorphAnalysis:
        """The word's UD features."""
        return self.token.morph

    @property
    def whitespace_(self) -> str:
        """The space behind the word, if there is one."""
        return self.token.whitespace_

    @property
    def is_sent_start(self) -> bool:
        """Whether a sentence begins with the word."""
        return self.sent.start == self.i

    @property
    def is_punct(self) -> bool:
        """Whether the word is punctuation."""
        return self.token.is_punct

    @property
    def is_space(self) -> bool:
        """Whether the word is only white space."""
        return self.text.isspace()

    @property
    def is_alpha(self) -> bool:
        """Whether the word consists of letters."""
        return self.text.isalpha()

    @property
    def is_title(self) -> bool:
        """Whether the word is in title case."""
        return self.text.istitle()


def _gather(word: Word, found: list[Word]) -> None:
    placed = False
    for child in word.children:
        if not placed and child.i > word.i:
            placed = True
            found.append(word)
        if child.children:
            _gather(child, found)
        else:
            found.append(child)
    if not placed:
        found.append(word)


class Stretch:
    """Words ``start`` to ``end`` (exclusive) of a report, as ``spacy.tokens.Span`` names it."""

    __slots__ = ("end", "start", "words")

    def __init__(self, words: Words, start: int, end: int) -> None:
        self.words, self.start, self.end = words, start, end

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words[self.start : self.end])

    def __getitem__(self, at: int) -> Word:
        return self.words[self.start : self.end][at]

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def start_char(self) -> int:
        """Offset of the first word."""
        return self.words[self.start].idx

    @property
    def end_char(self) -> int:
        """Offset at which the last word ends."""
        last = self.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def root(self) -> Word:
        """The word on which the others hang."""
        return self.words.root(self.start, self.end)


_STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")


class Words:
    """The words of one report, in order."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = doc.text
        self._words = _read(self, doc)
        self._starts: list[int] | None = None

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        return self._words[at]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    @property
    def sentence_offsets(self) -> list[int]:
        """The offset at which each sentence begins."""
        if self._starts is None:
            firsts = (word for word in self._words if word.sent.start == word.i)
            self._starts = [word.idx for word in firsts]
        return self._starts

    def between(self, start: int, end: int) -> str:
        """The text of words ``start`` to ``end`` (exclusive)."""
        inside = self._words[start:end]
        return self.text[inside[0].idx : inside[-1].idx + len(inside[-1])] if inside else ""

    def root(self, start: int, end: int) -> Word:
        """The word on which words ``start`` to ``end`` (exclusive) hang, as spaCy chooses it."""
        inside = self._words[start:end]
        top = next((word for word in inside if word.head is word), None)
        if top is not None:
            return top
        hanging = [word for word in inside if not start <= word.head.i < end]
        return hanging[0] if len(hanging) == 1 else self._words[self.doc[start:end].root.i]

    def span(self, start: int, end: int) -> Stretch | None:
        """The words that have a part in these offsets; ``None`` where there are none."""
        found = self.doc.char_span(start, end, alignment_mode="expand")
        return None if found is None else Stretch(self, found.start, found.end)


@lru_cache(maxsize=1)
def words_of(doc: Doc) -> Words:
    """The words of a finished Doc; the last report's are kept, because every stage asks for
    them."""
    return Words(doc)


def _read(words: Words, doc: Doc) -> list[Word]:
    table = doc.to_array([*_STRINGS, "SPACY", "HEAD", "SENT_START"]).astype("int64")
    columns: list[list[int]] = table.T.tolist()
    named = [_strings(doc, column) for column in columns[: len(_STRINGS)]]
    spaces, heads, starts = columns[len(_STRINGS) :]
    found: list[Word] = []
    offset = 0
    for i, strings in enumerate(zip(*named, strict=True)):
        found.append(Word(words, i, offset, strings))
        offset += len(strings[0]) + spaces[i]
    for word, steps in zip(found, heads, strict=True):
        word.head = found[word.i + steps]
        if steps:
            word.head.children.append(word)
    begins = [i for i, start in enumerate(starts) if start == 1 or i == 0]
    for begin, end in zip(begins, [*begins[1:], len(found)], strict=False):
        sentence = Stretch(words, begin, end)
        for word in found[begin:end]:
            word.sent = sentence
    return found


def _strings(doc: Doc, hashes: list[int]) -> list[str]:
    """The strings of a column, each looked up once."""
    strings = doc.vocab.strings
    known = {key: strings[key % 2**64] for key in set(hashes)}
    return [known[key] for key in hashes]
