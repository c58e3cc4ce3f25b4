"""The meeting at which something was said, where the sentence before tells of it."""

from __future__ import annotations

import detente

CALL = (
    "Kenyan President Asha Otieno and Ugandan President Peter Mugisha "
    "spoke by telephone on Tuesday. "
)


def occasions(text: str) -> list[tuple[str | None, str | None]]:
    record = detente.read(text, published="2022-02-18")
    return [(s.occasion, s.date) for s in record.statements]


def test_what_one_of_the_two_said_next_was_said_there() -> None:
    assert occasions(CALL + "Otieno stressed that the border must stay open.") == [
        ("e1", "2022-02-15")
    ]


def test_what_somebody_else_said_next_was_not() -> None:
    (said,) = occasions(CALL + "The African Union said that it welcomed the talks.")
    assert said == (None, None)
