"""Bytes become text, or are refused with a message that says why."""

from __future__ import annotations

import codecs
import re

from detente.errors import ReportError

# UTF-32 first: its little-endian mark begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a compressed file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE = 0.01
# Python's codecs that decode no text: one always fails, the others are for host names.
_NO_TEXT = frozenset({"undefined", "idna", "punycode"})
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# Letters and punctuation that English text in Windows-1252 has: names, quotation marks, currencies.
_EXPECTED = frozenset("‘’“”‚„–—…•‹›«»€£¥©®™°§´·½¼¾²³×ªº¡¿\xa0\xad")


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text in these bytes; a byte-order mark is not part of it, newlines stay as they are.

    Tried in this order: ``encoding`` if given, the byte-order mark, UTF-8, Windows-1252, whatever
    else charset-normalizer is sure of. Raises ``ReportError`` for binary files and for text that
    cannot be decoded without loss.
    """
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise ReportError(f"not a text but {name}: give its text, or a web page")
    text = _decode(data, encoding)
    check_text(text)
    return text


def check_text(text: str) -> None:
    """Raises ``ReportError`` if these characters are no text that a person wrote."""
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > _CONTROL_SHARE * len(text):
        raise ReportError("not a text but a binary file")


def check_encoding(name: str) -> None:
    """Raises ``ReportError`` if this names no encoding of text."""
    if not known(name):
        raise ReportError(f"no such encoding: {name}")


def decode_page(data: bytes, charset: str | None = None) -> str:
    """The HTML in these bytes, decoded as browsers do: by its byte-order mark, by the charset that
    the server names, by the one that the page names. What is broken becomes U+FFFD."""
    if not any(data.startswith(mark) for mark, _ in MARKS):
        named = _META_CHARSET.search(data[:2048])
        for name in (charset, named and named[1].decode("ascii", "ignore")):
            if name and known(name):
                # Pages that name Latin-1 mean Windows-1252 (WHATWG Encoding Standard, section 4.2).
                latin = codecs.lookup(name).name in ("iso8859-1", "ascii")
                return data.decode("cp1252" if latin else name, "replace")
    try:
        return _decode(data, None)
    except ReportError:
        return data.decode("utf-8", "replace")


def _decode(data: bytes, encoding: str | None) -> str:
    if encoding:
        check_encoding(encoding)
        return _strictly(_without_mark(data, encoding), encoding)
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name)
    if b"\x00" in data:
        raise ReportError("not a text but a binary file (or UTF-16 without a byte-order mark)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _MULTIBYTE.search(data):
            raise ReportError(
                f"broken UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
            ) from None
    return _legacy(data)


def _without_mark(data: bytes, encoding: str) -> bytes:
    for mark, name in MARKS:
        if data.startswith(mark) and codecs.lookup(name) == codecs.lookup(encoding):
            return data[len(mark) :]
    return data


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReportError(f"broken {encoding.upper()} at byte {error.start}") from None


def _legacy(data: bytes) -> str:
    """Text from before Unicode. English is nearly always Windows-1252, and too few of its bytes
    lie outside ASCII for statistics to tell, so it is tried first."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    foreign = [c for c in text if not c.isascii()]
    if text and len(foreign) < 0.2 * len(text) and all(map(_expected, foreign)):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise ReportError("not in an encoding that can be told: save it as UTF-8")
    return str(best)


def _expected(character: str) -> bool:
    return character.isalpha() or character in _EXPECTED


def known(encoding: str) -> bool:
    """Whether this names an encoding of text."""
    try:
        codec = codecs.lookup(encoding)
        return codec._is_text_encoding and codec.name not in _NO_TEXT
    except (LookupError, ValueError):
        return False
