"""Makes report text safe to show: text is data, never an instruction to a terminal or a browser."""

from __future__ import annotations

import unicodedata

REPLACED = "\ufffd"
_DIRECTIONS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"), "") | {
    0x202D: REPLACED,
    0x202E: REPLACED,
}
_KEPT_FORMAT = {"\u200c", "\u200d"}  # joiners that scripts such as Persian and Hindi need


def one_line(text: str) -> str:
    """The text on one line without anything that a terminal might obey.

    White space of every kind becomes single spaces, control characters (escapes among them) and
    lone surrogates a replacement character; invisible formatting such as bidirectional overrides
    and zero-width spaces is left out.
    """
    return " ".join("".join(_shown(char) for char in text).split())


def for_page(text: str) -> str:
    """The text without what HTML cannot hold: control characters and lone surrogates.

    Line ends of every system become newlines. What would turn round the words that follow is not
    kept either: embeddings and isolates of writing direction are left out, overrides, which no
    prose needs, become a replacement character.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char if char in "\t\n" or unicodedata.category(char) not in ("Cc", "Cs") else REPLACED
        for char in text.translate(_DIRECTIONS)
    )


def _shown(char: str) -> str:
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category in ("Cc", "Cs"):
        return REPLACED
    if category == "Cf" and char not in _KEPT_FORMAT:
        return ""
    return char
