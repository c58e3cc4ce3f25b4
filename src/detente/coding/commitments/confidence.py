"""How sure a commitment is: a plain rule, brought to the scale of what turned out right."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from detente.coding.commitments.model import Draft
from detente.coding.confidence import curve, weights

_BASE = {"cue": 0.75, "word": 0.65, "implicit": 0.55, "event": 0.5}
_BY_KNOWN, _BY_UNKNOWN, _EVENT, _CONDITION = 0.1, -0.2, 0.05, 0.05


@dataclass(frozen=True)
class Features:
    """What tells whether a commitment is right. ``rests_on`` is ``cue`` (the word is the cue of its
    statement), ``word`` (a word of binding elsewhere), ``implicit`` (no such word) or ``event``."""

    rests_on: str
    kind: str
    by_known: bool
    to_known: bool
    has_event: bool
    has_condition: bool
    quoted: bool
    length: int


def confidence_of(features: Features) -> float:
    """The chance that the commitment is there and of this kind: the clearer the word and who is
    bound by it, the surer. The curve is fitted by ``python -m training.calibrate``."""
    sure = rule(features)
    return curve(weights()["commitments"], {"rule": log(sure / (1 - sure))})


def rule(features: Features) -> float:
    """The plain rule, before it was calibrated."""
    sure = _BASE[features.rests_on]
    sure += _BY_KNOWN if features.by_known else _BY_UNKNOWN
    sure += _EVENT * features.has_event + _CONDITION * features.has_condition
    return min(0.95, max(0.05, sure))


def rests_on(draft: Draft) -> str:
    """Which of the four sorts of ground a draft has."""
    if draft.rank == 3:
        return "event"
    if draft.trigger.implicit:
        return "implicit"
    return "cue" if draft.trigger.shape == "content" else "word"
