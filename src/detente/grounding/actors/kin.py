"""People whom a report names only as somebody's family: "his wife Maria", "Berg's mother, Anna
Lund", "Karl Berg, the son of Minister Berg"."""

from __future__ import annotations

from detente.grounding.actors.draft import Draft, Registry

_KIN = frozenset(
    ("wife", "husband", "son", "daughter", "mother", "father", "brother", "sister", "widow",
     "widower", "uncle", "aunt", "nephew", "niece", "cousin", "grandson", "granddaughter",
     "grandfather", "grandmother", "stepson", "stepdaughter", "law", "spouse", "sibling", "parents",
     "sons", "daughters", "children", "brothers", "sisters")
)  # fmt: skip
"""``law`` ends "son-in-law"."""
_WHOSE = frozenset(("his", "her", "their"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_REACH = 6
"""So many words may stand between whose kin it is and the kinship."""


def settle_kin(registry: Registry) -> None:
    """Give people of no known state that of the relative by whom the report describes them."""
    for draft in registry.drafts:
        if draft.kind != "person" or not draft.named or draft.country is not None:
            continue
        for start, end in sorted(draft.spans):
            relative = _before(registry, draft, start) or _behind(registry, draft, end)
            if relative is not None and relative.country is not None:
                draft.country = relative.country
                why = f"that of {relative.name}, whose kin the report calls them"
                draft.explain("country", why, start, end)
                break


def _before(registry: Registry, draft: Draft, start: int) -> Draft | None:
    """ "his wife Maria", "Berg's mother, Anna Lund"."""
    page = registry.page
    at = start - 1 - (start > 0 and page.words[start - 1] == ",")
    if at < 1 or page.lower[at] not in _KIN:
        return None
    for i in range(at - 1, max(-1, at - _REACH), -1):
        if page.lower[i] in _WHOSE:
            return _other(registry, draft, i)
        if page.lower[i] in _POSSESSIVE:
            return _other(registry, draft, i - 1)
        if page.words[i] in ".;:":
            return None
    return None


def _behind(registry: Registry, draft: Draft, end: int) -> Draft | None:
    """ "Karl Berg, the son of Minister Berg", "Anna Lund, Berg's mother"."""
    page = registry.page
    if page.words[end : end + 1] != (",",):
        return None
    stop = min(len(page.words), end + 2 + _REACH)
    for i in range(end + 1, stop):
        if page.words[i] in ",.;:":
            return None
        if page.lower[i] not in _KIN or page.lower[i + 1 : i + 2] == ("-",):
            continue
        whose = [j for j in range(end + 1, i) if page.lower[j] in _WHOSE]
        owned = [j - 1 for j in range(end + 2, i) if page.lower[j] in _POSSESSIVE]
        if whose or owned:
            return _other(registry, draft, (whose or owned)[0])
        if page.lower[i + 1 : i + 2] == ("of",):
            reach = range(i + 2, min(len(page.words), i + 2 + _REACH))
            found = (_other(registry, draft, j) for j in reach)
            return next((other for other in found if other is not None), None)
        return None
    return None


def _other(registry: Registry, draft: Draft, at: int) -> Draft | None:
    """The one other person that a word points at."""
    people = [d for d in registry.at(at) if d.kind == "person" and d is not draft]
    return people[0] if len(people) == 1 else None
