"""The corrected record: a pure function of the machine's record and the rows of corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from detente.casefile.corrections.consistent import check, put
from detente.casefile.corrections.draft import Draft, Entry
from detente.casefile.corrections.fields import FIELDS
from detente.casefile.corrections.model import (
    ADD,
    APPLIED,
    CONFIRM,
    DELETE,
    HEADER,
    LOST,
    OF_RECORDS,
    SET,
    SUPERSEDED,
    UNDO,
    UNDONE,
    WHOLE,
    Corrected,
    Correction,
    Deleted,
    Mark,
    Provenance,
    Target,
)
from detente.casefile.corrections.values import each_ref, stored, target_in
from detente.errors import CorrectionError
from detente.record import Record

MADE_BY_HAND = ("title", "source", "url", "published")
"""Of the header what a re-reading takes over: what it was before is told by the corrections."""


def live(rows: Iterable[Correction]) -> set[int]:
    """The corrections that are in force: not undone, or undone and redone."""
    found, undone = set(), set()
    for row in sorted(rows, key=lambda r: -r.id):
        if row.id in undone:
            continue
        found.add(row.id)
        if row.action == UNDO and row.undoes is not None:
            undone.add(row.undoes)
    return found


def corrected(record: Record, rows: Sequence[Correction], stamp: str = "") -> Corrected:
    """The record with the corrections, made in their order, and what is to be known beside it.
    ``stamp`` tells one reading from another."""
    return Applying(record, rows, stamp).result()


class Applying:
    """Corrections being made to a record, in the order of their making."""

    def __init__(self, record: Record, rows: Sequence[Correction], stamp: str = "") -> None:
        self.rows = sorted(rows, key=lambda row: row.id)
        self.live, self.stamp = live(self.rows), stamp
        self.draft = Draft(record, _header(self.rows))
        self.own_modes = record.made_by.ontology is not None
        self.states: dict[int, tuple[str, str | None]] = {}
        self.marks: dict[str, dict[str, Mark]] = {}
        self.confirmed: dict[str, dict[str, list[Mark]]] = {}
        self.added: dict[str, Mark] = {}
        self.deleted: dict[str, Mark] = {}
        counted: dict[str, int] = {}
        for row in self.rows:
            if row.action == ADD:
                counted[row.kind] = counted.get(row.kind, 0) + 1
            self._make(row, counted.get(row.kind, 0))

    def _make(self, row: Correction, number: int) -> None:
        if row.id not in self.live:
            self.states[row.id] = UNDONE, None
            return
        self.states[row.id] = APPLIED, None
        if row.action not in OF_RECORDS or row.target is None:
            return
        try:
            if row.action == ADD:
                self._add(row, row.target, number)
                return
            entry = self.draft.find(row.target)
            if entry is None:
                raise CorrectionError(f"the record has no such {row.kind} any more")
            if entry.deleted:
                self.states[row.id] = SUPERSEDED, "the entry is deleted"
            elif row.action == SET:
                self._set(entry, row, str(row.field), row.value)
            elif row.action == DELETE:
                entry.deleted = True
                self.deleted[entry.id] = self._mark(row)
            elif row.action == CONFIRM:
                self._confirm(entry, row)
        except CorrectionError as error:
            self.states[row.id] = LOST, str(error)

    def _set(self, entry: Entry, row: Correction, name: str, value: Any) -> None:
        found = self._here(entry.kind, name, value)
        fields = put(entry.kind, entry.fields, name, found, self.draft.text)
        check(entry.kind, fields, self.draft.text, name, self.own_modes)
        entry.fields = fields
        marks = self.marks.setdefault(entry.id, {})
        if name in marks and marks[name].action == SET:
            self.states[marks[name].correction] = SUPERSEDED, None
        machine = None if entry.machine is None else value_of(entry.machine, name)
        marks[name] = self._mark(row, machine)
        said = self.confirmed.get(entry.id, {})
        said.pop(name, None)
        said.pop(WHOLE, None)

    def _here(self, kind: str, name: str, value: Any) -> Any:
        """A stored value with the ids that entries have now."""

        def of(each: Any) -> str:
            target = target_in(each)
            if target is None:
                return str(each)
            entry = self.draft.find(target)
            if entry is None:
                raise CorrectionError(f"{name}: the {target.kind} {target.hint or ''} is not there")
            return entry.id

        return each_ref(FIELDS[kind][name], value, of)

    def _add(self, row: Correction, target: Target, number: int) -> None:
        entry = self.draft.found_since(target)
        if entry is not None and not entry.deleted:
            for name, value in row.value.items():
                self._set(entry, row, name, value)
            return
        fields = empty(row.kind)
        for name, value in in_order(row.value):
            found = self._here(row.kind, name, value)
            fields = put(row.kind, fields, name, found, self.draft.text)
        check(row.kind, {**fields, "id": "x0"}, self.draft.text, None, self.own_modes)
        self.added[self.draft.add(target, number, fields).id] = self._mark(row)

    def _confirm(self, entry: Entry, row: Correction) -> None:
        """What a person said is right stays so when the report is read anew."""
        whole = row.field in (None, WHOLE)
        told = row.value if whole else {str(row.field): row.value}
        for name, value in in_order(told):
            try:
                if self.stored_value(entry, name) != value:
                    self._set(entry, row, name, value)
            except CorrectionError:
                if not whole:
                    raise
        marks = self.confirmed.setdefault(entry.id, {})
        marks.setdefault(WHOLE if whole else str(row.field), []).append(self._mark(row))

    def stored_value(self, entry: Entry, name: str) -> Any:
        """A field's value now, as it is stored."""
        value = value_of(entry.fields, name)

        def of(each: Any) -> Any:
            found = self.draft.ids.get(each)
            return each if found is None else stored(found.home)

        return each_ref(FIELDS[entry.kind][name], value, of)

    def snapshot(self, entry: Entry) -> dict[str, Any]:
        """All fields of an entry that can be set, as they are stored."""
        return {name: self.stored_value(entry, name) for name in FIELDS[entry.kind]}

    def _mark(self, row: Correction, machine: Any = None) -> Mark:
        return Mark(row.id, row.action, row.by, row.at, row.note, machine)

    def result(self) -> Corrected:
        """The record and what is to be known beside it."""
        for name, marks in self.marks.items():
            _explain(self.draft.ids[name], marks)
        for name, mark in self.added.items():
            entry = self.draft.ids[name]
            entry.fields["reasons"] = [_reason("mentions", mark)]
        touched = any(row.action in OF_RECORDS for row in self.rows)
        record = self.draft.changed() if touched else self.draft.record
        if header := self.marks.get(HEADER):
            told = (f"{name}: {_why(mark)}." for name, mark in header.items())
            record = record.model_copy(update={"notes": (*record.notes, *told)})
        return Corrected(record, self._provenance())

    def _provenance(self) -> Provenance:
        gone = tuple(
            Deleted(entry.kind, entry.id, self.deleted[entry.id], entry.fields)
            for entry in self.draft.ids.values()
            if entry.deleted
        )
        history = self.history()
        return Provenance(
            fields=self.marks,
            confirmed={e: {f: tuple(m) for f, m in said.items()}
                       for e, said in self.confirmed.items() if said},
            added=self.added,
            deleted=gone,
            versions=self.versions(),
            unapplied=tuple(row for row in history if row.state == LOST),
        )  # fmt: skip

    def last_on(self, entry: Entry) -> Iterable[Correction]:
        """All corrections of an entry, the latest first."""
        for row in reversed(self.rows):
            if row.target is not None and self.draft.find(row.target) is entry:
                yield replace(row, entry=entry.id)

    def versions(self) -> dict[str, str]:
        """The version of each entry: of which reading it is, and which correction was last."""
        last: dict[str, int] = {}
        for row in self.rows:
            entry = self.draft.find(row.target) if row.target is not None else None
            if entry is not None:
                last[entry.id] = row.id
        return {name: f"{self.stamp}-{last.get(name, 0)}" for name in self.draft.ids}

    def history(self) -> list[Correction]:
        """The corrections with what has become of each."""
        found = []
        for row in self.rows:
            entry = self.draft.find(row.target) if row.target is not None else None
            state, why = self.states.get(row.id, (APPLIED, None))
            name = entry.id if entry is not None and not entry.deleted else None
            words = None
            if row.target is not None and row.kind != HEADER:
                words = self.draft.text[row.target.start : row.target.end]
            found.append(replace(row, entry=name, state=state, why=why, words=words))
        return found


def value_of(fields: Mapping[str, Any], name: str) -> Any:
    """What can be set of an entry, as a normal value."""
    if name == "span":
        return {"start": fields["start"], "end": fields["end"]}
    value = fields.get(name)
    if name == "mentions" and value is not None:
        return [{"start": span["start"], "end": span["end"]} for span in value]
    return value


def in_order(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Fields in an order in which none undoes what follows from another."""
    first = ("type", "mode", "content", "trigger")
    return sorted(values.items(), key=lambda each: (each[0] not in first, *_at(first, each[0])))


def _at(first: tuple[str, ...], name: str) -> tuple[int, str]:
    return (first.index(name) if name in first else len(first)), name


def empty(kind: str) -> dict[str, Any]:
    """The fields of an entry that nothing has been told of."""
    fields: dict[str, Any] = {n: [] if f.many else None for n, f in FIELDS[kind].items()}
    if kind == "event":
        fields |= {"reciprocal": False, "confidence": 1.0}
    if kind == "time":
        del fields["span"]
    return fields


def _header(rows: Sequence[Correction]) -> dict[str, Any]:
    """The header as it was found, where people corrected it."""
    found: dict[str, Any] = {}
    for row in rows:
        if row.kind == HEADER and row.action == SET and row.field in MADE_BY_HAND:
            found.setdefault(str(row.field), row.was)
    return found


def _explain(entry: Entry, marks: Mapping[str, Mark]) -> None:
    """Say in the record who set what, where its contract has a place for it."""
    if entry.kind == HEADER:
        return
    if entry.kind == "time":
        entry.fields["reason"] = "; ".join(f"{n}: {_why(m)}" for n, m in marks.items())
        return
    others = [r for r in entry.fields.get("reasons") or () if r["field"] not in marks]
    entry.fields["reasons"] = [*others, *(_reason(n, m) for n, m in marks.items())]


def _reason(name: str, mark: Mark) -> dict[str, str]:
    return {"field": name, "why": _why(mark)}


_DONE = {SET: "set", ADD: "added", CONFIRM: "confirmed"}


def _why(mark: Mark) -> str:
    told = f"{_DONE[mark.action]} by {mark.by} on {mark.at[:10]}"
    return f"{told}: {mark.note}" if mark.note else told
