"""From text to record: whatever the text, every span lies in it and shows the words it claims."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import detente
from detente.reader import UNDATED
from detente.record import Mention, Record, Report, Span

TALKS = (
    "OSLO, March 3 - Foreign Minister Anna Berg of Sweden met her Norwegian counterpart Nils Dahl "
    "on Thursday. “We will support Ukraine as long as it takes,” Berg told reporters. She added "
    "that sanctions would follow if the ceasefire was broken. According to the Norwegian Foreign "
    "Ministry, Dahl called for talks. The two ministers will meet again next week."
)


def models(thing: object) -> Iterator[BaseModel]:
    if isinstance(thing, BaseModel):
        yield thing
        for field in type(thing).model_fields:
            yield from models(getattr(thing, field))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from models(item)


def check_spans(record: Record, text: str) -> None:
    assert record.report.text == text
    for model in models(record):
        if isinstance(model, Span):
            assert 0 <= model.start < model.end <= len(text), model
            words = text[model.start : model.end]
            assert words.strip(), model
        if isinstance(model, Mention):
            assert model.text == text[model.start : model.end], model


def check_ids(record: Record) -> None:
    entries = {
        entry.id
        for group in (
            record.times,
            record.places,
            record.actors,
            record.statements,
            record.events,
            record.commitments,
        )
        for entry in group
    }
    used = {record_id for event in record.events for record_id in event.actors + event.recipients}
    used |= {event.place for event in record.events} | {e.claimed_by for e in record.events}
    for statement in record.statements:
        used |= {statement.speaker, statement.occasion, statement.via, *statement.audience}
    for commitment in record.commitments:
        used |= {commitment.statement, commitment.event, *commitment.by, *commitment.to}
    assert used - {None} <= entries


def test_a_report_of_talks() -> None:
    record = detente.read(TALKS, published="2022-03-03")
    check_spans(record, TALKS)
    check_ids(record)
    said = {record.text_of(s.source) for s in record.statements if s.source}
    assert "Berg" in said
    berg = next(actor for actor in record.actors if "Berg" in actor.name)
    assert berg.country == "SWE"
    assert any(event.type == "CONSULT" for event in record.events)
    assert record.report.dateline and record.report.dateline.place.upper() == "OSLO"
    assert {t.value for t in record.times} >= {"2022-03-03"}
    assert UNDATED not in record.notes
    assert record.made_by.code == detente.__version__


def test_the_same_text_gives_the_same_bytes() -> None:
    one, two = (detente.read(TALKS, "2022-03-03").model_dump_json() for _ in range(2))
    assert one == two


def test_a_day_may_be_a_string_a_date_or_unknown() -> None:
    day = datetime.date(2022, 3, 3)
    assert detente.read(TALKS, "2022-03-03") == detente.read(TALKS, published=day)
    with pytest.raises(detente.ReportError, match="not a date: '3 March'"):
        detente.read(TALKS, "3 March")


def test_without_a_day_relative_dates_stay_unknown_and_the_record_says_why() -> None:
    record = detente.read("The envoys met on Tuesday, the ministry said.")
    assert record.report.published is None
    assert not any((time.value or "").startswith("20") for time in record.times)
    assert "day of publication is not known" in record.notes[0]


@pytest.mark.parametrize("text", ["", "  \n", "\u200b", "…!", "a\ud800b"])
def test_what_is_no_report(text: str) -> None:
    with pytest.raises(detente.ReportError):
        detente.read(text)


def test_what_is_no_text() -> None:
    with pytest.raises(detente.ReportError, match="not bytes"):
        detente.read(b"Talks")  # type: ignore[arg-type]


def test_another_language_is_refused_unless_forced() -> None:
    german = "Der Kanzler sprach am Dienstag in Moskau mit dem Präsidenten über die Lage."
    with pytest.raises(detente.LanguageError, match="German"):
        detente.read(german)
    assert detente.read(german, force=True).report.text == german


def test_what_is_known_of_a_report_can_be_given() -> None:
    record = detente.read(TALKS, title="Talks", source="Post", url="https://post.example/1")
    header = record.report
    assert (header.title, header.source, header.url) == (
        "Talks",
        "Post",
        "https://post.example/1",
    )


def test_read_many_is_lazy_and_takes_texts_pairs_and_reports() -> None:
    def reports() -> Iterator[str | tuple[str, str] | Report]:
        yield "The envoys met in Oslo."
        yield "The envoys met on Monday.", "2022-03-04"
        yield Report(id="mine", text="The envoys parted.")
        for _ in range(1000):
            yield "The talks ended."
        pytest.fail("read to the end though nobody asked")

    many = detente.read_many(reports(), batch_size=2)
    one, two, three = next(many), next(many), next(many)
    assert one.report.text == "The envoys met in Oslo."
    assert two.report.published == "2022-03-04"
    assert three.report.id == "mine"


def test_reading_alone_or_with_others_makes_no_difference() -> None:
    texts = [TALKS, "The envoys met in Oslo.", TALKS.replace("Berg", "Lind")]
    assert list(detente.read_many(texts)) == [detente.read(text) for text in texts]


PIECES = [
    "“We are ready",
    "” she told reporters. ",
    "the German chancellor said ",
    "Putin told Scholz in Moscow on Tuesday that ",
    "NATO",
    " 160,000 troops ",
    "according to the ministry",
    ", ",
    ". ",
    "\n",
    "\r\n\r\n",
    " ",
    "«",
    "»",
    "‘",
    "’",
    '"',
    "''",
    "``",
    "„",
    "(",
    "]",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u202e",
    "e\u0301",
    "o\u0308\u0323",
    "👩\u200d🚀",
    "🇺🇦",
    "\x00",
    "\x07",
    "\x1b[31m",
    "\u2028",
    "\u00a0",
    "مرحبا",
    "北京",
    "ẞ",
    "İ",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=1, max_size=25).map("".join),
    st.none() | st.dates(),
)
def test_spans_lie_in_the_text_and_show_their_words(text: str, day: datetime.date | None) -> None:
    try:
        record = detente.read(text, day, force=True)
    except detente.ReportError:
        return
    check_spans(record, text)
    check_ids(record)
    assert Record.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize(
    "inserted", ["\u200b", "\u0301", "👩\u200d🚀", "\x07", "\u00ad", "\ufeff", "𝔘"]
)
def test_strange_characters_move_offsets_by_their_length_only(inserted: str) -> None:
    text = f"{inserted} {TALKS}"
    record = detente.read(text, "2022-03-03")
    check_spans(record, text)
    assert any("Berg" in record.text_of(s.source) for s in record.statements if s.source)


@pytest.mark.parametrize(
    "line",
    ["word " * 4_000, "“Yes,” he said. " * 600, "“" * 1_000 + " he said", "Putin, " * 1_000],
    ids=lambda line: line[:16],
)
def test_one_long_line_ends_in_reasonable_time(line: str) -> None:
    before = time.process_time()
    check_spans(detente.read(line, "2022-03-03", force=True), line)
    assert time.process_time() - before < 20


@pytest.mark.parametrize("line", ["a" * 1_000_000, "!" * 100_000 + " he said", "“(" * 5_000 + " x"])
def test_a_line_without_spaces_is_refused_at_once(line: str) -> None:
    before = time.process_time()
    with pytest.raises(detente.ReportError, match="without a space"):
        detente.read(line)
    assert time.process_time() - before < 5
