"""People correct records: what they say holds, can be taken back, and is never lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from detente import record as contract
from detente.casefile import Casefile, corrections, log, schema
from detente.casefile.backup import backup
from detente.casefile.corrections.apply import Applying
from detente.casefile.corrections.fields import FIELDS, FOLLOWING, MODELS
from detente.casefile.info import check
from detente.casefile.ledger.store import refresh
from detente.casefile.merge.review import join, split
from detente.casefile.reading import ReadReport
from detente.errors import CorrectionConflict, CorrectionError, NotThereError
from detente.record import Record

Reader = Callable[..., ReadReport]
TALKS = (
    "OSLO, March 3 - Foreign Minister Anna Berg of Sweden met her Norwegian counterpart Nils Dahl "
    "in Oslo on Thursday. Berg warned that sanctions would follow if the ceasefire was broken. "
    "“We will not look away,” she told reporters. Norway will send 40 observers to the border, "
    "Dahl said."
)


@pytest.fixture
def talks(case: Casefile, read: Reader) -> Casefile:
    case.put("k0", read(TALKS, "2022-03-03", source="Nordic Wire", title="Talks in Oslo"), "t.txt")
    return case


def entry(record: Record, kind: str, words: str) -> Any:
    """The entry of a kind that is told by these words."""
    start = record.report.text.index(words)
    for each in getattr(record, f"{kind}s"):
        span = getattr(each, "trigger", None) or getattr(each, "content", None) or each.mentions
        first = span[0] if isinstance(span, tuple) else span
        if first.start <= start < first.end or first.start == start:
            return each
    raise AssertionError(words)


def span(words: str) -> tuple[int, int]:
    start = TALKS.index(words)
    return start, start + len(words)


def rows(case: Casefile, table: Any, *columns: Any) -> list[tuple[Any, ...]]:
    with case.reading() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(table.c.id))]


def test_every_field_of_the_contract_can_be_set_or_follows() -> None:
    models = {"report": contract.Report, **MODELS}
    for kind, model in models.items():
        virtual = {"span"} if kind == "time" else set()
        assert set(FIELDS[kind]) - virtual | FOLLOWING[kind] == set(model.model_fields), kind
        assert not set(FIELDS[kind]) & FOLLOWING[kind], kind


def test_a_record_that_nobody_corrected_is_the_machines(talks: Casefile) -> None:
    record, provenance = corrections.corrected(talks, 1)
    assert record == talks.machine_record(1) == Applying(record, []).draft.changed()
    assert not provenance.fields and set(provenance.versions) >= {"report", "e1", "s1", "a1"}
    assert talks.record(1) == record


def test_a_field_is_set_and_taken_back_and_set_again(talks: Casefile) -> None:
    machine = talks.record(1)
    met = entry(machine, "event", "met")
    made = corrections.set_field(talks, 1, met.id, "status", "claimed", by="Eva", note="one side")
    assert (made.id, made.entry, made.was, made.state) == (1, met.id, "happened", "applied")
    record, provenance = corrections.corrected(talks, 1)
    changed = entry(record, "event", "met")
    assert changed.status == "claimed" and record.events[1:] == machine.events[1:]
    mark = provenance.fields[met.id]["status"]
    assert (mark.by, mark.note, mark.machine) == ("Eva", "one side", "happened")
    (reason,) = [each for each in changed.reasons if each.field == "status"]
    assert reason.why.startswith("set by Eva on ") and reason.why.endswith(": one side")
    e = schema.events
    assert ("e1", "claimed") in rows(talks, e, e.c.entry, e.c.status)
    undone = corrections.undo(talks, made.id, by="Ida")
    assert talks.record(1) == machine
    assert [row.state for row in corrections.history(talks, 1)] == ["undone", "applied"]
    with pytest.raises(CorrectionError, match="undone already"):
        corrections.undo(talks, made.id, by="Ida")
    corrections.redo(talks, made.id, by="Eva")
    assert talks.record(1).events[0].status == "claimed"
    states = [(row.id, row.state) for row in corrections.history(talks)]
    assert states == [(1, "applied"), (undone.id, "undone"), (3, "applied")]


def test_every_kind_of_field_can_be_set(talks: Casefile) -> None:
    machine = talks.record(1)
    berg, dahl = (entry(machine, "actor", name).id for name in ("Foreign Minister Anna", "Nils"))
    told = next(s for s in machine.statements if "look away" in machine.text_of(s.content[0]))
    warned = entry(machine, "event", "warned")
    threat = entry(machine, "commitment", "sanctions")
    time = machine.times[0]
    changes: list[tuple[str, str, Any, Any]] = [
        (told.id, "speaker", dahl, dahl),
        (told.id, "audience", [berg], (berg,)),
        (told.id, "cue", span("told"), contract.Span(start=span("told")[0], end=span("told")[1])),
        (told.id, "kind", "mixed", "mixed"),
        (told.id, "via", told.id.replace(told.id, "s1"), "s1"),
        (told.id, "date", "2022-03-02", "2022-03-02"),
        (warned.id, "type", "REQUEST", "REQUEST"),
        (warned.id, "recipients", [dahl, dahl], (dahl,)),
        (warned.id, "date", "2022-03-01/2022-03-03", "2022-03-01/2022-03-03"),
        (warned.id, "contexts", ["military"], ("military",)),
        (threat.id, "kind", "warning", "warning"),
        (threat.id, "condition", None, None),
        (threat.id, "deadline", "2022-04", "2022-04"),
        (dahl, "country", "SWE", "SWE"),
        (dahl, "office", None, None),
        (dahl, "aliases", ["Dahl", "the minister"], ("Dahl", "the minister")),
        ("p1", "name", "Bergen", "Bergen"),
        ("p1", "latitude", 60.39, 60.39),
        (time.id, "value", "2022-03-10", "2022-03-10"),
        (time.id, "anchor", None, None),
    ]
    for name, field, value, expected in changes:
        if name == told.id and field == "via" and told.id == "s1":
            continue
        corrections.set_field(talks, 1, name, field, value, by="Eva")
        record = talks.record(1)
        every = [x for kind in MODELS for x in getattr(record, f"{kind}s")]
        found = next(each for each in every if each.id == name)
        assert getattr(found, field) == expected, field
    event = entry(record, "event", "warned")
    assert (event.quad, event.intensity) == (3, 0.0) and event.mode is None
    assert check(talks) == []


def test_words_are_marked_anew(talks: Casefile) -> None:
    record = talks.record(1)
    met = entry(record, "event", "met")
    corrections.set_field(talks, 1, met.id, "trigger", span("met her"), by="Eva")
    found = next(e for e in talks.record(1).events if e.id == met.id)
    assert talks.record(1).text_of(found.trigger) == "met her"
    assert found.trigger in found.mentions and met.trigger not in found.mentions
    # What comes after still finds the entry, and so does undoing.
    second = corrections.set_field(talks, 1, met.id, "status", "ongoing", by="Eva")
    corrections.undo(talks, 1, by="Eva")
    found = next(e for e in talks.record(1).events if e.id == met.id)
    assert (found.trigger, found.status) == (met.trigger, "ongoing")
    assert second.entry == met.id
    dahl = entry(record, "actor", "Nils")
    corrections.set_field(
        talks, 1, dahl.id, "mentions", [span("Dahl said"), span("Nils")], by="Eva"
    )
    mentions = next(a for a in talks.record(1).actors if a.id == dahl.id).mentions
    assert [m.text for m in mentions] == ["Nils", "Dahl said"]
    time = record.times[0]
    corrections.set_field(talks, 1, time.id, "span", span("Thursday"), by="Eva")
    assert talks.record(1).times[0].text == "Thursday"
    told = next(s for s in record.statements if s.quotes)
    corrections.set_field(talks, 1, told.id, "content", [span("she told")], by="Eva")
    assert next(s for s in talks.record(1).statements if s.id == told.id).quotes == ()


def test_entries_are_added_and_deleted(talks: Casefile) -> None:
    machine = talks.record(1)
    place = corrections.add_entry(
        talks, 1, "place", {"name": "the border", "mentions": [span("the border")]}, by="Eva"
    )
    assert place.entry == f"p{len(machine.places) + 1}"
    fields = {"type": "MOBILIZE", "status": "planned", "trigger": span("send 40 observers"),
              "actors": ["a1"], "place": place.entry}  # fmt: skip
    made = corrections.add_entry(talks, 1, "event", fields, by="Eva", note="missed")
    record, provenance = corrections.corrected(talks, 1)
    added = record.events[-1]
    assert (added.id, added.quad, added.place) == (made.entry, 4, place.entry)
    assert added.confidence == 1.0 and added.reasons[0].why.startswith("added by Eva")
    assert provenance.added[added.id].note == "missed"
    e = schema.events
    assert (added.id, "send 40 observers") in rows(talks, e, e.c.entry, e.c.words)
    corrections.set_field(talks, 1, added.id, "status", "possible", by="Ida")
    assert talks.record(1).events[-1].status == "possible"
    gone = corrections.delete_entry(talks, 1, place.entry, by="Ida")
    record, provenance = corrections.corrected(talks, 1)
    assert record.events[-1].place is None and len(record.places) == len(machine.places)
    assert [(d.id, d.mark.by) for d in provenance.deleted] == [(place.entry, "Ida")]
    with pytest.raises(NotThereError, match=f"no entry {place.entry}"):
        corrections.set_field(talks, 1, place.entry, "name", "X", by="Eva")
    corrections.undo(talks, gone.id, by="Eva")
    assert talks.record(1).events[-1].place == place.entry
    # Undoing the adding takes with it what was set of it since, and says so.
    corrections.undo(talks, made.id, by="Eva")
    record, provenance = corrections.corrected(talks, 1)
    assert record.events == machine.events
    (lost,) = provenance.unapplied
    assert lost.field == "status" and "no such event" in str(lost.why)
    again = corrections.add_entry(talks, 1, "event", fields, by="Eva")
    assert again.entry != made.entry


def test_deleting_leaves_no_reference_behind(talks: Casefile) -> None:
    record = talks.record(1)
    for kind in ("statement", "event", "actor", "time", "place"):
        while found := getattr(talks.record(1), f"{kind}s"):
            corrections.delete_entry(talks, 1, found[0].id, by="Eva")
    left = talks.record(1)
    assert left.commitments and all(
        (c.statement, c.event, c.by, c.to) == (None, None, (), ()) for c in left.commitments
    )
    assert check(talks) == []
    talks.rebuild()
    for row in reversed(corrections.history(talks, 1)):
        corrections.undo(talks, row.id, by="Ida")
    assert talks.record(1) == record


def test_several_fields_are_set_at_once_or_none(talks: Casefile) -> None:
    with pytest.raises(CorrectionError, match="date"):
        fields = {"status": "claimed", "date": "soon"}
        corrections.set_fields(talks, 1, "e1", fields, by="Eva")
    assert corrections.history(talks) == []
    made = corrections.set_fields(
        talks, 1, "e1", {"mode": "phone", "status": "claimed", "type": "CONSULT"}, by="Eva"
    )
    assert [row.field for row in made] == ["type", "mode", "status"]
    event = talks.record(1).events[0]
    assert (event.mode, event.intensity, event.status) == ("phone", 1.5, "claimed")


CHANGES: list[tuple[str, Any]] = [
    ("status", "claimed"), ("type", "ASSAULT"), ("mode", "phone"), ("actors", ["a1"]),
    ("recipients", ["a2", "a3"]), ("reciprocal", True), ("date", None), ("place", "p1"),
    ("speaker", "a2"), ("content", [(0, 4)]), ("quotes", []), ("via", "a1"), ("to", ["a1"]),
    ("condition", (0, 4)), ("name", "Somebody"), ("country", None), ("mentions", [(0, 4)]),
    ("trigger", (0, 4)), ("span", (0, 4)), ("value", "2022"), ("event", "e1"),
]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, len(CHANGES) + 1)), max_size=12))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_corrected_it_stays_a_record(
    tmp_path: Any, read: Reader, steps: list[tuple[int, int]]
) -> None:
    (tmp_path / "any.case").unlink(missing_ok=True)
    with Casefile.new(tmp_path / "any.case") as case:
        case.put("k0", read(TALKS, "2022-03-03", source="Nordic Wire"), "t.txt")
        machine = case.record(1)
        for which, what in steps:
            record = case.record(1)
            ids = [x.id for kind in MODELS for x in getattr(record, f"{kind}s")]
            if not ids:
                break
            name = ids[which % len(ids)]
            with suppress(CorrectionError, NotThereError):
                if what < len(CHANGES):
                    corrections.set_field(case, 1, name, *CHANGES[what], by="Eva")
                elif what == len(CHANGES):
                    corrections.delete_entry(case, 1, name, by="Ida")
                else:
                    corrections.undo(case, which, by="Ida")
        record = case.record(1)
        assert Record.model_validate_json(record.model_dump_json()) == record
        there = {x.id for kind in MODELS for x in getattr(record, f"{kind}s")}
        for event in record.events:
            pointed = {*event.actors, *event.recipients, event.place, event.claimed_by} - {None}
            assert pointed <= there and not (event.reciprocal and event.recipients)
            by_hand = corrections.corrected(case, 1).provenance.fields.get(event.id, {})
            assert event.trigger in event.mentions or "mentions" in by_hand
        assert check(case) == [] and corrections.unapplied(case) == []
        for row in reversed(corrections.history(case)):
            with suppress(CorrectionError):
                corrections.undo(case, row.id, by="Eva")
        assert case.record(1) == machine


BAD: list[tuple[str, str, Any, str]] = [
    ("e1", "type", "MEET", "type"),
    ("e1", "mode", "yodel", "no mode of"),
    ("e1", "quad", 4, "cannot be set of a event"),
    ("e1", "colour", "red", "cannot be set"),
    ("e1", "status", None, "cannot be empty"),
    ("e1", "trigger", (5, 5), "no stretch"),
    ("e1", "trigger", (0, 9999), "no stretch"),
    ("e1", "trigger", (-4, 4), "no stretch"),
    ("e1", "trigger", "met", "no span"),
    ("e1", "trigger", ("1", "4"), "whole numbers"),
    ("e1", "trigger", (4, 5), "no words"),
    ("e1", "actors", "a1", "a list"),
    ("e1", "actors", ["a99"], "no actor a99"),
    ("e1", "actors", ["s1"], "no actor s1"),
    ("e1", "place", "a1", "no place a1"),
    ("e1", "date", "Thursday", "no ISO 8601"),
    ("e1", "intensity", 40, "between -10 and 10"),
    ("e1", "confidence", 2, "confidence"),
    ("e1", "quantities", [{"start": 0, "end": 4, "size": 3}], "no size"),
    ("s1", "content", [], "cannot be empty"),
    ("s1", "quotes", [(0, 4)], "not within the content"),
    ("s1", "via", "s1", "itself"),
    ("a1", "mentions", [{"start": 0, "end": 4, "text": "BERN"}], "the report has 'OSLO'"),
    ("a1", "name", "", "cannot be empty"),
    ("a1", "name", "A\x1b[31mB", "control"),
    ("a1", "name", 7, "name"),
    ("p1", "latitude", 95.0, "between"),
    ("report", "published", "2022-02-30", "no day"),
    ("report", "text", "Other words", "cannot be set"),
    ("x9", "type", "AID", "no entry x9"),
]


@pytest.mark.parametrize(("name", "field", "value", "message"), BAD)
def test_what_is_no_value_is_refused(
    talks: Casefile, name: str, field: str, value: Any, message: str
) -> None:
    before = talks.record(1)
    with pytest.raises(NotThereError if name == "x9" else CorrectionError, match=message):
        corrections.set_field(talks, 1, name, field, value, by="Eva")
    assert talks.record(1) == before and corrections.history(talks) == []


def test_who_corrects_has_a_name(talks: Casefile) -> None:
    for by in ("", "  ", "detente", "x" * 65, "a\nb"):
        with pytest.raises(CorrectionError, match="name"):
            corrections.set_field(talks, 1, "e1", "status", "claimed", by=by)
    with pytest.raises(CorrectionError, match="words that show it"):
        corrections.add_entry(talks, 1, "event", {"type": "AID", "status": "planned"}, by="Eva")
    with pytest.raises(CorrectionError, match="status"):
        fields = {"type": "AID", "trigger": span("send")}
        corrections.add_entry(talks, 1, "event", fields, by="Eva")
    with pytest.raises(CorrectionError, match="no kind of entry"):
        corrections.add_entry(talks, 1, "rumour", {}, by="Eva")
    with pytest.raises(CorrectionError, match="header"):
        corrections.delete_entry(talks, 1, "report", by="Eva")


def test_the_last_writer_is_warned(talks: Casefile) -> None:
    seen = corrections.corrected(talks, 1).provenance.versions
    corrections.set_field(talks, 1, "e1", "date", "2022-03-02", by="Eva", seen=seen["e1"])
    # Eva herself may go on, and so may others elsewhere.
    corrections.set_field(talks, 1, "e1", "status", "claimed", by="Eva", seen=seen["e1"])
    corrections.set_field(talks, 1, "s1", "date", "2022-03-02", by="Ida", seen=seen["s1"])
    with pytest.raises(CorrectionConflict) as told:
        corrections.set_field(talks, 1, "e1", "date", "2022-03-01", by="Ida", seen=seen["e1"])
    assert told.value.by == "Eva" and told.value.what == "set e1 status to claimed"
    corrections.set_field(talks, 1, "e1", "date", "2022-03-01", by="Ida", seen=told.value.version)
    seen = corrections.corrected(talks, 1).provenance.versions
    corrections.undo(talks, 1, by="Eva")
    with pytest.raises(CorrectionConflict, match="Eva changed it"):
        corrections.delete_entry(talks, 1, "e1", by="Ida", seen=seen["e1"])
    assert talks.record(1).events[0].date == "2022-03-01"


def test_the_header_is_corrected(talks: Casefile, read: Reader) -> None:
    made = corrections.set_field(talks, 1, "report", "published", "2022-03-10", by="Eva")
    corrections.set_field(talks, 1, "report", "source", "Northern Wire", by="Eva")
    corrections.set_field(
        talks, 1, "report", "dateline", {"start": 0, "end": 4, "place": "Oslo"}, by="Eva"
    )
    record = talks.record(1)
    assert (record.report.published, record.report.source) == ("2022-03-10", "Northern Wire")
    assert any("published: set by Eva" in note for note in record.notes)
    (stored,) = talks.reports()
    assert (stored.report.published, stored.report.source) == ("2022-03-10", "Northern Wire")
    # A later reading reads it as of the corrected day; the day as found is not lost.
    talks.put_again(1, read(TALKS, "2022-03-10", source="Northern Wire"))
    assert talks.record(1).report.published == "2022-03-10"
    corrections.undo(talks, made.id, by="Eva")
    assert talks.record(1).report.published == "2022-03-03"
    assert next(iter(talks.reports())).report.published == "2022-03-03"
    assert talks.record(1).report.source == "Northern Wire"


def test_corrections_survive_another_reading(talks: Casefile, read: Reader) -> None:
    machine = talks.record(1)
    told = next(s for s in machine.statements if s.quotes)
    dahl = entry(machine, "actor", "Nils").id
    corrections.set_field(talks, 1, told.id, "speaker", dahl, by="Eva")
    corrections.confirm(talks, 1, "e1", "status", by="Eva")
    corrections.set_field(talks, 1, "c1", "deadline", "2022-05-01", by="Eva")
    fields = {"type": "AID", "status": "planned", "trigger": span("send 40 observers")}
    corrections.add_entry(talks, 1, "event", fields, by="Eva")
    # A model that numbers otherwise, has one statement more, and reads the meeting otherwise.
    again = read(TALKS, "2022-03-03", source="Nordic Wire", title="Talks in Oslo")
    other = _renumbered(again.record)
    talks.put_again(1, ReadReport(other, again.vectors))
    record, provenance = corrections.corrected(talks, 1)
    now_told = next(s for s in record.statements if s.quotes)
    speaker = next(a for a in record.actors if a.id == now_told.speaker)
    assert now_told.id != told.id and "Nils Dahl" in speaker.mentions[0].text
    assert record.events[0].status == "happened", "what was confirmed stays"
    assert record.events[-1].type == "AID"
    (lost,) = provenance.unapplied
    assert (lost.field, lost.value, lost.entry) == ("deadline", "2022-05-01", None)
    assert corrections.unapplied(talks) == [lost]
    talks.put_again(1, again)
    assert corrections.unapplied(talks) == []
    assert talks.record(1).commitments[0].deadline == "2022-05-01"


def test_what_a_later_model_finds_too_is_one_entry(talks: Casefile, read: Reader) -> None:
    fields = {"type": "AID", "status": "planned", "trigger": span("send 40 observers"),
              "date": "2022-04"}  # fmt: skip
    made = corrections.add_entry(talks, 1, "event", fields, by="Eva")
    corrections.set_field(talks, 1, str(made.entry), "status", "possible", by="Ida")
    again = read(TALKS, "2022-03-03", source="Nordic Wire", title="Talks in Oslo")
    events = again.record.events
    found = events[0].model_copy(
        update={"id": f"e{len(events) + 1}", "type": "AID", "quad": 2,
                "trigger": contract.Span(start=span("send")[0], end=span("observers")[1])}
    )  # fmt: skip
    newer = again.record.model_copy(update={"events": (*events, found)})
    talks.put_again(1, ReadReport(newer, again.vectors))
    record = talks.record(1)
    assert len(record.events) == len(events) + 1
    assert (record.events[-1].status, record.events[-1].date) == ("possible", "2022-04")


def _renumbered(record: Record) -> Record:
    """A reading that found a further statement and actor first, takes the meeting as planned, and
    has no commitments."""
    data = record.model_dump(mode="json")
    text = record.report.text
    new = {key: {f"{key}{i + 1}": f"{key}{i + 2}" for i in range(40)} for key in "as"}

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: v if k in ("text", "why") else renamed(v) for k, v in value.items()}
        if isinstance(value, list):
            return [renamed(each) for each in value]
        return new.get(str(value)[:1], {}).get(value, value) if isinstance(value, str) else value

    data = renamed(data)
    first = {
        "id": "a1",
        "name": "OSLO",
        "kind": "group",
        "mentions": [{"start": 0, "end": 4, "text": "OSLO"}],
    }
    data["actors"].insert(0, first)
    end = text.index(" -")
    data["statements"].insert(
        0, {"id": "s1", "kind": "indirect", "content": [{"start": 0, "end": end}]}
    )
    data["events"][0]["status"] = "planned"
    data["commitments"] = []
    return Record.model_validate(data)


def test_the_same_corrections_always_give_the_same_record(talks: Casefile) -> None:
    corrections.set_field(talks, 1, "e1", "status", "claimed", by="Eva")
    corrections.delete_entry(talks, 1, "s1", by="Ida")
    record = talks.record(1)
    events = rows(talks, schema.events, schema.events.c.entry, schema.events.c.status)
    talks.rebuild()
    assert talks.record(1) == record
    assert rows(talks, schema.events, schema.events.c.entry, schema.events.c.status) == events
    assert check(talks) == []


def test_a_correction_reaches_what_is_made_of_many_reports(case: Casefile, read: Reader) -> None:
    case.put("k0", read(TALKS, "2022-03-03", source="Nordic Wire"), "t.txt")
    second = (
        "OSLO, March 4 - Anna Berg, the foreign minister of Sweden, met Nils Dahl, the foreign "
        "minister of Norway, in Oslo on Thursday. Dahl promised to send 40 observers to the border."
    )
    case.put("k1", read(second, "2022-03-04", source="Baltic Post"), "u.txt")
    o = schema.occurrences
    told = lambda: [n for t, n in rows(case, o, o.c.type, o.c.reports) if t == "CONSULT"]
    assert told() == [2]
    assert refresh(case) is None
    record = case.record(2)
    made = corrections.set_field(
        case, 2, entry(record, "event", "met Nils").id, "date", "2020-03-04", by="Eva"
    )
    assert told() == [1, 1]
    corrections.undo(case, made.id, by="Eva")
    assert told() == [2]
    for each in record.commitments:
        corrections.delete_entry(case, 2, each.id, by="Eva")
    assert refresh(case) is None
    with case.reading() as connection:
        bodies = list(connection.execute(select(schema.fates.c.body)).scalars())
    assert record.commitments and bodies and not any('"report": 2' in body for body in bodies)


def test_joins_and_splits_are_in_the_same_history(talks: Casefile, read: Reader) -> None:
    talks.put("k1", read(TALKS.replace("OSLO, March 3 - ", ""), "2022-03-03", source="B"), "u")
    e = schema.events
    first = dict(rows(talks, e, e.c.id, e.c.occurrence))
    split(talks, "2:e1", "Eva") if len(set(first.values())) < len(first) else join(
        talks, "1:e1", "2:e1", "Eva"
    )
    (row,) = corrections.history(talks, 2)
    assert row.action in ("split", "join") and row.by == "Eva"
    changed = dict(rows(talks, e, e.c.id, e.c.occurrence))
    assert len(set(changed.values())) != len(set(first.values()))
    taken = corrections.undo(talks, row.id, by="Ida")
    assert len(set(dict(rows(talks, e, e.c.id, e.c.occurrence)).values())) == len(
        set(first.values())
    )
    corrections.undo(talks, taken.id, by="Eva")
    assert len(set(dict(rows(talks, e, e.c.id, e.c.occurrence)).values())) == len(
        set(changed.values())
    )
    with pytest.raises(CorrectionError, match="undone already"):
        corrections.undo(talks, taken.id, by="Eva")
    assert [line.what for line in log.entries(talks)] == ["undo", "undo", row.action]


def test_all_is_in_the_log_and_in_the_backup(talks: Casefile, tmp_path: Any) -> None:
    log.add(talks, "Ida", "login", about="from 127.0.0.1")
    corrections.set_field(talks, 1, "e1", "status", "claimed", by="Eva", note="one side")
    corrections.confirm(talks, 1, "s1", by="Ida")
    told = [(line.by, line.what, line.report, line.about) for line in log.entries(talks)]
    assert told == [
        ("Ida", "confirm", 1, "confirmed s1"),
        ("Eva", "set", 1, "set e1 status to claimed"),
        ("Ida", "login", None, "from 127.0.0.1"),
    ]
    assert [line.what for line in log.entries(talks, by="Ida", what=["login"])] == ["login"]
    assert len(log.entries(talks, limit=2)) == 2 and log.entries(talks, since="9999") == []
    copy = backup(talks, tmp_path / "copy.case")
    with Casefile.open(copy) as second:
        assert second.record(1) == talks.record(1)
        assert corrections.history(second) == corrections.history(talks)
        with second.reading() as connection:
            query = select(func.count()).select_from(schema.log)
            assert connection.execute(query).scalar_one() == 3


def test_what_was_confirmed_is_known(talks: Casefile) -> None:
    corrections.confirm(talks, 1, "e1", by="Eva")
    corrections.confirm(talks, 1, "e1", "date", by="Ida")
    assert talks.record(1) == talks.machine_record(1)
    said = corrections.corrected(talks, 1).provenance.confirmed["e1"]
    assert {field: [m.by for m in marks] for field, marks in said.items()} == {
        "*": ["Eva"], "date": ["Ida"],
    }  # fmt: skip
    corrections.set_field(talks, 1, "e1", "date", "2022-03-01", by="Eva")
    assert "e1" not in corrections.corrected(talks, 1).provenance.confirmed


def test_two_people_judge_without_seeing_each_other(talks: Casefile) -> None:
    corrections.set_field(talks, 1, "e1", "status", "claimed", by="Eva")
    assert corrections.corrected(talks, 1, only=["Ida"]).record == talks.machine_record(1)
    corrections.set_field(talks, 1, "e1", "status", "possible", by="Ida")
    assert corrections.corrected(talks, 1, only=["Eva"]).record.events[0].status == "claimed"
    assert talks.record(1).events[0].status == "possible"


def test_what_is_told_by_the_same_words_are_two_occurrences(talks: Casefile) -> None:
    e = schema.events.c
    ids = select(e.entry, e.occurrence).order_by(e.id)
    with talks.reading() as connection:
        before = dict(tuple(row) for row in connection.execute(ids))
    met = entry(talks.record(1), "event", "met")
    for kind, status in (("AID", "claimed"), ("SANCTION", "denied")):
        fields = {"type": kind, "status": status, "trigger": span("met")}
        added = corrections.add_entry(talks, 1, "event", fields, by="Eva")
    with talks.reading() as connection:
        after = dict(tuple(row) for row in connection.execute(ids))
    assert {name: after[name] for name in before} == before
    assert len(set(after.values())) == len(after) == len(before) + 2
    talks.rebuild()
    with talks.reading() as connection:
        assert dict(tuple(row) for row in connection.execute(ids)) == after
    corrections.delete_entry(talks, 1, met.id, by="Eva")
    corrections.undo(talks, added.id, by="Eva")
    assert not check(talks)
