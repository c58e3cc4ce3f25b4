from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.publish.marks import Mark, paragraphs

TEXTS = st.text(alphabet="ab \n“é👩", max_size=60)
MARKS = st.lists(
    st.tuples(st.integers(0, 70), st.integers(0, 70)).map(
        lambda pair: Mark(f"e{pair[0]}.{pair[1]}", "event", min(pair), max(pair))
    ),
    max_size=12,
)


def test_nested_marks_are_listed_innermost_first() -> None:
    outer, inner = Mark("s1", "statement", 0, 11), Mark("e1", "event", 6, 11)
    ((first, second),) = paragraphs("Hello world", [outer, inner])
    assert (first.text, first.marks) == ("Hello ", (outer,))
    assert (second.text, second.marks) == ("world", (inner, outer))
    assert (first.begins, second.begins) == ((outer,), (inner,))


def test_overlapping_marks_share_the_middle() -> None:
    left, right = Mark("s1", "statement", 0, 8), Mark("e1", "event", 6, 11)
    ((first, both, last),) = paragraphs("Hello world", [left, right])
    assert [segment.text for segment in (first, both, last)] == ["Hello ", "wo", "rld"]
    assert set(both.marks) == {left, right}
    assert last.marks == (right,)


def test_a_name_gives_way_to_the_statement_around_it() -> None:
    said = Mark("s1", "statement", 0, 11)
    name = Mark("a1", "actor", 6, 11, minor=True)
    ((_, second),) = paragraphs("Hello world", [said, name])
    assert second.marks == (said, name)


def test_a_mark_over_several_lines_begins_once() -> None:
    whole = Mark("s1", "statement", 0, 12)
    lines = list(paragraphs("One.\n\nThree.", [whole]))
    assert [segment.text for line in lines for segment in line] == ["One.", "Three."]
    assert [segment.begins for line in lines for segment in line] == [(whole,), ()]


@settings(deadline=None)
@given(TEXTS, MARKS)
def test_every_character_carries_exactly_its_marks(text: str, marks: list[Mark]) -> None:
    lines = [line for line in text.split("\n") if line.strip()]
    found = list(paragraphs(text, marks))
    assert ["".join(segment.text for segment in line) for line in found] == lines
    at = 0
    for line, segments in zip(lines, found, strict=True):
        at = text.index(line, at)
        for segment in segments:
            for offset in range(at, at + len(segment.text)):
                over = {mark for mark in marks if mark.start <= offset < mark.end}
                assert set(segment.marks) == over
            at += len(segment.text)


@settings(deadline=None)
@given(TEXTS, MARKS)
def test_marks_begin_once_and_never_before_they_cover(text: str, marks: list[Mark]) -> None:
    begins = [
        (mark, segment)
        for line in paragraphs(text, marks)
        for segment in line
        for mark in segment.begins
    ]
    assert len({mark for mark, _ in begins}) == len(begins)
    assert all(mark in segment.marks for mark, segment in begins)


def test_a_long_line_with_many_marks_is_quick() -> None:
    marks = [Mark(f"e{i}", "event", i * 10, i * 10 + 15) for i in range(5_000)]
    (line,) = paragraphs("x" * 50_010, marks)
    assert all(len(segment.marks) <= 2 for segment in line)
    assert all(first.marks != second.marks for first, second in pairwise(line))
