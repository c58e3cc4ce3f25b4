"""Words that say what somebody promises, asks or refuses: "vowed to", "calls for", "ready to"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.commitments.complements import (
    follower_of,
    infinitives,
    is_infinitive,
    is_to_come,
)
from detente.coding.commitments.hostile import answers_affront, means_harm
from detente.coding.commitments.lexicon import Row, Sort, rows
from detente.coding.commitments.model import Shape, Trigger
from detente.coding.commitments.verbs import groups
from detente.coding.conditions import is_condition
from detente.coding.events.exclusions import asked, asks_for_cover, told_by_rule
from detente.coding.events.lexicon import lexicon
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    ancestors,
    children,
    is_negated,
    lemma_of,
    oblique,
)
from detente.record import CommitmentKind, Statement

if TYPE_CHECKING:
    from detente.language.words import Word, Words

_UNSURE = frozenset({"may", "might", "could", "can", "should", "must"})
_TO_COME = frozenset({"will", "'ll", "’ll", "shall"})
_ANY = frozenset({"any", "every", "each"})
_HOLDING = frozenset({"have", "be", "see", "make"})  # "has no plans", "there are no plans"
_READY = frozenset({"ready", "prepared", "willing", "readiness", "willingness"})
_DECIDING = frozenset({"vote", "decide", "agree"})
_NATURE: dict[Sort, str] = {"verb": "clause", "noun": "noun", "predicate": "predicate"}


def explicit(words: Words, parties: Parties) -> Iterator[Trigger]:
    """The word of binding at every place that has one, in text order."""
    for token in words:
        sort = _sort(token)
        if sort is None:
            continue
        for lemma in dict.fromkeys((token.lower_ if sort == "predicate" else "", lemma_of(token))):
            found = next(
                (t for r in rows().get((sort, lemma), ()) if (t := _match(token, r, parties))), None
            )
            if found is not None:
                yield found
                break


def _sort(token: Word) -> Sort | None:
    if token.dep_ in ("flat", "compound", "aux"):
        return None
    if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.sent.start == 0):
        return "noun"
    if _predicative(token):
        return "predicate"
    return "verb" if token.pos_ in ("VERB", "AUX") and token.dep_ != "amod" else None


def _predicative(token: Word) -> bool:
    if token.pos_ not in ("ADJ", "ADV", "ADP", "VERB"):
        return False
    key: tuple[Sort, str] = ("predicate", token.lower_)
    return key in rows() and (token.pos_ != "VERB" or token.tag_ == "VBN" or token.lower_ == "open")


def _match(head: Word, row: Row, parties: Parties) -> Trigger | None:
    negated = is_negated(head) or _none_held(head)
    if asks_for_cover(head) or _of_the_press(head) or _of_a_rule(head):
        return None
    if negated != row.negated and not (negated and row.kind in ("denial",) and row.negated):
        return None
    if not _meant(head):
        return None
    cued = parties.statement_of_cue(head.idx, head.idx + len(head))
    for follower in row.followers:
        if follower.form == "said":
            if row.negated or (cued is not None and _about_it(cued, row)):
                return _trigger(head, row, None, bool(cued), parties)
            continue
        found = follower_of(head, follower)
        if found is None and cued is not None and follower.form in ("ought", "future"):
            found = _in_quote(cued, follower.form, parties, head)
        if found is not None and not _binds_itself(head, found):
            return _trigger(head, row, found, bool(cued), parties)
    return None


def _binds_itself(head: Word, complement: Word) -> bool:
    """Whether what is decided is an act of binding of its own: of "voted to ask" and "decided to
    reject the offer" the second word counts."""
    if lemma_of(head) not in _DECIDING or complement.pos_ != "VERB":
        return False
    found = rows().get(("verb", lemma_of(complement)), ())
    return any(r.kind in ("demand", "refusal", "proposal") for r in found)


def _of_the_press(head: Word) -> bool:
    """Whether it is only about what the press wants: "declined to comment"."""
    wanted = [*infinitives(head), *oblique(head, "for"), *oblique(head, "on")]
    return any(lemma_of(w) in groups()["press"] for w in wanted)


def _of_a_rule(head: Word) -> bool:
    """Whether a rule asks it, and nobody who acts: "the law requires them to register"."""
    return head.pos_ == "VERB" and told_by_rule(head)


def _trigger(
    head: Word, row: Row, complement: Word | None, cued: bool, parties: Parties
) -> Trigger:
    shape: Shape = "deed"
    if row.negated or (row.kind in ("refusal",) and not cued):
        shape = "refusal" if row.kind == "refusal" else "clause"
    elif cued and row.sort != "predicate":
        shape = "content"
    elif row.sort == "predicate" and row.kind in ("offer", "promise", "refusal"):
        shape = "clause"
    said = "not " if row.negated else ""
    why = f"“{said}{row.lemma}” is a {_sort_name(row)} of {row.kind}"
    kind = row.kind
    if complement is not None and complement.pos_ == "PRON":
        shape = "clause"  # "denies this": the pronoun alone tells nothing
    if kind == "offer" and row.lemma in _READY and complement is not None and not row.negated:
        kind, why = _ready_for(head, complement, why, parties)
    return Trigger(head, kind, shape, why, row, complement)


def _ready_for(
    head: Word, complement: Word, why: str, parties: Parties
) -> tuple[CommitmentKind, str]:
    """One who is ready to strike offers nothing, nor does one who is ready to stand his ground."""
    if means_harm(complement, parties) or answers_affront(head, complement, parties):
        return "threat", f"{why}, but what for is hostile"
    if lemma_of(complement) in groups()["stand"]:
        return "promise", f"{why}, but what for is one's own defence"
    return "offer", why


def _sort_name(row: Row) -> str:
    return {"verb": "verb", "noun": "noun", "predicate": "word"}[row.sort]


def _about_it(statement: Statement, row: Row) -> bool:
    return bool(statement.content)


def _in_quote(statement: Statement, form: str, parties: Parties, head: Word) -> Word | None:
    """The verb of quoted words that the cue stands behind or before."""
    piece = statement.content[0]
    span = head.words.span(piece.start, piece.end)
    if span is None:
        return None
    root = span.root
    if form == "future":
        if root.pos_ in ("VERB", "AUX") or children(root, "cop"):
            return root if is_to_come(root) else None
        return root if lemma_of(root) not in groups()["over"] else None
    told = {c.lower_ for c in root.children if c.dep_ == "aux"}
    return (
        root if told & {"must", "should"} or (root.tag_ == "VB" and root.i == span.start) else None
    )


def _none_held(noun: Word) -> bool:
    """Whether it is said that there is none: "has no plans", "there is no intention"."""
    if noun.pos_ != "NOUN":
        return False
    if any(c.lower_ in ("no", "any") for c in noun.children):
        return any(c.lower_ == "no" for c in noun.children) or is_negated(noun.head)
    return noun.dep_ == "obj" and lemma_of(noun.head) in _HOLDING and is_negated(noun.head)


def _meant(head: Word) -> bool:
    """Whether the act itself is told, not one that may, should or is meant to come."""
    if asked(head) or (head.pos_ == "VERB" and head.dep_ == "amod"):
        return False
    if head.pos_ == "NOUN" and any(c.lower_ in _ANY for c in children(head, "det")):
        return False  # "any decision to leave must be taken jointly"
    if head.dep_ == "acl" and head.tag_ == "VBN":
        return False  # "the plan proposed by Borduria" only points at it
    if any(c.dep_ == "aux" and c.lower_ in _UNSURE for c in head.children):
        return False
    if head.pos_ == "VERB" and any(c.lower_ in _TO_COME for c in children(head, "aux")):
        return False  # "we will propose": what is to come is for ``futures``
    for token in (head, *ancestors(head)):
        if is_condition(token):
            return False
    if head.pos_ in ("VERB", "AUX") and is_infinitive(head):
        above = lemma_of(head.head)
        groups_of_events = lexicon().groups
        if above in _DECIDING and head.dep_ in ("xcomp", "advcl"):
            return True
        return head.dep_ == "xcomp" and above in groups_of_events["implicative"]
    return True
