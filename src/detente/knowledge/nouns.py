"""Common nouns that stand for an actor: "officials", "the ministry", "troops", "the statement"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from detente.knowledge.own import in_force, per_knowledge
from detente.knowledge.tables import listed, read_table

NounKind = Literal["organisation", "group", "members", "document", "thing"]


@dataclass(frozen=True)
class Noun:
    """A noun and what it stands for. ``kind`` "members" are actors named before ("both leaders"),
    "document" speaks for whoever issued it, "thing" is no actor. ``of_state`` nouns belong to a
    state."""

    lemma: str
    kind: NounKind
    sectors: tuple[str, ...]
    of_state: bool


def noun_of(word: str) -> Noun | None:
    """The listed noun of which a word is the singular or plural, or ``None``."""
    return _nouns().get(singular(word))


def is_plural(word: str) -> bool:
    """Whether a word is a plural that the list of nouns or the usual endings know."""
    low = word.lower()
    return singular(word) != low or low in ("police", "people", "media", "personnel", "troops")


def singular(word: str) -> str:
    """The singular of a listed noun, lower case; other words unchanged but for case."""
    low = word.lower()
    if not low.endswith(("s", "men")):
        return low
    nouns = _nouns()
    if low in nouns:
        return low
    for ending, instead in (
        ("men", "man"),
        ("women", "woman"),
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
    ):
        if low.endswith(ending) and (stem := low[: -len(ending)] + instead) in nouns:
            return stem
    return low


@per_knowledge
def _nouns() -> dict[str, Noun]:
    own = {
        row["noun"]: Noun(row["noun"], cast(NounKind, row["kind"]), listed(row["sectors"]), False)
        for row in in_force().nouns
    }
    shipped = {
        row["noun"]: Noun(
            row["noun"],
            cast(NounKind, row["kind"]),
            listed(row["sectors"]),
            row["sense"] == "state",
        )
        for row in read_table("nouns.tsv")
    }
    return {**shipped, **own}
