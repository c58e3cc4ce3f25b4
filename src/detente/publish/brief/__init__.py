"""A brief of a casefile's period: built from its views by templates, every sentence with its note.

>>> from detente.publish.brief import build, write
>>> Path("brief.md").write_bytes(write(build(case, filters), "md"))
"""

from __future__ import annotations

from detente.publish.brief.build import build
from detente.publish.brief.model import Brief

FORMATS = ("md", "html", "pdf", "docx")
BINARY = ("pdf", "docx")

__all__ = ["BINARY", "FORMATS", "Brief", "build", "write"]


def write(brief: Brief, to: str) -> bytes:
    """The brief in a format, the same bytes for the same casefile and the same libraries.

    Raises:
        KeyError: there is no such format.
        MissingExtraError: the format's library is not installed.
    """
    if to not in FORMATS:
        raise KeyError(to)
    if to == "pdf":
        from detente.publish.brief.pdf_file import pdf

        return pdf(brief)
    if to == "docx":
        from detente.publish.brief.docx_file import docx

        return docx(brief)
    from detente.publish.brief.text import html, markdown

    return (html(brief) if to == "html" else markdown(brief)).encode("utf-8")
