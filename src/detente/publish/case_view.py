"""A view of a casefile as a reader sees it in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.publish.clean import one_line

if TYPE_CHECKING:
    from detente.casefile.views.table import Row, View

NARROWEST, WIDEST = 40, 200
LONGEST = 320
"""Letters of a statement that are shown."""
NOUNS = {
    "timeline": "occurrence",
    "quotes": "statement",
    "network": "pair",
    "tension": "period",
    "actors": "actor",
    "sources": "source",
}
_STATUS_STYLE = {"happened": "green", "ongoing": "green", "claimed": "yellow", "denied": "red"}
_SAID = {"direct": "quoted", "indirect": "in the report's words", "mixed": "partly quoted"}


def render(view: View, width: int, colour: bool, more: str = "") -> str:
    """A view laid out for a terminal of ``width`` columns (brought within 40 to 200). ``more``
    tells how the rows that are not shown are had."""
    out = StringIO()
    console = Console(
        file=out,
        width=max(NARROWEST, min(WIDEST, width)),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for line in _heading(view, more):
        console.print(line)
    console.print(Text("─" * console.width, "dim"))
    drawn = ENTRIES.get(view.name)
    if view.rows:
        console.print(_entries(view, drawn) if drawn else _table(view))
    for note in view.notes:
        console.print(Text(f"Note: {one_line(note)}", "yellow"))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _heading(view: View, more: str) -> Iterable[Text]:
    asked = [f"{name} {one_line(value)}" for name, value in view.filters.items()]
    line = Text(view.name.upper(), "bold")
    yield line.append("  " + " · ".join([one_line(view.case), *asked]), "dim")
    noun = NOUNS[view.name]
    shown, total = len(view.rows), view.total
    if shown < total:
        yield Text(f"{shown:,} of {total:,} {noun}s; {more}", "dim")
    else:
        yield Text(f"{total:,} {noun}{'' if total == 1 else 's'}", "dim")


def _entries(view: View, drawn: Callable[[Row], Text]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=11, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    for row in view.rows:
        grid.add_row(_day(row), drawn(row))
    return grid


def _day(row: Row) -> Text:
    """The date; where there is none, the day of the report, so marked."""
    if row["date"]:
        first, _, last = one_line(row["date"]).partition("/")
        same_year = first[:4] == last[:4]
        return Text(first + (f"\nto {last[5:] if same_year else last}" if last else ""))
    reported = row.get("first_reported", row.get("published"))
    return Text(f"reported\n{reported}" if reported else "–", "dim")


def _occurrence(row: Row) -> Text:
    line = Text(overflow="fold")
    line.append(", ".join(map(one_line, row["actor"])) or "somebody", "bold")
    if row["recipient"]:
        line.append(" → ").append(", ".join(map(one_line, row["recipient"])), "bold")
    line.append(f"\n{row['type']}", "cyan").append(f" {one_line(row['mode'] or '')}".rstrip())
    if row["place"]:
        line.append(f", {one_line(row['place'])}")
    line.append(" · ").append(status(row), _STATUS_STYLE.get(row["status"], "cyan"))
    if row["differences"]:
        line.append(" · sources differ", "yellow")
    line.append("\n").append_text(_words(row))
    count = f"{row['sources']} sources · " if row["sources"] > 1 else ""
    return line.append(f"\n{count}{evidence(row)}", "dim")


def _words(row: Row) -> Text:
    """The words of an event in their line of the report."""
    before, opened, rest = (row["context"] or f"‹{row['words']}›").partition("‹")
    words, closed, after = rest.partition("›")
    line = Text(one_line(before) + " " * before[-1:].isspace(), "dim")
    line.append(f"{opened}{one_line(words)}{closed}", "underline")
    return line.append(" " * after[:1].isspace() + one_line(after), "dim")


def status(row: Row) -> str:
    """How sure an occurrence is told to be, and of a claim whose it is."""
    if row["status"] in ("happened", "ongoing"):
        told = {"happened": "reported as fact", "ongoing": "reported as going on"}[row["status"]]
        return told
    by = ", ".join(map(one_line, row["claimed_by"]))
    return f"{row['status']} by {by}" if by else row["status"]


def evidence(row: Row) -> str:
    """Which report has the words."""
    source = f", {one_line(row['source'])}" if row["source"] else ""
    return f"report {row['report']}{source}"


def _statement(row: Row) -> Text:
    line = Text(overflow="fold").append(one_line(row["speaker"] or "somebody"), "bold")
    if row["speaker_code"] and row["speaker_code"] != row["speaker"]:
        line.append(f" ({row['speaker_code']})", "bold")
    if row["office"]:
        line.append(f", {one_line(row['office'])}")
    if row["to"]:
        line.append(" → ").append(", ".join(map(one_line, row["to"])), "bold")
    how = ", ".join(one_line(each) for each in (row["cue"], _SAID[row["kind"]]) if each)
    line.append(f"\n{how}", "cyan").append(f" · {evidence(row)}", "dim")
    return line.append(f"\n{_cut(row['words'])}")


def _cut(words: str) -> str:
    words = one_line(words)
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] + " …"


ENTRIES: dict[str, Callable[[Row], Text]] = {"timeline": _occurrence, "quotes": _statement}
"""The views that are told entry by entry; the others are tables."""


def _table(view: View) -> Table:
    raise KeyError(view.name)


_Cell = Callable[[Any], str]
