"""The one vocabulary: what a report says, entry by entry, each with the words that show it.

Every stage takes and returns these types. Offsets are Unicode code points into ``Report.text``,
end exclusive, so that ``text[start:end]`` is the span. Dates are ISO 8601 or EDTF strings; what the
report does not tell is ``None``, never guessed. Records are immutable: a stage returns new data.

The shape is a contract (``docs/record.md``): fields may be added, never renamed.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

TimeType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
ActorKind: TypeAlias = Literal["person", "state", "organisation", "group"]
StatementKind: TypeAlias = Literal["direct", "indirect", "mixed"]
EventStatus: TypeAlias = Literal[
    "happened", "ongoing", "planned", "possible", "conditional", "claimed", "denied"
]
EventType: TypeAlias = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
CommitmentKind: TypeAlias = Literal[
    "promise",
    "offer",
    "announcement",
    "threat",
    "warning",
    "demand",
    "proposal",
    "refusal",
    "denial",
]
Offset: TypeAlias = Annotated[int, Field(ge=0)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Frozen):
    """A stretch of the report: ``report.text[start:end]``."""

    start: Offset
    end: Offset


class Mention(Span):
    """A span together with its words."""

    text: str


class Reason(_Frozen):
    """Why a field of an entry has its value, or none: ``why`` in a reader's words; ``start`` and
    ``end`` bound the words of the report that decided it, ``None`` where no words of it did."""

    field: str
    why: str
    start: Offset | None = None
    end: Offset | None = None


class Dateline(Span):
    """Where, and if it says so when, the report was filed: "MOSCOW, Feb 18 -"."""

    place: str
    country: str | None = None
    date: str | None = None


class Report(_Frozen):
    """The report as it was given; ``text`` is never altered."""

    id: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"
    published: str | None = None
    text: str
    dateline: Dateline | None = None


class Time(Mention):
    """A TIMEX3 expression. ``anchor`` is the id of the time that this one hangs on, or the ISO date
    (publication, dateline) that it was resolved against; ``None`` where it needs no anchor.
    ``edtf`` is the days that it covers as an EDTF date or interval (``2022-02-07/2022-02-13`` for
    "last week"), ``None`` where it has no place on the calendar; ``reason`` tells how it was
    read."""

    id: str
    type: TimeType
    value: str | None = None
    anchor: str | None = None
    edtf: str | None = None
    reason: str | None = None


class Place(_Frozen):
    """Somewhere that the report names."""

    id: str
    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    mentions: tuple[Mention, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Actor(_Frozen):
    """Who acts or speaks. ``country`` is the state or body acted for (ISO 3166-1 alpha-3, or a code
    such as ``NATO``); ``sectors`` are PLOVER's."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    mentions: tuple[Mention, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Statement(_Frozen):
    """Who is reported as having said what. ``via`` is the actor or statement that passed it on."""

    id: str
    speaker: str | None = None
    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...]
    quotes: tuple[Span, ...] = ()
    kind: StatementKind
    audience: tuple[str, ...] = ()
    occasion: str | None = None
    via: str | None = None
    date: str | None = None
    reasons: tuple[Reason, ...] = ()


class Quantity(Span):
    """A number in the report; ``value`` is ``None`` where the words are vague."""

    value: float | None = None
    unit: str | None = None


class Event(_Frozen):
    """A PLOVER event. ``quad`` is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
    4 material conflict; ``intensity`` is on the Goldstein scale from -10 to 10; ``reciprocal``
    tells that the actors do it with or to each other, as in talks or a treaty."""

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    quad: Annotated[int, Field(ge=1, le=4)]
    intensity: float
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    reciprocal: bool = False
    place: str | None = None
    date: str | None = None
    quantities: tuple[Quantity, ...] = ()
    status: EventStatus
    claimed_by: str | None = None
    trigger: Span
    mentions: tuple[Span, ...] = ()
    confidence: Annotated[float, Field(ge=0, le=1)]
    reasons: tuple[Reason, ...] = ()


class Commitment(_Frozen):
    """What was promised, offered, demanded or threatened, by whom, and on what condition.
    ``statement`` is ``None`` where the report itself tells it, in nobody's words."""

    id: str
    kind: CommitmentKind
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    content: Span
    condition: Span | None = None
    deadline: str | None = None
    statement: str | None = None
    event: str | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    reasons: tuple[Reason, ...] = ()


class Maker(_Frozen):
    """The code, the model, the knowledge and the ontology that made a record: the same four make it
    again. ``knowledge`` is a digest of the shipped tables, "+" and that of a user's own;
    ``ontology`` likewise, and ``None`` where no user's own was in force."""

    code: str
    model: str
    knowledge: str | None = None
    ontology: str | None = None


class Record(_Frozen):
    """Everything that one report says. Ids (``t1``, ``p1``, ``a1``, ``s1``, ``e1``, ``c1``) are
    unique within the record and numbered in the order of the text."""

    made_by: Maker
    report: Report
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader should know of this reading, such as why relative dates stay unknown."""

    def text_of(self, span: Span) -> str:
        """The words of a span."""
        return self.report.text[span.start : span.end]


class PairCode(_Frozen):
    """What one party does to another in one sentence.

    ``probabilities`` has every type and sums to 1; ``type`` is the likeliest. ``source`` and
    ``target`` are the parties' places in the sentence, empty for one that is not in it.
    ``evidence`` is the words that tell it, ``status`` what they say of its having happened. All
    offsets are into ``sentence``.
    """

    sentence: str
    source: tuple[Mention, ...]
    target: tuple[Mention, ...]
    type: EventType
    quad: Annotated[int, Field(ge=1, le=4)]
    probabilities: dict[EventType, float]
    status: EventStatus
    evidence: tuple[Mention, ...] = ()
