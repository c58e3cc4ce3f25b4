"""The three linear models of merging: of two documents, of two mentions, of a pair among all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.casefile.merge.happenings.documents import FEATURES
from detente.casefile.merge.happenings.pairs import TOGETHER, WORDS
from detente.errors import damaged

FILE = Path(__file__).parent / "model.json"
DOCUMENTS = ("documents alike", "documents in like company")
WIDEST = 5.0
"""Standard deviations beyond which a feature counts no more."""


@dataclass(frozen=True)
class Linear:
    """A logistic regression over features in the order of ``names``."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def logits(self, features: NDArray[Any]) -> NDArray[np.float64]:
        """Log odds of rows of features."""
        parts = np.clip((features - self.means) / self.scales, -WIDEST, WIDEST)
        result: NDArray[np.float64] = parts @ np.array(self.weights) + self.bias
        return result

    def probabilities(self, features: NDArray[Any]) -> NDArray[np.float64]:
        """Probabilities of rows of features."""
        return logistic(self.logits(features))


@dataclass(frozen=True)
class Model:
    """``together`` is the mean probability from which on groups are one happening."""

    documents: Linear
    words: Linear
    together: Linear
    threshold: float
    source: str = ""


def logistic(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log odds -> probabilities."""
    result: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return result


@cache
def shipped() -> Model:
    """The model in the package."""
    try:
        raw = json.loads(FILE.read_text("utf-8"))
        linear = {name: Linear(**{k: _plain(v) for k, v in raw[name].items()}) for name in PARTS}
        model = Model(**linear, threshold=raw["threshold"], source=raw["source"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise damaged(FILE.name) from error
    for name, expected in PARTS.items():
        if getattr(model, name).names != expected:
            raise damaged(FILE.name)
    return model


PARTS: dict[str, Sequence[str]] = {
    "documents": FEATURES,
    "words": (*WORDS, *DOCUMENTS),
    "together": (*WORDS, *DOCUMENTS, *TOGETHER),
}
"""The features of each part."""


def written(model: Model) -> str:
    """The model as its file has it."""
    return json.dumps(asdict(model), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
