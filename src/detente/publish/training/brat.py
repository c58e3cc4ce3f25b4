"""Records in brat's standoff format: a text and its annotations, a pair of files a report.

https://brat.nlplab.org/standoff.html: ``T`` lines mark words, ``E`` lines events with their
arguments, ``A`` lines attributes, ``#`` lines notes. Offsets count Unicode code points, as ours do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from detente.record import ActorKind, CommitmentKind, EventStatus, EventType, Record, Span

_LINE_ENDS = re.compile(r"[\r\n\u0085\u2028\u2029\v\f]+")
_ENTITIES = (*get_args(ActorKind), "place", "time", "source", "cue", "condition", "amount")
_COMMITMENTS = tuple(f"{kind}-made" for kind in get_args(CommitmentKind))


def text_of(record: Record) -> str:
    """The text as a file of UTF-8 can hold it, letter for letter."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in record.report.text)


def standoff(record: Record) -> str:
    """The lines of a report's ``.ann`` file."""
    return "".join(f"{line}\n" for line in _Writer(record).lines())


def configuration() -> str:
    """brat's ``annotation.conf`` for these annotations."""
    arguments = "Actor*:<ENTITY>, Recipient*:<ENTITY>, Place?:place, Amount*:amount"
    lines = ["[entities]", *_ENTITIES, "", "[relations]", "", "[events]"]
    lines += [f"{kind} {arguments}" for kind in get_args(EventType)]
    lines += ["statement Cue?:cue, Source?:source, Speaker?:<ENTITY>, Audience*:<ENTITY>"]
    lines += [f"{k} By*:<ENTITY>, To*:<ENTITY>, Condition?:condition" for k in _COMMITMENTS]
    lines += ["", "[attributes]", f"Status Arg:<EVENT>, Value:{'|'.join(get_args(EventStatus))}"]
    lines += ["Kind Arg:statement, Value:direct|indirect|mixed", ""]
    return "\n".join(lines)


class _Writer:
    def __init__(self, record: Record) -> None:
        self.record, self.text = record, text_of(record)
        self.marks: dict[tuple[str, tuple[tuple[int, int], ...]], str] = {}
        self.first: dict[str, str] = {}
        self.events: list[str] = []
        self.attributes: list[str] = []
        self.notes: list[str] = []

    def lines(self) -> Iterator[str]:
        record = self.record
        for actor in record.actors:
            self._named(actor.id, actor.kind, actor.mentions)
        for place in record.places:
            self._named(place.id, "place", place.mentions)
        for time in record.times:
            self._note(self._mark("time", [time]), time.id, time.value)
        for told in record.statements:
            said = [("Speaker", told.speaker), *(("Audience", a) for a in told.audience)]
            parts = [("Cue", "cue", told.cue), ("Source", "source", told.source)]
            name = self._event(told.id, "statement", told.content, said, parts)
            self._attribute("Kind", name, told.kind)
        for event in record.events:
            who = [("Actor", a) for a in event.actors]
            who += [("Recipient", a) for a in event.recipients]
            amounts = [("Amount", "amount", each) for each in event.quantities]
            sides = [*who, ("Place", event.place)]
            name = self._event(event.id, event.type, [event.trigger], sides, amounts, event.mode)
            self._attribute("Status", name, event.status)
        for step in record.commitments:
            both = [*(("By", a) for a in step.by), *(("To", a) for a in step.to)]
            condition = [("Condition", "condition", step.condition)]
            self._event(step.id, f"{step.kind}-made", [step.content], both, condition)
        for (label, at), name in self.marks.items():
            where = ";".join(f"{start} {end}" for start, end in at)
            words = " ".join(self.text[start:end] for start, end in at)
            yield f"{name}\t{label} {where}\t{words}"
        yield from (*self.events, *self.attributes, *self.notes)

    def _named(self, entry: str, label: str, mentions: Sequence[Span]) -> None:
        marks = [self._mark(label, [each]) for each in mentions]
        if marks:
            self.first[entry] = marks[0]
            self._note(marks[0], entry)

    def _mark(self, label: str, spans: Iterable[Span]) -> str:
        at = tuple(piece for span in spans for piece in self._pieces(span))
        return self.marks.setdefault((label, at), f"T{len(self.marks) + 1}")

    def _pieces(self, span: Span) -> list[tuple[int, int]]:
        """A stretch without the ends of lines, which brat does not allow within one."""
        found, start = [], span.start
        for match in _LINE_ENDS.finditer(self.text, span.start, span.end):
            found.append((start, match.start()))
            start = match.end()
        found.append((start, span.end))
        return [(first, last) for first, last in found if first < last]

    def _event(
        self,
        entry: str,
        label: str,
        trigger: Sequence[Span],
        sides: Iterable[tuple[str, str | None]],
        parts: Iterable[tuple[str, str, Span | None]] = (),
        note: str | None = None,
    ) -> str:
        arguments = [(role, self.first[each]) for role, each in sides if each in self.first]
        arguments += [(role, self._mark(kind, [at])) for role, kind, at in parts if at is not None]
        counted: dict[str, int] = {}
        told = []
        for role, mark in arguments:
            counted[role] = counted.get(role, 0) + 1
            told.append(f"{role}{counted[role] if counted[role] > 1 else ''}:{mark}")
        name = f"E{len(self.events) + 1}"
        head = f"{label}:{self._mark(label, trigger)}"
        self.events.append(f"{name}\t{' '.join([head, *told])}")
        self._note(name, entry, note)
        return name

    def _attribute(self, label: str, event: str, value: str) -> None:
        self.attributes.append(f"A{len(self.attributes) + 1}\t{label} {event} {value}")

    def _note(self, of: str, entry: str, more: str | None = None) -> None:
        told = " ".join(f"{entry} {more or ''}".split())
        self.notes.append(f"#{len(self.notes) + 1}\tAnnotatorNotes {of}\t{told}")
