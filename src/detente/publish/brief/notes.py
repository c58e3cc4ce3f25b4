"""Footnotes: which report shows a sentence, in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from detente.casefile import schema
from detente.casefile.views.scope import UNNAMED
from detente.publish.brief.english import begun, ended, quoted
from detente.publish.brief.model import Note
from detente.publish.brief.sentences import Party
from detente.publish.brief.tables import kinds_of_names
from detente.publish.clean import one_line

_LONGEST = 420
"""Letters of a note's words; a longer sentence is cut around what is meant."""
_END = re.compile(r"[.!?]+[”\"’')\]]*(?=\s+[“\"‘'(\[]?[A-Z0-9]|\s*$)|\n")
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Sgt|Capt|Adm|Sen|Rep|Gov|Prof|No|vs|Jan|Feb"
    r"|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)
"""An initial or an abbreviation: no sentence ends here."""
_DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ/ .'’-]+(?:\([^)]{2,20}\) ?|, [^-–—]{3,30}?)? ?[-–—]+ ")

_LEANING = re.compile(r"[“\"]?(?:He|She|It|They|This|That|These|Those|Both|His|Her|Their)\b")


class Notes:
    """Gives numbers to the words of reports, in the order in which they are asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reports: dict[int, Any] = {}
        self._numbers: dict[tuple[int, int, int], int] = {}
        self._kinds: dict[tuple[str, str | None], str] | None = None
        self.found: list[Note] = []

    def add(self, report: int | None, start: int | None, end: int | None) -> tuple[int, ...]:
        """The footnote of these words; none where there is no report."""
        row = self.report(report)
        if row is None or start is None or end is None:
            return ()
        first, last = sentence_at(row.text, start, end)
        key = (row.id, first, last)
        if key not in self._numbers:
            self._numbers[key] = len(self.found) + 1
            self.found.append(
                Note(
                    len(self.found) + 1,
                    one_line(row.title or "Untitled report"),
                    source_name(row.source),
                    row.published,
                    one_line(row.url) if row.url else None,
                    _clipped(row.text, first, last, start, end),
                )
            )
        return (self._numbers[key],)

    def place(self, report: int | None, start: int | None, end: int | None) -> Any:
        """Which sentence of which report it is."""
        row = self.report(report)
        if row is None or start is None or end is None:
            return None
        return (row.id, *sentence_at(row.text, start, end))

    def leans(self, report: int, start: int, end: int) -> bool:
        """Whether the sentence leans on the one before it: ``He promised ...``."""
        return bool(_LEANING.match(self.words(report, start, end) or ""))

    def words(self, report: int | None, start: int | None, end: int | None) -> str | None:
        """The sentence of the report in which the words stand, as it stands there."""
        row = self.report(report)
        if row is None or start is None or end is None:
            return None
        words = _clipped(row.text, *sentence_at(row.text, start, end), start, end)
        return _DATELINE.sub("", words)

    def lead(self, report: int | None, start: int | None, end: int | None) -> str | None:
        """Who tells it, in which words, the dateline left out: ``Nordic Wire: “…”``."""
        words = self.words(report, start, end)
        if words is None:
            return None
        return ended(f"{begun(source_name(self.report(report).source))}: {quoted(words)}")

    def parties(self, names: Sequence[str]) -> list[Party]:
        """The parties that a view names ``Anna Berg (SWE)``, with what they are."""
        if self._kinds is None:
            self._kinds = kinds_of_names(self._connection)
        found = []
        for name in names:
            plain, _, code = name.removesuffix(")").rpartition(" (")
            if not plain or not name.endswith(")"):
                found.append(Party(name, self._kinds.get((name, None))))
            else:
                found.append(Party(plain, self._kinds.get((plain, code)), code))
        return found

    def report(self, number: int | None) -> Any:
        """A report's row, read once."""
        if number is None:
            return None
        if number not in self._reports:
            r = schema.reports.c
            query = select(r.id, r.title, r.text, r.source, r.url, r.published)
            found = self._connection.execute(query.where(r.id == number)).first()
            self._reports[number] = found
        return self._reports[number]


def source_name(source: str | None) -> str:
    """A report's source, or that it has none."""
    return one_line(source) if source else f"source {UNNAMED}"


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence or sentences in which these words stand."""
    first, last = 0, len(text)
    for match in _END.finditer(text):
        if _SHORT.search(text[max(0, match.start() - 6) : match.end()].rstrip("”\"’')]")):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.end() >= end:
            last = match.end()
            break
    while first < start and text[first].isspace():
        first += 1
    first, last = _whole_quotation(text, first, last)
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _whole_quotation(text: str, first: int, last: int) -> tuple[int, int]:
    """The bounds so that no quotation of the same paragraph is cut in two."""
    begin, end = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    end = len(text) if end < 0 else end
    part = text[first:last]
    opened = part.count("“") - part.count("”")
    if opened < 0 and (at := text.rfind("“", begin, first)) >= 0:
        return at, last
    if opened > 0 and (at := text.find("”", last, end)) >= 0:
        return first, at + 1
    if part.count('"') % 2:
        if text[begin:first].count('"') % 2:
            return text.rfind('"', begin, first), last
        if (at := text.find('"', last, end)) >= 0:
            return first, at + 1
    return first, last


def _clipped(text: str, first: int, last: int, start: int, end: int) -> str:
    if last - first <= _LONGEST:
        return one_line(text[first:last])
    room = max(0, _LONGEST - (end - start)) // 2
    a, b = max(first, start - room), min(last, max(end, start + _LONGEST - room))
    before = "" if a == first else "… "
    after = "" if b == last else " …"
    cut = text[a:b]
    if before:
        cut = cut.partition(" ")[2] if a < start else cut
    if after and b > end:
        cut = cut.rpartition(" ")[0]
    return one_line(f"{before}{cut}{after}")
