"""A brief as Markdown and as one HTML page. Report text is data: it is escaped in both."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from detente.publish.brief.english import day_words
from detente.publish.brief.model import Brief, Note
from detente.publish.clean import for_page

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown(brief: Brief) -> str:
    """The brief as Markdown with footnotes. Pictures are not in it."""
    return for_page(_environment(False).get_template("brief.md.j2").render(brief=brief))


def html(brief: Brief) -> str:
    """The brief as one page that loads nothing: pictures are written into it."""
    return for_page(_environment(True).get_template("brief.html.j2").render(brief=brief))


@cache
def _environment(pages: bool) -> Environment:
    made = Environment(
        loader=PackageLoader("detente.publish.brief", "templates"),
        autoescape=pages,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"marked": marked, "where": where, "picture": _picture, "web": is_web}
    return made


def marked(text: str) -> str:
    """Text in which Markdown sees no mark-up; what stands between backticks is ours."""
    return _MARKS.sub(r"\\\1", text)


def where(note: Note) -> str:
    """Source and day of a note's report."""
    return f"{note.source}, {day_words(note.day) if note.day else 'day not told'}"


def is_web(url: str | None) -> bool:
    """Whether an address is one that a reader may follow: nothing that runs."""
    return bool(url and re.match(r"https?://[^\s\"'<>]+$", url))


def _picture(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode('ascii')}"
