"""Whether a capital stands for its state: "Moscow warned", "talks with Moscow" and "shelled Moscow"
do, "in Moscow" does not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.grounding.actors.page import Page
from detente.knowledge.names import Hit
from detente.knowledge.tables import read_table

if TYPE_CHECKING:
    from detente.language.words import Word

_DATELINE_MARKS = frozenset((",", "-", "–", "—", ":", "("))
_JOINED = frozenset(("conj", "flat", "appos"))
_AGENT = frozenset(("nsubj", "nsubj:pass", "obl:agent", "nmod:poss"))


def stands_for_state(page: Page, hit: Hit) -> bool:
    """Whether a listed capital acts, owns or is addressed here, and so is its state's name."""
    token = _first_joined(page.tokens[page.head(hit.start, hit.end)])
    following = page.words[hit.end] if hit.end < len(page.words) else ""
    if following in _DATELINE_MARKS and token.dep_ in ("root", "ROOT", "parataxis", "dep"):
        return False
    if token.dep_ in _AGENT:
        return True
    preposition = _preposition(token)
    if preposition is None:
        done_to = any(_is(token.head, use) for use in ("address", "strike"))
        return token.dep_ in ("obj", "iobj") and done_to
    if preposition == "at" and _is(token.head, "aim"):
        return True
    if preposition in _words("party"):
        return True
    if preposition in ("to", "on", "from"):
        return _is(token.head, "address")
    return False


def _first_joined(token: Word) -> Word:
    """The first of a series ("Moscow" for "Kyiv" in "between Moscow and Kyiv")."""
    for _ in range(4):
        if token.dep_ not in _JOINED or token.head.i == token.i:
            break
        token = token.head
    return token


def _preposition(token: Word) -> str | None:
    return next((str(c.lower_) for c in token.children if c.dep_ == "case"), None)


def _is(token: Word, use: str) -> bool:
    return token.lemma_.lower() in _words(use)


@cache
def _words(use: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("capitals.tsv") if row["use"] == use)
