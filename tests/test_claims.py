"""A claim never becomes a fact on its way through the code."""

import pytest

import detente

DEEDS = {"CONCEDE", "RETREAT", "MOBILIZE", "ASSAULT"}


@pytest.mark.parametrize(
    "text",
    [
        "The Ruritanian Defence Ministry announced on Tuesday that some units were returning to "
        "their bases from the border.",
        "Washington estimates that Russia has massed 90,000 troops near the border.",
    ],
)
def test_a_deed_that_only_a_government_tells_is_claimed(text: str) -> None:
    record = detente.read(text, published="2022-02-18")
    deeds = [e for e in record.events if e.type in DEEDS]
    assert deeds
    assert {e.status for e in deeds} == {"claimed"}
    assert all(e.claimed_by in {s.id for s in record.statements} for e in deeds)


def test_a_deed_that_the_report_tells_has_happened() -> None:
    record = detente.read("Russian troops invaded Ukraine on Thursday.", published="2022-02-25")
    assert [e.status for e in record.events if e.type in DEEDS] == ["happened"]
