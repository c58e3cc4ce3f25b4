"""Words that promise, offer, threaten, demand, refuse or deny, and what must follow them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeAlias, get_args

from detente.record import CommitmentKind

Sort: TypeAlias = Literal["verb", "noun", "predicate"]
_SORTS: Mapping[str, Sort] = {"v": "verb", "n": "noun", "a": "predicate"}
_FORMS = frozenset({"said", "inf", "inf2", "that", "future", "ought", "obj", "term", "this"})
_NEGATED = "not-"


class CommitmentRowError(ValueError):
    """A row of ``commitments.tsv`` cannot be read; the message names line and reason."""


@dataclass(frozen=True)
class Follower:
    """What must follow a word. ``form`` is one of the forms named in the file, ``prep`` a
    preposition with its nouns, ``particle`` a word beside it; ``words`` empty means any."""

    form: str
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """A word, the kind of commitment that it makes, and where those to whom it is made stand."""

    lemma: str
    sort: Sort
    kind: CommitmentKind
    negated: bool
    followers: tuple[Follower, ...]
    to: tuple[str, ...]


@cache
def rows() -> Mapping[tuple[Sort, str], tuple[Row, ...]]:
    """The shipped rows by sort and lemma, those that need a "not" first, else in file order."""
    text = (resources.files("detente.coding") / "data" / "commitments.tsv").read_text("utf-8")
    found: dict[tuple[Sort, str], list[Row]] = {}
    for row in parse(text):
        found.setdefault((row.sort, row.lemma), []).append(row)
    return {key: tuple(sorted(same, key=lambda r: not r.negated)) for key, same in found.items()}


def parse(text: str) -> Iterator[Row]:
    """The rows of a file of this kind; ``CommitmentRowError`` if one cannot be read."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                yield _row(line.split("\t"))
            except ValueError as error:
                raise CommitmentRowError(f"commitments.tsv, line {number}: {error}") from error


def _row(cells: list[str]) -> Row:
    if len(cells) not in (4, 5):
        raise ValueError(f"{len(cells)} columns, not 4 or 5")
    lemma, sort, kind, followers, to = (*cells, "")[:5]
    name = kind.removeprefix(_NEGATED)
    kinds: dict[str, CommitmentKind] = {k: k for k in get_args(CommitmentKind)}
    if sort not in _SORTS:
        raise ValueError(f"no such part of speech: {sort!r}")
    if name not in kinds:
        raise ValueError(f"no such kind: {name!r}")
    if not followers.split():
        raise ValueError("nothing is said to follow")
    return Row(
        lemma,
        _SORTS[sort],
        kinds[name],
        kind != name,
        tuple(_follower(part) for part in followers.split()),
        tuple(to.split()),
    )


def _follower(text: str) -> Follower:
    form, colon, words = text.partition(":")
    if not colon and not form.startswith("+") and form not in _FORMS:
        raise ValueError(f"no such form: {form!r} (a preposition ends in a colon)")
    return Follower(form, frozenset(w for w in words.split("/") if w))
