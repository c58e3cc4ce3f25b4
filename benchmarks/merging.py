"""How well a casefile merges: events of several reports that are the same happening.

Gold is a folder laid out as ``examples/crisis``: ``reports.jsonl``, and ``gold/occurrences.json``
with the words that tell of each happening. A gold mention is found if an event of the record has
its words as trigger (its beginning, or enough of it), else as a further mention. Figures are of
pairs: together in the gold, together in one occurrence. "Events" counts pairs of the record's
events whose trigger is a gold mention: what merging was given. "Mentions" counts pairs of all gold
mentions: what the reader missed, or has joined within a report, counts too. A pair with an optional
mention is not asked for; joined with another happening, it is wrong like any other. Reports that a
newer version has replaced are left out.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.coreference import Figures
from benchmarks.errors import BenchmarkError
from benchmarks.tables import PRF, Cell, Table
from detente.sources.found import Found
from detente.sources.many import find

if TYPE_CHECKING:
    from detente.casefile.reading import ReadReport

ENOUGH = 0.4
"""Share of a trigger that gold words must be, if it does not begin with them: "measures" is what
"announced measures" tells, "attack" is not what "called the attack unjustified" tells."""
REPORTS, GOLD = Path("reports.jsonl"), Path("gold/occurrences.json")


@dataclass(frozen=True)
class Mention:
    """Words that tell of a happening; ``found`` is the occurrence that they were put into, ``None``
    where no event has them. ``event`` is that event, ``as_trigger`` whether they are its trigger,
    ``teller`` the report that they are the word of."""

    happening: str
    report: str
    teller: str
    words: str
    optional: bool
    event: str | None
    as_trigger: bool
    found: str | None


def run(folder: Path, misses: bool = False) -> dict[str, Any]:
    """Figures of the gold in a folder, with what was joined wrongly or not at all on demand."""
    mentions = place(folder, _read(folder))
    events = of_events(mentions)
    asked = [m for m in mentions if not m.optional]
    result: dict[str, Any] = {
        "asked": len(asked),
        "found": sum(m.found is not None for m in asked),
        "events": pairs(events),
        "events, without copies": pairs(events, apart=True),
        "mentions": pairs(mentions),
        "mentions, without copies": pairs(mentions, apart=True),
    }
    if misses:
        result["unread"] = [[m.happening, m.report, m.words] for m in asked if m.event is None]
        result["wrong"] = _listed(events, wrong=True)
        result["missed"] = _listed(events, wrong=False)
    return result


def of_events(mentions: list[Mention]) -> list[Mention]:
    """A mention for each event of the records whose trigger is one."""
    best: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.optional):
        if mention.event and mention.as_trigger:
            best.setdefault(mention.event, mention)
    return list(best.values())


def pairs(mentions: list[Mention], apart: bool = False) -> Figures:
    """Precision and recall of the pairs of mentions; ``apart`` takes only those of reports that are
    not copies of each other."""
    right = joined = wanted = 0
    for one, other in combinations(mentions, 2):
        if apart and one.teller == other.teller:
            continue
        same, together = one.happening == other.happening, _together(one, other)
        if one.optional or other.optional:
            joined += together and not same
            continue
        wanted += same
        joined += together
        right += same and together
    precision = right / joined if joined else 0.0
    recall = right / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def place(folder: Path, read: list[tuple[Found, ReadReport]]) -> list[Mention]:
    """The gold mentions, with where a casefile of the reports puts them."""
    from sqlalchemy import select

    from detente.casefile import Casefile, schema

    with tempfile.TemporaryDirectory() as made, Casefile.new(Path(made) / "a.case") as case:
        for found, each in read:
            case.put(found.key, each, found.where)
        with case.reading() as connection:
            e, r = schema.events.c, schema.reports.c
            rows = connection.execute(select(schema.copies)).all()
            gone = {row.report for row in rows if row.kind == "version"}
            of = {row.report: row.of for row in rows if row.kind == "copy"}
            keys = {key: n for n, key in connection.execute(select(r.id, r.key))}
            query = select(e.report, e.entry, e.occurrence)
            put = {(n, entry): where for n, entry, where in connection.execute(query)}
    ids = _ids(folder)
    result = []
    by_name = {ids[i]: (keys[found.key], each) for i, (found, each) in enumerate(read)}
    for happening in json.loads((folder / GOLD).read_text("utf-8")):
        for mention in happening["mentions"]:
            number, each = by_name[mention["report"]]
            if number not in gone:
                entry, as_trigger = _event(each, *_span(each, mention))
                result.append(
                    Mention(
                        happening["id"], mention["report"], str(of.get(number, number)),
                        mention["words"], mention.get("optional", False),
                        entry and f"{number} {entry}", as_trigger, put.get((number, entry)),
                    )
                )  # fmt: skip
    return result


def _read(folder: Path) -> list[tuple[Found, ReadReport]]:
    from detente.casefile.reading import read_reports

    for needed in (REPORTS, GOLD):
        if not (folder / needed).is_file():
            raise BenchmarkError(f"{folder}: {needed} is not there")
    found = [each for each in find([str(folder / REPORTS)]) if isinstance(each, Found)]
    return list(zip(found, read_reports(each.report for each in found), strict=True))


def _ids(folder: Path) -> list[str]:
    lines = (folder / REPORTS).read_text("utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines if line.strip()]


def _event(each: ReadReport, start: int, end: int) -> tuple[str | None, bool]:
    """The event that words tell of, and whether they are its trigger: it begins with them, or
    they are enough of it."""
    for event in each.record.events:
        first, last = event.trigger.start, event.trigger.end
        shared = min(last, end) - max(first, start)
        if shared > 0 and (start <= first or shared >= ENOUGH * (last - first)):
            return event.id, True
    for event in each.record.events:
        others = (span for span in event.mentions if span != event.trigger)
        if any(span.start < end and start < span.end for span in others):
            return event.id, False
    return None, False


def _span(each: ReadReport, mention: dict[str, Any]) -> tuple[int, int]:
    at = -1
    for _ in range(mention.get("nth", 1)):
        at = each.record.report.text.find(mention["words"], at + 1)
    if at < 0:
        raise BenchmarkError(f"{mention['report']}: “{mention['words']}” is not in the report")
    return at, at + len(mention["words"])


def _together(one: Mention, other: Mention) -> bool:
    return one.found is not None and one.found == other.found


def _listed(found: list[Mention], wrong: bool) -> list[list[str]]:
    listed = []
    for one, other in combinations(found, 2):
        same, together = one.happening == other.happening, _together(one, other)
        asked = wrong or not (one.optional or other.optional)
        if asked and same != together and together == wrong:
            listed.append([one.happening, f"{one.report} {one.words}", other.happening,
                           f"{other.report} {other.words}"])  # fmt: skip
    return listed


def tables(result: dict[str, Any]) -> list[Table]:
    """The figures, and the pairs where they were asked for."""
    rows: list[Sequence[Cell]] = [
        [name, *(value[k] for k in PRF[:3])]
        for name, value in result.items()
        if isinstance(value, dict)
    ]
    found = f"{result['found']} of {result['asked']} mentions are events of a record"
    shown = [Table(["pairs of", *PRF[:3]], rows, [found])]
    if "unread" in result:
        shown.append(Table(["unread", "report", "words"], result["unread"]))
    for name in ("wrong", "missed"):
        if name in result:
            shown.append(Table([name, "words", "happening", "words"], result[name]))
    return shown
