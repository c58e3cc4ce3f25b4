"""The meeting, call or news conference at which something was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.quotes import paragraphs
from detente.language.words import words_of
from detente.record import Reason

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.language.words import Stretch, Words
    from detente.record import Event, Statement

_MEETING_TYPES = frozenset({"CONSULT"})
_AT = re.compile(r"\b(?:at|in|during|on|after|following)\b", re.I)


def fill_occasions(
    statements: Sequence[Statement], events: Sequence[Event], doc: Doc
) -> tuple[Statement, ...]:
    """Statements with ``occasion`` set to the event whose words stand in their clause of saying.

    "said at a news conference", "told him during talks": a consultation named in the sentence,
    outside the content. The date of the occasion dates a statement that has none.
    """
    meetings = [e for e in events if e.type in _MEETING_TYPES]
    if not meetings:
        return tuple(statements)
    words = words_of(doc)
    bounds = paragraphs(words.text)
    return tuple(_with_occasion(s, meetings, words, bounds) for s in statements)


def _with_occasion(
    statement: Statement, meetings: Sequence[Event], words: Words, bounds: Sequence[tuple[int, int]]
) -> Statement:
    if statement.cue is None or statement.occasion is not None:
        return statement
    cue = words.span(statement.cue.start, statement.cue.end)
    if cue is None:
        return statement
    sentence = words[cue.start].sent
    low, high = sentence.start_char, sentence.end_char
    for event in meetings:
        for mention in (event.trigger, *event.mentions):
            inside = low <= mention.start and mention.end <= high
            said = any(c.start < mention.end and mention.start < c.end for c in statement.content)
            if inside and not said and _at(words.text, low, mention.start):
                why = Reason(
                    field="occasion",
                    why="named in the clause of saying, behind “at”, “during” and the like",
                    start=mention.start,
                    end=mention.end,
                )
                return _said_at(statement, event, why)
    return _goes_on(statement, meetings, words, sentence)


def _said_at(statement: Statement, event: Event, why: Reason) -> Statement:
    reasons = [*statement.reasons, why]
    if statement.date is None and event.date is not None:
        reasons.append(Reason(field="date", why=f"the day of the occasion, {event.id}"))
    update = {
        "occasion": event.id,
        "date": statement.date or event.date,
        "reasons": tuple(reasons),
    }
    return statement.model_copy(update=update)


def _goes_on(
    statement: Statement, meetings: Sequence[Event], words: Words, sentence: Stretch
) -> Statement:
    """What one of those who met is told to have said was said there, if it comes in the sentence
    right after the one that tells of the meeting and its day, and has no day of its own."""
    if statement.date is not None or sentence.start == 0:
        return statement
    before = words[sentence.start - 1].sent
    for event in meetings:
        for mention in (event.trigger, *event.mentions):
            told = before.start_char <= mention.start and mention.end <= before.end_char
            met = statement.speaker in (*event.actors, *event.recipients)
            if told and met and event.date is not None and event.status == "happened":
                why = Reason(
                    field="occasion",
                    why="the meeting told right before, which the speaker took part in",
                    start=mention.start,
                    end=mention.end,
                )
                return _said_at(statement, event, why)
    return statement


def _at(text: str, low: int, offset: int) -> bool:
    return bool(_AT.search(text, max(low, offset - 30), offset))
