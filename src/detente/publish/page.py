"""Records as one HTML page that works offline: the report, its spans marked, beside its record.

Report text is data, never markup. Everything is escaped when it is filled in, and the page's
content security policy lets nothing run or load but the style and the script written into it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from detente.publish.clean import for_page
from detente.publish.digest import (
    CommitmentView,
    Digest,
    EventView,
    StatementView,
    dateline_words,
    published_words,
    title_of,
)
from detente.publish.marks import Mark, paragraphs
from detente.record import Record, Span

if TYPE_CHECKING:
    from jinja2 import Environment

KINDS = {
    "event": "What happened",
    "statement": "What was said",
    "commitment": "What was promised or threatened",
    "time": "Times",
    "actor": "Actors",
    "place": "Places",
}
"""The kinds of entry that a page shows and filters by, with their headings."""
STYLES = ("colours.css", "page.css", "report.css")
_MINOR = ("cue", "actor", "place")


def render(records: Sequence[Record]) -> str:
    """One page for one or several records. It needs no network and no other file."""
    css, script = "".join(map(_asset, STYLES)), _asset("page.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            sheets=[Sheet(record, number) for number, record in enumerate(records, 1)],
            kinds=KINDS,
            css=_trusted(css),
            script=_trusted(script),
            css_hash=_hash(css),
            script_hash=_hash(script),
        )
    )


@dataclass(frozen=True)
class Piece:
    """Words of the report in an entry; ``quoted`` if they stand inside quotation marks."""

    text: str
    quoted: bool = False


class Sheet:
    """One record as ``sheet.html`` shows it. Ids in the page begin with ``key``: ``r1-s3``.

    ``asked`` are start and end of words that a link leads to; they stand at ``t-r1-here``."""

    def __init__(
        self, record: Record, number: int = 1, asked: tuple[int, int] | None = None
    ) -> None:
        self.record = record
        self._asked = asked
        self.key = f"r{number}"
        self.title = title_of(record)
        self.published = published_words(record)
        self.dateline = dateline_words(record)
        url = record.report.url or ""
        self.link = url if re.match(r"https?://", url, re.IGNORECASE) else None
        digest = Digest(record)
        self.events: tuple[EventView, ...] = digest.events()
        self.statements: tuple[StatementView, ...] = digest.statements()
        self.commitments: tuple[CommitmentView, ...] = digest.commitments()
        self.paragraphs = tuple(paragraphs(record.report.text, self._marks()))
        self._shown = frozenset(
            (mark.entry, mark.part)
            for paragraph in self.paragraphs
            for segment in paragraph
            for mark in segment.begins
        )
        views = (self.events, self.statements, self.commitments)
        self._entries = frozenset(view.id for group in views for view in group)
        self.counts = {
            "event": len(record.events),
            "statement": len(record.statements),
            "commitment": len(record.commitments),
            "time": len(record.times),
            "actor": len(record.actors),
            "place": len(record.places),
        }

    def id(self, entry: str) -> str:
        """The id of an entry's card in the page."""
        return f"{self.key}-{re.sub(r'[^A-Za-z0-9_.-]', '_', entry)}"

    def anchor(self, entry: str, part: int = 1) -> str:
        """The id of the place in the report where a span of the entry begins."""
        return f"t-{self.id(entry)}" + (f"-{part}" if part > 1 else "")

    def shows(self, entry: str, part: int = 1) -> bool:
        """Whether a span of the entry stands in the report, so that a link can lead to it."""
        return (entry, part) in self._shown

    def has(self, entry: str) -> bool:
        """Whether the record has this event, statement or commitment."""
        return entry in self._entries

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.record.text_of(span)

    def pieces(self, span: Span, quotes: Iterable[Span]) -> list[Piece]:
        """The words of a span, cut where quotation marks open and close."""
        text, at, found = self.record.report.text, span.start, []
        for quote in quotes:
            start, end = max(at, quote.start), min(span.end, quote.end)
            if start < end:
                found += [Piece(text[at:start]), Piece(text[start:end], quoted=True)]
                at = end
        return [piece for piece in (*found, Piece(text[at : span.end])) if piece.text]

    def _marks(self) -> Iterator[Mark]:
        record = self.record
        for event, view in zip(record.events, self.events, strict=True):
            yield from _marks(event.id, "event", view.spans)
        for said in record.statements:
            yield from _marks(said.id, "statement", said.content)
            around = [span for span in (said.source, said.cue) if span]
            yield from _marks(said.id, "cue", around, first=len(said.content) + 1)
        for entry in record.commitments:
            spans = [span for span in (entry.content, entry.condition) if span]
            yield from _marks(entry.id, "commitment", spans)
        for time in record.times:
            yield from _marks(time.id, "time", [time])
        for actor in record.actors:
            yield from _marks(actor.id, "actor", actor.mentions)
        for place in record.places:
            yield from _marks(place.id, "place", place.mentions)
        if self._asked:
            yield Mark("here", "here", *self._asked, minor=True)


def _marks(entry: str, kind: str, spans: Iterable[Span], first: int = 1) -> Iterator[Mark]:
    for part, span in enumerate(spans, first):
        yield Mark(entry, kind, span.start, span.end, part, minor=kind in _MINOR)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("detente.publish", "assets"),
        autoescape=True,
        finalize=_fill,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _fill(value: Any) -> Any:
    """What the template fills in, without what HTML cannot hold; it is escaped afterwards."""
    return for_page(value) if type(value) is str else value


def _asset(name: str) -> str:
    return (files("detente.publish") / "assets" / name).read_text(encoding="utf-8")


def _trusted(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
