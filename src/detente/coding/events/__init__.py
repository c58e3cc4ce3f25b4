"""PLOVER events: what was done, by whom to whom, coded from the parse by lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.events.days import with_days
from detente.grounding.bundle import Grounding
from detente.language.words import words_of
from detente.record import Event, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["code_events", "with_days"]


def code_events(
    doc: Doc, grounding: Grounding, statements: Sequence[Statement]
) -> tuple[Event, ...]:
    """The PLOVER events that a report tells, in the order of their first mention.

    ``doc`` carries a Universal Dependencies parse, ``grounding`` what its words point at,
    ``statements`` who said what. An event told several times is one event with several mentions.
    Ids are ``e1``, ``e2`` ... in text order.
    """
    # Statuses and commitments ask modules of this package, and its way through asks statuses.
    from detente.coding.events.build import Coder

    return Coder(words_of(doc), grounding, statements).events()
