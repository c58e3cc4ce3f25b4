"""Commitments: what was promised, offered, demanded or threatened, by whom, and on what condition.

They are read from the acts of speaking among the events and from the cues of statements; each hangs
on the statement that tells it. See ``docs/commitments.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, get_args

from detente.coding.events.candidates import infinitive_of
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import (
    FIRST_PERSON,
    SUBJECTS,
    children,
    complement_clauses,
    grammatical_subjects,
    is_negated,
    lemma_of,
    patients,
    preposition,
)
from detente.grounding.bundle import Grounding
from detente.language.words import words_of
from detente.record import Commitment, CommitmentKind, Event, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.language.words import Word, Words

_BY_TYPE: Mapping[str, CommitmentKind] = {
    "REQUEST": "demand",
    "REJECT": "refusal",
    "THREATEN": "threat",
    "AGREE": "promise",
    "CONCEDE": "announcement",
}
# Cues that make a commitment of their statement even where no event was coded.
_CUE_KINDS = frozenset({"promise", "announcement", "offer", "threat", "denial", "refusal"})
_CONDITION_MARKS = frozenset({"if", "unless", "provided", "providing", "once"})
_DEADLINE_PREPS = frozenset({"by", "before", "until", "within", "till"})
_DENYING = frozenset({"lie", "lying", "false", "baseless", "untrue", "fabricate", "unfounded"})
_DENIED = frozenset(
    {"plan", "intention", "part", "involvement", "involve", "responsible", "behind"}
)


@dataclass(frozen=True)
class _Draft:
    kind: CommitmentKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    content: tuple[int, int]
    condition: tuple[int, int] | None
    statement: Statement
    event: str | None
    rank: int


@cache
def _kinds() -> Mapping[str, CommitmentKind]:
    text = (resources.files("detente.coding") / "data" / "commitments.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    known = get_args(CommitmentKind)
    return {row[0]: row[1] for row in rows if row[1] in known}  # type: ignore[misc]


def code_commitments(
    doc: Doc, grounding: Grounding, statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[Commitment, ...]:
    """The commitments that a report tells, in text order, with ids ``c1``, ``c2`` ...

    Each one quotes its content and, where there is one, its condition from the report. What no
    statement tells is left out.
    """
    reader = _Reader(words_of(doc), grounding, statements)
    drafts = [d for e in events for d in reader.from_event(e)]
    drafts += [d for s in statements for d in reader.from_cue(s)]
    drafts += [d for s in statements for d in reader.denials(s)]
    kept = _without_doubles(drafts)
    return tuple(
        Commitment(
            id=f"c{number}",
            kind=draft.kind,
            by=draft.by,
            to=draft.to,
            content=Span(start=draft.content[0], end=draft.content[1]),
            condition=Span(start=draft.condition[0], end=draft.condition[1])
            if draft.condition
            else None,
            deadline=reader.deadline(draft.content),
            statement=draft.statement.id,
            event=draft.event,
        )
        for number, draft in enumerate(kept, start=1)
    )


def _without_doubles(drafts: list[_Draft]) -> list[_Draft]:
    kept: list[_Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.rank, d.content[0], -d.content[1])):
        start, end = draft.content
        if not any(start < k.content[1] and k.content[0] < end for k in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.content)


class _Reader:
    def __init__(self, words: Words, grounding: Grounding, statements: Sequence[Statement]) -> None:
        self._words, self._grounding, self._statements = words, grounding, statements
        self._text = words.text
        self._parties = Parties(words, grounding, statements)

    def from_event(self, event: Event) -> Iterator[_Draft]:
        """A commitment for every mention of an act of promising, asking or refusing."""
        if event.type not in _BY_TYPE:
            return
        for mention in event.mentions or (event.trigger,):
            span = self._words.span(mention.start, mention.end)
            if span is None:
                continue
            head = span.root
            told = self._parties.statement_of_cue(mention.start, mention.end)
            within = self._parties.statement_at(head)
            statement = told or within
            if statement is None:
                continue
            kind = self._kind(event, head, list(span))
            if kind is None:
                continue
            condition = self._condition(head)
            if told is not None:
                content = told.content[0].start, told.content[0].end
                condition = condition or self._condition_within(content)
            else:
                content = self._clause(head)
            if kind == "warning" and condition:
                kind = "threat"
            yield self._draft(
                kind, event.actors, event.recipients, content, condition, statement, event.id, 0
            )

    def _kind(self, event: Event, head: Word, span: list[Word]) -> CommitmentKind | None:
        lemmas = [lemma_of(head), *(lemma_of(t) for t in span)]
        named = next((k for w in lemmas if (k := _kinds().get(w))), None)
        if event.type == "AGREE":
            if lemma_of(head) == "agree":
                return "promise" if infinitive_of(head) and not is_negated(head) else None
            first = any(s.lower_ in FIRST_PERSON for s in grammatical_subjects(head))
            usual: CommitmentKind = "promise" if first else "announcement"
            return named if named in ("promise", "offer", "announcement") else usual
        if event.type == "REQUEST":
            return named if named in ("demand", "proposal") else "demand"
        if event.type == "REJECT":
            return named if named in ("refusal", "denial") else "refusal"
        if event.type == "THREATEN":
            return named if named in ("threat", "warning") else "threat"
        return _BY_TYPE[event.type] if event.status != "happened" or named else None

    def from_cue(self, statement: Statement) -> Iterator[_Draft]:
        """A commitment that the cue itself announces: "vowed", "denied", "announced"."""
        if statement.cue is None or statement.speaker is None:
            return
        span = self._words.span(statement.cue.start, statement.cue.end)
        if span is None:
            return
        kind = next((k for t in span if (k := _kinds().get(lemma_of(t)))), None)
        speaker = self._parties.actor(statement.speaker)
        if kind not in _CUE_KINDS or speaker is None or speaker.country is None:
            return
        content = statement.content[0].start, statement.content[0].end
        if kind == "announcement" and self._is_past(content):
            return
        by = (statement.speaker,)
        condition = self._condition_within(content)
        yield self._draft(kind, by, statement.audience, content, condition, statement, None, 1)

    def _is_past(self, content: tuple[int, int]) -> bool:
        """Whether the content tells what is over: "announced that it had freed the crew"."""
        span = self._words.span(*content)
        if span is None or span.root.pos_ != "VERB":
            return False
        auxiliaries = {c.lower_ for c in children(span.root, "aux")}
        return "had" in auxiliaries or (span.root.tag_ == "VBD" and not auxiliaries)

    def denials(self, statement: Statement) -> Iterator[_Draft]:
        """What a speaker with a stake says is not so: "is not part of any plan", "are lying"."""
        if statement.speaker is None:
            return
        speaker = self._parties.actor(statement.speaker)
        if speaker is None or speaker.country is None or "MED" in speaker.sectors:
            return
        for token in self._tokens(statement):
            lemma = lemma_of(token)
            said = lemma in _DENYING or token.lower_ in _DENYING
            if said and any(c.dep_ in SUBJECTS for c in token.children) and not is_negated(token):
                pass
            elif not (lemma in _DENIED and is_negated(token)):
                continue
            content = self._clause(token)
            yield self._draft("denial", (statement.speaker,), (), content, None, statement, None, 1)

    def _tokens(self, statement: Statement) -> Iterator[Word]:
        for piece in statement.content:
            span = self._words.span(piece.start, piece.end)
            if span is not None:
                yield from span

    def _draft(
        self,
        kind: CommitmentKind,
        by: tuple[str, ...],
        to: tuple[str, ...],
        content: tuple[int, int],
        condition: tuple[int, int] | None,
        statement: Statement,
        event: str | None,
        rank: int,
    ) -> _Draft:
        return _Draft(
            kind,
            by,
            to,
            _cut(content, condition, self._text),
            condition,
            statement,
            event,
            rank,
        )

    def _clause(self, head: Word) -> tuple[int, int]:
        """The words of the clause that the head makes, without what follows in another clause."""
        top = head
        if head.pos_ not in ("VERB", "AUX") and head.dep_ in ("obj", "nsubj:pass"):
            top = head.head if patients(head.head) else head
        left_out = {"parataxis", "punct", "cc", "mark", "discourse"}
        tokens = [top]
        for child in top.children:
            if child.dep_ in left_out or (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX")):
                continue
            if child.dep_ == "advcl" and preposition(child) not in ("to", None):
                continue
            tokens += child.subtree
        tokens = [t for t in tokens if not t.is_space and t.sent.start == top.sent.start]
        first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
        while last.is_punct and last.i > first.i:
            last = last.nbor(-1)
        return first.idx, last.idx + len(last)

    def _condition(self, head: Word) -> tuple[int, int] | None:
        tops = [head, *complement_clauses(head)]
        if head.dep_ in ("xcomp", "conj", "ccomp", "aux"):
            tops.append(head.head)
        for top in tops:
            for clause in children(top, "advcl"):
                if is_condition(clause):
                    return _extent(clause)
        return None

    def _condition_within(self, content: tuple[int, int]) -> tuple[int, int] | None:
        span = self._words.span(*content)
        for token in span if span is not None else ():
            if token.dep_ == "advcl" and is_condition(token):
                return _extent(token)
        return None

    def deadline(self, content: tuple[int, int]) -> str | None:
        """The value of a time behind "by", "before", "until" or "within" in the content."""
        for time in self._grounding.times:
            if content[0] <= time.start < content[1] and time.value:
                before = self._text[content[0] : time.start].split()
                inside = time.text.split()
                words = {w.lower() for w in (*before[-1:], *inside[:1])}
                if words & _DEADLINE_PREPS:
                    return time.value
        return None


def is_condition(clause: Word) -> bool:
    """Whether an adverbial clause is a condition: if, unless, provided that, as long as, only
    after, only when."""
    marks = [c for c in clause.children if c.dep_ in ("mark", "case", "advmod", "fixed")]
    words = {c.lower_ for c in marks} | {g.lower_ for c in marks for g in c.children}
    if words & _CONDITION_MARKS or {"long", "as"} <= words:
        return True
    return "only" in words and bool(words & {"after", "when", "once", "if"})


def _extent(clause: Word) -> tuple[int, int]:
    tokens = [t for t in clause.subtree if not t.is_space]
    while len(tokens) > 1 and tokens[-1].is_punct:
        tokens.pop()
    while len(tokens) > 1 and tokens[0].is_punct:
        tokens.pop(0)
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _cut(content: tuple[int, int], condition: tuple[int, int] | None, text: str) -> tuple[int, int]:
    """The content without a condition that stands at its edge."""
    start, end = content
    if condition is not None:
        if condition[0] <= start < condition[1] < end:
            start = condition[1]
        elif start < condition[0] < end <= condition[1] + 2:
            end = condition[0]
    while start < end and text[start] in " ,;:\n":
        start += 1
    while end > start and text[end - 1] in " ,;:\n":
        end -= 1
    return (start, end) if start < end else content
