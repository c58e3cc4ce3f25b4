"""Which words of several texts tell of the same happening: from the words alone, without records.

>>> same_happenings({"a": "Troops left.", "b": "The pull-out began."}, [("a", 7, 11), ("b", 4, 12)])
[0, 0]

The texts are read by the pipeline; pairs of mentions get a probability from a small linear model
(``model.json``, written by ``python -m training.merging`` from ECB+), a second one looks at all
probabilities at once, and average-link clustering makes groups.
"""

from __future__ import annotations

from detente.casefile.merge.happenings.groups import same_happenings

__all__ = ["same_happenings"]
