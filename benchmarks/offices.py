"""Who held which office when: questions drawn from the files that the tables are built from.

A question asks for an office that one person held on a day of 2015 to 2022, and words state and
office as news does ("Britain's defence secretary", "the Norwegian justice minister"). The wording
is this module's own and not that of the tables. Right: one name, and that person's.
"""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.errors import BenchmarkError
from benchmarks.tables import Table

QUESTIONS, SEED = 100, 20150101
FIRST, LAST = date(2015, 1, 1), date(2022, 7, 1)
_HEADS = {
    "President": ("president",), "Prime Minister": ("prime minister", "PM"),
    "Chancellor": ("chancellor",), "Premier": ("premier", "prime minister"),
    "Taoiseach": ("taoiseach", "prime minister"), "Federal Chancellor": ("chancellor",),
}  # fmt: skip
_SUBJECTS = {
    r"Foreign (and \w+ )?Affairs": ("foreign minister", "foreign affairs minister", "top diplomat"),
    r"(National )?Defence|Defense": ("defence minister", "defense minister", "minister of defence"),
    r"(the )?Interior|Internal Affairs|Home Affairs": ("interior minister", "minister of interior"),
    r"Finance": ("finance minister", "minister of finance"),
    r"Justice": ("justice minister", "minister of justice"),
    r"Energy": ("energy minister",), r"Health": ("health minister", "minister for health"),
}  # fmt: skip
_OTHERS = {
    "Secretary of State for Foreign and Commonwealth Affairs": ("foreign secretary",),
    "Secretary of State for Defence": ("defence secretary",),
    "Secretary of State for the Home Department": ("home secretary",),
    "Chancellor of the Exchequer": ("chancellor of the exchequer",),
    "Secretary of State": ("secretary of state",),
    "Secretary of Defense": ("defense secretary", "defence secretary", "Pentagon chief"),
    "Secretary of the Treasury": ("treasury secretary",),
    "Attorney General": ("attorney general",),
    "National Security Advisor": ("national security adviser",),
    "Permanent Representative to the United Nations": ("UN ambassador", "ambassador to the UN"),
    "Ambassador to the United Nations": ("UN ambassador", "ambassador to the UN"),
    "Chief of the General Staff": ("chief of the general staff",),
}  # fmt: skip
# Files that mix governments, or are about no one state.
_LEFT_OUT = ("world", "artsakh", "donetsk", "luhansk")


@dataclass(frozen=True)
class Question:
    """A question, its day, and the Wikidata ids and names of who held the office then."""

    words: str
    on: str
    name: str
    wikidata: str


@dataclass(frozen=True)
class _Term:
    state: str
    position: str
    name: str
    wikidata: str
    start: str
    end: str


def questions(path: Path, count: int = QUESTIONS) -> list[Question]:
    """``count`` questions, the same for the same files."""
    posts: dict[tuple[str, str], list[_Term]] = defaultdict(list)
    for term in dict.fromkeys(_terms(path)):
        if _wordings(term.position):
            posts[term.state, term.position].append(term)
    chance = random.Random(SEED)
    by_state: dict[str, list[str]] = defaultdict(list)
    for state, position in sorted(posts):
        by_state[state].append(position)
    if not by_state:
        raise BenchmarkError(f"{path}: no lists of office holders (office-holders/*.csv) found")
    asked: list[Question] = []
    tries = 0
    while len(asked) < count and tries < 100 * count:
        tries += 1
        state = chance.choice(sorted(by_state))
        position = chance.choice(by_state[state])
        on = (FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))).isoformat()
        holders = {t.wikidata: t for t in posts[state, position] if _held(t, on)}
        words = _question(state, chance.choice(_wordings(position)), chance)
        if len(holders) == 1:
            term = next(iter(holders.values()))
            asked.append(Question(words, on, term.name, term.wikidata))
    return asked


def run(path: Path) -> dict[str, Any]:
    """The share of questions that are answered rightly, and those that are not."""
    from detente.knowledge.folding import name_words
    from detente.knowledge.holders import same_person
    from detente.knowledge.questions import answer

    asked = questions(path)
    wrong = []
    for one in asked:
        found = answer(one.words, one.on)
        ids = {p.wikidata for p in found.posts}
        names = {p.name for p in found.posts}
        same = len(names) == 1 and same_person(name_words(next(iter(names))), name_words(one.name))
        if not (same or ids == {one.wikidata}):
            told = ", ".join(sorted(names)) or f"unknown: {found.unknown}"
            wrong.append(f"{one.on} {one.words}: {told}; the source has {one.name}")
    unknown = sum(": unknown: " in line for line in wrong)
    return {
        "questions": len(asked),
        "right": len(asked) - len(wrong),
        "unknown": unknown,
        "share": round((len(asked) - len(wrong)) / len(asked), 4) if asked else None,
        "wrong": wrong,
    }


def tables(result: dict[str, Any]) -> list[Table]:
    """The figures as a table, the wrong answers below."""
    table = Table(("offices", "right", "unknown", "share"), notes=list(result["wrong"]))
    table.rows.append(
        [f"{result['questions']} questions", result["right"], result["unknown"], result["share"]]
    )
    return [table]


def _terms(path: Path) -> Iterator[_Term]:
    folder = path / "office-holders" if (path / "office-holders").is_dir() else path
    for file in sorted(folder.glob("*.csv")):
        stem = file.name.split(".")[0]
        state = re.sub(r"-(ministers|cabinet|federal-council)$", "", stem)
        if state in _LEFT_OUT:
            continue
        with file.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                if row.get("position") and row.get("start"):
                    name = row.get("enwiki") or row["person"]
                    name = re.sub(r"\s*\(.*\)", "", name)
                    end = row.get("end") or ""
                    yield _Term(state, row["position"], name, row["personID"], row["start"], end)


def _held(term: _Term, on: str) -> bool:
    """Whether a term holds on a day, a cut date counting as the whole of it."""
    return term.start <= on and (not term.end or on[: len(term.end)] <= term.end)


def _wordings(position: str) -> tuple[str, ...]:
    if position in _HEADS or position in _OTHERS:
        return _HEADS.get(position) or _OTHERS[position]
    for subject, wordings in _SUBJECTS.items():
        if re.fullmatch(rf"(Federal )?Minister (of|for) ({subject})", position):
            return wordings
    return ()


def _question(stem: str, office: str, chance: random.Random) -> str:
    """An office of a state, worded in one of the ways of news."""
    name, adjective = _STATES.get(stem, (stem.replace("-", " ").title(), ""))
    if not adjective:
        from detente.knowledge.names import find_entry
        from detente.knowledge.states import states

        entry = find_entry(name)
        known = entry.code if entry and entry.code in states() else None
        adjective = next(iter(states()[known].adjectives), "") if known else ""
    ways = [f"{name}'s {office}"]
    if adjective:
        ways += [f"{adjective} {office}", f"the {adjective} {office}"]
    if not re.search(r"chief$|\bto\b|^UN|PM$|taoiseach", office):
        ways.append(f"{office} of {_with_article(name)}")
    return chance.choice(ways)


def _with_article(name: str) -> str:
    return f"the {name}" if name in ("UK", "US", "UAE", "Netherlands", "Philippines") else name


_STATES = {
    "united-kingdom": ("UK", "British"), "us": ("US", "US"), "uae": ("UAE", "Emirati"),
    "czech": ("Czech Republic", "Czech"), "saudi": ("Saudi Arabia", "Saudi"),
    "swiss": ("Switzerland", "Swiss"), "congo-kinshasa": ("DR Congo", "Congolese"),
}  # fmt: skip
