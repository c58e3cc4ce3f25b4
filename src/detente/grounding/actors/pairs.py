"""Words that stand alone for two named before: "both announced that", "the two agreed to"."""

from __future__ import annotations

from detente.grounding.actors.draft import Draft, Registry
from detente.grounding.actors.joint import joints_before, take_joint

_FURTHEST = 4
"""Sentences that "both" looks back, as "both leaders" does."""
_THINGS = frozenset(("NN", "NNS"))


def is_pair(registry: Registry, at: int) -> bool:
    """Whether a token is a "both" or "the two" that somebody does: the subject of an active
    verb, with no noun of its own."""
    page = registry.page
    word, token = page.lower[at], page.tokens[at]
    if word not in ("both", "two") or token.dep_ != "nsubj" or token.head.pos_ not in ("VERB",):
        return False
    if word == "two" and (at == 0 or page.lower[at - 1] != "the"):
        return False
    return all(c.dep_ in ("det", "advmod", "punct") for c in token.children)


def read_pair(registry: Registry, at: int) -> None:
    """Let it point at the two named together before, else at the two persons named last, if they
    act for different states; not where the sentence before was about two things."""
    page = registry.page
    joints = joints_before(registry, at, _FURTHEST)
    together = next((j.drafts for j in joints if len(j.drafts) == 2), ())
    drafts = _just_met(registry, at) or together or _last_two(registry, at)
    if not drafts or _two_things(registry, at):
        return
    first = at - 1 if page.lower[at] == "two" else at
    for draft in drafts:
        why = "the two named together or last"
        registry.mention(draft, first, at + 1, (at,), why)
    take_joint(registry, at, drafts)


def _just_met(registry: Registry, at: int) -> tuple[Draft, ...]:
    """The two persons of the sentence before ("Novak spoke with Berg. Both agreed"), if it names
    no third."""
    page, here = registry.page, registry.page.sentence[at]
    people = [
        s.draft
        for s in registry.seen
        if s.at < at
        and here - page.sentence[s.at] == 1
        and s.draft.kind == "person"
        and s.draft.named
    ]
    two = list({id(d): d for d in people}.values())
    return tuple(two) if len(two) == 2 and two[0].country != two[1].country else ()


def _last_two(registry: Registry, at: int) -> tuple[Draft, ...]:
    page, here = registry.page, registry.page.sentence[at]
    recent = [s for s in registry.seen if s.at < at and here - page.sentence[s.at] <= _FURTHEST]
    recent.sort(key=lambda s: -s.at)
    people = [s.draft for s in recent if s.draft.kind == "person" and s.draft.named]
    two = list({id(d): d for d in people}.values())[:2]
    apart = len(two) == 2 and len({d.country for d in two}) == 2
    return tuple(reversed(two)) if apart else ()


def _two_things(registry: Registry, at: int) -> bool:
    """Whether two that are nobody were counted or joined just before: "two ships sailed. Both"."""
    page, here = registry.page, registry.page.sentence[at]
    for i in range(at - 1, -1, -1):
        if here - page.sentence[i] > 1:
            return False
        token = page.tokens[i]
        if token.tag_ not in _THINGS or registry.at(i) or token.dep_ not in ("nsubj", "obj"):
            continue
        counted = any(c.lower_ == "two" for c in token.children)
        joined = any(c.dep_ == "conj" and c.tag_ in _THINGS for c in token.children)
        if counted or joined:
            return True
    return False
