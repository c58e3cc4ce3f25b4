"""Statements: who is reported as having said what, to whom, in which words, on which day.

``docs/statements.md`` tells what counts as a statement and how one is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.record import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from detente.grounding.bundle import Grounding
    from detente.record import Event


def code_statements(doc: Doc, grounding: Grounding) -> tuple[Statement, ...]:
    """All statements of a report in text order, ``occasion`` still empty.

    Rules over the parse and the quotation marks find most of them; the reading model's spans
    (``doc.spans["content"]`` and so on) add what the rules miss.
    """
    from detente.coding.statements.merge import find_relations
    from detente.coding.statements.page import Page
    from detente.coding.statements.resolve import to_statements

    page = Page.of(doc, grounding)
    return to_statements(page, find_relations(page))


def with_occasions(
    statements: Sequence[Statement], events: Sequence[Event], doc: Doc
) -> tuple[Statement, ...]:
    """The same statements with the meeting, call or news conference at which each was made, and
    the day that these or the story's course tell."""
    from detente.coding.statements.carry import carry_days
    from detente.coding.statements.occasions import fill_occasions

    return carry_days(fill_occasions(statements, events, doc), events, doc)
