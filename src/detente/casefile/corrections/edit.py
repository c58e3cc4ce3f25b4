"""Correcting: each function makes one correction, whole or not at all, and carries it through to
all that follows from the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from detente.casefile.casefile import Casefile, now
from detente.casefile.corrections import store
from detente.casefile.corrections.apply import Applying, in_order
from detente.casefile.corrections.consistent import put
from detente.casefile.corrections.draft import Entry, words_of
from detente.casefile.corrections.fields import FIELDS, MODELS
from detente.casefile.corrections.model import (
    ADD,
    CONFIRM,
    DELETE,
    HEADER,
    JUDGE,
    LOST,
    MAX_NAME,
    OF_RECORDS,
    SET,
    UNDO,
    WHOLE,
    Correction,
    Target,
)
from detente.casefile.corrections.values import each_ref, is_day, normal, stored
from detente.casefile.log import note as log
from detente.casefile.merge.people import MACHINE
from detente.errors import CorrectionConflict, CorrectionError, NotThereError

MAX_NOTE = 2_000


def set_field(
    case: Casefile,
    report: int,
    entry: str,
    field: str,
    value: Any,
    *,
    by: str,
    note: str | None = None,
    seen: str | None = None,
) -> Correction:
    """Set a field of an entry, or of the header (``entry="report"``).

    ``value`` is what the record has there: an id or a list of ids where it points at entries
    (``"a3"``, ``["a1", "a2"]``), ``(start, end)`` or a list of them where it marks words (mentions
    get their words by themselves), ``None`` or ``[]`` where nothing is told. A time's words are
    its ``span``. What follows is set too: an event's ``quad`` and ``intensity`` with its ``type``.

    ``seen`` is the version of the entry that was looked at (``Provenance.versions``): if another
    person has changed it since, ``CorrectionConflict`` is raised. Raises ``CorrectionError`` where
    there is no such field or the value is none for it, ``NotThereError`` where there is no such
    report or entry.
    """
    return set_fields(case, report, entry, {field: value}, by=by, note=note, seen=seen)[0]


def set_fields(
    case: Casefile,
    report: int,
    entry: str,
    fields: Mapping[str, Any],
    *,
    by: str,
    note: str | None = None,
    seen: str | None = None,
) -> list[Correction]:
    """Set several fields of an entry at once, all or none; a correction each."""
    if not fields:
        raise CorrectionError("nothing to set")
    with _Editing(case, report, by, note) as editing:
        found = editing.entry(entry)
        editing.check_seen(found, seen)
        for field, value in in_order(fields):
            told = editing.value(found.kind, field, value)
            editing.store(SET, found.home, field, told, editing.draft_value(found, field))
        return editing.finish()


def add_entry(
    case: Casefile,
    report: int,
    kind: str,
    fields: Mapping[str, Any],
    *,
    by: str,
    note: str | None = None,
) -> Correction:
    """Add an entry: ``kind`` is time, place, actor, statement, event or commitment, ``fields`` as
    in ``set_field``. Fields that are not told are ``None`` or empty; those that every entry needs
    (an event's ``type``, ``status`` and ``trigger`` ...) must be. The id that it got is ``entry``
    of the result."""
    if kind not in MODELS:
        raise CorrectionError(f"{kind!r} is no kind of entry ({', '.join(MODELS)})")
    with _Editing(case, report, by, note) as editing:
        told = {name: editing.value(kind, name, value) for name, value in fields.items()}
        editing.store(ADD, editing.new_target(kind, told), None, told, None)
        return editing.finish()[0]


def delete_entry(
    case: Casefile,
    report: int,
    entry: str,
    *,
    by: str,
    note: str | None = None,
    seen: str | None = None,
) -> Correction:
    """Delete an entry. What points at it points at nothing then; undo the correction to have it
    back."""
    with _Editing(case, report, by, note) as editing:
        found = editing.entry(entry)
        if found.kind == HEADER:
            raise CorrectionError("a report's header cannot be deleted")
        editing.check_seen(found, seen)
        editing.store(DELETE, found.home, None, None, editing.applying.snapshot(found))
        return editing.finish()[0]


def confirm(
    case: Casefile,
    report: int,
    entry: str,
    field: str | None = None,
    *,
    by: str,
    note: str | None = None,
    seen: str | None = None,
) -> Correction:
    """Say that a field is right as it is, or the whole entry. It changes nothing now; when the
    report is read anew, what was confirmed stays. Confirming counts as a judgement of that value
    in ``agreement``."""
    with _Editing(case, report, by, note) as editing:
        found = editing.entry(entry)
        editing.check_seen(found, seen)
        if field is None:
            told = editing.applying.snapshot(found)
            editing.store(CONFIRM, found.home, WHOLE, told, told)
            return editing.finish()[0]
        editing.known(found.kind, field)
        told = editing.draft_value(found, field)
        editing.store(CONFIRM, found.home, field, told, told)
        return editing.finish()[0]


def undo(case: Casefile, id: int, *, by: str, note: str | None = None) -> Correction:
    """Take a correction back, whoever made it, also a join, split or judged fate; taking back an
    undo does it again. What came after it stays. Raises ``CorrectionError`` if it is undone
    already."""
    with case.reading() as connection:
        row = store.by_id(connection, id)
    if row.report is None or not _is_of_record(case, row):
        from detente.casefile.corrections.judgements import take_back

        return take_back(case, row, _said(by, note))
    with _Editing(case, row.report, by, note) as editing:
        if row.id not in editing.applying.live:
            raise CorrectionError(f"correction {id} is undone already")
        editing.store(UNDO, row.target, row.field, None, None, kind=row.kind, undoes=id)
        return editing.finish()[0]


def redo(case: Casefile, id: int, *, by: str, note: str | None = None) -> Correction:
    """Make a correction again that was undone: takes back the undo that is in force."""
    with case.reading() as connection:
        row = store.by_id(connection, id)
        rows = store.of_all(connection)
    from detente.casefile.corrections.apply import live

    in_force = live(rows)
    for each in reversed(rows):
        if each.action == UNDO and each.undoes == row.id and each.id in in_force:
            return undo(case, each.id, by=by, note=note)
    raise CorrectionError(f"correction {id} is not undone")


def _is_of_record(case: Casefile, row: Correction) -> bool:
    while row.action == UNDO and row.undoes is not None:
        with case.reading() as connection:
            row = store.by_id(connection, row.undoes)
    return row.action in OF_RECORDS


def _said(by: str, note: str | None) -> dict[str, str | None]:
    """By whom, when and why, checked."""
    name = by.strip()
    if not name or name == MACHINE:
        raise CorrectionError("a correction needs the name of who makes it")
    if len(name) > MAX_NAME or not name.isprintable():
        raise CorrectionError(f"a name of at most {MAX_NAME} letters on one line is needed")
    if note is not None and (len(note) > MAX_NOTE or "\x00" in note):
        raise CorrectionError(f"a note has at most {MAX_NOTE:,} letters")
    return {"by": name, "at": now(), "note": note or None}


@dataclass
class _Editing:
    """One correction in the making, in one transaction."""

    case: Casefile
    report: int
    by: str
    note: str | None

    def __enter__(self) -> _Editing:
        self.stored: list[int] = []
        self.said = _said(self.by, self.note)
        self._transaction = self.case.writing()
        self.connection: Connection = self._transaction.__enter__()
        try:
            self.kept = store.Kept(self.connection, self.report)
            self.applying = Applying(self.kept.record, self.kept.rows, self.kept.stamp)
        except BaseException as error:
            self._transaction.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(self, *told: Any) -> None:
        self._transaction.__exit__(*told)

    @property
    def text(self) -> str:
        return self.kept.record.report.text

    def entry(self, name: str) -> Entry:
        found = self.applying.draft.ids.get(name)
        if found is None or found.deleted:
            raise NotThereError(f"report {self.report} has no entry {name}")
        return found

    def known(self, kind: str, field: str) -> None:
        if field not in FIELDS[kind]:
            fields = ", ".join(FIELDS[kind])
            raise CorrectionError(f"{field!r} cannot be set of a {kind} ({fields})")

    def value(self, kind: str, field: str, value: Any) -> Any:
        """A value that a person gave, as it is stored."""
        self.known(kind, field)
        spec = FIELDS[kind][field]
        try:
            found = normal(spec, value, self.text)
        except CorrectionError as error:
            raise CorrectionError(f"{field}: {error}") from None

        def of(name: Any) -> Any:
            if kind == "time" and is_day(name):
                return name
            entry = self.applying.draft.ids.get(name)
            if entry is None or entry.deleted or entry.kind not in spec.to:
                raise CorrectionError(f"{field}: there is no {' or '.join(spec.to)} {name}")
            return stored(entry.home)

        return each_ref(spec, found, of)

    def draft_value(self, entry: Entry, field: str) -> Any:
        self.known(entry.kind, field)
        return self.applying.stored_value(entry, field)

    def new_target(self, kind: str, told: Mapping[str, Any]) -> Target:
        """How an entry that is added is told, for good."""
        fields: dict[str, Any] = {"mentions": []}
        for name, value in in_order(told):
            fields = put(kind, fields, name, value, self.text)
        try:
            start, end, hint = words_of(kind, fields)
        except (KeyError, TypeError, ValueError):
            raise CorrectionError(f"a {kind} needs the words that show it") from None
        if start >= end:
            raise CorrectionError(f"a {kind} needs the words that show it")
        target = self.applying.draft.target_of(kind, fields)
        nth = 0
        while self.applying.draft.found_since(target._replace(nth=nth)) is not None:
            nth += 1
        return target._replace(hint=hint, nth=max(nth, target.nth))

    def check_seen(self, entry: Entry, seen: str | None) -> None:
        if seen is None:
            return
        version = self.applying.versions()[entry.id]
        stamp, _, last = seen.rpartition("-")
        if stamp != self.kept.stamp:
            raise CorrectionConflict(MACHINE, "that time", "the report was read anew", version)
        for row in self.applying.last_on(entry):
            if last.isdecimal() and row.id <= int(last):
                break
            if row.by != self.said["by"]:
                raise CorrectionConflict(row.by, row.at, describe(row), version)

    def store(
        self,
        action: str,
        target: Target | None,
        field: str | None,
        value: Any,
        was: Any,
        kind: str | None = None,
        undoes: int | None = None,
    ) -> None:
        """Store a correction; ``finish`` makes what follows from it."""
        id = store.write(
            self.connection,
            action,
            kind or (target.kind if target else HEADER),
            self.said,
            key=self.kept.key,
            target=target,
            field=field,
            value=value,
            was=was,
            undoes=undoes,
        )
        self.stored.append(id)

    def finish(self) -> list[Correction]:
        """Make anew what follows from the record with what was stored; what was stored."""
        before = self.applying.result().record
        self.kept.rows = store.of_report(self.connection, self.kept.key)
        after = Applying(self.kept.record, self.kept.rows, self.kept.stamp)
        history = {row.id: row for row in after.history()}
        made = [history[id] for id in self.stored]
        for row in made:
            if row.state == LOST:
                raise CorrectionError(row.why or "it cannot be applied")
            about = describe(row)
            if row.undoes in history:
                about = f"{about}: {describe(history[row.undoes])}"
            log(self.connection, row.by, row.action, self.report, about)
        record = after.result().record
        if record != before:
            from detente.casefile.derive import renew

            renew(self.connection, self.report, record, self.kept.vectors)
        return made


def describe(row: Correction) -> str:
    """A correction in a line."""
    name = row.entry or (f"{row.kind} “{_short(row.words)}”" if row.words else row.kind)
    if row.action == SET:
        return f"set {name} {row.field} to {shown(row.value)}"
    if row.action == CONFIRM:
        return f"confirmed {name}" + ("" if row.field in (None, WHOLE) else f" {row.field}")
    if row.action == UNDO:
        return f"took back {row.undoes}"
    if row.action in (ADD, DELETE):
        return f"{'added' if row.action == ADD else 'deleted'} {name}"
    if row.action == JUDGE:
        verdict = row.value["verdict"] or "as the evidence tells"
        return f"judged {'a fate' if row.kind == 'fate' else f'two {row.kind}s'}: {verdict}"
    return row.note or row.action


def shown(value: Any) -> str:
    """A stored value in a few words."""
    if value is None or value == []:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(shown(each) for each in value)
    if isinstance(value, dict):
        if "at" in value:
            kind, start, end, hint, _ = value["at"]
            return str(hint) if kind in ("actor", "place") else f"{kind} at {start}-{end}"
        return f"{value.get('start')}-{value.get('end')}"
    return str(value)


def _short(words: str | None, limit: int = 40) -> str:
    told = " ".join((words or "").split())
    return told if len(told) <= limit else told[: limit - 2].rstrip() + " …"
