"""Pair quotation marks.

Newspapers open a mark again at each paragraph of a long quotation without closing the one before,
put quotations inside quotations, write apostrophes with the mark that closes single quotes, and
forget marks. Each text is read once, from left to right, whatever its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_OPENING = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’",
}
_CLOSING = frozenset("”»›」』’")
_STRAIGHT = frozenset("\"＂'")
_SINGLE = frozenset("'‘’‚‹")
_MARKS = frozenset(_OPENING) | _CLOSING | _STRAIGHT
_BEFORE_OPENING = frozenset('([{<-–—/:;,.…"“„«‘')
_AFTER_CLOSING = frozenset(")]}>-–—/:;,.!?…\"”»’'")
_SENTENCE_END = frozenset(".!?…,")
_WRAPPED_SHARE = 0.25  # of line breaks that go on in lower case: the text is broken for width


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, or one paragraph of a longer one.

    ``start`` and ``end`` take in the marks, ``inner_start`` and ``inner_end`` leave them out.
    ``depth`` is 0 for a quotation that stands in no other. ``continues`` says that it carries on
    the quotation of the paragraph before; ``closed`` is false where the mark at its end is missing.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    single: bool = False
    continues: bool = False
    closed: bool = True


@dataclass(slots=True)
class _Open:
    at: int
    mark: str
    continues: bool = False


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of every paragraph: what stands between line breaks, without outer white space.

    In a text that was broken for width, only blank lines end paragraphs. Elsewhere too, a line
    that ends in mid-sentence and is followed by one in lower case goes on.
    """
    lines: list[tuple[int, int, bool]] = []  # start, end, whether a line without a gap came before
    at, joined = 0, False
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        stripped = line.strip()
        if not stripped:
            joined = False
            continue
        begin = start + line.index(stripped[0])
        lines.append((begin, begin + len(stripped), joined))
        joined = True
    breaks = [start for start, _, after in lines if after]
    lower = sum(text[start].islower() for start in breaks)
    wrapped = lower >= max(2, _WRAPPED_SHARE * len(breaks))
    found: list[tuple[int, int]] = []
    for start, end, after in lines:
        unfinished = text[start].islower() and bool(found) and text[found[-1][1] - 1] not in ".!?:"
        if after and (wrapped or unfinished):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def find_quotations(
    text: str, bounds: Sequence[tuple[int, int]] | None = None
) -> tuple[Quotation, ...]:
    """All quotations of a text in the order of their start. ``bounds`` are its paragraphs."""
    found: list[Quotation] = []
    running = ""
    spans = list(paragraphs(text) if bounds is None else bounds)
    for number, (start, end) in enumerate(spans):
        goes_on = number + 1 < len(spans) and _reopens(text, spans[number + 1])
        here, running = _in_paragraph(text, start, end, running, goes_on)
        found.extend(here)
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _reopens(text: str, span: tuple[int, int]) -> bool:
    return text[span[0]] in _OPENING or text[span[0]] in _STRAIGHT


def _in_paragraph(
    text: str, start: int, end: int, running: str, goes_on: bool
) -> tuple[list[Quotation], str]:
    """Quotations of one paragraph, and the mark that is still open at its end."""
    found: list[tuple[int, int, bool, bool, bool]] = []
    stack: list[_Open] = []
    last_single = _last_closing_apostrophe(text, start, end)
    for at in range(start, end):
        mark = text[at]
        if mark not in _MARKS:
            continue
        if _closes(text, at, stack, start, end, last_single):
            keep = _matching(stack, mark)
            opened = stack[keep]
            found.append((opened.at, at + 1, mark in _SINGLE, opened.continues, True))
            del stack[keep:]
        elif _opens(text, at, start, end, last_single):
            stack.append(_Open(at, mark, bool(running) and at == start and mark == running))
    if not stack:
        return _with_depth(found), ""
    outer = stack[0]
    inside = [pair for pair in found if pair[0] > outer.at]
    spoken = any(text[pair[1] - 2] == "," for pair in inside)  # '"We go, he said. "Now," he added.'
    runs_on = outer.mark not in _SINGLE and goes_on and not spoken
    forgotten = len(stack) == 1 and outer.mark not in _SINGLE and not inside
    if runs_on or forgotten:
        found.append((outer.at, end, False, outer.continues, False))
    return _with_depth(found), outer.mark if runs_on else ""


def _matching(stack: Sequence[_Open], mark: str) -> int:
    for i in range(len(stack) - 1, -1, -1):
        if _pair(stack[i].mark, mark):
            return i
    raise AssertionError("a closing mark without its opening one")


def _pair(opening: str, closing: str) -> bool:
    return closing in _OPENING.get(opening, opening)


def _opens(text: str, at: int, start: int, end: int, last_single: int) -> bool:
    mark = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark in _OPENING:
        return mark not in _SINGLE or (at < last_single and not before.isalnum())
    if mark not in _STRAIGHT:
        return False
    free = before.isspace() or before in _BEFORE_OPENING
    if mark == "'":  # not '90s, and only where a closing mark follows
        return free and at < last_single and after.isalpha()
    return not after.isspace() or before.isspace()


def _closes(
    text: str, at: int, stack: Sequence[_Open], start: int, end: int, last_single: int
) -> bool:
    mark = text[at]
    if mark not in _CLOSING and mark not in _STRAIGHT and mark not in "“‘":
        return False
    if not any(_pair(opened.mark, mark) for opened in stack[-3:]):
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark in "'’":
        return _ends_single(text, at, end, before, after, last_single)
    if mark not in _STRAIGHT:
        return True
    if before.isspace() and not after.isspace():
        return False
    if after.isspace() or after in _AFTER_CLOSING:
        return not (before.isspace() and not after.isspace())
    return not (before in _BEFORE_OPENING and after.isalnum() and before not in _SENTENCE_END)


def _ends_single(text: str, at: int, end: int, before: str, after: str, last_single: int) -> bool:
    if after.isalnum() or before.isspace():
        return False
    possessive = before in "sS" and after.isspace() and at + 2 < end and text[at + 2].islower()
    return not (possessive and at < last_single)


def _last_closing_apostrophe(text: str, start: int, end: int) -> int:
    """The last mark of a paragraph that could close single quotes; -1 if none."""
    for at in range(end - 1, start, -1):
        if text[at] in "'’" and not text[at - 1].isspace():
            after = text[at + 1] if at + 1 < end else " "
            if not after.isalnum():
                return at
    return -1


def _with_depth(found: list[tuple[int, int, bool, bool, bool]]) -> list[Quotation]:
    quotations: list[Quotation] = []
    ends: list[int] = []
    for start, end, single, continues, closed in sorted(found, key=lambda f: (f[0], -f[1])):
        while ends and ends[-1] <= start:
            ends.pop()
        inner_end = end - 1 if closed else end
        quotations.append(
            Quotation(start, end, start + 1, inner_end, len(ends), single, continues, closed)
        )
        ends.append(end)
    return quotations
