"""Whether talks that are told are those that were to be: by who takes part, on which day, where.

States meet all the time; that two of them met later does not tell that they held the talks which
somebody had announced.
"""

from __future__ import annotations

import re

from detente.casefile.ledger.index import later
from detente.casefile.ledger.model import Deed, Step

OPEN = ("offer", "proposal", "demand", "refusal")
"""Kinds of which a day is the earliest that is wished for, not one that is agreed."""
LOOSE = 1
"""Days by which the date of talks may be off, for the hours between two places."""
TOLD_LATE = 3
"""Days after talks within which reports without a date tell of them."""
_BY_PHONE = re.compile(r"\b(?:tele)?phone|\bvideo|\bcalls?\s+with\b|\ba\s+call\b", re.IGNORECASE)
_FAR = ("phone", "video")
"""Modes of talks at which nobody travels."""


def parties_of(step: Step) -> frozenset[str]:
    """Who is to take part: those who say so and those to whom, else all whom its words name."""
    told = step.by | step.to
    return told if len(told) > 1 else told | step.bounds.named


def are_those(step: Step, deed: Deed) -> bool:
    """Whether a deed of talking can be the talks of a step."""
    if deed.occurrence and deed.occurrence in step.occurrences:
        return True
    if not _at_that_time(step, deed) or _elsewhere(step, deed) or _others(step, deed):
        return False
    parties = parties_of(step)
    shared = len(parties & (deed.by | deed.to))
    if len(parties) == 1:  # of whom it does not tell with whom, it must tell when or where
        return shared == 1 and (_is_dated(step) or _there(step, deed))
    return shared == len(parties) if len(parties) == 2 else 2 * shared > len(parties)


def _is_dated(step: Step) -> bool:
    return step.bounds.when is not None and step.kind not in OPEN


def _at_that_time(step: Step, deed: Deed) -> bool:
    if step.bounds.when is None:
        return True
    first, last = step.bounds.when
    until = "9999" if step.kind in OPEN else later(last, LOOSE if deed.dated else TOLD_LATE)
    return (deed.day or "") <= until and (deed.last or "") >= later(first, -LOOSE)


def _there(step: Step, deed: Deed) -> bool:
    return deed.place is not None and deed.place in step.bounds.places


def _elsewhere(step: Step, deed: Deed) -> bool:
    far = deed.mode in _FAR
    if step.bounds.places and far:
        return True
    if deed.mode and not far and any(_BY_PHONE.search(at.text) for at in step.tellings[:1]):
        return True
    if not deed.place or not step.bounds.countries or _there(step, deed):
        return False
    return deed.country is not None and deed.country not in step.bounds.countries


def _others(step: Step, deed: Deed) -> bool:
    """Whether both name people of one side, and not the same ones."""
    for code in {code for code, _ in step.bounds.people}:
        mine = {entity for side, entity in step.bounds.people if side == code}
        theirs = {entity for side, entity in deed.people if side == code}
        if theirs and not mine & theirs:
            return True
    return False
