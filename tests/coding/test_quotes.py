"""Quotation marks of every style are paired, and what cannot be paired does no harm."""

from __future__ import annotations

import time

import pytest

from detente.coding.quotes import Quotation, find_quotations, paragraphs


def words(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


def outer(text: str) -> list[Quotation]:
    return [q for q in find_quotations(text) if q.depth == 0]


@pytest.mark.parametrize(
    "text",
    [
        'She said "we will wait" twice.',
        "She said “we will wait” twice.",
        "She said «we will wait» twice.",
        "She said „we will wait“ twice.",
        "She said 'we will wait' twice.",
        "She said ‘we will wait’ twice.",
        'She said " we will wait " twice.',
    ],
)
def test_each_style_gives_one_quotation_with_its_inside(text: str) -> None:
    (found,) = find_quotations(text)
    assert text[found.inner_start : found.inner_end].strip() == "we will wait"
    assert found.closed and found.depth == 0


def test_a_cue_between_two_quotations_belongs_to_neither() -> None:
    assert words('"We wait," she said, "until May."') == ['"We wait,"', '"until May."']


def test_quotation_inside_a_quotation_in_the_same_straight_marks() -> None:
    text = 'He wrote, "The "ceasefire" is over." Nobody answered.'
    found = find_quotations(text)
    assert [(text[q.start : q.end], q.depth) for q in found] == [
        ('"The "ceasefire" is over."', 0),
        ('"ceasefire"', 1),
    ]


def test_single_marks_inside_double_marks() -> None:
    text = "“They told us ‘no talks’ again,” he said."
    assert [q.depth for q in find_quotations(text)] == [0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers' talks ended and the envoys' did too.",
        "It wasn't the '90s, it's Moscow's turn.",
        "The group’s fighters’ families left.",
        "A 6' fence and a 12\" pipe.",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert words(text) == []


def test_apostrophes_do_not_end_single_quotation_marks() -> None:
    text = "'We won't go,' he said, 'until the ministers' talks end.'"
    assert words(text) == ["'We won't go,'", "'until the ministers' talks end.'"]


@pytest.mark.parametrize(("left", "right"), [("“", "”"), ('"', '"')])
def test_a_quotation_that_runs_over_paragraphs_continues(left: str, right: str) -> None:
    text = f"{left}One day it ends.\n\n{left}Then we rebuild,{right} she said."
    first, second = find_quotations(text)
    assert not first.closed and not first.continues
    assert second.closed and second.continues
    assert text[first.start : first.end] == f"{left}One day it ends."


def test_a_forgotten_mark_does_not_swallow_the_next_quotation() -> None:
    text = '"We wait, she said. "Until May," he added.\n\n"Later," said others.'
    assert words(text) == ['"Until May,"', '"Later,"']


def test_a_forgotten_closing_mark_ends_with_its_paragraph() -> None:
    text = "He said “we wait until May.\nNobody else spoke."
    (found,) = find_quotations(text)
    assert text[found.start : found.end] == "“we wait until May."
    assert not found.closed


def test_brackets_and_ellipses_stay_inside() -> None:
    text = 'She wrote, "[T]hey [have] gone [...] for good (at last!)." It was late.'
    assert words(text) == ['"[T]hey [have] gone [...] for good (at last!)."']


def test_a_line_broken_for_width_is_one_paragraph() -> None:
    text = "The minister said that\nthe border was open.\n\nNobody crossed it."
    assert [text[s:e] for s, e in paragraphs(text)] == [
        "The minister said that\nthe border was open.",
        "Nobody crossed it.",
    ]


@pytest.mark.parametrize("text", ["", " \n\t ", "”", '"', "'", "“”", '""', "‘", "\u200b“\u0301”"])
def test_odd_input_gives_no_error_and_right_offsets(text: str) -> None:
    for found in find_quotations(text):
        assert 0 <= found.start <= found.inner_start <= found.inner_end <= found.end <= len(text)


@pytest.mark.parametrize("unit", ["\"a 'b ", "“‘", '"', "'a' ", "“a” "])
def test_a_line_of_a_million_characters_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    before = time.process_time()
    find_quotations(text)
    assert time.process_time() - before < 10
