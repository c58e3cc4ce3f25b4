"""A view of a casefile as a reader sees it in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from detente.publish.case_ledger import step
from detente.publish.clean import one_line

if TYPE_CHECKING:
    from detente.casefile.views.table import Row, View

NARROWEST, WIDEST = 56, 200
NARROW = 70
LONGEST = 320
"""Letters of a statement that are shown."""
NOUNS = {
    "timeline": "occurrence",
    "quotes": "statement",
    "ledger": "step",
    "network": "pair",
    "tension": "period",
    "actors": "actor",
    "sources": "source",
}
_STATUS_STYLE = {"happened": "green", "ongoing": "green", "claimed": "yellow", "denied": "red"}
_SAID = {"direct": "quoted", "indirect": "in the report's words", "mixed": "partly quoted"}


def render(view: View, width: int, colour: bool, more: str = "") -> str:
    """A view laid out for a terminal of ``width`` columns (brought within 56 to 200). ``more``
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
        for part in [_entries(view, drawn)] if drawn else _tables(view, console.width):
            console.print(part)
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


def _entries(view: View, drawn: Callable[[Row], RenderableType]) -> Table:
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
        line.append(f" · {_differing(row['differences'])}", "yellow")
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


def _differing(differences: Any) -> str:
    told = [each for each in differences if isinstance(each, dict)] if differences else []
    on = dict.fromkeys(
        one_line(f"{each['about']} of {each['unit']}" if each.get("unit") else each["about"])
        for each in told
    )
    return f"sources differ on {', '.join(on)}" if on else "sources differ"


def status(row: Row) -> str:
    """How sure an occurrence is told to be, and of a claim whose it is."""
    by = ", ".join(map(one_line, row["claimed_by"]))
    if row["status"] in ("happened", "ongoing"):
        going_on = "" if row["status"] == "happened" else "going on, "
        if by:
            return f"{going_on}according to {by}"
        return "reported as going on" if going_on else "reported as fact"
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


ENTRIES: dict[str, Callable[[Row], RenderableType]] = {
    "timeline": _occurrence,
    "quotes": _statement,
    "ledger": step,
}
"""The views that are told entry by entry; the others are tables."""


@dataclass(frozen=True)
class _Shown:
    """A column of a table as the terminal has it."""

    heading: str
    cell: Callable[[Row], str]
    right: bool = False
    style: str = ""
    ratio: int | None = None
    least: int | None = None
    wide: bool = False
    """Left out of narrow terminals, so that what remains can be read."""


def _number(heading: str, name: str, style: str = "", wide: bool = False) -> _Shown:
    return _Shown(
        heading, lambda row: f"{row[name]:,}" if row[name] else "·", True, style, wide=wide
    )


def _words_of(heading: str, name: str, ratio: int | None = None, style: str = "") -> _Shown:
    return _Shown(heading, lambda row: one_line(row[name] or "–"), False, style, ratio, 6)


def _balance(row: Row) -> str:
    return f"{row['balance']:+.1f}" if row["balance"] else "0"


def _most(row: Row) -> str:
    """The most intense occurrence of a row, and as what it is told."""
    if row["occurrence"] is None:
        return "–"
    told = "" if row["status"] in ("happened", "ongoing") else f", {row['status']}"
    report = f" [{row['report']}]" if row["report"] is not None else ""
    return f"{row['type']} ‹{one_line(row['words'])}›{told}{report}"


def _change(row: Row) -> str:
    return {"conflict": "▲", "cooperation": "▼"}.get(row["change"] or "", "")


_CLASSES = (
    _number("Conf.\nwords", "conflict_words", "yellow"),
    _number("Conf.\ndeeds", "conflict_deeds", "red"),
    _number("Coop.\nwords", "cooperation_words", "cyan"),
    _number("Coop.\ndeeds", "cooperation_deeds", "green"),
    _Shown("Balance", _balance, True),
    _number("Clai-\nmed", "claimed", "yellow"),
    _number("Open", "open", "dim", wide=True),
    _number("De-\nnied", "denied", "dim", wide=True),
)
_KEY = "Counts are of what is told as fact; claimed, open and denied stand apart"
TABLES: dict[str, tuple[_Shown, ...]] = {
    "network": (
        _words_of("Who", "actor", 2, "bold"),
        _words_of("To whom", "recipient", 2, "bold"),
        *_CLASSES,
        _Shown("Most intense [report]", _most, ratio=4, wide=True),
    ),
    "tension": (
        _Shown("Period", lambda row: row["period"], least=10),
        _Shown("", _change, style="bold red"),
        *_CLASSES,
        _Shown("Most intense [report]", _most, ratio=1, wide=True),
    ),
    "actors": (
        _Shown("Actor", lambda row: _called(row), style="bold", ratio=3),
        _Shown("Kind", lambda row: row["kind"], ratio=2, wide=True),
        _number("Reports", "reports"),
        _number("Acts", "acts"),
        _number("Undergoes", "undergoes"),
        _number("Says", "statements"),
        _number("Promises", "commitments", wide=True),
    ),
    "sources": (
        _words_of("Source", "source", 1, "bold"),
        _number("Reports", "reports"),
        _number("Copies", "copies", wide=True),
        _number("Copied", "copied", wide=True),
        _number("Tells of", "occurrences"),
        _number("First", "first"),
        _number("Alone", "alone"),
        _Shown("Latest", lambda row: row["last_published"] or "–", least=10, wide=True),
    ),
}


def _called(row: Row) -> str:
    code = f" ({row['code']})" if row["code"] and row["code"] != row["name"] else ""
    office = f", {row['office']}" if row["office"] else ""
    return one_line(f"{row['name']}{code}{office}")


def _tables(view: View, width: int) -> Iterable[Table | Text]:
    """One table, or one for each pair."""
    columns = [each for each in TABLES[view.name] if width >= NARROW or not each.wide]
    if "balance" in view.rows[0]:
        yield Text(_KEY, "dim")
    if view.name != "tension":
        yield _table(columns, view.rows)
        return
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in view.rows:
        groups.setdefault((row["party"], row["other"]), []).append(row)
    for (party, other), rows in groups.items():
        yield Text(f"\n{one_line(party)} – {one_line(other)}", "bold")
        yield _table(columns, rows)
        for change in view.facts["changes"]:
            if (change["party"], change["other"]) == (party, other):
                yield _told(change, view.facts["by"])


def _told(change: Row, by: str) -> Text:
    arrow = "▲" if change["towards"] == "conflict" else "▼"
    return Text(
        f"{arrow} {change['period']}: towards {change['towards']}, "
        f"from {change['from']:+.1f} to {change['to']:+.1f} a {by}",
        "bold",
    )


def _table(columns: Sequence[_Shown], rows: Sequence[Row]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), expand=True, header_style="dim", pad_edge=False)
    for column in columns:
        table.add_column(
            column.heading,
            justify="right" if column.right else "left",
            style=column.style,
            ratio=column.ratio,
            overflow="fold",
            no_wrap=column.right,
            min_width=column.least,
        )
    for row in rows:
        table.add_row(*(Text(column.cell(row)) for column in columns))
    return table
