"""People of a user's own knowledge: whom they act for, and from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.knowledge.folding import name_words
from detente.knowledge.holders import same_person
from detente.knowledge.own import in_force, per_knowledge
from detente.knowledge.tables import listed


@dataclass(frozen=True)
class Person:
    """A row of the user's table ``people``: folded ``names``, first the one that the record writes.
    ``start`` and ``end`` are ISO, possibly cut to month or year, empty where not told."""

    names: tuple[tuple[str, ...], ...]
    code: str
    sectors: tuple[str, ...]
    gender: str | None
    wikidata: str | None
    start: str
    end: str

    def on(self, date: str | None) -> bool:
        """Whether the row holds on a day; where no day is known, it does."""
        if date is None:
            return True
        return self.start[: len(date)] <= date and (
            not self.end or date[: len(self.end)] <= self.end
        )


def own_person(name: str, date: str | None) -> Person | None:
    """The one person of the user's table whom a name means on a day: the name or an alias as it is
    written there, another spelling of a full name, or the last name alone."""
    words = name_words(name)
    rows = [person for person in _people() if person.on(date)] if words else []
    for fits in (_is, _sounds, _ends):
        found = [person for person in rows if any(fits(words, known) for known in person.names)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def own_names() -> bool:
    """Whether the user's table names anybody."""
    return bool(_people())


def own_name_at(words: Sequence[str], at: int) -> int:
    """Where a name of the user's table that begins with this word ends; ``at`` where none does."""
    if not words[at][:1].isupper():
        return at
    ends = [
        at + len(known)
        for known in _by_first_word().get(_folded(words[at]), ())
        if tuple(_folded(word) for word in words[at : at + len(known)]) == known
    ]
    return max(ends, default=at)


def _is(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return words == known


def _sounds(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return len(words) > 1 and len(known) > 1 and same_person(words, known)


def _ends(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return len(words) == 1 and words[0] == known[-1]


def _folded(word: str) -> str:
    return " ".join(name_words(word))


@per_knowledge
def _people() -> tuple[Person, ...]:
    return tuple(
        Person(
            tuple(name_words(name) for name in (row["name"], *listed(row["aliases"]))),
            row["code"], listed(row["sectors"]), row["gender"] or None, row["wikidata"] or None,
            row["start"], row["end"],
        )
        for row in in_force().people
    )  # fmt: skip


@per_knowledge
def _by_first_word() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for person in _people():
        for known in person.names:
            found.setdefault(known[0], []).append(known)
    return found
