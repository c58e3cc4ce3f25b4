"""Times that hang on an event of the report."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from detente.grounding.bundle import Header
from detente.grounding.times import find_times
from detente.record import Time

_VOCAB = spacy.blank("en").vocab
Row = tuple[str, str, str, str, int]


def times(rows: list[Row]) -> list[Time]:
    """Times of words with lemma, part of speech, relation and head."""
    words, lemmas, tags, deps, heads = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(_VOCAB, words=words, lemmas=lemmas, pos=tags, deps=deps, heads=heads, tags=tags)
    return list(find_times(doc, Header(published="2022-03-18")))


_INVADED: list[Row] = [
    ("Troops", "troop", "NOUN", "nsubj", 1),
    ("invaded", "invade", "VERB", "ROOT", 1),
    ("on", "on", "ADP", "case", 3),
    ("24", "24", "NUM", "obl", 1),
    ("February", "February", "PROPN", "nmod", 3),
    (".", ".", "PUNCT", "punct", 1),
]


def counted(first: str, unit: str, preposition: str, event: str, lemma: str) -> list[Row]:
    """ "<first> <unit> <preposition> the <event> they met." behind ``_INVADED``."""
    return [
        (first, first.lower(), "NUM", "nummod", 7),
        (unit, unit, "NOUN", "obl:npmod", 10),
        (preposition, preposition, "ADP", "case", 10),
        ("the", "the", "DET", "det", 10),
        (event, lemma, "NOUN", "obl", 12),
        ("they", "they", "PRON", "nsubj", 12),
        ("met", "meet", "VERB", "ROOT", 12),
        (".", ".", "PUNCT", "punct", 12),
    ]


@pytest.mark.parametrize(
    ("first", "unit", "preposition", "value", "edtf"),
    [
        ("Two", "days", "after", "P2D", "2022-02-26"),
        ("Three", "days", "before", "P3D", "2022-02-21"),
        ("Two", "weeks", "after", "P2W", "2022-03-07/2022-03-13"),
    ],
)
def test_days_are_counted_from_an_event_that_the_report_dates(
    first: str, unit: str, preposition: str, value: str, edtf: str
) -> None:
    found = times([*_INVADED, *counted(first, unit, preposition, "invasion", "invasion")])
    day, span = found
    assert day.value == "2022-02-24"
    assert (span.type, span.value, span.edtf, span.anchor) == ("DURATION", value, edtf, day.id)
    assert span.reason is not None
    assert "the report dates “invasion”" in span.reason


def test_the_day_before_an_event_is_a_date() -> None:
    found = times([*_INVADED, *counted("The", "day", "before", "invasion", "invasion")])
    assert [(t.text, t.type, t.value) for t in found] == [
        ("24 February", "DATE", "2022-02-24"),
        ("The day before", "DATE", "2022-02-23"),
    ]


def test_an_event_without_a_day_dates_nothing() -> None:
    found = times([*_INVADED, *counted("Two", "days", "after", "election", "election")])
    assert (found[1].edtf, found[1].anchor) == (None, None)
    found = times([*_INVADED, *counted("The", "day", "before", "election", "election")])
    assert [t.text for t in found] == ["24 February"]


def test_words_that_begin_alike_are_not_one_event() -> None:
    rows = [*_INVADED, *counted("Two", "days", "after", "investment", "investment")]
    assert times(rows)[1].edtf is None


def test_two_days_of_one_event_decide_nothing() -> None:
    again: list[Row] = [
        ("Troops", "troop", "NOUN", "nsubj", 7),
        ("invaded", "invade", "VERB", "ROOT", 7),
        ("on", "on", "ADP", "case", 9),
        ("1", "1", "NUM", "obl", 7),
        ("March", "March", "PROPN", "nmod", 9),
        (".", ".", "PUNCT", "punct", 7),
    ]
    later = [
        (word, lemma, tag, dep, head + 6)
        for word, lemma, tag, dep, head in counted("Two", "days", "after", "invasion", "invasion")
    ]
    assert times([*_INVADED, *again, *later])[2].edtf is None
