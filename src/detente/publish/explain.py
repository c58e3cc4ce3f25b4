"""Why one entry of a record is as it is: each field with its reasons and the words that decided.

Everything comes from the record itself, so that it can be explained without the report's file, the
model or the tables. How it is shown is for ``explain_view``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeAlias

from detente.publish.digest import Digest
from detente.record import (
    Actor,
    Commitment,
    Event,
    Place,
    Reason,
    Record,
    Span,
    Statement,
    Time,
)

Entry: TypeAlias = Time | Place | Actor | Statement | Event | Commitment
SORTS = {
    "times": "time",
    "places": "place",
    "actors": "actor",
    "statements": "statement",
    "events": "event",
    "commitments": "commitment",
}
_FIELDS: dict[str, tuple[str, ...]] = {
    "time": ("type", "value", "edtf", "anchor"),
    "place": ("name", "country", "admin1", "coordinates"),
    "actor": ("name", "kind", "country", "office", "sectors", "wikidata", "aliases"),
    "statement": ("speaker", "kind", "audience", "via", "occasion", "date"),
    "event": (
        "type", "mode", "status", "claimed_by", "actors", "recipients", "place", "date",
        "contexts", "quantities", "quad", "intensity", "confidence",
    ),
    "commitment": ("kind", "by", "to", "condition", "deadline", "statement", "event", "confidence"),
}  # fmt: skip
_ALWAYS = {
    "time": {"value"},
    "place": {"country", "coordinates"},
    "actor": {"country", "sectors"},
    "statement": {"speaker", "date"},
    "event": {"actors", "date", "place"},
    "commitment": {"by"},
}
"""Fields that are shown even if the report does not tell them: what is missing needs a reason."""
_MEANINGS: dict[tuple[str, str], dict[str, str]] = {
    ("statement", "kind"): {
        "direct": "all of it stands in quotation marks, or is given in full",
        "indirect": "none of it stands in quotation marks",
        "mixed": "some of it stands in quotation marks",
    },
    ("event", "status"): {
        "happened": "the report tells it in its own voice",
        "ongoing": "the report tells it in its own voice, as going on",
        "planned": "it is announced or expected for later",
        "possible": "it may, might or could be",
        "conditional": "it hangs on a condition",
        "claimed": "it is told only in the words of somebody who has a stake in it",
        "denied": "somebody says that it did not or will not happen",
    },
}
"""What a value of a closed list says, for records that give no reason for it."""
_ANCHORS = 20
"""No chain of times is longer; a record edited by hand might run in a circle."""
_NEAR = 5


class UnknownEntryError(LookupError):
    """An id that the record does not have. The message names what comes near."""


@dataclass(frozen=True)
class Why:
    """One reason. ``words`` are the words of the report that decided, if any did."""

    why: str
    start: int | None = None
    end: int | None = None
    words: str | None = None


@dataclass(frozen=True)
class Explained:
    """One field: its value in words (``None``: the report does not tell) and why."""

    field: str
    value: str | None
    reasons: tuple[Why, ...] = ()


@dataclass(frozen=True)
class Shown:
    """Words of the report that show the entry, and what they are to it: a mention, the cue ..."""

    role: str
    start: int
    end: int
    words: str
    reasons: tuple[Why, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """One entry explained. ``name`` is what a reader would call it, ``notes`` are the record's on
    it, ``used`` tells where in the record it takes part."""

    report: str
    id: str
    sort: str
    name: str
    shown: tuple[Shown, ...]
    fields: tuple[Explained, ...]
    notes: tuple[str, ...] = ()
    used: tuple[str, ...] = ()


def explain(record: Record, entry_id: str) -> Explanation:
    """Why the entry has its values.

    Raises:
        UnknownEntryError: the record has no entry with this id.
    """
    for field, sort in SORTS.items():
        for entry in getattr(record, field):
            if entry.id == entry_id:
                return _Explainer(record, sort, entry).explanation()
    raise UnknownEntryError(_unknown(record, entry_id))


def entry_ids(record: Record) -> tuple[str, ...]:
    """The ids of all entries of a record, in its order."""
    return tuple(entry.id for field in SORTS for entry in getattr(record, field))


class _Explainer:
    def __init__(self, record: Record, sort: str, entry: Entry) -> None:
        self.record = record
        self.sort = sort
        self.entry = entry
        self.digest = Digest(record)
        given: tuple[Reason, ...] = getattr(entry, "reasons", ())
        self.reasons = [(reason, self._why(reason)) for reason in given]

    def explanation(self) -> Explanation:
        shown = self._shown()
        placed = {id(why) for each in shown for why in each.reasons}
        fields = [self._field(name) for name in _FIELDS[self.sort]]
        fields = [f for f in fields if f.value or f.reasons or f.field in _ALWAYS[self.sort]]
        known = {*_FIELDS[self.sort], "latitude", "longitude"}
        others = dict.fromkeys(r.field for r, why in self.reasons if id(why) not in placed)
        fields += [
            Explained(name, None, tuple(w for r, w in self.reasons if r.field == name))
            for name in others
            if name not in known
        ]
        return Explanation(
            self.record.report.id,
            self.entry.id,
            self.sort,
            self._name(),
            shown,
            tuple(fields),
            self._notes(),
            self._used(),
        )

    def _why(self, reason: Reason) -> Why:
        words = None
        if reason.start is not None and reason.end is not None:
            words = self.record.report.text[reason.start : reason.end]
        return Why(reason.why, reason.start, reason.end, words)

    def _name(self) -> str:
        entry = self.entry
        if isinstance(entry, (Place, Actor)):
            return entry.name
        if isinstance(entry, Time):
            return f"“{entry.text}”"
        if isinstance(entry, Statement):
            return self.digest.speaker(entry)
        if isinstance(entry, Event):
            return f"“{self.record.text_of(entry.trigger)}”"
        return entry.kind

    def _field(self, name: str) -> Explained:
        entry = self.entry
        reasons = tuple(why for reason, why in self.reasons if _belongs(reason.field, name))
        if isinstance(entry, Time):
            reasons = self._of_time(entry, name)
        if isinstance(entry, Statement) and name == "speaker":
            reasons += self._of_mention(entry)
        meaning = _MEANINGS.get((self.sort, name))
        if meaning is not None and not reasons:
            reasons = (Why(meaning[getattr(entry, name)]),)
        return Explained(name, self._value(name), reasons)

    def _of_time(self, entry: Time, name: str) -> tuple[Why, ...]:
        if name == "value" and entry.reason:
            return (Why(entry.reason),)
        if name == "anchor" and entry.anchor is not None:
            return tuple(_chain(self.record, entry))
        return ()

    def _of_mention(self, entry: Statement) -> tuple[Why, ...]:
        """Why the words of the source mean the speaker, where they are no name."""
        speaker = next((a for a in self.record.actors if a.id == entry.speaker), None)
        source = entry.source
        if speaker is None or source is None:
            return ()
        return tuple(
            self._why(reason)
            for reason in speaker.reasons
            if reason.field == "mentions"
            and reason.start is not None
            and source.start <= reason.start < source.end
        )

    def _value(self, name: str) -> str | None:
        entry: Any = self.entry
        if name == "coordinates":
            told = entry.latitude is not None and entry.longitude is not None
            return f"{entry.latitude}, {entry.longitude}" if told else None
        value = getattr(entry, name)
        if value is None or value == ():
            return None
        if isinstance(value, tuple):
            return ", ".join(self._one(part) for part in value)
        return self._one(value)

    def _one(self, value: Any) -> str:
        """A value in words: an id with what it stands for, a span as its words."""
        if isinstance(value, Span):
            return f"“{self.record.text_of(value)}”"
        if not isinstance(value, str):
            return str(value)
        for actor in self.record.actors:
            if actor.id == value:
                return f"{value} {self.digest.name(value)}"
        for place in self.record.places:
            if place.id == value:
                return f"{value} {place.name}"
        for time in self.record.times:
            if time.id == value:
                return f"{value} “{time.text}”"
        for statement in self.record.statements:
            if statement.id == value:
                return f"{value} ({self.digest.speaker(statement)})"
        for event in self.record.events:
            if event.id == value:
                return f"{value} “{self.record.text_of(event.trigger)}”"
        return value

    def _shown(self) -> tuple[Shown, ...]:
        entry = self.entry
        if isinstance(entry, Time):
            spans: list[tuple[str, Span | None]] = [("words", entry)]
        elif isinstance(entry, (Place, Actor)):
            spans = [("mention", mention) for mention in entry.mentions]
        elif isinstance(entry, Statement):
            spans = [("source", entry.source), ("cue", entry.cue)]
            spans += [("content", piece) for piece in entry.content]
        elif isinstance(entry, Event):
            told = [m for m in entry.mentions if m != entry.trigger]
            spans = [("trigger", entry.trigger), *(("mention", mention) for mention in told)]
        else:
            spans = [("content", entry.content), ("condition", entry.condition)]
        return tuple(self._words(role, span) for role, span in spans if span is not None)

    def _words(self, role: str, span: Span) -> Shown:
        roles = (role, f"{role}s", "content")
        reasons = tuple(
            why
            for reason, why in self.reasons
            if reason.field in roles and (why.start, why.end) == (span.start, span.end)
        )
        return Shown(role, span.start, span.end, self.record.text_of(span), reasons)

    def _notes(self) -> tuple[str, ...]:
        if not isinstance(self.entry, Actor):
            return ()
        names = (self.entry.name, *self.entry.aliases)
        return tuple(n for n in self.record.notes if any(f" {name} " in n for name in names))

    def _used(self) -> tuple[str, ...]:
        """Where the record uses the entry: "speaker: s1, s2"."""
        uses: dict[str, list[str]] = {}
        for field in SORTS:
            for other in getattr(self.record, field):
                for name in type(other).model_fields:
                    if name not in ("id", "reasons") and _names(getattr(other, name), self.entry):
                        uses.setdefault(name, []).append(other.id)
        return tuple(f"{name} of {', '.join(ids)}" for name, ids in uses.items())


def _belongs(field: str, name: str) -> bool:
    return field == name or (name == "coordinates" and field in ("latitude", "longitude"))


def _names(value: Any, entry: Entry) -> bool:
    return value == entry.id or (isinstance(value, tuple) and entry.id in value)


def _chain(record: Record, entry: Time) -> Iterable[Why]:
    """What a time hangs on, and that on, down to a day of the calendar."""
    times = {time.id: time for time in record.times}
    at: Time | None = entry
    for _ in range(_ANCHORS):
        if at is None or at.anchor is None:
            return
        below = times.get(at.anchor)
        if below is None:
            day = "the day of publication" if at.anchor == record.report.published else "the day"
            yield Why(f"{at.id} is counted from {day} {at.anchor}")
            return
        value = f", which is {below.value}" if below.value else ""
        yield Why(f"{at.id} is counted from {below.id}{value}", below.start, below.end, below.text)
        at = below


def _unknown(record: Record, entry_id: str) -> str:
    """What to say of an id that there is not: what looks like it, by id or by name."""
    near = _near(record, entry_id)
    told = f"; near it: {', '.join(near)}" if near else ""
    ranges = [
        f"{entries[0].id} to {entries[-1].id}" if len(entries) > 1 else entries[0].id
        for field in SORTS
        if (entries := getattr(record, field))
    ]
    has = f"; it has {', '.join(ranges)}" if ranges else "; it has no entries"
    return f"no {entry_id!r} in the record{told}{has}"


def _near(record: Record, entry_id: str) -> list[str]:
    """The ids of the entries that somebody can have meant: by the case of the id, or by a name."""
    asked = entry_id.strip().casefold()
    if asked in entry_ids(record):
        return [asked]
    names = {f"{a.id} ({a.name})": (a.name, *a.aliases) for a in record.actors}
    names |= {f"{p.id} ({p.name})": (p.name,) for p in record.places}
    words = {
        word.casefold()
        for called in names.values()
        for name in called
        for word in (name, *name.split())
    }
    close = {asked, *get_close_matches(asked, sorted(words), n=_NEAR)} if len(asked) > 2 else set()
    found = [
        label
        for label, called in names.items()
        if any(one in name.casefold() for one in close for name in called)
    ]
    return found[:_NEAR]
