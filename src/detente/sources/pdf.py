"""The text of a PDF file, page by page, with the title that it names.

The day on which a file was made is not taken for the day of publication: it is often the day on
which a page was printed into it. Nor is its author the source.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.errors import MissingExtraError, ReportError
from detente.sources.days import stated
from detente.sources.decoding import check_text
from detente.sources.files import Fields, too_large

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 1_000
SECONDS = 60.0
"""Time that one file may take; the text of a page takes some hundredths of a second."""

# Glyphs of typesetting; hyphens that only the end of a line shows.
_GLYPHS = str.maketrans(
    dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", "ff fi fl ffi ffl st st".split(), strict=True)) | {"\x00": "", "\xad": ""}
)
_BROKEN = re.compile(r"\b([^\W\d_]{2,})-\n([^\W\d_]{2,})\b")
_HYPHENED = re.compile(r"\b[^\W\d_]{2,}-[^\W\d_]{2,}\b")
# The library's own limits let one page take minutes.
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 8_000_000,
    "lzw_maximum_output_length": 8_000_000,
    "run_length_maximum_output_length": 8_000_000,
    "array_based_stream_maximum_output_length": 8_000_000,
    "stream_parsing_work_maximum_count": 400_000,
}
# The names of files, which programs write where a title belongs.
_NO_TITLE = re.compile(r"\S+\.\w{2,4}|untitled.*|microsoft word - .*|\W*", re.IGNORECASE)


def fields_of_pdf(data: bytes, limit: int) -> Fields:
    """The text and title in a PDF file. Raises ``ReportError`` where they cannot be had."""
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ModuleNotFoundError:
        raise MissingExtraError("PDF files need pypdf: pip install 'detente[case]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of a file
    try:
        with pypdf.apply_configuration(**_LIMITS):
            reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise ReportError("a PDF that needs a password")
            text = _unbroken("\n".join(_pages(reader, limit)))
            title, note = _metadata(reader)
    except ReportError:
        raise
    except (PyPdfError, RecursionError, MemoryError) as error:
        raise ReportError(f"a PDF that cannot be read: {error}") from None
    except Exception as error:  # a broken file breaks the library in every way that Python has
        raise ReportError(f"a PDF that cannot be read: {type(error).__name__}") from None
    if not text.strip():
        raise ReportError("a PDF without a text: its pages may be pictures")
    check_text(text)
    return Fields(text, title, note=note)


def _pages(reader: PdfReader, limit: int) -> Iterator[str]:
    end = time.monotonic() + SECONDS
    if len(reader.pages) > MAX_PAGES:
        raise ReportError(f"a PDF of more than {MAX_PAGES:,} pages")
    size = 0
    for page in reader.pages:
        text = page.extract_text().replace("\xad\n", "-\n").translate(_GLYPHS).strip()
        size += len(text)
        if size > limit:
            raise too_large(limit)
        if time.monotonic() > end:
            raise ReportError(f"a PDF that takes more than {SECONDS:g} seconds to read")
        if text:
            yield text


def _unbroken(text: str) -> str:
    """The text with words whole that were broken at the end of a line. A hyphen stays where a name
    goes on with a capital or the text writes the word with it elsewhere."""
    words = set(_HYPHENED.findall(text))

    def mend(match: re.Match[str]) -> str:
        first, second = match.groups()
        keeps = not (first + second).islower() or f"{first}-{second}" in words
        return f"{first}-{second}" if keeps else first + second

    return _BROKEN.sub(mend, text)


def _metadata(reader: PdfReader) -> tuple[str | None, str | None]:
    """The title, and a note on the day on which the file was made."""
    told: Any = reader.metadata or {}
    title = told.get("/Title")
    title = str(title) if title is not None and not _NO_TITLE.fullmatch(str(title)) else None
    made = stated(str(told.get("/CreationDate") or "").removeprefix("D:")[:8])
    note = f"the file was made on {made.day}: its day of publication is not known" if made else None
    return title, note
