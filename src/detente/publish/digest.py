"""A record in plain words: what the terminal view and the HTML page both show.

Names stand for ids, phrases for codes, and every entry keeps its spans. How sure the report is of
an event is always put into words (``Certainty``), so that no reader has to tell it from a colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from detente.record import Actor, Event, Record, Span, Statement

Certainty: TypeAlias = Literal["fact", "claim", "open", "denied"]

NOT_TOLD = "actor not told"

# PLOVER's event types, as a reader of news would name them.
TYPE_WORDS: dict[str, str] = {
    "AGREE": "agreement or offer",
    "CONSULT": "talks",
    "SUPPORT": "support in words",
    "CONCEDE": "concession",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "RETREAT": "withdrawal or release",
    "REQUEST": "request or demand",
    "ACCUSE": "accusation or criticism",
    "REJECT": "rejection",
    "THREATEN": "threat",
    "PROTEST": "protest",
    "SANCTION": "sanction or cut in relations",
    "MOBILIZE": "mobilisation",
    "COERCE": "coercion",
    "ASSAULT": "attack",
}
QUAD_WORDS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OPENING = 10  # words of a report without a headline that stand for one
_LONGEST = 100
KIND_WORDS = {"direct": "quoted", "indirect": "in the report's words", "mixed": "partly quoted"}
_CERTAINTY: dict[str, Certainty] = {
    "happened": "fact",
    "ongoing": "fact",
    "planned": "open",
    "possible": "open",
    "conditional": "open",
    "claimed": "claim",
    "denied": "denied",
}


@dataclass(frozen=True)
class EventView:
    """One event in words. ``spans`` begins with the trigger."""

    id: str
    date: str | None
    who: str
    whom: str | None
    type: str
    what: str
    quad: str
    place: str | None
    quantities: tuple[str, ...]
    status: str
    certainty: Certainty
    claimed_by: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class StatementView:
    """One statement in words. ``words`` are the pieces of its content, in order."""

    id: str
    date: str | None
    speaker: str
    audience: str | None
    cue: str | None
    kind: str
    occasion: str | None
    occasion_id: str | None
    via: str | None
    spans: tuple[Span, ...]
    quotes: tuple[Span, ...]


@dataclass(frozen=True)
class CommitmentView:
    """One promise, threat or the like in words."""

    id: str
    kind: str
    by: str
    to: str | None
    content: Span
    condition: Span | None
    deadline: str | None
    statement: str | None
    event: str | None


class Digest:
    """The record's entries in words; ids are looked up once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._actors = {actor.id: actor for actor in record.actors}
        self._places = {place.id: place for place in record.places}
        self._statements = {statement.id: statement for statement in record.statements}
        self._events = {event.id: event for event in record.events}

    def events(self) -> tuple[EventView, ...]:
        """The events, in the order of the record."""
        return tuple(self._event(event) for event in self.record.events)

    def statements(self) -> tuple[StatementView, ...]:
        """The statements, in the order of the record."""
        return tuple(self._statement(statement) for statement in self.record.statements)

    def commitments(self) -> tuple[CommitmentView, ...]:
        """The commitments, in the order of the record."""
        return tuple(
            CommitmentView(
                id=entry.id,
                kind=entry.kind,
                by=self.names(entry.by) or NOT_TOLD,
                to=self.names(entry.to),
                content=entry.content,
                condition=entry.condition,
                deadline=entry.deadline,
                statement=entry.statement,
                event=entry.event,
            )
            for entry in self.record.commitments
        )

    def names(self, ids: Iterable[str]) -> str | None:
        """The actors behind some ids: "A", "A and B" or "A, B and C"; ``None`` without ids."""
        labels = [self.name(actor_id) for actor_id in ids]
        if len(labels) < 2:
            return labels[0] if labels else None
        return f"{', '.join(labels[:-1])} and {labels[-1]}"

    def name(self, actor_id: str) -> str:
        """An actor's name, with the code of whom it acts for where the name does not tell."""
        actor = self._actors.get(actor_id)
        return actor_label(actor) if actor else actor_id

    def speaker(self, statement: Statement) -> str:
        """Who speaks: the actor, or else the words that name the source."""
        if statement.speaker is not None:
            return self.name(statement.speaker)
        if statement.source is not None:
            return f"“{self.record.text_of(statement.source)}”"
        return "speaker not told"

    def _event(self, event: Event) -> EventView:
        what = TYPE_WORDS[event.type]
        place = self._places.get(event.place or "")
        return EventView(
            id=event.id,
            date=event.date,
            who=self.names(event.actors) or NOT_TOLD,
            whom=self.names(event.recipients),
            type=event.type,
            what=f"{what} ({event.mode})" if event.mode else what,
            quad=QUAD_WORDS[event.quad],
            place=place.name if place else event.place,
            quantities=tuple(self.record.text_of(quantity) for quantity in event.quantities),
            status=self._status(event),
            certainty=_CERTAINTY[event.status],
            claimed_by=event.claimed_by,
            spans=unique((event.trigger, *event.mentions)),
        )

    def _status(self, event: Event) -> str:
        """The status in words. Whoever asserts it is named; a claim never reads like a fact."""
        statement = self._statements.get(event.claimed_by or "")
        teller = self.speaker(statement) if statement else None
        if event.status == "happened":
            return f"according to {teller}" if teller else "reported as fact"
        if event.status == "ongoing":
            return f"ongoing, according to {teller}" if teller else "reported as fact, ongoing"
        if event.status == "claimed":
            return f"claimed by {teller}" if teller else "claimed, not confirmed by the report"
        if event.status == "denied":
            return f"claimed by {teller}, denied" if teller else "denied"
        return f"{event.status}, in the words of {teller}" if teller else event.status

    def _statement(self, statement: Statement) -> StatementView:
        text_of = self.record.text_of
        occasion = self._events.get(statement.occasion or "")
        return StatementView(
            id=statement.id,
            date=statement.date,
            speaker=self.speaker(statement),
            audience=self.names(statement.audience),
            cue=text_of(statement.cue) if statement.cue else None,
            kind=KIND_WORDS[statement.kind],
            occasion=self._occasion(occasion) if occasion else statement.occasion,
            occasion_id=statement.occasion,
            via=self._via(statement.via),
            spans=statement.content,
            quotes=statement.quotes,
        )

    def _occasion(self, event: Event) -> str:
        """The event at which something was said: its trigger, what that is, and its id."""
        trigger = self.record.text_of(event.trigger)
        return f"“{trigger}” ({TYPE_WORDS[event.type]}, {event.id})"

    def _via(self, via: str | None) -> str | None:
        if via is None:
            return None
        statement = self._statements.get(via)
        return self.speaker(statement) if statement else self.name(via)


def actor_label(actor: Actor) -> str:
    """The actor's name; for all but states with the code of the state or body it acts for."""
    if actor.kind == "state" or actor.country in (None, actor.name):
        return actor.name
    return f"{actor.name} ({actor.country})"


def published_words(record: Record) -> str:
    """The publication date with its weekday, or why it is unknown."""
    published = record.report.published
    if published is None:
        return "unknown: the report does not tell, so dates such as “Tuesday” stay open"
    try:
        return f"{published} ({WEEKDAYS[date.fromisoformat(published).weekday()]})"
    except ValueError:
        return published


def dateline_words(record: Record) -> str | None:
    """Where, and if it says so when, the report was filed."""
    line = record.report.dateline
    if line is None:
        return None
    place = f"{line.place} ({line.country})" if line.country else line.place
    return f"{place}, {line.date}" if line.date else place


def title_of(record: Record) -> str:
    """The headline, or else the words with which the report begins, in quotation marks."""
    if record.report.title:
        return record.report.title
    words = record.report.text[: 20 * _OPENING].split()
    opening = " ".join(words[:_OPENING])
    if not opening:
        return "Empty report"
    return f"“{opening[:_LONGEST]} …”" if len(words) > _OPENING else f"“{opening[:_LONGEST]}”"


def unique(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans without repeats, first places kept."""
    seen: dict[tuple[int, int], Span] = {}
    for span in spans:
        seen.setdefault((span.start, span.end), span)
    return tuple(seen.values())
