"""Why a place lies in the state that the record gives it, or in none: one line that can be
checked."""

from __future__ import annotations

from detente.grounding.places.sited import Choice
from detente.knowledge.names import find_entry
from detente.knowledge.places import sites
from detente.knowledge.states import states
from detente.language.words import Words
from detente.record import Reason

_CLOSE = 4
"""So many words behind a name are shown where one of them tells the state."""


def reason(words: Words, choice: Choice, name: str, told_at: tuple[int, int]) -> Reason:
    """Why the place has its state; ``told_at`` are the tokens beside which a state is told."""
    why = _why(choice, choice.core or name)
    if choice.core is not None:
        why = f"it is a part of {choice.core}, or named by it; {why}"
        if choice.site.code is None and choice.rule not in ("told", "several", "unknown"):
            why = f"it is named by {choice.core} and may lie beyond its border"
    if choice.rule != "told":
        return Reason(field="country", why=why)
    start, end = told_at
    last = words[min(len(words), end + _CLOSE) - 1]
    return Reason(
        field="country", why=why, start=words[max(0, start)].idx, end=last.idx + len(last)
    )


def _why(choice: Choice, name: str) -> str:
    code = choice.site.code
    if choice.rule == "told":
        return f"the report tells the state, {code}, with the name"
    if choice.rule == "border":
        return "a border lies in more than one state"
    if choice.rule == "namesake":
        return f"the report tells of {code} and not of the state that has a capital of this name"
    if choice.rule == "division":
        return f"the division of {code} called {name}: the report tells nothing of the state"
    if choice.rule == "unknown":
        return "in no table, and the report tells no state with it"
    codes = sorted({site.code or "none" for site in sites(name)})
    if choice.rule == "several":
        return f"places of this name lie in {_listed(codes)}; the report names none of these states"
    if choice.rule == "named":
        return f"places of this name lie in {_listed(codes)}; the report names {code}"
    if choice.rule == "larger":
        return (
            f"places of this name lie in {_listed(codes)}; the one in {code} is by far the largest"
        )
    return _only(name, code)


def _only(name: str, code: str | None) -> str:
    if code is None:
        return "a place of no one state, or contested (places_by_hand.tsv)"
    entry = find_entry(name)
    if entry is not None and entry.code == code and code in states():
        if entry.sort == "capital":
            return f"the capital, or a seat of government, of {states()[code].name} (states.tsv)"
        return "a state (states.tsv)"
    return f"the only state with a place of this name in the tables is {code} (places.tsv)"


def _listed(codes: list[str]) -> str:
    return ", ".join(codes)
