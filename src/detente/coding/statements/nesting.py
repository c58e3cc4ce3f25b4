"""Statements inside statements: who passes on whose words.

A release that does nothing but tell what the secretary said is not a second statement; it is the
way by which the secretary's words came. A spokesman who says something himself and passes on
something has made one statement and passed on another.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.coding.statements import clauses
from detente.coding.statements.page import Page, Relation
from detente.coding.statements.sources import actor_ids, passes_on


def nest(page: Page, relations: Sequence[Relation]) -> list[Relation]:
    """Relations in text order, each with its ``outer``; empty wrappers are gone from the list."""
    ordered = sorted(relations, key=lambda r: (r.start, -r.end))
    for relation in ordered:
        relation.outer = _smallest_around(relation, ordered)
    kept: list[Relation] = []
    for relation in ordered:
        outer = relation.outer
        if outer is not None and not _may_pass_on(page, outer, relation):
            continue
        kept.append(relation)
    wrapped = {id(r.outer) for r in kept if r.outer is not None}
    inner_cues = {r.cue_token for r in kept if r.outer is not None}
    return [r for r in kept if id(r) not in wrapped or not _only_passes_on(page, r, inner_cues)]


def _smallest_around(relation: Relation, ordered: Sequence[Relation]) -> Relation | None:
    if relation.cue is None:
        return None
    at = relation.cue[0]
    best: Relation | None = None
    for other in ordered:
        if other.start > at:
            break
        if other is relation or other.cue is None:
            continue
        if not any(s <= at < e for s, e in other.content):
            continue
        if best is None or other.end - other.start < best.end - best.start:
            best = other
    return best


def _may_pass_on(page: Page, outer: Relation, inner: Relation) -> bool:
    head = page.doc[outer.source_token] if outer.source_token is not None else None
    speaker = page.doc[inner.source_token] if inner.source_token is not None else None
    if head is not None and speaker is not None:
        same = set(actor_ids(page, head)) & set(actor_ids(page, speaker))
        if same and outer.rule != "phrase:according":
            return False
    return outer.rule == "phrase:according" or passes_on(page, head, speaker)


def _only_passes_on(page: Page, outer: Relation, inner_cues: set[int | None]) -> bool:
    """Whether every main clause of the content is itself a clause of saying."""
    start, end = outer.content[0][0], outer.content[-1][1]
    first = page.token_at(start)
    sentence = [t for t in first.sent if start <= t.idx < end]
    roots = [
        t
        for t in sentence
        if t.i != outer.cue_token
        and t.pos_ in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"}
        and (t.head.i == t.i or t.head.i == outer.cue_token or not start <= t.head.idx < end)
        and not _belongs_to_cue(t, outer)
    ]
    if not roots:
        return False
    heads = []
    for root in roots:
        heads.append(root)
        heads.extend(
            c
            for c in clauses.children(root, "conj")
            if clauses.child(c, "nsubj") or c.pos_ == "VERB"
        )
    return all(h.i in inner_cues for h in heads)


def _belongs_to_cue(token: object, outer: Relation) -> bool:
    index = getattr(token, "i", -1)
    return index == outer.source_token
