"""All relations of a report: those of the rules, completed by those of the reading model."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from detente.coding.statements.agreement import corrected, overlap
from detente.coding.statements.attributions import phrase_relations
from detente.coding.statements.headlines import headline_relations
from detente.coding.statements.in_full import full_text_relations, is_introduction
from detente.coding.statements.model import is_speech_cue, model_relations, says_nouns
from detente.coding.statements.nesting import nest
from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import (
    actor_ids,
    is_document,
    issuer,
    known_before,
    side,
    speaks,
)
from detente.coding.statements.speech import standalone_relations
from detente.coding.statements.verbs import verb_relations
from detente.coding.statements.wording import asks_for_cover


def find_relations(page: Page) -> list[Relation]:
    """Relations of rules and model, nested, without doublets."""
    found = _without_doublets([*verb_relations(page), *phrase_relations(page)])
    full = full_text_relations(page, found)
    given = [span for r in full for span in r.content]
    found = [r for r in found if not _inside(r, given) and not is_introduction(r, full)] + full
    found += standalone_relations(page, found)
    found += headline_relations(page, found)
    return nest(page, _completed(page, found, model_relations(page)))


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


def _completed(page: Page, rules: Sequence[Relation], model: Sequence[Relation]) -> list[Relation]:
    """The rules' relations with what the model knows better, and the model's own that hold.

    A relation that both found keeps the rule's words: they follow the record's conventions, the
    model's those of its training set. It takes the model's source where the rule has none. One that
    only the model found is kept when somebody is named who says it with a word of saying.
    """
    corrected(page, rules, model)
    merged = sorted(rules, key=lambda r: r.start)
    starts = [r.start for r in merged]
    taken = {r.cue_token for r in merged}
    new: list[Relation] = []
    for relation in model:
        near = merged[
            max(0, bisect_left(starts, relation.start) - 6) : bisect_left(starts, relation.end) + 1
        ]
        twin = max(near, key=lambda r: overlap(r, relation), default=None)
        if twin is not None and overlap(twin, relation) > 0:
            if (_lacks_source(page, twin) or _from_afar(page, twin)) and _names_source(
                page, relation, twin
            ):
                twin.source_token, twin.source = relation.source_token, relation.source
                if twin.cue is None:
                    twin.cue_token, twin.cue = relation.cue_token, relation.cue
                    twin.clause = relation.clause
            continue
        if relation.cue_token in taken:
            continue
        if _holds(page, relation):
            new.append(relation)
    return [*merged, *new]


def _names_source(page: Page, relation: Relation, twin: Relation) -> bool:
    """Whether the model's source can be taken: it stands in the paragraph of the words said."""
    if relation.source is None or relation.source_token is None:
        return False
    if page.quotation_at(relation.source[0]) is not None:
        return False
    return page.paragraph_of(relation.source[0]) in {
        page.paragraph_of(twin.start),
        page.paragraph_of(twin.end - 1),
    }


def _from_afar(page: Page, relation: Relation) -> bool:
    """Whether the rules gave a quotation to somebody who spoke in the paragraph before."""
    if relation.source is None or not relation.rule.startswith("quotation:"):
        return False
    return page.paragraph_of(relation.source[0]) < page.paragraph_of(relation.start)


def _lacks_source(page: Page, relation: Relation) -> bool:
    """Whether the rules found no source, or a document that nobody is named as issuing."""
    if relation.source_token is None:
        return True
    head = page.doc[relation.source_token]
    unissued = is_document(head) and not known_before(head) and issuer(page, head) is None
    return unissued and not actor_ids(page, head) and not side(page, head)


def _holds(page: Page, relation: Relation) -> bool:
    if relation.source_token is None or not is_speech_cue(page, relation):
        return False
    if relation.cue is not None and page.quotation_at(relation.cue[0]) is not None:
        return False
    cue = relation.cue_token
    if cue is not None and asks_for_cover(page, page.doc[cue], relation.content):
        return False
    first = page.token_at(relation.start)
    if first.pos_ == "ADP" or first.lower_ == "as":
        return False
    words = page.doc[first.i : page.token_at(relation.end - 1).i + 1]
    if all(t.pos_ in {"PRON", "DET", "PUNCT"} for t in words):
        return False
    if not any(t.pos_ in {"VERB", "AUX"} for t in words) and not says_nouns(page, relation):
        return False
    head = page.doc[relation.source_token]
    return head.lower_ not in {"i", "we", "you"} and speaks(page, head)
