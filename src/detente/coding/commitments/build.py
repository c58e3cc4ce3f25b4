"""The way through: triggers -> drafts with parties, content and condition -> commitments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.coding.commitments.conditions import condition_of
from detente.coding.commitments.confidence import Features, confidence_of, rests_on
from detente.coding.commitments.content import content_of, cut
from detente.coding.commitments.deadlines import deadline_of
from detente.coding.commitments.futures import implicit, warns_of_own
from detente.coding.commitments.model import Condition, Draft, Offsets, Trigger
from detente.coding.commitments.parties import Binding
from detente.coding.commitments.tellers import tellers
from detente.coding.commitments.triggers import explicit
from detente.coding.commitments.verbs import groups
from detente.coding.events.ontology import ontology
from detente.coding.events.parties import Parties
from detente.coding.events.syntax import grammatical_subjects, is_passive, lemma_of, oblique
from detente.grounding.bundle import Grounding
from detente.language.words import Word, words_of
from detente.record import Commitment, CommitmentKind, Event, Reason, Span, Statement, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CUED, _WORD, _IMPLICIT = 0, 1, 2


def code_commitments(
    doc: Doc, grounding: Grounding, statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[Commitment, ...]:
    """The commitments that a report tells, in text order, with ids ``c1``, ``c2`` ...

    Each one quotes its content and, where there is one, its condition from the report. What no
    statement tells is left out.
    """
    return _Reader(doc, grounding, statements, events).commitments()


class _Reader:
    def __init__(
        self,
        doc: Doc,
        grounding: Grounding,
        statements: Sequence[Statement],
        events: Sequence[Event],
    ) -> None:
        self._words, self._grounding = words_of(doc), grounding
        self._statements, self._events = statements, events
        self._parties = Parties(self._words, grounding, statements)
        self._binding = Binding(self._parties)

    def commitments(self) -> tuple[Commitment, ...]:
        """All commitments of the report."""
        triggers = [*explicit(self._words, self._parties), *implicit(self._words, self._parties)]
        drafts = [d for t in triggers if (d := self._draft(t)) is not None]
        kept = _joined(_without_doubles(drafts), self._words.text)
        return tuple(self._commitment(n, draft) for n, draft in enumerate(kept, start=1))

    def _draft(self, trigger: Trigger) -> Draft | None:
        head = trigger.head
        cued = self._parties.statement_of_cue(head.idx, head.idx + len(head))
        cued = cued if trigger.shape == "content" else None
        statement = cued or self._parties.statement_at(head)
        statement = statement or trigger.carried or self._beside(trigger)
        by, why_by, by_word = self._binding.by(trigger, statement)
        if not by and trigger.shape != "content":
            return None
        if statement is None and not self._parties.countries(by):
            return None  # in the report's own voice, what nobody who acts is bound to is only told
        if statement is not None and self._is_anothers_mind(head, statement, by):
            return None
        content = content_of(trigger, statement)
        body = self._parties.grounding.header.body_start
        if content[0] < body < content[1]:
            content = body, content[1]  # "OSLO, March 3 -" promises nothing
        if content[0] >= content[1]:
            return None
        condition = condition_of(trigger, content)
        kind, why = trigger.kind, trigger.why
        if kind == "warning":
            kind, why = self._warned(trigger, content, condition, statement)
        to = self._binding.to(trigger, by, condition, statement)
        if kind == "demand" and self._orders_its_own(trigger, by, to):
            kind, why = "announcement", f"{why}, and one's own side is to do it"
        rank = _CUED if trigger.shape == "content" else _IMPLICIT if trigger.implicit else _WORD
        mark = trigger.marks[0] if trigger.marks else head
        reasons: tuple[Reason, ...] = (
            _reason("kind", why, (mark.idx, mark.idx + len(mark))),
            _reason("by", why_by, (by_word.idx, by_word.idx + len(by_word)) if by_word else None),
        )
        if condition is not None:
            first, last = condition.marks[0], condition.marks[-1]
            span = first.idx, last.idx + len(last)
            reasons += (_reason("condition", f"“{self._words.text[span[0] : span[1]]}”", span),)
        return Draft(
            trigger,
            kind,
            by,
            to,
            cut(content, condition.span if condition else None, self._words.text),
            condition,
            statement,
            rank,
            reasons,
        )

    def _warned(
        self,
        trigger: Trigger,
        content: Offsets,
        condition: Condition | None,
        statement: Statement | None,
    ) -> tuple[CommitmentKind, str]:
        """A warning of one's own blow is a threat, and so is one that hangs on a condition; not
        where it tells what he who meets it would do himself ("they would leave if they ...")."""
        span = trigger.head.words.span(*content)
        main = None if span is None else span.root
        if statement is not None and main is not None:
            nouns = oblique(trigger.head, "of")
            nouns += [main] if main.head.i == trigger.head.i else []
            blow = any(lemma_of(n) in groups()["blows"] for n in nouns)
            if blow or warns_of_own(main, statement, self._parties):
                return "threat", f"{trigger.why}, and the blow is one's own"
        if condition is not None and not self._does_it_himself(main, condition):
            return "threat", f"{trigger.why}, and it hangs on a condition"
        return "warning", trigger.why

    def _does_it_himself(self, main: Word | None, condition: Condition) -> bool:
        if main is None or main.pos_ != "VERB" or is_passive(main):
            return False
        if lemma_of(main) in groups()["unbinding"] | groups()["fate"]:
            return False  # it befalls him
        one = self._parties.countries(self._parties.of_all(grammatical_subjects(main)))
        named = grammatical_subjects(condition.head)
        if named and all(n.lower_ in ("it", "they", "he", "she") for n in named):
            return bool(one)  # "they would leave if they lost": the nearest that it can mean
        other = self._parties.countries(self._parties.of_all(named))
        return bool(one) and one == other

    def _orders_its_own(self, trigger: Trigger, by: tuple[str, ...], to: tuple[str, ...]) -> bool:
        """Whether an order goes to those who act for the same state ("ordered his army to"), or
        to nobody ("ordered that the port be closed")."""
        if lemma_of(trigger.head) not in groups()["order"]:
            return False
        own, theirs = self._parties.countries(by), self._parties.countries(to)
        told = trigger.complement is not None and is_passive(trigger.complement)
        return bool(own) and (theirs == own if to else told)

    def _is_anothers_mind(self, head: Word, statement: Statement, by: tuple[str, ...]) -> bool:
        """Whether one side only says what another has in mind ("Berg said that Norway had decided
        to attack"): a claim about Norway is no word of Norway's."""
        if lemma_of(head) not in groups()["mind"] or self._parties.statement_at(head) is None:
            return False
        speaker = self._parties.countries(tellers(head, statement, self._parties))
        theirs = self._parties.countries(by)
        return bool(speaker and theirs) and not speaker & theirs

    def _beside(self, trigger: Trigger) -> Statement | None:
        """For what the report itself tells: the statement that the same sentence reports of the
        same speaker ("declined the request and said ...")."""
        cues = [
            s
            for s in self._statements
            if s.cue is not None
            and trigger.head.sent.start_char <= s.cue.start < trigger.head.sent.end_char
        ]
        for statement in sorted(cues, key=lambda s: abs(_at(s) - trigger.head.idx)):
            by = self._binding.by(trigger, statement)[0]
            theirs = self._parties.countries((statement.speaker or "",))
            if statement.speaker in by or self._parties.countries(by) & theirs:
                return statement
        return None

    def _commitment(self, number: int, draft: Draft) -> Commitment:
        deadline = self._deadline(draft)
        event = self._event(draft)
        reasons = draft.reasons
        if deadline is not None:
            time, mark = deadline
            reasons += (_reason("deadline", f"“{mark}” before {time.id}", (time.start, time.end)),)
        if event is not None:
            span = event.trigger.start, event.trigger.end
            reasons += (_reason("event", "tells the same words as an event", span),)
        told = event is not None and self._tells_act(draft, event)
        if event is not None and told:
            draft = replace(
                draft,
                by=draft.by if self._parties.countries(draft.by) else event.actors or draft.by,
                to=draft.to or self._others(event.recipients, draft),
            )
        features = self.features(draft, event)
        return Commitment(
            id=f"c{number}",
            kind=draft.kind,
            by=draft.by,
            to=draft.to,
            content=Span(start=draft.content[0], end=draft.content[1]),
            condition=Span(start=draft.condition.span[0], end=draft.condition.span[1])
            if draft.condition
            else None,
            deadline=deadline[0].value if deadline else None,
            statement=draft.statement.id if draft.statement else None,
            event=event.id if event else None,
            confidence=confidence_of(features),
            reasons=reasons,
        )

    def _others(self, ids: tuple[str, ...], draft: Draft) -> tuple[str, ...]:
        """Those who are not of the state or power that binds itself; its people may be."""
        own = frozenset() if draft.kind == "demand" else self._parties.countries(draft.by)
        return tuple(i for i in ids if i not in draft.by and not self._of_power(i, own))

    def _of_power(self, actor_id: str, own: frozenset[str]) -> bool:
        actor = self._parties.actor(actor_id)
        if actor is None or actor.country not in own:
            return False
        return actor.kind == "state" or bool({"GOV", "MIL"} & set(actor.sectors))

    def features(self, draft: Draft, event: Event | None) -> Features:
        """What is known of a draft, for its confidence."""
        return Features(
            rests_on=rests_on(draft),
            kind=draft.kind,
            by_known=bool(self._parties.countries(draft.by)),
            to_known=bool(self._parties.countries(draft.to)),
            has_event=event is not None,
            has_condition=draft.condition is not None,
            quoted=self._parties.quoted(draft.trigger.head),
            length=draft.content[1] - draft.content[0],
        )

    def _deadline(self, draft: Draft) -> tuple[Time, str] | None:
        start = min(draft.content[0], draft.trigger.head.idx)
        published = self._grounding.header.published
        content = start, draft.content[1]
        return deadline_of(content, self._grounding.times, self._words.text, published)

    def _tells_act(self, draft: Draft, event: Event) -> bool:
        """Whether the event is the act of binding itself, so that its parties are the same."""
        at = draft.trigger.head.idx
        spans = (event.trigger, *event.mentions)
        speech = ontology()[event.type].speech
        return speech and any(m.start <= at < m.end for m in spans)

    def _event(self, draft: Draft) -> Event | None:
        """The event that the same words tell: at the trigger, else at what it binds to."""
        trigger = draft.trigger
        words = [trigger.head, *trigger.marks]
        if trigger.complement is not None:
            words.append(trigger.complement)
        for word in words:
            for event in self._events:
                for mention in (event.trigger, *event.mentions):
                    if mention.start <= word.idx < mention.end:
                        return event
        return None


def _at(statement: Statement) -> int:
    return statement.cue.start if statement.cue else statement.content[0].start


def _reason(field: str, why: str, span: Offsets | None = None) -> Reason:
    if span is None:
        return Reason(field=field, why=why)
    return Reason(field=field, why=why, start=span[0], end=span[1])


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Of drafts that share words the one with the clearer ground, the outermost first."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.rank, d.content[0], -d.content[1])):
        if not any(_share(draft.content, taken) for k in kept for taken in _taken(k)):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.content)


def _taken(draft: Draft) -> list[Offsets]:
    return [draft.content, *([draft.condition.span] if draft.condition else [])]


def _share(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _joined(drafts: list[Draft], text: str) -> list[Draft]:
    """One commitment where a speaker says the same word of binding again in his next sentence."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last is not None and _says_again(last, draft, text):
            kept[-1] = replace(last, content=(last.content[0], draft.content[1]))
        else:
            kept.append(draft)
    return kept


def _says_again(one: Draft, other: Draft, text: str) -> bool:
    same = (
        one.statement is not None
        and one.statement == other.statement
        and one.kind == other.kind
        and one.by == other.by
    )
    between = text[one.content[1] : other.content[0]]
    return (
        same
        and one.trigger.row is not None
        and lemma_of(one.trigger.head) == lemma_of(other.trigger.head)
        and one.condition is None
        and other.condition is None
        and not between.strip(" .;,!\n”“\"'")
        and "\n" not in between
    )
