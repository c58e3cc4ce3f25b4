"""One report as the rules of this room see it: its parse, paragraphs and quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.coding.quotes import Quotation, find_quotations, paragraphs
from detente.language.words import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.grounding.bundle import Grounding
    from detente.language.words import Word, Words

_TAIL = re.compile(r"(?::|[ \t][-–—])[ \t]+\w+(?:[ \t]+\w+){0,2}\Z")
"""Who says a headline, at its end: "Talks to go on: minister"."""
CharSpan = tuple[int, int]

_CLOSING = frozenset({"”", "’", "'", ")", "]", "»"})


@dataclass(slots=True)
class Relation:
    """One attribution before its words are resolved: who says it, by which word, and what.

    Spans are offsets into the text. ``source_token`` heads the source; ``cue_token`` is the verb or
    noun of saying; ``clause`` is the clause of saying without the content; ``outer`` is the
    relation that passes this one on; ``rule`` names the rule that found it; ``takes_quotation``
    says that a quotation right after it goes on with its content; ``verbatim`` that these are the
    speaker's own words, with or without quotation marks.
    """

    cue_token: int | None
    cue: CharSpan | None
    source_token: int | None
    source: CharSpan | None
    content: list[CharSpan]
    rule: str
    audience: list[int] = field(default_factory=list)
    passed_by: list[int] = field(default_factory=list)
    clause: CharSpan | None = None
    outer: Relation | None = None
    takes_quotation: bool = False
    verbatim: bool = False

    @property
    def start(self) -> int:
        """Where its content begins."""
        return min(start for start, _ in self.content)

    @property
    def end(self) -> int:
        """Where its content ends."""
        return max(end for _, end in self.content)


@dataclass(frozen=True)
class Page:
    """A parsed report with its paragraphs and quotations, and quick ways to look things up."""

    doc: Words
    grounding: Grounding
    text: str
    paragraphs: Sequence[CharSpan]
    quotations: Sequence[Quotation]
    starts: Sequence[int]
    sentence_starts: Sequence[int]
    quotation_starts: Sequence[int]

    @classmethod
    def of(cls, doc: Doc, grounding: Grounding) -> Page:
        """Pair the quotation marks of a report and index its words."""
        words = words_of(doc)
        text = words.text
        bounds = paragraphs(text)
        title = grounding.header.title
        outer = [q for q in find_quotations(text, bounds) if q.depth == 0]
        if title is not None:
            bounds = [b for b in bounds if b[0] >= title.end or b[1] <= title.start]
            bounds = sorted([*bounds, (title.start, title.end)])
        starts = [t.idx for t in words]
        begun = _sentence_starts(words, bounds, {q.end - 1 for q in outer})
        begun = sorted({*begun, min(grounding.header.body_start, len(text))})
        if title is not None and (tail := _TAIL.search(text, title.start, title.end)):
            begun = sorted({*begun, tail.start()})
        quoted = [q.start for q in outer]
        return cls(words, grounding, text, bounds, outer, starts, begun, quoted)

    def token_at(self, offset: int) -> Word:
        """The token that covers an offset, or the last one before it."""
        return self.doc[max(0, bisect_right(self.starts, offset) - 1)]

    def paragraph_of(self, offset: int) -> int:
        """Number of the paragraph that holds an offset (the one before, between two)."""
        return max(0, bisect_right(self.paragraphs, (offset, len(self.text) + 1)) - 1)

    def quotation_at(self, offset: int) -> Quotation | None:
        """The outermost quotation that covers an offset."""
        i = bisect_right(self.quotation_starts, offset) - 1
        if i >= 0 and self.quotations[i].end > offset:
            return self.quotations[i]
        return None

    def quotations_in(self, span: CharSpan) -> list[Quotation]:
        """The outermost quotations that begin within a span."""
        i = bisect_right(self.quotation_starts, span[0] - 1)
        found = []
        while i < len(self.quotations) and self.quotations[i].start < span[1]:
            found.append(self.quotations[i])
            i += 1
        return found

    def in_title(self, token: Word) -> bool:
        """Whether a word stands in the headline."""
        title = self.grounding.header.title
        return title is not None and title.start <= token.idx < title.end

    def sentence(self, token: Word) -> CharSpan:
        """The sentence of a word as its punctuation and paragraph bound it."""
        i = max(1, bisect_right(self.sentence_starts, token.idx))
        start = self.sentence_starts[i - 1]
        end = self.sentence_starts[i] if i < len(self.sentence_starts) else len(self.text)
        if self.paragraphs:
            end = min(end, self.paragraphs[self.paragraph_of(token.idx)][1])
        return start, max(start, end)

    def sentence_part(self, span: CharSpan, token: Word) -> CharSpan:
        """A span cut to the sentence of a word, or to the end of a quotation begun in it."""
        low, high = self.sentence(token)
        quoted = self.quotation_at(high - 1) if high else None
        if quoted is not None:
            high = max(high, quoted.end)
        first = self.quotation_at(low)
        if first is not None and first.start < low:
            low = first.start
        return max(span[0], low), max(min(span[1], high), max(span[0], low))

    def trim(self, span: CharSpan) -> CharSpan:
        """A content span without outer white space, commas, brackets and full stops.

        Marks that stand inside a quotation which the span holds stay with it.
        """
        start, end = span
        text = self.text
        while start < end and (text[start].isspace() or text[start] in ",;:–—-)]"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-.([!?"):
            quoted = self.quotation_at(end - 1)
            if quoted is not None and quoted.end <= end:
                break
            if text[end - 1] == "." and _abbreviates(text, start, end):
                break
            end -= 1
        return start, end

    def snap(self, span: CharSpan) -> CharSpan:
        """A span grown to the marks of the quotations in which it begins and ends."""
        start, end = span
        first = self.quotation_at(start)
        if first is not None and first.start < start and start - first.inner_start <= 2:
            start = first.start
        last = self.quotation_at(max(start, end - 1))
        if last is not None and last.end > end and last.start >= start:
            end = last.end
        return start, end


def _sentence_starts(words: Words, bounds: Sequence[CharSpan], closing: set[int]) -> list[int]:
    """Offsets at which sentences begin: paragraphs, and capitals after a full stop of its own.

    The parser's sentences break where a parse breaks; the words around a quotation need not.
    """
    found = {start for start, _ in bounds} | {0}
    ended = False
    for token in words:
        carried = len(token) > 2 and token.text[-1] == "." and _may_end(token)
        if carried or token.text in {".", "!", "?"}:
            ended = True
        elif ended and (token.is_space or token.text in _CLOSING or token.idx in closing):
            continue
        elif ended:
            if not token.text[:1].islower():
                found.add(token.idx)
            ended = False
    return sorted(found)


def _may_end(token: Word) -> bool:
    """Whether the full stop that a word carries ends the sentence too: "with the US. Later"."""
    if token.i + 1 >= len(token.words):
        return False
    after = token.nbor()
    plain = "." not in token.text[:-1] and token.text[:-1].isupper()
    return after.text[:1].isupper() and (plain or bool(after.is_sent_start))


def _abbreviates(text: str, start: int, end: int) -> bool:
    """Whether the full stop before ``end`` belongs to an abbreviation such as "U.S."."""
    return end - start >= 4 and text[end - 3] == "." and text[end - 2].isupper()
