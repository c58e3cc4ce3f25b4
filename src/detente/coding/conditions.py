"""Conditions: "if", "unless", "as long as", "should they ...", "in exchange for ...".

A condition is the clause or phrase on which what is said hangs. Times that bound it ("until
Friday") are deadlines and no conditions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from detente.language.words import Word

Marks: TypeAlias = tuple[tuple[str, ...], ...]

# Events ask for conditions, so that nothing of theirs is imported here.
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
CLAUSES = frozenset({"advcl", "acl", "ccomp", "parataxis", "conj"})
# Words at the front of the clause, the longest first: each tuple stands side by side in the text.
_MARKS: Marks = (
    ("on", "the", "condition", "that"),
    ("on", "the", "understanding", "that"),
    ("in", "the", "event", "that"),
    ("on", "condition", "that"),
    ("as", "long", "as"),
    ("so", "long", "as"),
    ("not", "until"),
    ("only", "after"),
    ("only", "when"),
    ("only", "once"),
    ("only", "if"),
    ("not", "before"),
    ("in", "case"),
    ("if",),
    ("unless",),
    ("provided",),
    ("providing",),
    ("assuming",),
    ("once",),
    ("until",),
    ("till",),
)
_PARTICIPLES = frozenset({"provided", "providing", "assuming"})
_BELOW = frozenset({"advcl", "ccomp", "acl", "acl:relcl", "parataxis", "conj"})
_NO_CONDITION = frozenset({"even", "as", "whether"})  # "even if", "as if"
_PHRASES: Marks = (
    ("on", "the", "condition", "of"),
    ("on", "condition", "of"),
    ("in", "the", "event", "of"),
    ("in", "exchange", "for"),
    ("in", "return", "for"),
    ("in", "case", "of"),
    ("subject", "to"),
    ("conditional", "on"),
    ("contingent", "on"),
    ("pending",),
)
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "would", "can", "could", "cannot", "ca"})
_NO_MATTER = frozenset(
    {
        "doubt",
        "delay",
        "warning",
        "exception",
        "question",
        "fail",
        "hesitation",
        "precedent",
        "notice",
    }
)  # "without doubt" is no condition
_UNNAMED = frozenset({"anonymity"})  # "on condition of anonymity" says how it was told
_SPAN_EDGES = frozenset({",", ";", ":", "–", "—", "--", "_", "(", ")"})


def is_condition(clause: Word) -> bool:
    """Whether a clause is a condition by the words at its front."""
    return mark_of(clause) is not None


def mark_of(clause: Word) -> tuple[Word, ...] | None:
    """The words that make a condition of a clause, ``None`` where it is none."""
    if clause.dep_ not in CLAUSES or clause.is_space:
        return None
    if clause.lower_ in _PARTICIPLES and any(c.dep_ == "ccomp" for c in clause.children):
        return (clause,)  # "provided the border is safe", in the parse that makes it a verb
    before, own = _front(clause)
    tokens = [*before, *own]
    for marks in _told(_MARKS, tokens):
        found = _stand_at(tokens, marks)
        if found is None or (found[-1] not in own and not _next_to(found, own)):
            continue
        if found[0].i and clause.words[found[0].i - 1].lower_ in _NO_CONDITION:
            return None
        if marks[0] in ("until", "till", "once") and not _has_verb(clause):
            return None
        return found
    return _inverted(clause)


def _front(clause: Word) -> tuple[list[Word], list[Word]]:
    """The words before a clause, and its own before its subject, or before its head where it has
    none; what another clause below it says is not its own."""
    inside = {t.i for t in clause.subtree if not t.is_space}
    first = min(inside)
    for child in clause.children:
        if child.dep_ in _BELOW:
            inside -= {t.i for t in child.subtree}
    subjects = [c for c in clause.children if c.dep_ in _SUBJECTS]
    end = min((s.left_edge.i for s in subjects), default=clause.i)
    own = [t for t in clause.words[first:end] if t.i in inside]
    return clause.words[max(0, first - 3) : first], own


def _next_to(found: tuple[Word, ...], own: list[Word]) -> bool:
    """Whether a mark of several words stands right before the clause ("as long as")."""
    return len(found) > 1 and (not own or found[-1].i == own[0].i - 1)


def _told(all_marks: Marks, tokens: list[Word]) -> list[tuple[str, ...]]:
    """Those marks all of whose words are among these: for most clauses none."""
    told = {t.lower_ for t in tokens}
    return [marks for marks in all_marks if told.issuperset(marks)]


def _stand_at(tokens: list[Word], marks: tuple[str, ...]) -> tuple[Word, ...] | None:
    for at in range(len(tokens) - len(marks) + 1):
        part = tokens[at : at + len(marks)]
        side_by_side = part[-1].i - part[0].i == len(marks) - 1
        if side_by_side and all(t.lower_ == m for t, m in zip(part, marks, strict=True)):
            return tuple(part)
    return None


def _has_verb(clause: Word) -> bool:
    return clause.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in clause.children)


def _inverted(clause: Word) -> tuple[Word, ...] | None:
    """ "Should they refuse", "were it to fall": the auxiliary before the subject, no question."""
    if clause.dep_ not in ("advcl", "acl"):  # "consequences should they attack"
        return None
    subjects = [c for c in clause.children if c.dep_ in _SUBJECTS]
    for aux in (c for c in clause.children if c.dep_ in ("aux", "mark")):
        first = aux.i < min((s.i for s in subjects), default=-1)
        if first and aux.lower_ in ("should", "were", "had"):
            return (aux,)
    return None


def phrase_of(noun: Word) -> tuple[Word, ...] | None:
    """The words that make a condition of a noun or gerund: "in exchange for guarantees"."""
    if noun.lower_ in _UNNAMED:
        return None
    without = _without(noun)
    if without is not None:
        return (without,)
    before = [t for t in noun.words[max(0, noun.left_edge.i - 4) : noun.i] if not t.is_space]
    for phrase in _told(_PHRASES, before):
        found = _stand_at(before, phrase)
        if found is not None and any(c.dep_ == "cop" for t in found for c in t.children):
            continue  # "is subject to a fee" says what it is, not on what it hangs
        if found is not None and found[-1].i >= noun.left_edge.i - 1 and _opens(found, noun):
            return found
    return None


def _without(noun: Word) -> Word | None:
    """The "without" of "without guarantees there will be no talks": before what is to come, and
    nothing but a thing behind it."""
    if noun.dep_ != "obl" or noun.pos_ != "NOUN" or noun.lower_ in _NO_MATTER:
        return None
    mark = next((c for c in noun.children if c.dep_ == "case" and c.lower_ == "without"), None)
    above = noun.head
    to_come = any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in above.children)
    return mark if mark is not None and noun.i < above.i and to_come else None


def _opens(found: tuple[Word, ...], noun: Word) -> bool:
    """Whether nothing but the noun's own words stand between the phrase and the noun."""
    own = {t.i for t in noun.subtree} | {t.i for t in found}
    return all(i in own for i in range(found[0].i, noun.i))


def conditions_in(tokens: list[Word]) -> Iterator[tuple[Word, tuple[Word, ...]]]:
    """Every condition among some words: its head and the words that make it one."""
    for token in tokens:
        marks = mark_of(token)
        if marks is None and token.dep_ in ("obl", "nmod", "advcl", "acl", "conj", "obj"):
            marks = phrase_of(token)
        if marks is not None:
            yield token, marks


def extent(clause: Word, marks: tuple[Word, ...]) -> tuple[int, int]:
    """Offsets of a condition from its first mark to the last word below its head."""
    inside = [t for t in clause.subtree if not t.is_space and t.sent.start == clause.sent.start]
    first = marks[0].i
    last = max(marks[-1].i, *(t.i for t in inside))
    while last > first and (
        clause.words[last].text in _SPAN_EDGES or clause.words[last].text in ".!?"
    ):
        last -= 1
    end = clause.words[last]
    start = clause.words[first]
    return start.idx, end.idx + len(end)
