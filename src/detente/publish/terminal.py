"""The record as an analyst reads it in a terminal, and plainly for pipes and screen readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from detente.publish.clean import one_line
from detente.publish.digest import (
    CommitmentView,
    Digest,
    EventView,
    StatementView,
    dateline_words,
    published_words,
    title_of,
)
from detente.record import Record, Span

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

NARROWEST, WIDEST = 40, 200
_WIDE_ENOUGH_FOR_DATES = 72
_CONTEXT = 56
_CERTAINTY_STYLE = {"fact": "green", "claim": "yellow", "open": "cyan", "denied": "red"}
_KIND_STYLE = {"threat": "bold red", "warning": "bold yellow", "refusal": "bold red"}


def render(record: Record, width: int, colour: bool) -> str:
    """The record laid out for a terminal of ``width`` columns (brought within 40 to 200).

    Colour only adds: what is claim and what is fact stands there in words. Nothing of the report's
    text reaches the terminal as a control character or an escape sequence.
    """
    from rich.console import Console

    width = max(NARROWEST, min(WIDEST, width))
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    view = _View(record, width)
    for part in view.parts():
        console.print(part)
    lines = out.getvalue().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def render_plain(record: Record) -> str:
    """The record without colour, layout or line breaking: one entry a line, stable for ``grep``.

    Each line begins with what it is: ``title:``, ``event e1:``, ``statement s1:`` and so on.
    """
    digest = Digest(record)
    lines = [f"{name}: {value}" for name, value in _header(record)]
    lines += [f"note: {note}" for note in record.notes]
    lines += [_plain_event(record, event) for event in digest.events()]
    lines += [_plain_statement(record, statement) for statement in digest.statements()]
    lines += [_plain_commitment(record, entry) for entry in digest.commitments()]
    lines.append(f"made by: {_maker(record)}")
    return "\n".join(one_line(line) for line in lines) + "\n"


class _View:
    """The parts of the view, top to bottom."""

    def __init__(self, record: Record, width: int) -> None:
        self.record = record
        self.digest = Digest(record)
        self.width = width
        self.dated = width >= _WIDE_ENOUGH_FOR_DATES

    def parts(self) -> Iterable[Table | Text]:
        yield from self._top()
        digest = self.digest
        happened = [(event.id, event.date, self._event(event)) for event in digest.events()]
        yield from self._section("What happened", "event", happened)
        said = [(entry.id, entry.date, self._said(entry)) for entry in digest.statements()]
        yield from self._section("What was said", "statement", said)
        promised = [(c.id, c.deadline, self._commitment(c)) for c in digest.commitments()]
        yield from self._section("What was promised or threatened", "commitment", promised)
        yield _text(f"Made by {_maker(self.record)}", "dim")

    def _top(self) -> Iterable[Table | Text]:
        title, *facts = _header(self.record)
        yield _text(title[1], "bold")
        yield _text("━" * min(self.width, max(12, _cells(title[1]))), "dim")
        grid = _grid(10)
        for name, value in facts:
            grid.add_row(_text(name.capitalize(), "dim"), _text(value))
        yield grid
        for note in self.record.notes:
            yield _text(f"Note: {note}", "yellow")
        yield _text("")

    def _section(
        self, title: str, noun: str, entries: Sequence[tuple[str, str | None, Text]]
    ) -> Iterable[Table | Text]:
        count = f"{len(entries)} {noun}{'' if len(entries) == 1 else 's'}" if entries else "nothing"
        yield _text(title.upper(), "bold").append(f"  {count} found", style="dim")
        yield _text("─" * self.width, "dim")
        if entries:
            days = [one_line(date or "–").replace("/", "/ ") for _, date, _ in entries]
            longest = max(len(part) for day in days for part in day.split(" "))
            widths = [max(len(entry_id) for entry_id, _, _ in entries)]
            grid = _grid(*widths, *([min(max(longest, 10), 16)] if self.dated else []))
            for (entry_id, _, drawn), day in zip(entries, days, strict=True):
                grid.add_row(
                    _text(entry_id, "dim"), *([_text(day, "dim")] if self.dated else []), drawn
                )
            yield grid
        else:
            yield _text("")

    def _event(self, event: EventView) -> Text:
        line = self._opening(event.date, event.who, event.whom)
        line.append(f"\n{event.type}", style="cyan").append(f" {one_line(event.what)}")
        if event.place:
            line.append(f", {one_line(event.place)}")
        line.append(" · ").append(one_line(event.status), style=_CERTAINTY_STYLE[event.certainty])
        if len(event.spans) > 1:
            line.append(f" · told {len(event.spans)} times", style="dim")
        line.append("\n").append_text(self._in_context(event.spans[0])).append("\n")
        return line

    def _said(self, statement: StatementView) -> Text:
        line = self._opening(statement.date, statement.speaker, statement.audience)
        how = [statement.cue, statement.kind]
        line.append("  " + ", ".join(one_line(word) for word in how if word), style="cyan")
        line.append("\n")
        for i, span in enumerate(statement.spans):
            line.append(" … " if i else "").append_text(self._quoted(span, statement.quotes))
        for name, value in (("At", statement.occasion), ("Passed on by", statement.via)):
            if value:
                line.append(f"\n{name}: {one_line(value)}", style="dim")
        return line.append("\n")

    def _commitment(self, entry: CommitmentView) -> Text:
        line = _text(entry.kind.upper(), _KIND_STYLE.get(entry.kind, "bold"))
        line.append("  ").append_text(self._opening(None, entry.by, entry.to, dated=False))
        line.append("\n" + one_line(self.record.text_of(entry.content)))
        if entry.condition:
            condition = one_line(self.record.text_of(entry.condition))
            line.append("\nOn condition: ", style="dim").append(condition, style="yellow")
        if entry.deadline:
            line.append(f"\nDeadline: {one_line(entry.deadline)}")
        event = f", {entry.event}" if entry.event else ""
        said = f"Said in {entry.statement}" if entry.statement else "Told by the report"
        return line.append(f"\n{one_line(said + event)}\n", style="dim")

    def _opening(self, date: str | None, who: str, whom: str | None, dated: bool = True) -> Text:
        line = _text("")
        if dated and not self.dated and date:
            line.append(f"{one_line(date)}  ", style="dim")
        line.append(one_line(who), style="bold")
        if whom:
            line.append(" → ").append(one_line(whom), style="bold")
        return line

    def _in_context(self, span: Span) -> Text:
        """The words of a span within its line of the report, the span itself between ‹ ›."""
        text = self.record.report.text
        before = text[max(0, span.start - _CONTEXT) : span.start].rpartition("\n")[2]
        after = text[span.end : span.end + _CONTEXT].partition("\n")[0]
        if len(before) == _CONTEXT and " " in before:
            before = "… " + before.partition(" ")[2]
        if len(after) == _CONTEXT and " " in after:
            after = after.rpartition(" ")[0] + " …"
        words = _text(_spaced(before), "dim")
        words.append(f"‹{one_line(self.record.text_of(span))}›", style="underline")
        return words.append(_spaced(after), style="dim")

    def _quoted(self, span: Span, quotes: Iterable[Span]) -> Text:
        """The words of a span, those inside quotation marks in italics."""
        words, at = _text(""), span.start
        for quote in quotes:
            start, end = max(at, quote.start), min(span.end, quote.end)
            if start < end:
                words.append(_spaced(self.record.report.text[at:start]))
                words.append(_spaced(self.record.report.text[start:end]), style="italic")
                at = end
        return words.append(_spaced(self.record.report.text[at : span.end]))


def _header(record: Record) -> list[tuple[str, str]]:
    report = record.report
    rows = [
        ("title", title_of(record)),
        ("source", report.source),
        ("address", report.url),
        ("dateline", dateline_words(record)),
        ("published", published_words(record)),
    ]
    return [(name, one_line(value)) for name, value in rows if value]


def _plain_event(record: Record, event: EventView) -> str:
    who = f"{event.who} to {event.whom}" if event.whom else event.who
    place = f", at {event.place}" if event.place else ""
    words = " | ".join(record.text_of(span) for span in event.spans)
    return (
        f"event {event.id}: {event.date or 'date not known'}; {who}; {event.type}, {event.what}"
        f"{place}; {event.status}; words: {words}"
    )


def _plain_statement(record: Record, statement: StatementView) -> str:
    who = statement.speaker
    who += f" to {statement.audience}" if statement.audience else ""
    parts = [
        statement.date or "date not known",
        who,
        ", ".join(word for word in (statement.cue, statement.kind) if word),
        f"at: {statement.occasion}" if statement.occasion else "",
        f"passed on by {statement.via}" if statement.via else "",
        "words: " + " … ".join(record.text_of(span) for span in statement.spans),
    ]
    return f"statement {statement.id}: " + "; ".join(part for part in parts if part)


def _plain_commitment(record: Record, entry: CommitmentView) -> str:
    parts = [
        f"{entry.kind} by {entry.by}" + (f" to {entry.to}" if entry.to else ""),
        f"deadline {entry.deadline}" if entry.deadline else "",
        f"condition: {record.text_of(entry.condition)}" if entry.condition else "",
        f"said in {entry.statement}" if entry.statement else "told by the report",
        f"words: {record.text_of(entry.content)}",
    ]
    return f"commitment {entry.id}: " + "; ".join(part for part in parts if part)


def _maker(record: Record) -> str:
    return one_line(f"detente {record.made_by.code}, model {record.made_by.model}")


def _spaced(text: str) -> str:
    """One line like ``one_line``, a space at either end kept, so that pieces can be joined."""
    line = one_line(text)
    lead = " " if text[:1].isspace() else ""
    return f"{lead}{line}{' ' if line and text[-1:].isspace() else ''}"


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return int(cell_len(text))


def _text(text: str, style: str = "") -> Text:
    """The beginning of a line, made safe."""
    from rich.text import Text

    return Text(overflow="fold").append(_spaced(text), style=style)


def _grid(*widths: int) -> Table:
    """Columns of these widths, and a last one that takes what is left."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    return grid
