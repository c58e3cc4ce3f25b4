"""What words and deeds are about: withdrawing, attacking, sanctioning, talking ..."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

_BEGINNING = re.compile(r"\b\w{1,3}")
APART = 4
"""Words that may stand between the words of a sign."""


@dataclass(frozen=True)
class Act:
    """An act of ``acts.yaml``; the sets hold PLOVER types."""

    name: str
    signs: re.Pattern[str]
    never: re.Pattern[str] | None
    done: frozenset[str]
    alone: frozenset[str]
    against: frozenset[str]
    decided: frozenset[str]
    denies: re.Pattern[str] | None
    inverse: re.Pattern[str] | None = None
    starts: frozenset[str] = frozenset()
    """How the words begin that ``signs``, ``denies`` and ``inverse`` can begin with."""


@cache
def acts() -> dict[str, Act]:
    """The acts, by name."""
    data = resources.files("detente.casefile.ledger").joinpath("acts.yaml").read_text("utf-8")
    return {name: _act(name, row) for name, row in yaml.safe_load(data).items()}


def _likely(low: str) -> list[Act]:
    """The acts of which a text in small letters may have words: the others need no search."""
    words = set(_BEGINNING.findall(low))
    begun = words | {word[:2] for word in words} | {word[:1] for word in words}
    return [act for act in acts().values() if not act.starts.isdisjoint(begun)]


@lru_cache(maxsize=256)
def acts_in(text: str) -> frozenset[str]:
    """The acts that a text's words speak of."""
    low = text.lower()
    return frozenset(
        act.name
        for act in _likely(low)
        if act.signs.search(low) and not (act.never and act.never.search(low))
    )


def first_act(text: str) -> str | None:
    """The act that a commitment is about: the one whose words, or those of its contrary, stand
    first; of several there, the one of most words. Sending troops back is a withdrawal."""
    low = text.lower()
    found = [
        (match.start(), -len(match[0]), act.name)
        for act in _likely(low)
        if (match := _first(low, act)) and not (act.never and act.never.search(low))
    ]
    names = {name for _, _, name in found}
    if "withdraw" in names and names & {"deploy", "exercise"}:
        return "withdraw"
    return min(found)[2] if found else None


def last_act(text: str) -> str | None:
    """The act whose words stand last."""
    low = text.lower()
    found = [
        (match.end(), act.name)
        for act in _likely(low)
        if not (act.never and act.never.search(low))
        for match in act.signs.finditer(low)
    ]
    return max(found)[1] if found else None


def is_negative(text: str, name: str) -> bool:
    """Whether a commitment is that an act shall not be, or has not been."""
    low, act = text.lower(), acts()[name]
    if act.signs.search(low) or act.inverse is None:
        return is_negated(low, act.signs)
    return not is_negated(low, act.inverse)


def _first(low: str, act: Act) -> re.Match[str] | None:
    return act.signs.search(low) or (act.inverse.search(low) if act.inverse else None)


_NOT = re.compile(
    r"\b(no|not|never|none|nothing|nobody|without|neither|nor|cannot|hardly|yet to|den(y|ies|ied)|"
    r"false|untrue|doubt\w*|sceptic\w*|skeptic\w*|contrary|contradict\w*|refus\w*|reject\w*|"
    r"unconfirmed|unverified)\b|n['’]t\b",
)
_NOT_OF = re.compile(
    r"\b(not|never(?!\s+(?:before|seen|known))|false|untrue|doubt\w*|refus\w*|reject\w*|denied|"
    r"unconfirmed|unverified)\b|n['’]t\b",
)
"""The same after the words of an act: "in writing without delay" denies nothing."""
_PAUSE = re.compile(r"[.,;:!?]\s|\b(?:and|but)\b")
_PAUSE_AFTER = re.compile(r"[.,;:!?]\s|\b(?:and|but|that|which|who|if|unless)\b")
BEFORE, AFTER = 45, 30
"""Characters before and after the words of an act in which a negation is taken to be of it."""


def denied_acts(text: str) -> frozenset[str]:
    """The acts that a text says have not happened, or the contrary of them."""
    low = text.lower()
    return frozenset(act.name for act in _likely(low) if _is_denied(low, act))


def _is_denied(low: str, act: Act) -> bool:
    return (act.denies is not None and bool(act.denies.search(low))) or is_negated(low, act.signs)


def is_negated(low: str, signs: re.Pattern[str]) -> bool:
    """Whether a negation stands near the words of an act, in a text in small letters."""
    for match in signs.finditer(low):
        before = _PAUSE.split(low[max(0, match.start() - BEFORE) : match.start()])[-1]
        after = _PAUSE_AFTER.split(low[match.end() : match.end() + AFTER])[0]
        if _NOT.search(f"{before}{match[0]}") or _NOT_OF.search(after):
            return True
    return False


def _act(name: str, row: dict[str, Any]) -> Act:
    signs = [sign for sign in row["words"] if not sign.startswith("!")]
    never = [sign[1:] for sign in row["words"] if sign.startswith("!")]
    found = _pattern(signs)
    assert found is not None, name
    return Act(
        name,
        found,
        _pattern(never),
        frozenset(row["done"]) | frozenset(row["alone"]),
        frozenset(row["alone"]),
        frozenset(row["against"]),
        frozenset(row.get("decided", ())),
        _pattern(row["denies"]),
        _pattern(row.get("inverse", [])),
        frozenset(_beginning(sign) for sign in (*signs, *row["denies"], *row.get("inverse", ()))),
    )


def _beginning(sign: str) -> str:
    match = _BEGINNING.match(sign)
    assert match is not None, sign
    return match[0]


def _pattern(signs: list[str]) -> re.Pattern[str] | None:
    if not signs:
        return None
    between = rf"(?:\W+\w+){{0,{APART}}}?\W+"
    return re.compile(r"\b(?:" + "|".join(between.join(map(_word, s.split())) for s in signs) + ")")


def _word(word: str) -> str:
    if word.endswith("."):
        return re.escape(word[:-1]) + r"\b"
    return re.escape(word) + r"[\w-]*"
