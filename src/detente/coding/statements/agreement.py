"""Where rules and reading model read one word of saying differently, and the model is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.statements.page import CharSpan, Page, Relation
from detente.coding.statements.sources import actor_ids, is_document, speaks

if TYPE_CHECKING:
    from detente.language.words import Word

_SUBJECT_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_MOST = 0.8
_LINKS = frozenset({"and", "but", "or", "while"})
_MARKS = frozenset(',;:.!?–—"“”«»()\n')


def corrected(page: Page, rules: Sequence[Relation], model: Sequence[Relation]) -> None:
    """Let the model mend relations of the rules that hang on the same word of saying.

    The rules keep their words, which follow the record's conventions, except that a quotation
    which the model gives to another word of saying is taken away, that content without a word in
    common is the model's, and that a subject cut off from its clause is put back. The source is
    the model's where the rule's does not speak or stands on the verb's other side.
    """
    by_cue: dict[int, list[Relation]] = {}
    for relation in rules:
        if relation.cue_token is not None:
            by_cue.setdefault(relation.cue_token, []).append(relation)
    for relation in model:
        if relation.cue_token is None:
            continue
        for rule in by_cue.get(relation.cue_token, ()):
            _mend(page, rule, relation, model)


def _mend(page: Page, rule: Relation, seen: Relation, model: Sequence[Relation]) -> None:
    if rule.source is not None and any(
        s < rule.source[1] and rule.source[0] < e for s, e in seen.content
    ):
        return  # the model has read who speaks as what is said
    foreign = overlap(rule, seen) == 0.0 and rule.rule.startswith("verb:")
    if foreign:
        rule.content = list(seen.content)
        rule.takes_quotation = False
    else:
        rule.content = [_with_subject(page, rule, s) for s in rule.content]
        rule.content = [_wider(page, rule, s, seen.content) for s in rule.content]
        rule.content = _without_foreign(page, rule, seen, model)
    if _narrower(rule, seen):
        rule.source = seen.source
    elif seen.source_token is not None and _better_source(page, rule, seen, foreign):
        rule.source_token, rule.source = seen.source_token, seen.source
        heard = rule.source
        rule.audience = [
            i for i in rule.audience if heard is None or not heard[0] <= page.doc[i].idx < heard[1]
        ]


def _narrower(rule: Relation, seen: Relation) -> bool:
    """Whether the model's source is the part of the rule's that holds its head: the parse has put
    two names into one phrase."""
    if rule.source is None or seen.source is None or rule.source_token != seen.source_token:
        return False
    return rule.source != seen.source and (
        rule.source[0] < seen.source[0] and seen.source[1] <= rule.source[1]
    )


def _better_source(page: Page, rule: Relation, seen: Relation, foreign: bool) -> bool:
    assert seen.source_token is not None and rule.cue_token is not None
    head = page.doc[seen.source_token]
    if not speaks(page, head) or seen.source_token in rule.audience:
        return False
    if rule.source_token is None or rule.source is None or seen.source is None or foreign:
        return True
    if max(rule.source[0], seen.source[0]) < min(rule.source[1], seen.source[1]):
        apposed = page.doc[rule.source_token].ent_type_ != "PERSON" and head.ent_type_ == "PERSON"
        return apposed and seen.source[0] < rule.source[0] and rule.source[1] <= seen.source[1]
    own = page.doc[rule.source_token]
    low, high = page.sentence(page.doc[rule.cue_token])
    if not low <= own.idx < high and low <= head.idx < high:
        return True
    if not speaks(page, own) or (not actor_ids(page, own) and bool(actor_ids(page, head))):
        return not is_document(own)
    return (rule.source_token > rule.cue_token) != (seen.source_token > rule.cue_token)


def _with_subject(page: Page, rule: Relation, span: CharSpan) -> CharSpan:
    """Content that begins with a finite verb takes in the noun phrase before it: "said | the port
    was shut"."""
    assert rule.cue_token is not None
    first = page.token_at(span[0])
    if first.tag_ not in _SUBJECT_TAGS or first.idx != span[0]:
        return span
    start: Word = first
    for token in reversed(page.doc[rule.cue_token + 1 : first.i]):
        if token.pos_ not in _NOMINAL or token.ent_type_ in {"DATE", "TIME"}:
            break
        start = token
    return start.idx, span[1]


def _wider(page: Page, rule: Relation, span: CharSpan, seen: Sequence[CharSpan]) -> CharSpan:
    """Content that the parse broke off in the middle of a phrase is as long as the model has it:
    no mark of punctuation parts the words that are added from the others."""
    assert rule.cue is not None
    for start, end in seen:
        if not (start <= span[0] and span[1] <= end) or start < rule.cue[1] <= span[0]:
            continue
        if start < span[0] and (rule.audience or not _clausal(page, start, span[0])):
            continue
        if page.text[start : span[0]].lower().split()[1:][-1:] == ["that"]:
            continue  # "said the same day that": the day is when it was said
        added = page.text[start : span[0]] + page.text[span[1] : end]
        if added.strip() and not _MARKS & set(added) and not _LINKS & set(added.lower().split()):
            return start, end
    return span


def _clausal(page: Page, *offsets: int) -> bool:
    """Whether neither piece begins with "to" or a preposition: those end what a cue governs."""
    return all(page.token_at(i).pos_ not in {"PART", "ADP"} for i in offsets)


def _without_foreign(
    page: Page, rule: Relation, seen: Relation, model: Sequence[Relation]
) -> list[CharSpan]:
    """The content without quotations that the model gives to another word of saying."""
    kept: list[CharSpan] = []
    for span in rule.content:
        for quotation in page.quotations_in(span):
            inner = (quotation.start, quotation.end)
            others = (m for m in model if m.cue_token != rule.cue_token)
            if _held(inner, seen) == 0.0 and any(_held(inner, m) > _MOST for m in others):
                span = page.trim((span[0], quotation.start))
                break
        if span[1] > span[0]:
            kept.append(span)
    return kept or rule.content


def _held(span: CharSpan, relation: Relation) -> float:
    inside = sum(max(0, min(e, span[1]) - max(s, span[0])) for s, e in relation.content)
    return inside / (span[1] - span[0])


def overlap(a: Relation, b: Relation) -> float:
    """Share of the characters of two relations' contents that both hold."""
    both = sum(max(0, min(e, f) - max(s, t)) for s, e in a.content for t, f in b.content)
    either = sum(e - s for s, e in a.content) + sum(f - t for t, f in b.content) - both
    return both / either if either else 0.0
