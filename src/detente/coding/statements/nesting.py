"""Statements inside statements: who passes on whose words.

A release that does nothing but tell what the secretary said is not a second statement; it is the
way by which the secretary's words came. A spokesman who says something himself and passes on
something has made one statement and passed on another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.statements.page import Page, Relation
from detente.coding.statements.sources import actor_ids, passes_on

if TYPE_CHECKING:
    from detente.language.words import Word

_NEARLY_ALL = 0.8


def nest(page: Page, relations: Sequence[Relation]) -> list[Relation]:
    """Relations in text order, each with its ``outer``; empty wrappers are gone from the list."""
    ordered = sorted(relations, key=lambda r: (r.start, -r.end))
    link(ordered)
    kept: list[Relation] = []
    for relation in ordered:
        outer = relation.outer
        if outer is not None and not _may_pass_on(page, outer, relation):
            continue
        kept.append(relation)
    inner: dict[int, list[Relation]] = {}
    for relation in kept:
        if relation.outer is not None:
            inner.setdefault(id(relation.outer), []).append(relation)
    return [r for r in kept if not _only_passes_on(page, r, inner.get(id(r), ()))]


def link(ordered: Sequence[Relation]) -> None:
    """Give each relation the smallest other one in whose content its cue stands."""
    cues = sorted((r.cue[0], rank) for rank, r in enumerate(ordered) if r.cue is not None)
    around: dict[int, list[Relation]] = {}
    for outer in ordered:
        for start, end in outer.content if outer.cue is not None else ():
            for _, rank in cues[bisect_left(cues, (start, -1)) : bisect_left(cues, (end, -1))]:
                if ordered[rank] is not outer:
                    around.setdefault(rank, []).append(outer)
    for rank, relation in enumerate(ordered):
        relation.outer = min(around.get(rank, ()), key=lambda o: o.end - o.start, default=None)


def _may_pass_on(page: Page, outer: Relation, inner: Relation) -> bool:
    head = page.doc[outer.source_token] if outer.source_token is not None else None
    speaker = page.doc[inner.source_token] if inner.source_token is not None else None
    if head is not None and speaker is not None:
        same = set(actor_ids(page, head)) & set(actor_ids(page, speaker))
        if same and outer.rule != "phrase:according":
            return False
    return outer.rule == "phrase:according" or passes_on(page, head, speaker)


def _only_passes_on(page: Page, outer: Relation, inner: Sequence[Relation]) -> bool:
    """Whether nearly all of the content is told as the words of others."""
    if not inner:
        return False
    told: set[int] = set()
    for relation in inner:
        spans = [*relation.content, relation.clause, relation.source, relation.cue]
        start = min(span[0] for span in spans if span is not None)
        end = max(span[1] for span in spans if span is not None)
        told |= {t.i for t in _words(page, start, end)}
        if relation.cue_token is not None:
            told |= {t.i for t in page.doc[relation.cue_token].subtree}
    own = [t for start, end in outer.content for t in _words(page, start, end)]
    return sum(t.i in told for t in own) >= _NEARLY_ALL * len(own)


def _words(page: Page, start: int, end: int) -> list[Word]:
    first, last = page.token_at(start).i, page.token_at(max(start, end - 1)).i
    return [t for t in page.doc[first : last + 1] if t.is_alpha]
