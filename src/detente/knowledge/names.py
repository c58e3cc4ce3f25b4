"""Names of states, capitals and bodies, found in running text.

``find_names`` looks at words only; whether "Moscow" is a place or a speaker, or "Jordan" a person,
is for the caller to decide from the sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from detente.knowledge.folding import fold
from detente.knowledge.own import Knowledge, Row, in_force, per_knowledge
from detente.knowledge.states import State, states
from detente.knowledge.tables import listed, read_table

Sort: TypeAlias = Literal["state", "adjective", "capital", "body"]
LONGEST = 12
"""No listed name has more words than this, hyphens and apostrophes counted as words."""
_BEGINNING = 6
"""So many letters of a name tell how long a listed name that begins with them can be."""


@dataclass(frozen=True)
class Entry:
    """What a listed name stands for. ``code`` is ``None`` for a body that acts for no state,
    ``own`` tells that a user's own knowledge lists it."""

    name: str
    code: str | None
    sort: Sort
    kind: Literal["state", "organisation", "group"]
    sectors: tuple[str, ...] = ()
    ambiguous: bool = False
    wikidata: str | None = None
    own: bool = False


@dataclass(frozen=True)
class Hit:
    """A listed name in a text: words ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    entry: Entry


def find_names(words: Sequence[str]) -> list[Hit]:
    """The longest listed names in a sequence of words, from left to right, none overlapping.

    Names are compared without accents. A name in capitals (US, WHO) is found only in capitals,
    other names only where their first letter is a capital if it is one in the list.
    """
    table, reach = _index()
    folded = [_squeeze(word) for word in words]
    hits: list[Hit] = []
    for at, first in enumerate(folded):
        if (hits and at < hits[-1].end) or len(first) > reach.get(first[:_BEGINNING], 0):
            continue
        found: Hit | None = None
        key = ""
        for end in range(at + 1, min(len(words), at + LONGEST) + 1):
            key += folded[end - 1]
            if len(key) > reach.get(key[:_BEGINNING], 0):
                break
            candidates = table.get(key)
            entry = _choose(candidates, words[at:end]) if candidates else None
            if entry is not None:
                found = Hit(at, end, entry)
        if found is not None:
            hits.append(found)
    return hits


def names_of_report(words: tuple[str, ...]) -> tuple[Hit, ...]:
    """``find_names`` for a whole report, which several stages ask for."""
    return _names_of_report(words, in_force())


@lru_cache(maxsize=1)
def _names_of_report(words: tuple[str, ...], _: Knowledge) -> tuple[Hit, ...]:
    return tuple(find_names(words))


def find_entry(name: str) -> Entry | None:
    """What a whole string such as "Ankara", "german" or "the Kremlin" stands for, case aside."""
    key = _squeeze(name.removeprefix("the ").removeprefix("The "))
    found = _index()[0].get(key) or _index()[0].get(_squeeze(name))
    return found[0][1] if found else None


def code_of(name: str) -> str | None:
    """The state or body that a name, adjective or capital stands for; ``None`` if none is known."""
    entry = find_entry(name)
    return entry.code if entry else None


def state_entry(code: str) -> Entry:
    """The entry of a state by its code; ``KeyError`` if there is none."""
    return _state_entry(states()[code], "state")


@lru_cache(maxsize=65536)
def _squeeze(word: str) -> str:
    plain = fold(word).replace(" ", "").replace(".", "")
    return plain or word


def _choose(candidates: tuple[tuple[str, Entry], ...], words: Sequence[str]) -> Entry | None:
    """The first entry whose listed spelling allows the case of these words."""
    for spelling, entry in candidates:
        first = words[0]
        letters = [c for c in spelling if c.isalpha()]
        if len(letters) <= 5 and sum(c.isupper() for c in letters) > 1:
            if " ".join(words).replace(".", "") == spelling.replace(".", ""):
                return entry
        elif first[:1].isupper() or not spelling[:1].isupper():
            return entry
    return None


@per_knowledge
def _index() -> tuple[dict[str, tuple[tuple[str, Entry], ...]], dict[str, int]]:
    """Entries by squeezed spelling, and by their first letters the length of the longest one."""
    found: dict[str, list[tuple[str, Entry]]] = {}
    own = in_force()
    first = [
        *_body_spellings(own.bodies, own=True),
        *_state_spellings({row["iso3"] for row in own.states}),
    ]
    shipped = [*_state_spellings(), *_body_spellings(read_table("bodies.tsv"))]
    for spelling, entry in [*first, *shipped]:
        found.setdefault(_squeeze(spelling), []).append((spelling, entry))
    reach: dict[str, int] = {}
    for key in found:
        for length in range(1, _BEGINNING + 1):
            begin = key[:length]
            reach[begin] = max(reach.get(begin, 0), len(key))
    return {key: tuple(entries) for key, entries in found.items()}, reach


def _state_spellings(codes: Collection[str] | None = None) -> list[tuple[str, Entry]]:
    """Spellings of all states, or of those with these codes."""
    spellings = []
    for state in states().values():
        if codes is not None and state.code not in codes:
            continue
        for name in dict.fromkeys((state.name, *state.names)):
            spellings.append((name, _state_entry(state, "state")))
        for adjective in state.adjectives:
            if adjective in (state.name, *state.names):  # "US" is both: read as the name
                continue
            entry = _state_entry(state, "adjective")
            spellings.append((adjective, entry))
            if not adjective.endswith(("s", "sh", "ch", "ese", "men", "wiss")):
                spellings.append((adjective + "s", entry))
        if state.sovereign or state.code == "PSE":
            for capital in (state.capital, *state.capitals):
                if capital and capital != state.name:
                    spellings.append((capital, _state_entry(state, "capital")))
    return spellings


def _state_entry(state: State, sort: Sort) -> Entry:
    own = any(row["iso3"] == state.code for row in in_force().states)
    return Entry(state.name, state.code, sort, "state", (), wikidata=state.wikidata, own=own)


def _body_spellings(rows: Iterable[Row], own: bool = False) -> list[tuple[str, Entry]]:
    doubtful = {row["name"] for row in read_table("ambiguous.tsv")}
    spellings = []
    for row in rows:
        kind: Literal["organisation", "group"] = (
            "group" if row["kind"] == "group" else "organisation"
        )
        for name in (row["name"], *listed(row["aliases"])):
            sectors = listed(row["sectors"])
            entry = Entry(
                row["name"], row["code"] or None, "body", kind, sectors,
                ambiguous=name in doubtful, own=own,
            )  # fmt: skip
            spellings.append((name, entry))
    return spellings
