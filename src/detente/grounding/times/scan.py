"""A report as a string of word classes, one character a word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.grounding.times.lexicon import BREAK, OTHER, Lexicon, lexicon

# Own word pieces, not spaCy's: the same "16-hour", "mid-1996" or "5pm" must come apart in the same
# way whatever tokenizer made the Doc. Offsets lead back to its tokens.
_PIECE = re.compile(
    r"""
    (?P<word>[^\W\d_½¼¾][^\W\d_]+)  # most pieces: two letters begin no other
  | (?P<iso>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?![\d-]))
  | (?P<known>9/11(?![/\d]))
  | (?P<slash>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/]))
  | (?P<dots>\d{1,2}\.\d{1,2}\.\d{4}(?!\d))
  | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}\.\d{2}(?=\s?(?:[ap]\.?m\b|GMT|UTC|CET|BST)))
  | (?P<decade>\d{2}(?:\d0|(?<=[2-9]0))['’]?s\b)
  | (?P<year2>(?<!\S)['’]\d{2}(?![\d'’s]))
  | (?P<ordn>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<frac>\d{1,3}/\d+|[½¼¾])
  | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
  | (?P<qn>[QqHh][1-4]\b)
  | (?P<abbr>(?:[A-Za-z]\.){2,}|[ap]\.m\b)
  | (?P<oclock>[oO]['’]clock)
  | (?P<letter>[^\W\d_]+)
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_MARKS = {
    ",": "comma",
    ".": "dot",
    "-": "hyphen",
    "/": "bar",
    "–": "dash",
    "—": "dash",
    "'": "apos",
    "’": "apos",
    "(": "lpar",
    ")": "rpar",
    ":": "colon",
    "%": "percent",
    "$": "money",
    "€": "money",
    "£": "money",
    "¥": "money",
}
_BLANK_LINE = re.compile(r"\n\s*\n|\r\s*\r")
_CAPITALISED = {"month", "montha", "may", "march", "wday", "wdaya", "wdays"}


@dataclass(frozen=True)
class Scan:
    """The pieces of a text: offsets, lower forms, and ``codes``, their classes as one string."""

    text: str
    starts: list[int]
    ends: list[int]
    low: list[str]
    codes: str

    def is_class(self, index: int, *names: str) -> bool:
        """Whether the piece at ``index`` is of one of these classes; out of range is none."""
        if not 0 <= index < len(self.low):
            return False
        codes = lexicon().codes
        return any(self.codes[index] == codes[name] for name in names)


def scan(text: str) -> Scan:
    """Cut a text into pieces and class them."""
    lex = lexicon()
    starts: list[int] = []
    ends: list[int] = []
    low: list[str] = []
    codes: list[str] = []
    position, length = 0, len(text)
    last_end = 0
    while position < length:
        match = _PIECE.search(text, position)
        if match is None:
            break
        start, end = match.span()
        kind = match.lastgroup or "mark"
        if kind == "letter":
            kind = "word"
        piece = match.group()
        if start - last_end > 1 and _BLANK_LINE.search(text, last_end, start):
            starts.append(start)
            ends.append(start)
            low.append("")
            codes.append(BREAK)
        lower = piece.lower()
        if kind == "word" and lower in lex.holiday_starts and piece[0].isupper():
            holiday_end = _holiday(text, start, lower, lex)
            if holiday_end:
                end, kind = holiday_end, "holiday"
                lower = text[start:end].lower().replace("’", "'")
        starts.append(start)
        ends.append(end)
        low.append(lower)
        codes.append(_code(kind, piece, lower, lex))
        position = last_end = end
    return Scan(text, starts, ends, low, "".join(codes))


def _holiday(text: str, start: int, first: str, lex: Lexicon) -> int:
    """Where a holiday's name that starts here ends, or 0."""
    for name in lex.holiday_starts[first]:
        end = start + len(name)
        if text[start:end].lower().replace("’", "'") == name and not text[end : end + 1].isalnum():
            return end
    return 0


def _code(kind: str, piece: str, lower: str, lex: Lexicon) -> str:
    if kind == "word":
        name = lex.classes.get(lower)
        if name is None:
            return lex.codes["s"] if piece == "s" else OTHER
        if name in _CAPITALISED and not piece[0].isupper():
            return OTHER
        return lex.codes[name]
    if kind == "number":
        if piece.isdigit():
            if len(piece) <= 2:
                return lex.codes["n2"]
            if len(piece) == 4:
                return lex.codes["y4"]
        return lex.codes["num"]
    if kind == "mark":
        name = _MARKS.get(piece)
        return lex.codes[name] if name else OTHER
    if kind == "abbr":
        return lex.codes["ampm"] if lower in ("a.m.", "p.m.", "a.m", "p.m") else OTHER
    return lex.codes[kind]
