"""How sure a code is."""

from __future__ import annotations

import pytest

import detente
from detente.coding.confidence import UNSURE, Grounds, confidence_of


def test_what_the_model_agrees_with_is_surer() -> None:
    sure = [confidence_of(Grounds(2, 1, share, spoken=False)) for share in (0.01, 0.3, 0.9)]
    assert sure == sorted(sure)
    assert sure[0] < sure[-1]


@pytest.mark.parametrize("share", [0.0, 1.0, None])
def test_nothing_is_certain(share: float | None) -> None:
    low, high = UNSURE
    assert low <= confidence_of(Grounds(0, 1, share, spoken=True)) <= high


def test_events_say_what_their_confidence_rests_on() -> None:
    record = detente.read("Ghana condemned Togo on Monday. It rained.", published="2022-02-18")
    (event,) = record.events
    (why,) = [reason.why for reason in event.reasons if reason.field == "confidence"]
    assert why.startswith("both sides known, told once; the model gives the type 0.")
    assert 0 < event.confidence < 1
