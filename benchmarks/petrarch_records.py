"""PETRARCH's unit-test records as its authors publish them, and the actors that they presuppose.

Its test dictionaries are not part of the records. What they tell of actors is worked out from the
records themselves, see ``actors_of``.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.errors import BenchmarkError

_SENTENCE = re.compile(r"<Sentence\b([^>]*)>(.*?)</Sentence>", re.DOTALL)
_EVENT = re.compile(r"<EventCoding\b([^>]*?)/?>")
_TEXT = re.compile(r"<Text>(.*?)</Text>", re.DOTALL)
_CELL = re.compile(r"""(\w+)\s*=\s*("[^"]*"|'[^']*')""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NAME = re.compile(r"[A-Z][\w’'\-]*(?:(?: of)? [A-Z][\w’'\-]*)*")
_TITLES = frozenset(
    {
        "The", "An", "A", "And", "Prime", "Minister", "President", "Foreign", "Deputy", "Prince",
        "Lawmakers", "Soldiers", "Clerics", "Human", "Old", "Evil", "Lions", "Neither", "Former",
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    }
)  # fmt: skip
_CODE = re.compile(r"[A-Z#-]{3}")


@dataclass(frozen=True)
class Expected:
    """One event that a record expects."""

    source: str
    target: str
    code: str


@dataclass(frozen=True)
class TestRecord:
    """A sentence with its day and the events expected of it; none if it should give none."""

    id: str
    day: str
    text: str
    events: tuple[Expected, ...]


@dataclass
class TestActors:
    """Names by three-letter code: the states, and other names of somebody who acts for one."""

    states: dict[str, str] = field(default_factory=dict)
    adjectives: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)  # name -> code


def records_of(path: Path) -> list[TestRecord]:
    """The records of a file that are no tests of errors in the input."""
    if path.is_dir():
        path = path / "PETR.UnitTest.records.xml"
    text = _COMMENT.sub("", path.read_text(encoding="utf-8", errors="replace"))
    found = []
    for attributes, body in _SENTENCE.findall(text):
        cells, words = _cells(attributes), _TEXT.search(body)
        events = [_cells(e) for e in _EVENT.findall(body)]
        if words is None or any("error" in e for e in events):
            continue
        told = tuple(
            Expected(e.get("sourcecode", ""), e.get("targetcode", ""), e["eventcode"])
            for e in events
            if "eventcode" in e
        )
        day = re.sub(r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", cells.get("date", ""))
        sentence = " ".join(html.unescape(words.group(1)).split())
        found.append(TestRecord(cells.get("id", ""), day, sentence, told))
    if not found:
        raise BenchmarkError(f"{path}: no <Sentence> with a <Text> (PETRARCH's unit-test records)")
    return found


def _cells(attributes: str) -> dict[str, str]:
    return {name: value[1:-1] for name, value in _CELL.findall(attributes)}


def states_in(code: str) -> list[str]:
    """The three-letter parts of an actor code: ``BREGOV`` is BRE and GOV."""
    return _CODE.findall(code.strip('"'))


def names_in(text: str) -> list[str]:
    """Capitalised names without the titles and weekdays before them, and without a possessive."""
    found = []
    for match in _NAME.finditer(text.replace("’", "'").replace("_", " ")):
        for part in re.split(r"'s?(?: |$)", match.group()):
            words = part.split()
            while words and (words[0] in _TITLES or words[0] == "of"):
                words.pop(0)
            if words and words[-1] not in _TITLES:
                found.append(" ".join(words))
    return found


def actors_of(records: Sequence[TestRecord], code_of: Callable[[str], str | None]) -> TestActors:
    """The invented actors, worked out from the records' names and expected codes alone:

    1. A name that begins with the letters of an expected code is that state ("Gondor", GON), the
       most frequent one its name. A word that begins with that name is its adjective or people
       ("Gondorian"), a further name with those letters another of somebody who acts for it.
    2. Of a record in which one expected code and one name are left over, the name is the code's;
       then the same once more with the names found so. A name left over with one code in several
       records is that code's too.

    ``code_of`` knows the codes of real names; they need no row.
    """
    actors = TestActors()
    spoken: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        for party in _parties(record, code_of):
            for name in names_in(record.text):
                if name.upper().replace(" ", "").startswith(party[0]) and not _real(name, code_of):
                    spoken[party[0]][name] += 1
    for code, names in spoken.items():
        name = min(names, key=lambda n: (-names[n], len(n), n))
        longer = {n.split()[0] for n in names if n.startswith(name)}
        actors.states[code] = name
        actors.adjectives[code] = sorted(longer - {name, name.split()[0]})
        actors.others |= {n: code for n in sorted(names) if not n.startswith(name)}
    for least in (1, 1, 2):
        _leftovers(records, code_of, actors, least)
    return actors


def _leftovers(
    records: Sequence[TestRecord],
    code_of: Callable[[str], str | None],
    actors: TestActors,
    least: int,
) -> None:
    known = {name: code for code, name in actors.states.items()}
    known |= {adj: code for code, listed in actors.adjectives.items() for adj in listed}
    known |= actors.others
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        told = {code for name, code in known.items() if _holds(record.text, name)}
        left = [
            name
            for name in dict.fromkeys(names_in(record.text))
            if not _real(name, code_of) and not any(_holds(name, other) for other in known)
        ]
        codes = [party[0] for party in _parties(record, code_of) if not told & set(party)]
        if len(codes) == 1 and (len(left) == 1 or least > 1):
            for name in left:
                votes[name][codes[0]] += 1
    for name, counts in votes.items():
        code = min(counts, key=lambda c: (-counts[c], c))
        if counts[code] >= least:
            actors.others[name] = code


def _holds(text: str, name: str) -> bool:
    """Whether a text has a name in it, as whole words."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.replace("_", " ")) is not None


def _real(name: str, code_of: Callable[[str], str | None]) -> bool:
    """Whether a name, or its beginning ("Danish" of "Danish Reformist"), is a real one."""
    words = name.split()
    return any(code_of(" ".join(words[:end])) is not None for end in range(1, len(words) + 1))


def _parties(record: TestRecord, code_of: Callable[[str], str | None]) -> list[tuple[str, ...]]:
    """The parts of every expected code, but for those of real states named in the sentence and of
    parties that no dictionary lists, whose names stand in quotation marks."""
    real = {code_of(name) for name in names_in(record.text)}
    told = [c for e in record.events for c in (e.source, e.target) if not c.startswith('"')]
    parties = [tuple(states_in(c)) for c in dict.fromkeys(told)]
    firsts = {party[0]: party for party in reversed(parties) if party}
    return [p for p in firsts.values() if p[0].isalpha() and p[0] not in real]
