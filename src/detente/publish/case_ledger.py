"""A step of the ledger as a reader sees it: what was said, and turn by turn what came of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from detente.publish.clean import one_line

if TYPE_CHECKING:
    from detente.casefile.views.table import Row

LONGEST = 160
"""Letters of a turn's words that are shown."""
TURNS = {
    "repeated": "told again",
    "own word": "says so itself",
    "done": "done",
    "in part": "done in part",
    "not done": "disputed",
    "against": "against it",
    "claimed against": "claimed against it",
    "refused": "refused",
    "condition met": "condition met",
    "overtaken": "overtaken",
    "expired": "expired",
    "judged": "judged",
}
_FATE_STYLE = {
    "fulfilled": "green",
    "partly": "green",
    "broken": "red",
    "contradicted": "yellow",
    "overtaken": "magenta",
    "expired": "magenta",
}


_DURATION = re.compile(r"P(?:(\d+)([YMWD])|T(\d+)([HM]))")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute"}


def step(row: Row) -> Group:
    """A step with its turns, a line each; of several of one kind by one speaker the first."""
    turns = Table.grid(padding=(0, 2, 0, 0), expand=True)
    turns.add_column(width=12)
    turns.add_column(ratio=1, overflow="fold")
    met: dict[tuple[str, str | None], int] = {}
    for turn in row["turns"]:
        key = turn["kind"], turn["by"]
        met[key] = met.get(key, 0) + 1
        if met[key] == 1:
            turns.add_row(f"  {turn['day'] or 'no day'}", _turn(turn))
    more = sum(met.values()) - len(met)
    if more:
        turns.add_row("", Text(f"and {more} more of the same (--json has all)", "dim"))
    return Group(_announced(row), turns) if met else Group(_announced(row))


def _announced(row: Row) -> Text:
    line = Text(overflow="fold")
    line.append(str(row["kind"]).upper(), "cyan").append("  ")
    line.append(", ".join(map(one_line, row["by"])) or "somebody", "bold")
    if row["to"]:
        line.append(" → ").append(", ".join(map(one_line, row["to"])), "bold")
    line.append(f"\n‹{_short(row['words'])}›")
    if row["condition"]:
        line.append(f"\non condition: {_short(row['condition'])}", "dim")
    if row["deadline"]:
        line.append(f"\n{_until(row['deadline'])}", "dim")
    fate = row["fate"] or "unknown"
    line.append("\n").append(fate, f"bold {_FATE_STYLE.get(fate, '')}".strip())
    if row["since"] and not row["judged_by"] and fate not in ("open", "unknown"):
        line.append(f" since {row['since']}")
    if row["disputed_by"]:
        line.append(" · disputed by " + ", ".join(map(one_line, row["disputed_by"])), "yellow")
    if row["judged_by"]:
        line.append(f" · judged by {one_line(row['judged_by'])}", "yellow")
    line.append(f"\nreport {row['report']}", "dim")
    if row["source"]:
        line.append(f", {one_line(row['source'])}", "dim")
    if row["reports"] > 1:
        line.append(f", and {row['reports'] - 1} more", "dim")
    return line.append(f" · {row['step'][:8]}:{row['start']}", "dim")


def _until(deadline: str) -> str:
    """A deadline in words: a day as it is, a duration counted from the step."""
    match = _DURATION.fullmatch(deadline)
    if match is None:
        return f"until: {_short(deadline)}"
    count = match[1] or match[3]
    unit = _UNITS[match[2] or f"T{match[4]}"]
    return f"within {count} {unit}{'' if count == '1' else 's'}"


def _turn(turn: dict[str, Any]) -> Text:
    line = Text(overflow="fold").append(TURNS.get(turn["kind"], turn["kind"]), "italic")
    if turn["by"]:
        line.append(f", by {one_line(turn['by'])}")
    told = turn["words"] or turn["note"]
    if told:
        line.append(f": ‹{_short(told)}›" if turn["words"] else f": {_short(told)}")
    if turn["report"]:
        source = f", {one_line(turn['source'])}" if turn["source"] else ""
        line.append(f" (report {turn['report']}{source})", "dim")
    return line


def _short(words: str) -> str:
    line = one_line(words)
    return line if len(line) <= LONGEST else line[: LONGEST - 2].rpartition(" ")[0] + " …"
