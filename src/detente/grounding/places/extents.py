"""How far the name of a place reaches: "northern Syria", "Idlib province", "Abha airport", "east of
the Euphrates River", "the border with Ukraine"."""

from __future__ import annotations

from functools import cache

from detente.knowledge.names import Hit
from detente.knowledge.tables import read_table

_ARTICLES = ("the", "a", "an")
_BORDERS = frozenset(("border", "borders", "frontier"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_COMPOUND_SITES = ("base", "crossing", "camp")
"""What one more word may stand before: "air base", "border crossing", "refugee camp"."""
_BEFORE_SITE = frozenset(("air", "naval", "military", "border", "refugee", "army"))


def is_word(word: str, use: str) -> bool:
    """Whether a word has such a use in the names of places (``place-words.tsv``)."""
    return word.lower() in _uses().get(use, frozenset())


@cache
def _uses() -> dict[str, frozenset[str]]:
    uses: dict[str, set[str]] = {}
    for row in read_table("place-words.tsv"):
        uses.setdefault(row["use"], set()).add(row["word"])
    return {use: frozenset(words) for use, words in uses.items()}


def extended(
    words: tuple[str, ...], start: int, end: int, state: bool, region: bool
) -> tuple[int, int]:
    """A name with the direction before it (of a state or region only), the sort of place behind it
    (not of a state), and "east of" before it."""
    return _direction_before(words, start, state or region), end if state else _sort(words, end)


def _sort(words: tuple[str, ...], end: int) -> int:
    if end >= len(words):
        return end
    if words[end].lower() in _BEFORE_SITE and end + 1 < len(words):
        return end + 2 if words[end + 1].lower() in _COMPOUND_SITES else end
    if is_word(words[end], "division") or is_word(words[end], "site"):
        return end + 1
    return end


def _direction_before(words: tuple[str, ...], start: int, large: bool) -> int:
    low = [word.lower() for word in words[max(0, start - 4) : start]]
    if large and low and is_word(low[-1], "direction"):
        first = start - 1
        hyphened = len(low) > 2 and low[-2] == "-" and is_word(low[-3], "direction")
        return first - 2 if hyphened else first
    at = start - (2 if low[-1:] == ["the"] else 1)
    if at > 0 and words[at].lower() == "of" and is_word(words[at - 1], "side"):
        return at - 1
    return start


def borders(words: tuple[str, ...], hits: dict[int, Hit]) -> list[tuple[int, int]]:
    """Spans such as "border with Ukraine", "border between Syria and Turkey", "Thai border",
    "Turkish-Syrian border", "Syria's border with Turkey"."""
    found = []
    for at, word in enumerate(words):
        if word.lower() not in _BORDERS:
            continue
        start, end = _states_before(words, hits, at), at + 1
        if end < len(words) and words[end].lower() in ("with", "between", "of"):
            end = _states_behind(words, hits, end + 1) or end
        if start < at or end > at + 1:
            found.append((start, end))
    return found


def _states_before(words: tuple[str, ...], hits: dict[int, Hit], at: int) -> int:
    """Where the states before "border" begin."""
    begins = {h.end: h for h in hits.values()}
    start = at
    if words[start - 1].lower() in _POSSESSIVE and start - 1 in begins:
        return begins[start - 1].start
    while start in begins:
        start = begins[start].start
        if start > 1 and words[start - 1] in ("-", "–", "/") and start - 1 in begins:
            start -= 1
    joined = words[at - 1].replace("–", "-") if start == at and at else ""
    if "-" in joined and joined[:1].isupper() and joined.replace("-", "").isalpha():
        return at - 1  # "the Turkish-Syrian border" as one word
    return start


def _states_behind(words: tuple[str, ...], hits: dict[int, Hit], at: int) -> int | None:
    """Where the states behind "border with" end."""
    end = None
    for _ in range(3):
        if at < len(words) and words[at].lower() in _ARTICLES:
            at += 1
        hit = hits.get(at)
        if hit is None:
            return end
        end = hit.end
        if end >= len(words) or words[end].lower() != "and":
            return end
        at = end + 1
    return end
