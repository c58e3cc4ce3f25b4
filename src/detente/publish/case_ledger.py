"""A step of the ledger as a reader sees it: what was said, and turn by turn what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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


def step(row: Row) -> Text:
    """A step with its turns, a line each; of several of one kind by one speaker the first."""
    line = Text(overflow="fold")
    line.append(str(row["kind"]).upper(), "cyan").append("  ")
    line.append(", ".join(map(one_line, row["by"])) or "somebody", "bold")
    if row["to"]:
        line.append(" → ").append(", ".join(map(one_line, row["to"])), "bold")
    line.append(f"\n‹{_short(row['words'])}›")
    for name, told in (("condition", "on condition"), ("deadline", "until")):
        if row[name]:
            line.append(f"\n{told}: {_short(row[name])}", "dim")
    fate = row["fate"] or "unknown"
    line.append("\n").append(fate, f"bold {_FATE_STYLE.get(fate, '')}".strip())
    if row["since"] and fate not in ("open", "unknown"):
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
    line.append(f" · {row['step'][:8]}:{row['start']}", "dim")
    met: dict[tuple[str, str | None], int] = {}
    for turn in row["turns"]:
        key = turn["kind"], turn["by"]
        met[key] = met.get(key, 0) + 1
        if met[key] == 1:
            line.append("\n").append_text(_turn(turn))
    more = sum(met.values()) - len(met)
    if more:
        line.append(f"\n  and {more} more of the same (--json has all)", "dim")
    return line


def _turn(turn: dict[str, Any]) -> Text:
    line = Text(f"  {turn['day'] or 'no day'}  ")
    line.append(TURNS.get(turn["kind"], turn["kind"]), "italic")
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
