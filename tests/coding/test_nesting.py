"""Statements inside statements: whose cue stands in whose content."""

from __future__ import annotations

import time

from detente.coding.statements.nesting import link
from detente.coding.statements.page import Relation


def relation(start: int, end: int, cue: int | None = None) -> Relation:
    at = None if cue is None else (cue, cue + 1)
    return Relation(None, at, None, None, [(start, end)], "verb")


def test_the_smallest_content_around_a_cue_is_its_outer_statement() -> None:
    release, minister, aside = relation(10, 90, 0), relation(40, 80, 20), relation(60, 70, 50)
    link([release, minister, aside])
    assert release.outer is None
    assert minister.outer is release
    assert aside.outer is minister


def test_words_without_a_cue_are_inside_nothing_and_hold_nothing() -> None:
    quotation, other = relation(0, 50), relation(20, 40, 10)
    link([quotation, other])
    assert quotation.outer is None
    assert other.outer is None


def test_many_statements_are_linked_in_little_time() -> None:
    many = [relation(i, i + 8, i - 2) for i in range(10, 200_000, 10)]
    before = time.process_time()
    link(many)
    assert time.process_time() - before < 5
