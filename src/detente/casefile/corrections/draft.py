"""A record taken apart, so that it can be changed: each entry with the words it is told by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.casefile.corrections.fields import FIELDS, LETTERS, MODELS, REF
from detente.casefile.corrections.model import HEADER, Target
from detente.casefile.corrections.values import each_ref
from detente.record import Record

ALIKE = 0.5
"""Two stretches are the same words if they share so much of what both cover together."""
WHOLE_CONTENT = ("statement", "commitment")
"""Kinds of which one may lie within another: some words in common say nothing."""

Span = tuple[int, int]


@dataclass
class Entry:
    """``home`` is the words it is told by, which stay when its span is marked anew; ``machine`` its
    fields as the machine had them, ``None`` of one that a person added."""

    kind: str
    id: str
    home: Target
    fields: dict[str, Any]
    machine: Mapping[str, Any] | None
    deleted: bool = False


def words_of(kind: str, fields: Mapping[str, Any]) -> tuple[int, int, str | None]:
    """The words that an entry is told by, and what else tells it apart there."""
    if kind == HEADER:
        return 0, 0, None
    if kind == "time":
        return fields["start"], fields["end"], fields["type"]
    if kind == "event":
        return fields["trigger"]["start"], fields["trigger"]["end"], fields["type"]
    if kind == "commitment":
        return fields["content"]["start"], fields["content"]["end"], fields["kind"]
    if kind == "statement":
        spans = fields["content"]
        return min(s["start"] for s in spans), max(s["end"] for s in spans), None
    first = fields["mentions"][0] if fields["mentions"] else {"start": 0, "end": 0}
    return first["start"], first["end"], fields["name"]


def alike(one: Span, other: Span) -> float:
    """How much of what two stretches cover is common to both: 0 to 1."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / max(max(one[1], other[1]) - min(one[0], other[0]), 1)


class Draft:
    """The entries of a record, by kind and by id, and its header."""

    def __init__(self, record: Record, header: Mapping[str, Any]) -> None:
        self.record, self.text = record, record.report.text
        told = record.model_dump(mode="json", exclude={"report": {"text"}})
        top = {**told["report"], **header}
        self.header = Entry(HEADER, HEADER, Target(HEADER, 0, 0), top, dict(top))
        self.entries: dict[str, list[Entry]] = {kind: [] for kind in MODELS}
        self.ids: dict[str, Entry] = {HEADER: self.header}
        for kind in MODELS:
            for fields in told[f"{kind}s"]:
                home = self.target_of(kind, fields)
                self._put(Entry(kind, fields["id"], home, fields, dict(fields)))

    def target_of(self, kind: str, fields: Mapping[str, Any]) -> Target:
        """How an entry with these fields is told that is not in the draft yet."""
        start, end, hint = words_of(kind, fields)
        same = sum(e.home[:4] == (kind, start, end, hint) for e in self.entries[kind])
        return Target(kind, start, end, hint, same)

    def add(self, target: Target, number: int, fields: dict[str, Any]) -> Entry:
        """Put an entry that a person added; ``number`` counts those of its kind."""
        of_machine = [int(e.id[1:]) for e in self.entries[target.kind] if e.machine is not None]
        name = f"{LETTERS[target.kind]}{max(of_machine, default=0) + number}"
        entry = Entry(target.kind, name, target, {**fields, "id": name}, None)
        self._put(entry)
        return entry

    def _put(self, entry: Entry) -> None:
        self.entries[entry.kind].append(entry)
        self.ids[entry.id] = entry

    def find(self, target: Target) -> Entry | None:
        """The entry that is told so: by the very words, else by the most like them."""
        if target.kind == HEADER:
            return self.header
        of_kind = self.entries[target.kind]
        same = [entry for entry in of_kind if entry.home[:4] == target[:4]]
        if same:
            return next((e for e in same if e.home.nth == target.nth), same[-1])
        best, most = None, (False, 0.0)
        for entry in of_kind:
            rank = self._likeness(target, entry)
            if rank is not None and rank > most:
                best, most = entry, rank
        return best

    def _likeness(self, target: Target, entry: Entry) -> tuple[bool, float] | None:
        """How like two entries are; ``None`` if they are not the same."""
        span = (target.start, target.end)
        likeness = alike(span, (entry.home.start, entry.home.end))
        same_hint = target.hint is not None and target.hint == entry.home.hint
        if likeness >= ALIKE:
            return same_hint, likeness
        if same_hint and target.kind not in WHOLE_CONTENT:
            likeness = max([likeness, *(alike(span, at) for at in _mentions(entry))])
            return (True, likeness) if likeness > 0 else None
        return None

    def found_since(self, target: Target) -> Entry | None:
        """The machine's entry that is the same as one that a person added, where a later reading
        found it too."""
        span = (target.start, target.end)
        near = [
            entry
            for entry in self.entries[target.kind]
            if entry.machine is not None
            and entry.home.hint == target.hint
            and alike(span, (entry.home.start, entry.home.end)) >= ALIKE
        ]
        return near[target.nth] if target.nth < len(near) else None

    def changed(self) -> Record:
        """The record as the draft is now. What pointed at a deleted entry points at nothing."""
        there = {name for name, entry in self.ids.items() if not entry.deleted}
        fields = self.record.model_dump(mode="json", exclude={"report", *map("{}s".format, MODELS)})
        fields["report"] = {**self.header.fields, "text": self.text}
        for kind, entries in self.entries.items():
            fields[f"{kind}s"] = [_pointing(e, there) for e in entries if not e.deleted]
        return Record.model_validate(fields)


def _mentions(entry: Entry) -> Iterable[Span]:
    if entry.kind in ("actor", "place") and entry.machine is not None:
        return [(m["start"], m["end"]) for m in entry.machine["mentions"]]
    return ()


def _pointing(entry: Entry, there: set[str]) -> dict[str, Any]:
    fields = dict(entry.fields)
    for name, field_ in FIELDS[entry.kind].items():
        if field_.kind != REF:
            continue

        def kept(value: str) -> str | None:
            # The anchor of a time may be a day, which is nobody's id.
            return value if value in there or value[:1].isdigit() else None

        value = each_ref(field_, fields.get(name), kept)
        fields[name] = [v for v in value if v is not None] if field_.many else value
    return fields
