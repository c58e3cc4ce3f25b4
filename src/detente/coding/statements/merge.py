"""All relations of a report: those of the rules, completed by those of the reading model."""

from __future__ import annotations

from collections.abc import Sequence

from detente.coding.statements.attributions import phrase_relations
from detente.coding.statements.nesting import nest
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.speech import full_text_relations, standalone_relations
from detente.coding.statements.verbs import verb_relations


def find_relations(page: Page) -> list[Relation]:
    """Relations of rules and model, nested, without doublets."""
    found = _without_doublets([*verb_relations(page), *phrase_relations(page)])
    full = full_text_relations(page, found)
    given = [span for r in full for span in r.content]
    found = [r for r in found if not _inside(r, given)] + full
    found += standalone_relations(page, found)
    return nest(page, found)


def _inside(relation: Relation, given: Sequence[CharSpan]) -> bool:
    return relation.cue is not None and any(s <= relation.cue[0] < e for s, e in given)


def _without_doublets(relations: Sequence[Relation]) -> list[Relation]:
    """Of several relations with the same content the one with the nearest cue stays."""
    kept: list[Relation] = []
    for relation in sorted(relations, key=lambda r: (r.start, -r.end, _distance(r))):
        if any(_same(relation, other) for other in kept[-4:]):
            continue
        kept.append(relation)
    return kept


def _distance(relation: Relation) -> int:
    if relation.cue is None:
        return 1 << 30
    return min(abs(relation.start - relation.cue[1]), abs(relation.cue[0] - relation.end))


def _same(a: Relation, b: Relation) -> bool:
    return (a.start, a.end) == (b.start, b.end)
