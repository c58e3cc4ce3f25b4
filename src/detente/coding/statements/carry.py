"""Days that the story carries on from one statement to the next.

A report names the day of an occasion once and goes on telling what was said there: a narrative
stays at its reference time until it is told to move (Kamp & Reyle 1993, ch. 5). So words of saying
in the plain past, without a time of their own, are of the day of the same speaker's words before
them, or of the meeting that the report opens with, if the speaker took part in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.quotes import paragraphs
from detente.coding.statements.lexicon import cues
from detente.language.words import words_of
from detente.record import Reason

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.language.words import Word, Words
    from detente.record import Event, Statement

_OPENING_PARAGRAPHS = 3
_NEAR = 400  # characters: the sentence or two after the one that tells of a meeting
_TOLD = frozenset({"happened", "ongoing", "claimed"})


def carry_days(
    statements: Sequence[Statement], events: Sequence[Event], doc: Doc
) -> tuple[Statement, ...]:
    """Statements with ``date`` filled in where the story carries one on."""
    words = words_of(doc)
    meetings = _Meetings(events, words)
    last: dict[str, str] = {}
    result = []
    for statement in statements:
        speaker = statement.speaker
        if statement.date is None and speaker is not None and _goes_on(statement, words):
            met = None if speaker in last else meetings.day(speaker, statement)
            statement = _dated(statement, last.get(speaker), met)
        if speaker is not None and statement.date is not None:
            last[speaker] = statement.date
        result.append(statement)
    return tuple(result)


def _dated(statement: Statement, last: str | None, met: Event | None) -> Statement:
    """A statement with the day of the same speaker's words before, else of the meeting."""
    if last is not None:
        day, why = last, "the story goes on at the day of this speaker's words before"
    elif met is not None and met.date is not None:
        day, why = met.date, f"the day of {met.id}, in which the speaker took part"
    else:
        return statement
    reasons = (*statement.reasons, Reason(field="date", why=why))
    return statement.model_copy(update={"date": day, "reasons": reasons})


class _Meetings:
    """Dated meetings that took place: those that the first paragraphs tell of, unless their days
    differ (nobody can then tell which of them a statement belongs to), and all by their place."""

    def __init__(self, events: Sequence[Event], words: Words) -> None:
        bounds = paragraphs(words.text)
        end = bounds[min(_OPENING_PARAGRAPHS, len(bounds)) - 1][1] if bounds else 0
        self._all = [
            e for e in events if e.type == "CONSULT" and e.status in _TOLD and e.date is not None
        ]
        opening = [e for e in self._all if e.trigger.start < end]
        self._opening = opening if len({e.date for e in opening}) == 1 else []

    def day(self, speaker: str, statement: Statement) -> Event | None:
        """The meeting told just before, else the one that the report opens with."""
        start = (statement.cue or statement.content[0]).start
        near = [e for e in self._all if 0 <= start - e.trigger.start < _NEAR]
        before = [e for e in self._opening if e.trigger.start < start]
        for event in (*reversed(near), *before):
            if speaker in (*event.actors, *event.recipients):
                return event
        return None


def _goes_on(statement: Statement, words: Words) -> bool:
    """Whether the words of saying stay at the story's time: bare quotation marks, or a plain past
    or present without an adverb that moves away."""
    if statement.cue is None:
        return bool(statement.quotes)
    cue = words.span(statement.cue.start, statement.cue.end)
    if cue is None:
        return False
    verb = next((w for w in cue if w.pos_ == "VERB"), None)
    if verb is None:
        return False
    return not any(_moves(child) for child in verb.children)


def _moves(child: Word) -> bool:
    if child.dep_.startswith("aux"):
        return child.lower_ in {"had", "has", "have", "'d", "’d", "'ve", "’ve", "will", "would"}
    return child.lower_ in cues().words("elsewhen")
