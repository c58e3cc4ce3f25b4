"""Commitments that the report tells in its own voice, and words that only seem to bind."""

from __future__ import annotations

import pytest

import detente
from detente.publish import page, terminal
from detente.record import Commitment


def commitments(text: str) -> list[Commitment]:
    return list(detente.read(text, "2022-02-18").commitments)


@pytest.mark.parametrize(
    ("text", "kind", "content"),
    [
        (
            "Norway will send 200 soldiers to the border in March.",
            "announcement",
            "Norway will send 200 soldiers to the border in March",
        ),
        (
            "Norway is to hold talks with Chile on Monday.",
            "announcement",
            "Norway is to hold talks with Chile on Monday",
        ),
        (
            "Norway plans to lift the sanctions on Peru.",
            "announcement",
            "to lift the sanctions on Peru",
        ),
        (
            "Chile decided to invite Peru to join the pact.",
            "announcement",
            "to invite Peru to join the pact",
        ),
    ],
)
def test_the_report_itself_tells_it(text: str, kind: str, content: str) -> None:
    record = detente.read(text, "2022-02-18")
    (found,) = record.commitments
    assert (found.kind, found.statement) == (kind, None)
    assert record.text_of(found.content) == content
    assert {a.country for a in record.actors if a.id in found.by} <= {"NOR", "CHL"}


@pytest.mark.parametrize(
    "text",
    [
        "Norway will win the tournament.",
        "The price of oil will rise, and Norway will benefit.",
        "Any decision to leave must be taken by Norway and Chile.",
        "Chilean law requires parties to register in Santiago.",
        "Norway's government did not respond to a request for comment.",
        "Two Norwegian envoys asked not to be quoted.",
        "The Norwegian envoy, who asked that he not be named, said that the talks had failed.",
    ],
)
def test_it_binds_nobody(text: str) -> None:
    assert not commitments(text)


def test_who_asks_not_to_be_quoted_asks_nothing_of_the_other_side() -> None:
    text = "Two Norwegian envoys asked not to be quoted by name."
    assert not detente.read(text, "2022-02-18").events


def test_every_view_shows_a_commitment_without_a_statement() -> None:
    record = detente.read("Norway will send 200 soldiers to the border in March.", "2022-02-18")
    assert "told by the report" in terminal.render_plain(record)
    assert "Told by the report" in terminal.render(record, 80, colour=False)
    assert "told by the report" in page.render([record])


@pytest.mark.parametrize(
    ("text", "kind", "content"),
    [
        (
            "“We are committed to keeping the border safe,” Norway's premier Anna Berg said.",
            "promise",
            "We are committed to keeping the border safe",
        ),
        (
            "“We are not going to accept threats,” Norway's premier Anna Berg said.",
            "refusal",
            "are not going to accept threats",
        ),
        (
            "“Norway has never attacked civilians,” its premier Anna Berg said.",
            "denial",
            "Norway has never attacked civilians",
        ),
        (
            "“We demand that they leave,” Norway's premier Anna Berg said.",
            "demand",
            "they leave",
        ),
        (
            "Norway's premier Anna Berg said Norway would use force if Peru did not leave.",
            "threat",
            "Norway would use force",
        ),
        (
            "The foreign ministry of Norway called on citizens in Lima to be careful.",
            "demand",
            "citizens in Lima to be careful",
        ),
    ],
)
def test_words_that_bind_their_speaker(text: str, kind: str, content: str) -> None:
    record = detente.read(text, "2022-02-18")
    found = [(c.kind, record.text_of(c.content)) for c in record.commitments]
    assert (kind, content) in found
