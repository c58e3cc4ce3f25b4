"""A user's knowledge: read from a file, checked whole, and only then taken.

Everything wrong is told at once, with its line. Nothing of a file that has a problem is loaded.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from detente.errors import KnowledgeError
from detente.knowledge.folding import fold, name_words
from detente.knowledge.nodes import Problem
from detente.knowledge.own import Knowledge, Row
from detente.knowledge.own_conflicts import conflicts
from detente.knowledge.own_rows import Entry, read_entries

# The cells of each table: those that must be there, then those that may be.
FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "holders": (("of", "office", "name"), ("start", "end", "gender", "wikidata", "aliases")),
    "states": (
        ("code", "name"),
        ("names", "adjectives", "capital", "capitals", "official", "cow", "wikidata", "sovereign",
         "latitude", "longitude"),
    ),
    "bodies": (("name",), ("code", "part_of", "kind", "sectors", "aliases")),
    "members": (("body", "member"), ("start", "end")),
    "people": (
        ("name", "of"), ("start", "end", "sectors", "gender", "wikidata", "aliases"),
    ),
    "nouns": (("noun",), ("kind", "sectors")),
}  # fmt: skip
SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE"
    " REL SOC IGO NGO".split()
)
"""PLOVER 2.0, "Sector Codes"."""
_CHOICES = {
    "gender": ("male", "female"),
    "kind": ("organisation", "group"),
    "sovereign": ("yes", "no"),
}
_PATTERNS = {
    "wikidata": (re.compile(r"Q[1-9]\d*"), "a Wikidata id such as Q57665"),
    "cow": (re.compile(r"\d{1,3}"), "a Correlates of War number"),
    "latitude": (re.compile(r"-?\d{1,2}(\.\d+)?"), "degrees from -90 to 90"),
    "longitude": (re.compile(r"-?\d{1,3}(\.\d+)?"), "degrees from -180 to 180"),
}
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CODE = re.compile(r"[A-Z][A-Z0-9 -]{1,20}")


def load_knowledge(path: str | Path) -> Knowledge:
    """A user's knowledge from a YAML or CSV file (``docs/knowledge.md``).

    Raises:
        KnowledgeError: the file cannot be read, or something in it is wrong: each line, and why.
    """
    path = Path(path)
    knowledge, problems = check(path)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise KnowledgeError(f"{path}: {problems[0]}{more}")
    return knowledge


def check(path: Path) -> tuple[Knowledge, list[Problem]]:
    """What a file tells and everything that is wrong with it, by line; empty knowledge where there
    is anything. Raises ``KnowledgeError`` where the file cannot be read at all."""
    problems: list[Problem] = []
    entries = read_entries(path, problems)
    entries = [entry for entry in entries if _well_formed(entry, problems)]
    codes = _codes(entries, problems)
    rows = {table: _rows(table, entries, codes, problems) for table in FIELDS}
    problems += conflicts(entries, lambda name: _named(name, codes))
    if problems:
        return Knowledge(), sorted(set(problems), key=lambda p: (p.line, p.reason))
    digest = hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:12]
    return Knowledge(**{t: tuple(rows[t]) for t in FIELDS}, version=digest), []


def table_of_columns(columns: Sequence[str]) -> str | None:
    """The table whose rows a CSV file with these columns holds."""
    for table, (needed, _) in FIELDS.items():
        if set(needed) <= set(columns) and (table != "bodies" or "kind" in columns):
            return table
    return None


def _well_formed(entry: Entry, problems: list[Problem]) -> bool:
    """Whether a row is of a known table, has the cells it must have and no unknown ones, and each
    is written as it should be."""
    before = len(problems)
    if entry.table not in FIELDS:
        problems.append(Problem(entry.line, f"no table {_guess(entry.table, FIELDS)}"))
        return False
    needed, further = FIELDS[entry.table]
    for name in entry.cells:
        if name not in (*needed, *further):
            reason = f"{entry.table} have no {_guess(name, (*needed, *further))}"
            problems.append(Problem(entry.lines[name], reason))
    for name in needed:
        if not entry.text(name):
            problems.append(Problem(entry.line, f"{entry.table}: {name} is missing"))
    for name in entry.cells:
        fault = _fault(name, entry)
        if fault:
            problems.append(Problem(entry.lines[name], fault))
    start, end = entry.text("start"), entry.text("end")
    if start and end and end < start[: len(end)]:
        problems.append(Problem(entry.line, f"it ends ({end}) before it starts ({start})"))
    return len(problems) == before


def _fault(name: str, entry: Entry) -> str | None:
    """What is wrong with one cell."""
    value = entry.text(name)
    if not value:
        return None
    if any(ord(c) < 32 for c in value):
        return f"{name}: tabs and line breaks are not allowed"
    if name in ("start", "end"):
        return _fault_of_day(name, value)
    if name in _CHOICES and value not in _CHOICES[name]:
        return f"{name}: {value!r} is not {' or '.join(_CHOICES[name])}"
    if name in _PATTERNS:
        pattern, what = _PATTERNS[name]
        limit = {"latitude": 90.0, "longitude": 180.0}.get(name)
        if not pattern.fullmatch(value) or (limit and abs(float(value)) > limit):
            return f"{name}: {value!r} is not {what}"
    if name == "sectors":
        unknown = [s for s in entry.listed(name) if s not in SECTORS]
        return f"sectors: {unknown[0]!r} is not a PLOVER sector" if unknown else None
    if name == "code" and not _CODE.fullmatch(value):
        return f"code: {value!r} is not a code in capitals, such as UKR or NATO"
    if name == "noun" and not value.isalpha():
        return f"noun: {value!r} is not one word"
    if name == "name" and not name_words(value):
        return f"name: {value!r} has no word in it"
    return None


def _fault_of_day(name: str, value: str) -> str | None:
    match = _DAY.fullmatch(value)
    if not match:
        return f"{name}: {value!r} is not a date such as 2022-02-15, 2022-02 or 2022"
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return f"{name}: there is no day {value}"
    return None


def _guess(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    return f"{name!r}" + (f"; {near[0]!r} is meant?" if near else "")


def _codes(entries: list[Entry], problems: list[Problem]) -> dict[str, str | None]:
    """What the names of the file's own states and bodies are codes of, folded. A body that is part
    of another acts for whom that acts; one that goes round in a circle for nobody."""
    codes: dict[str, str | None] = {}
    bodies: dict[str, Entry] = {}
    for entry in entries:
        if entry.table == "states":
            for name in (entry.text("code"), entry.text("name"), *entry.listed("names")):
                codes[fold(name)] = entry.text("code")
        elif entry.table == "bodies":
            bodies[fold(entry.text("name"))] = entry
    circles: set[frozenset[str]] = set()
    for key, entry in bodies.items():
        chain = _chain(entry, bodies)
        if chain[0] is chain[-1] and len(chain) > 1:
            names = [body.text("name") for body in chain]
            if frozenset(names) not in circles:
                circles.add(frozenset(names))
                reason = f"part_of goes in a circle: {' -> '.join(names)}"
                problems.append(Problem(entry.line, reason))
        elif chain[-1] not in chain[:-1]:
            codes[key] = _code_of(chain[-1], codes, problems)
        for alias in entry.listed("aliases"):
            codes.setdefault(fold(alias), codes.get(key))
    return codes


def _chain(entry: Entry, bodies: dict[str, Entry]) -> list[Entry]:
    """A body and what it is part of, up to one that is part of no other of the file's, or to one
    that was there before."""
    chain = [entry]
    while not chain[-1].text("code") and fold(chain[-1].text("part_of")) in bodies:
        chain.append(bodies[fold(chain[-1].text("part_of"))])
        if chain[-1] in chain[:-1]:
            break
    return chain


def _code_of(body: Entry, codes: dict[str, str | None], problems: list[Problem]) -> str | None:
    """The code that a body which is part of no other of the file's acts for."""
    if body.text("code"):
        return body.text("code")
    whole = body.text("part_of")
    if not whole:
        return None
    code = _named(whole, codes)
    if code is None:
        reason = f"part_of: no state or body {whole!r} is known"
        problems.append(Problem(body.lines["part_of"], reason))
    return code


def _named(name: str, codes: dict[str, str | None]) -> str | None:
    """The code of a state or body, of the file or of the shipped tables, by code or name."""
    from detente.knowledge.names import code_of
    from detente.knowledge.states import states

    if fold(name) in codes:
        return codes[fold(name)]
    return name if name in states() else code_of(name)


def _rows(
    table: str, entries: list[Entry], codes: dict[str, str | None], problems: list[Problem]
) -> list[Row]:
    """The rows of a table as the shipped tables have them."""
    rows = []
    for entry in (e for e in entries if e.table == table):
        row = {name: entry.text(name) for part in FIELDS[table] for name in part}
        for name in ("names", "adjectives", "capitals", "aliases", "sectors"):
            if name in row:
                row[name] = "|".join(entry.listed(name))
        for name in {"holders": ("of",), "people": ("of",), "members": ("member",)}.get(table, ()):
            code = _named(row[name], codes)
            if code is None:
                reason = f"{name}: no state or body {row[name]!r} is known"
                problems.append(Problem(entry.lines[name], reason))
            row[name] = code or row[name]
        if table == "members":
            body = _body(row["body"], entries)
            if body is None:
                reason = f"body: no body {row['body']!r} is known"
                problems.append(Problem(entry.lines["body"], reason))
            row["body"] = body or row["body"]
        rows.append(_shaped(table, row, entry, codes))
    return rows


def _body(name: str, entries: list[Entry]) -> str | None:
    """A body by the name under which it is listed, in the file or in the shipped tables."""
    from detente.knowledge.names import find_entry

    for entry in (e for e in entries if e.table == "bodies"):
        if fold(name) in map(fold, (entry.text("name"), *entry.listed("aliases"))):
            return entry.text("name")
    found = find_entry(name)
    return found.name if found is not None and found.sort == "body" else None


def _shaped(table: str, row: Row, entry: Entry, codes: dict[str, str | None]) -> Row:
    if table in ("holders", "people"):
        row["code"] = row.pop("of")
    elif table == "states":
        row["iso3"] = row.pop("code")
        row["sovereign"] = {"yes": "1", "no": "0", "": ""}[row["sovereign"]]
    elif table == "nouns":
        row["noun"], row["kind"] = row["noun"].lower(), row["kind"] or "group"
    elif table == "bodies":
        row["code"] = codes.get(fold(row["name"])) or ""
        row["kind"] = row["kind"] or "organisation"
        row.pop("part_of")
    return row
