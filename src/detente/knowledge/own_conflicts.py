"""What contradicts itself in a user's file: two holders of one office, one name for two things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from detente.knowledge.folding import fold, name_words
from detente.knowledge.nodes import Problem
from detente.knowledge.own_rows import Entry
from detente.knowledge.roles import Role, role_of


def conflicts(entries: Sequence[Entry], code_of: Callable[[str], str | None]) -> list[Problem]:
    """Rows that cannot all be true, each told at the later line. ``code_of`` gives the code of a
    state or body by any of its names."""
    return [
        *_terms(entries, code_of),
        *_names(entries),
        *_repeated(entries, "states", ("code",)),
        *_members(entries, code_of),
        *_repeated(entries, "nouns", ("noun",)),
        *_people(entries),
    ]


def _terms(entries: Sequence[Entry], code_of: Callable[[str], str | None]) -> list[Problem]:
    found = []
    posts: dict[tuple[str, Role], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.table == "holders":
            of = code_of(entry.text("of")) or entry.text("of")
            posts[of, role_of(entry.text("office"), of)].append(entry)
    for (_, role), held in posts.items():
        for i, entry in enumerate(held):
            for other in held[:i]:
                same = name_words(entry.text("name")) == name_words(other.text("name"))
                if not (same or role.single) or not _together(entry, other):
                    continue
                who = f"{other.text('name')} (line {other.line})"
                reason = (
                    f"{entry.text('name')} is there already for that time (line {other.line})"
                    if same
                    else f"two hold {entry.text('office')!r} at a time: {entry.text('name')}, {who}"
                )
                found.append(Problem(entry.line, reason))
    return found


def _together(a: Entry, b: Entry) -> bool:
    """Whether two terms have more than the day of the change in common."""
    if (a.text("start"), a.text("end")) == (b.text("start"), b.text("end")):
        return True
    return _before(a.text("start"), b.text("end")) and _before(b.text("start"), a.text("end"))


def _before(start: str, end: str) -> bool:
    """Whether a term that starts here has certainly begun before the other's end; dates cut to the
    same month or year may well follow one another."""
    if not end or not start:
        return True
    short = min(len(start), len(end))
    return start[:short] < end[:short]


def _names(entries: Sequence[Entry]) -> list[Problem]:
    """Names and aliases that stand for two states or bodies."""
    found = []
    owner: dict[str, Entry] = {}
    for entry in entries:
        spellings = {
            "states": (entry.text("name"), *entry.listed("names"), *entry.listed("adjectives")),
            "bodies": (entry.text("name"), *entry.listed("aliases")),
        }.get(entry.table, ())
        for spelling in spellings:
            other = owner.setdefault(fold(spelling), entry)
            if other is not entry:
                theirs = f"{other.text('name')!r} (line {other.line})"
                reason = f"{spelling!r} is already a name of {theirs}"
                found.append(Problem(entry.line, reason))
    return found


def _repeated(entries: Sequence[Entry], table: str, names: tuple[str, ...]) -> list[Problem]:
    found, seen = [], dict[tuple[str, ...], Entry]()
    for entry in (e for e in entries if e.table == table):
        key = tuple(fold(entry.text(name)) for name in names)
        other = seen.setdefault(key, entry)
        if other is not entry:
            what = " ".join(entry.text(name) for name in names)
            found.append(Problem(entry.line, f"{what} is there twice (line {other.line})"))
    return found


def _people(entries: Sequence[Entry]) -> list[Problem]:
    """One name for two people, or for one who acts for two, at a time."""
    found = []
    rows: dict[str, list[Entry]] = defaultdict(list)
    for entry in (e for e in entries if e.table == "people"):
        for name in dict.fromkeys(map(fold, (entry.text("name"), *entry.listed("aliases")))):
            for other in rows[name]:
                if _together(entry, other):
                    reason = f"{entry.text('name')} is there already for that time"
                    found.append(Problem(entry.line, f"{reason} (line {other.line})"))
            rows[name].append(entry)
    return found


def _members(entries: Sequence[Entry], code_of: Callable[[str], str | None]) -> list[Problem]:
    found = []
    rows: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in (e for e in entries if e.table == "members"):
        key = (fold(entry.text("body")), code_of(entry.text("member")) or entry.text("member"))
        for other in rows[key]:
            if _together(entry, other):
                what = f"{entry.text('member')} in {entry.text('body')}"
                reason = f"{what} is there already for that time (line {other.line})"
                found.append(Problem(entry.line, reason))
        rows[key].append(entry)
    return found
