"""Reading a casefile's reports anew, with the model and tables at work here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.casefile.casefile import Casefile
from detente.casefile.reading import read_reports

if TYPE_CHECKING:
    from pathlib import Path

    from detente.coding.own import Ontology
    from detente.knowledge.own import Knowledge


def read_again(
    case: Casefile,
    knowledge: Knowledge | str | Path | None = None,
    ontology: Ontology | str | Path | None = None,
) -> int:
    """Read every report anew and replace its record. How many there were. What people judged
    holds, for their judgements point at words."""
    numbers = [each.number for each in case.reports()]
    for number in numbers:
        found = next(iter(case.reports([number])))
        for read in read_reports([found.report], knowledge, ontology):
            case.put_again(number, read)
    return len(numbers)
