"""What was said: the quotations that matter, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from detente.publish.brief.english import counted, day_words
from detente.publish.brief.model import Group, Point, Section, Sentence
from detente.publish.brief.notes import Notes
from detente.publish.brief.sentences import is_clause, quote_sentence
from detente.publish.brief.tables import kinds_of_speakers, promised

MOST = 14
MOST_OF_ONE = 3
"""Of one speaker."""
_SHORTEST, _LONGEST = 5, 60
"""Words of a quotation that says something, and that a reader still reads."""


def section(connection: Connection, notes: Notes, rows: Sequence[Any]) -> Section:
    """The quotations, by day: those of people with an office, with a promise or threat in them."""
    committed = promised(connection)
    kinds = kinds_of_speakers(connection, [row["report"] for row in rows])
    fit = [row for row in rows if _is_quotation(row) or _is_told(row)]
    chosen = _chosen(sorted(fit, key=lambda row: (-_weight(row, committed), _order(row))))
    days: dict[str, list[Any]] = {}
    for row in sorted(chosen, key=_order):
        days.setdefault(row["date_from"] or row["published"] or "", []).append(row)
    groups = tuple(
        Group(
            day_words(day) if day else "Day unknown",
            tuple(
                _point(row | {"kind_of_speaker": kinds.get((row["report"], row["speaker"]))}, notes)
                for row in said
            ),
        )
        for day, said in sorted(days.items())
    )
    left = len(rows) - len(chosen)
    after = f"`detente quotes` has {counted(left, 'more statement')} of the period."
    return Section(
        "What was said", groups, "No quotation of the period is told.", after if left else None
    )


def _point(row: Any, notes: Notes) -> Point:
    found = notes.add(row["report"], row["start"], row["end"])
    facts = None if row["date_from"] else "Day not told, placed at its report."
    return Point(Sentence(quote_sentence(row), found), facts=facts)


def _is_quotation(row: Any) -> bool:
    """Whether the words are a speaker's own, and sentences rather than scraps."""
    if row["kind"] == "mixed" and row["speaker"] and row["speaker"].split()[-1] in row["words"]:
        return False  # who says it stands within the words
    own = row["quotes"] or (row["words"] if row["kind"] == "direct" else None)
    if not own or not row["speaker"] or " … " in row["words"]:
        return False
    return len(own.split()) >= _SHORTEST and len(row["words"].split()) <= _LONGEST


def _is_told(row: Any) -> bool:
    """Whether it is told in the report's words, as a sentence of somebody with an office."""
    if not (row["speaker"] and row["office"]) or " … " in row["words"] or row["kind"] != "indirect":
        return False
    return is_clause(row["cue"]) and _SHORTEST + 3 <= len(row["words"].split()) <= _LONGEST


def _weight(row: Any, committed: set[tuple[int, str]]) -> float:
    return (
        2.0 * ((row["report"], row["statement"]) in committed)
        + 1.0 * bool(row["office"])
        + 2.0 * _is_quotation(row)
        + 0.5 * bool(row["speaker_code"])
        + 0.5 * bool(row["about"])
        + min(len((row["quotes"] or row["words"]).split()), 20) / 20
    )


def _order(row: Any) -> tuple[Any, ...]:
    return (row["date_from"] or row["published"] or "", row["report"], row["start"])


def _chosen(rows: list[Any]) -> list[Any]:
    found: list[Any] = []
    count: dict[str, int] = {}
    known: set[str] = set()
    for row in rows:
        words = (row["quotes"] or row["words"]).casefold()
        if count.get(row["speaker"], 0) >= MOST_OF_ONE or words in known:
            continue
        count[row["speaker"]] = count.get(row["speaker"], 0) + 1
        known.add(words)
        found.append(row)
        if len(found) == MOST:
            break
    return found
