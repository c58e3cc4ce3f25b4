"""Several actors named as one: "Scholz and Macron", "France, Germany and Italy", and what looks
back at them: "both leaders", "the three countries", "they"."""

from __future__ import annotations

from dataclasses import dataclass

from detente.grounding.actors.draft import Draft, Registry, weight_of

_FURTHEST = 4


@dataclass(frozen=True)
class Joint:
    """Actors that stand together at a token, with the salience of the place."""

    at: int
    drafts: tuple[Draft, ...]
    weight: float


def joints_before(registry: Registry, at: int, sentences: int = _FURTHEST) -> list[Joint]:
    """The series of named actors before a token, no further back than so many sentences, and the
    pairs and groups read earlier; the nearest first."""
    page = registry.page
    here = page.told[at]
    found = [j for j in registry.joints if j.at < at and here - page.told[j.at] <= sentences]
    for first in range(at - 1, -1, -1):
        if here - page.told[first] > sentences:
            break
        if page.quoted[first] != page.quoted[at] and page.quoted[first]:
            continue
        joint = _series(registry, first, at)
        if joint is not None:
            found.append(joint)
    return sorted(found, key=lambda j: -j.at)


def _series(registry: Registry, first: int, stop: int) -> Joint | None:
    """The series that begins at a token: the actors of the token and of what is joined to it."""
    page = registry.page
    token = page.tokens[first]
    members = [token, *(c for c in token.children if c.dep_ == "conj" and c.i < stop)]
    if len(members) < 2 or token.pos_ in ("VERB", "AUX"):
        return None
    drafts: list[Draft] = []
    for member in members:
        here = [d for d in _named_at(registry, member.i) if d.kind in ("person", "state")]
        if len(here) != 1:
            return None
        drafts += [d for d in here if not any(d is known for known in drafts)]
    if len(drafts) < 2 or len({d.kind for d in drafts}) > 1:
        return None
    return Joint(members[-1].i, tuple(drafts), weight_of(page, first))


def _named_at(registry: Registry, at: int) -> list[Draft]:
    """The named actors at a token, or the person whose title it stands in."""
    here = [d for d in registry.at(at) if d.named]
    if here or at not in registry.taken:
        return here
    inside = [d for i in range(at, registry.taken[at]) for d in registry.at(i)]
    return [d for d in inside if d.kind == "person"][:1]


def take_joint(registry: Registry, at: int, drafts: tuple[Draft, ...]) -> None:
    """Note that a token points at several actors together."""
    registry.joints.append(Joint(at, drafts, weight_of(registry.page, at)))
