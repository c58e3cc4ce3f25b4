"""Which words are the content: what is promised, asked or refused, without its condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.commitments.complements import addressed, infinitives, is_infinitive
from detente.coding.commitments.model import Offsets, Trigger
from detente.coding.conditions import is_condition
from detente.coding.events.modality import going_to
from detente.coding.events.syntax import SUBJECTS, lemma_of, patients, preposition
from detente.record import Span, Statement

if TYPE_CHECKING:
    from detente.language.words import Word

_LEFT_OUT = frozenset({"parataxis", "punct", "cc", "mark", "discourse"})
_EDGES = " ,;:\n\t—–-"
_STANDING = frozenset({"stand", "remain", "stay", "keep"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_GAPS = ("[...]", "[…]", "\n\n")


def content_of(trigger: Trigger, statement: Statement | None) -> Offsets:
    """Offsets of the content of a commitment, its condition still in it."""
    text = trigger.head.words.text
    if trigger.shape == "content" and statement:
        return _with_addressee(_piece(trigger, statement.content), trigger)
    found = _shaped(trigger)
    for piece in statement.content if statement else ():
        if piece.start <= trigger.head.idx < piece.end:
            found = max(found[0], piece.start), min(found[1], piece.end)
    return trim(_without_gaps(found, trigger.head.idx, text), text)


def _piece(trigger: Trigger, pieces: tuple[Span, ...]) -> Offsets:
    """The piece behind the cue, or the one before it where none follows."""
    behind = [p for p in pieces if p.start >= trigger.head.idx]
    piece = min(behind, key=lambda p: p.start) if behind else pieces[-1]
    head = trigger.head
    if head.dep_.startswith("acl") and head.words.text[piece.start : piece.end].startswith("as "):
        piece = pieces[0]  # "a charge that they dismissed as a lie": the charge is denied
    same_sentence = trigger.head.sent.end_char > piece.start
    if behind and not same_sentence:
        piece = next((p for p in reversed(pieces) if p.end <= trigger.head.idx), piece)
    return piece.start, piece.end


def _with_addressee(piece: Offsets, trigger: Trigger) -> Offsets:
    """ "the envoys to stay" where the statement begins at "to stay"."""
    for verb in infinitives(trigger.head):
        if verb.left_edge.idx != piece[0]:
            continue
        for noun in addressed(trigger.head, verb)[-1:]:
            if noun.right_edge.i == verb.left_edge.i - 1:
                first = [t for t in noun.subtree if t.dep_ != "case" or t.head.i != noun.i]
                return first[0].idx, piece[1]
    return piece


def _shaped(trigger: Trigger) -> Offsets:
    head, deed = trigger.head, trigger.complement
    if trigger.implicit and any(m.lower_ == "going" for m in trigger.marks):
        return _offsets(_clause(trigger.marks[0], joined=True))
    if trigger.shape == "clause" or deed is None:
        return _offsets(_clause(_clause_head(head), joined=trigger.implicit))
    if trigger.shape == "refusal":
        top = going_to(head) or _clause_head(head)
        first = min((c.i for c in top.children if c.lower_ in _NOT), default=top.i)
        helping = [c.i for c in top.children if c.dep_ in ("aux", "cop") and c.i < first < top.i]
        first = min([first, *helping])
        return _offsets([t for t in _clause(top) if t.i >= first])
    tokens = _clause(deed)
    if is_infinitive(deed):
        for noun in addressed(head, deed)[-1:]:
            if noun.dep_ in ("obj", "iobj") or preposition(noun) in ("for", "on", "upon"):
                tokens += [t for t in noun.subtree if t.dep_ != "case" or t.head.i != noun.i]
    elif head.pos_ == "NOUN" and preposition(deed) != "that" and deed.dep_ not in ("ccomp",):
        tokens = _clause(head)
    return _offsets(tokens)


def _clause_head(head: Word) -> Word:
    """The head of the clause whose object or predicate a word is ("has no plans")."""
    if head.pos_ in ("NOUN", "PROPN") and head.dep_ in ("obj", "nsubj:pass", "obl"):
        return head.head if patients(head.head) else head
    if head.dep_ == "xcomp" and lemma_of(head.head) in _STANDING:
        return head.head  # "stands ready to"
    return head


def _clause(top: Word, joined: bool = False) -> list[Word]:
    """The words of the clause that a word heads, without what is only put beside it; with
    ``joined`` also its other deeds ("will extend it and will send more")."""
    tokens = [top]
    for child in top.children:
        if child.dep_ == "mark" and child.lower_ == "to":
            tokens.append(child)
        if child.dep_ in _LEFT_OUT or (child.dep_ == "case" and child.i < top.i):
            continue
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and not _shares(child, joined):
            continue
        if child.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in child.children):
            continue
        if child.dep_ == "advcl" and not is_condition(child) and _apart(child):
            continue
        tokens += child.subtree
    above = top.head
    if above.i < top.i:  # nothing of a clause stands before the word that reports it
        tokens = [t for t in tokens if t.i > above.i or t.i == top.i]
    return [t for t in tokens if not t.is_space and t.sent.start == top.sent.start]


def _shares(verb: Word, joined: bool) -> bool:
    """Whether a joined verb is part of the same deed: "to leave and return", "destroy and burn"."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    helped = any(c.dep_ == "aux" for c in verb.children)
    alike = verb.tag_ == "VB" or (joined and verb.tag_ == verb.head.tag_)
    return alike and not own and (joined or not helped)


def _apart(clause: Word) -> bool:
    """Whether an adverbial clause has a subject of its own ("while others wait")."""
    return preposition(clause) not in ("to", None) and any(
        c.dep_ in SUBJECTS for c in clause.children
    )


def _offsets(tokens: list[Word]) -> Offsets:
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return first.idx, last.idx + len(last)


def _without_gaps(span: Offsets, at: int, text: str) -> Offsets:
    """The stretch around the trigger that no mark of an omission and no paragraph break cuts."""
    start, end = span
    for gap in _GAPS:
        before = text.rfind(gap, start, min(at, end))
        if before >= 0:
            start = before + len(gap)
        behind = text.find(gap, max(at, start), end)
        if behind >= 0:
            end = behind
    return start, end


def cut(content: Offsets, condition: Offsets | None, text: str) -> Offsets:
    """The content without a condition that stands at its edge."""
    start, end = content
    if condition is not None:
        if condition[0] <= start < condition[1] < end:
            start = condition[1]
            if text[start:end].lstrip(" ,").lower().startswith("then "):
                start = text.lower().index("then ", start) + 5
        elif start < condition[0] < end <= condition[1] + 2:
            end = condition[0]
    found = trim((start, end), text)
    return found if found[0] < found[1] else content


def trim(span: Offsets, text: str) -> Offsets:
    """Without white space and commas at the edges; a quotation that begins in it is closed."""
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    inside = text[start:end]
    if (end < len(text) and inside.count('"') % 2 and text[end] == '"') or (
        end < len(text) and text[end] == "”" and inside.count("“") > inside.count("”")
    ):
        end += 1
    return start, end
