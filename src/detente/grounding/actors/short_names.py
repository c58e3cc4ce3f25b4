"""Short names of the bodies and groups of a report: acronyms, told in brackets or not, and parts of
a name that stand for the whole."""

from __future__ import annotations

import re

from detente.grounding.actors.draft import Draft, Registry
from detente.knowledge.nouns import noun_of

_ACRONYM = re.compile(r"[A-Z][A-Za-z&-]{1,7}")
TOO_COMMON = frozenset(
    ("the", "national", "united", "new", "first", "north", "south", "state", "general")
)
"""Words that begin many names and so stand for none."""
_SMALL = frozenset(("of", "the", "for", "and", "in", "on", "to", "&", "-"))
_LONGEST = 12


def find_short_names(registry: Registry) -> None:
    """Let acronyms, "Mahan" of "Mahan Air" and "the Observatory" point at what they stand for."""
    _acronyms(registry)
    _initials(registry)
    _short_names(registry)
    _head_nouns(registry)


def _acronyms(registry: Registry) -> None:
    """An acronym in brackets after a name is another name of it: "Federal Security Service
    (FSB)"."""
    page = registry.page
    for at in range(1, len(page.words) - 2):
        if page.words[at] != "(" or page.words[at + 2] != ")":
            continue
        word = page.words[at + 1]
        if not _ACRONYM.fullmatch(word) or sum(c.isupper() for c in word) < 2:
            continue
        others = registry.at(at + 1)
        if any(d.kind == "state" for d in others):
            continue
        owner = _spelt_out(registry, at, word) or _ends_before(registry, at)
        if owner is None or any(d.country != owner.country and d.country for d in others):
            continue
        for other in others:
            if other is not owner:
                merge(registry, other, owner)
        owner.add_alias(word)
        owner.explain("aliases", "an acronym in brackets behind the name", at + 1, at + 2)
        for i, text in enumerate(page.words):
            if text != word:
                continue
            for other in registry.at(i):
                if other is not owner and other.kind == "organisation" and other.name == word:
                    merge(registry, other, owner)
            if not registry.at(i):
                registry.mention(owner, i, i + 1)


def _ends_before(registry: Registry, bracket: int) -> Draft | None:
    owners = registry.at(bracket - 1)
    return next((d for d in owners if d.kind in ("organisation", "group")), None)


def _spelt_out(registry: Registry, bracket: int, acronym: str) -> Draft | None:
    """The body whose name before the bracket has the acronym's letters, also where the reader took
    up only a part of the name ("UN Support Mission in Libya (UNSMIL)")."""
    page = registry.page
    letters = acronym.lower()
    for start in range(bracket - 2, max(-1, bracket - _LONGEST), -1):
        if page.sentence[start] != page.sentence[bracket] or not page.words[start][:1].isupper():
            continue
        if not _begins(letters, page.lower[start:bracket]):
            continue
        inside = [d for i in range(start, bracket) for d in registry.at(i)]
        bodies = [d for d in inside if d.kind in ("organisation", "group") and d.named]
        own = next((d for d in bodies if (start, bracket) in d.spans), None)
        if own is not None:
            return own
        part = next((d for d in bodies if any(s == start for s, _ in d.spans)), None)
        name = " ".join(page.text(start, bracket).split())
        if part is None or len(part.spans) > 1:
            return part
        part.add_alias(part.name)
        part.name, part.spans = name, [(start, bracket)]
        return part
    return None


def _begins(letters: str, words: tuple[str, ...]) -> bool:
    """Whether beginnings of the words, small ones aside, make up these letters ("UN" "S" "MI"
    "L")."""
    if not letters:
        return all(word in _SMALL for word in words)
    if not words:
        return False
    first, rest = words[0], words[1:]
    if first in _SMALL and _begins(letters, rest):
        return True
    most = min(len(first), len(letters), 3)
    return any(
        first[:size] == letters[:size] and _begins(letters[size:], rest)
        for size in range(most, 0, -1)
    )


def _initials(registry: Registry) -> None:
    """An acronym that is never explained is a name of the one body with these initials: "ISF" where
    the report names the Iraqi Security Forces."""
    by_letters: dict[str, list[Draft]] = {}
    for draft in registry.drafts:
        words = [w for w in re.split(r"[ -]", draft.name) if w.lower() not in _SMALL]
        if draft.kind in ("organisation", "group") and len(words) > 2:
            letters = "".join(w[0] for w in words if w).upper()
            by_letters.setdefault(letters, []).append(draft)
    for draft in list(registry.drafts):
        known = by_letters.get(draft.name, [])
        if draft.kind == "organisation" and draft.country is None and len(known) == 1:
            known[0].explain("aliases", f"{draft.name} has the initials of its name")
            merge(registry, draft, known[0])


def merge(registry: Registry, gone: Draft, kept: Draft) -> None:
    """Let one actor take over the mentions of another."""
    kept.spans.extend(span for span in gone.spans if span not in kept.spans)
    kept.add_alias(gone.name)
    kept.pointed |= {span: why for span, why in gone.pointed.items() if span not in kept.pointed}
    gone.spans.clear()
    for at, drafts in registry.by_token.items():
        registry.by_token[at] = list(
            {id(kept if d is gone else d): kept if d is gone else d for d in drafts}.values()
        )
    registry.replace(gone, kept)


def _short_names(registry: Registry) -> None:
    """Find the first word of an organisation's name where it stands alone: "Mahan" of "Mahan
    Air"."""
    page = registry.page
    firsts: dict[str, Draft | None] = {}
    for draft in registry.drafts:
        words = draft.name.split()
        if (
            draft.kind == "organisation"
            and len(words) > 1
            and len(words[0]) > 3
            and words[0].isalpha()
        ):
            firsts[words[0]] = None if words[0] in firsts else draft
    for at, word in enumerate(page.words if firsts else ()):
        owner = firsts.get(word)
        if owner is None or registry.at(at) or at in registry.taken or at in page.hit_at:
            continue
        if page.tokens[at].pos_ == "PROPN" and word.lower() not in TOO_COMMON:
            owner.add_alias(word)
            registry.mention(owner, at, at + 1, why="the first word of its name")


def _head_nouns(registry: Registry) -> None:
    """ "The Observatory", "the Council" in capitals: the one body whose name has this head."""
    page = registry.page
    heads: dict[str, Draft | None] = {}
    for draft in registry.drafts:
        words = draft.name.split()
        if draft.kind != "organisation" or not draft.named or len(words) < 2:
            continue
        for word in {words[-1], _before_of(words)}:
            if word[:1].isupper() and word.isalpha() and not word.isupper():
                heads[word] = None if word in heads else draft
    for at in range(1, len(page.words) if heads else 0):
        owner = heads.get(page.words[at])
        following = page.words[at + 1] if at + 1 < len(page.words) else ""
        if owner is None or page.lower[at - 1] != "the" or following[:1].isupper():
            continue
        here = registry.at(at)
        own = [d for d in here if d.name == page.words[at] and d.kind == "organisation"]
        for other in own:
            merge(registry, other, owner)
        if not registry.at(at) and at not in registry.taken and at not in page.hit_at:
            noun = noun_of(page.words[at])
            if noun is None or not noun.of_state:
                registry.mention(owner, at, at + 1, why="the head of its name")


def _before_of(words: list[str]) -> str:
    """The word before "of" or "for" in a name: "Observatory" for Human Rights."""
    for at, word in enumerate(words[1:], 1):
        if word in ("of", "for"):
            return words[at - 1]
    return words[-1]
