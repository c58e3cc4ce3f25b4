"""How likely it is that a code is right: a logistic curve over what the code rests on.

The weights stand in ``data/confidence.yaml``; ``python -m training.calibrate`` fits them on
labelled events and commitments, and writes how well they held on what was not fitted on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, log
from typing import TYPE_CHECKING

from detente.coding.events.ontology import ontology
from detente.language.encoder import labels
from detente.language.pipeline import TYPES_KEY
from detente.language.words import words_of
from detente.record import Event, Reason

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.language.words import Words

_LEAST = 0.002
"""A share of the model's is taken as at least this, and at most 1 less it."""
UNSURE = 0.05, 0.95
"""Nothing that was only read is surer than this, and nothing that is in the record less sure."""


@dataclass(frozen=True)
class Grounds:
    """What an event's code rests on. ``parties`` counts the sides that are known (0 to 2),
    ``mentions`` the places that tell of it, ``share`` is the probability that the reading model,
    which sees the whole sentence, gives the type (``None`` where it was not asked)."""

    parties: int
    mentions: int
    share: float | None
    spoken: bool

    def features(self) -> dict[str, float]:
        """The numbers that the curve weighs."""
        share = min(max(self.share if self.share is not None else 0.5, _LEAST), 1 - _LEAST)
        return {
            "one side": float(self.parties == 1),
            "both sides": float(self.parties == 2),
            "told again": float(self.mentions > 1),
            "model": log(share / (1 - share)) if self.share is not None else 0.0,
            "act of speaking": float(self.spoken),
        }

    def told(self) -> str:
        """The same in words."""
        sides = ("no side", "one side", "both sides")[self.parties]
        places = "once" if self.mentions < 2 else f"in {self.mentions} places"
        known = "" if self.share is None else f"; the model gives the type {self.share:.2f} here"
        return f"{sides} known, told {places}{known}"


def with_confidence(events: Sequence[Event], doc: Doc) -> tuple[Event, ...]:
    """The events, each with the chance that it is there and has its type, to two places."""
    words = words_of(doc)
    return tuple(_weighed(event, grounds_of(event, words)) for event in events)


def _weighed(event: Event, grounds: Grounds) -> Event:
    sure = confidence_of(grounds)
    why = Reason(field="confidence", why=grounds.told())
    return event.model_copy(update={"confidence": sure, "reasons": (*event.reasons, why)})


def confidence_of(grounds: Grounds) -> float:
    """The chance, to two places."""
    return curve(weights()["events"], grounds.features())


def grounds_of(event: Event, words: Words) -> Grounds:
    """What the code of an event rests on."""
    return Grounds(
        parties=bool(event.actors) + bool(event.recipients),
        mentions=len(event.mentions),
        share=share_of(words, event.trigger.start, event.type),
        spoken=ontology()[event.type].speech,
    )


def curve(weight: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The logistic function of the weighted features, within ``UNSURE`` and to two places."""
    total = weight["bias"] + sum(weight[name] * value for name, value in features.items())
    return round(min(max(1 / (1 + exp(-total)), UNSURE[0]), UNSURE[1]), 2)


def share_of(words: Words, offset: int, kind: str) -> float | None:
    """The probability that the reading model gives the type in the sentence at an offset; ``None``
    where the Doc does not carry it, or its sentences are another parser's."""
    shares = words.doc.user_data.get(TYPES_KEY)
    starts = words.sentence_offsets
    if shares is None or len(shares) != len(starts):
        return None
    row = max(bisect_right(starts, offset) - 1, 0)
    return float(shares[row][labels().types.index(kind)])


@cache
def weights() -> dict[str, dict[str, float]]:
    """The fitted weights of events and commitments."""
    import yaml

    text = (resources.files("detente.coding") / "data" / "confidence.yaml").read_text("utf-8")
    result: dict[str, dict[str, float]] = yaml.safe_load(text)
    return result
