"""Agreement of people, and Krippendorff's alpha against what the literature computes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.casefile import Casefile, corrections
from detente.casefile.corrections.agreement import agreement, alpha
from detente.casefile.ledger.judge import judge
from detente.casefile.ledger.store import refresh, stored_steps
from detente.casefile.reading import ReadReport

Reader = Callable[..., ReadReport]
TEXT = (
    "OSLO, March 3 - Norway promised to send 40 observers to the border. Sweden warned that "
    "sanctions would follow. The ministers met in Oslo on Thursday."
)


def test_alpha_is_that_of_the_literature() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): section A, two observers and
    # ten yes-no values; section C, four observers, twelve units, missing values.
    one, other = "0100000000", "1110010100"
    assert alpha(zip(one, other, strict=True)) == pytest.approx(0.095, abs=0.001)
    table = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    units = [[v for v in column if v != "."] for column in zip(*table, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=0.001)


def test_alpha_where_nobody_could_disagree() -> None:
    assert alpha([]) is None
    assert alpha([["a"], ["b"]]) is None
    assert alpha([["a", "a"], ["a", "a"]]) is None
    assert alpha([["a", "a"], ["b", "b"]]) == 1.0
    assert alpha([["a", "b"], ["b", "a"]]) == pytest.approx(-0.5)


@pytest.fixture
def talks(tmp_path: Path, read: Reader) -> Casefile:
    case = Casefile.new(tmp_path / "talks.case")
    case.put("k0", read(TEXT, "2022-03-03", source="Nordic Wire"), "t.txt")
    return case


def test_two_people_who_judged_the_same(talks: Casefile) -> None:
    events = [event.id for event in talks.record(1).events]
    assert len(events) >= 3
    for name, eva, ida in zip(events, ("claimed", "planned", "denied"),
                              ("claimed", "planned", "possible"), strict=False):  # fmt: skip
        corrections.set_field(talks, 1, name, "status", eva, by="Eva")
        corrections.set_field(talks, 1, name, "status", ida, by="Ida")
    corrections.confirm(talks, 1, events[0], "date", by="Eva")
    judged = agreement(talks)
    assert judged.by_person["Eva"] == {"event.date": 1, "event.is there": 3, "event.status": 3}
    there, status = judged.fields
    assert (there.field, there.units, there.equal, there.alpha) == ("is there", 3, 1.0, None)
    assert (status.units, status.equal) == (3, pytest.approx(2 / 3))
    assert status.alpha == pytest.approx(alpha([["c", "c"], ["p", "p"], ["d", "o"]]))
    # "is there" has nothing to disagree on: chance is reckoned within each field.
    assert (judged.whole.units, judged.whole.alpha) == (6, status.alpha)
    assert agreement(talks, ["Eva"]).whole.units == 0


def test_what_counts_is_what_a_person_said_last_and_stands_by(talks: Casefile) -> None:
    def status() -> tuple[int, float | None]:
        found = [f for f in agreement(talks).fields if f.field == "status"]
        return (found[0].units, found[0].equal) if found else (0, None)

    corrections.set_field(talks, 1, "e1", "status", "claimed", by="Eva")
    first = corrections.set_field(talks, 1, "e1", "status", "denied", by="Ida")
    assert status() == (1, 0.0)
    second = corrections.set_field(talks, 1, "e1", "status", "claimed", by="Ida")
    assert status() == (1, 1.0)
    corrections.undo(talks, second.id, by="Ida")
    assert status() == (1, 0.0)
    corrections.undo(talks, first.id, by="Eva")
    assert status() == (1, 0.0), "what another took back was judged all the same"
    corrections.confirm(talks, 1, "e1", by="Ida")
    assert status() == (1, 1.0)
    corrections.delete_entry(talks, 1, "e1", by="Ida")
    assert status() == (0, None)
    there = next(f for f in agreement(talks).fields if f.field == "is there")
    assert (there.units, there.equal) == (1, 0.0)


def test_fates_are_judged_too(talks: Casefile) -> None:
    refresh(talks)
    with talks.reading() as connection:
        step = stored_steps(connection)[0]["id"]
    judge(talks, step, "fulfilled", "Eva")
    judge(talks, step, "broken", "Ida")
    (fate,) = agreement(talks).fields
    assert (fate.kind, fate.units, fate.equal) == ("fate", 1, 0.0)
    row = corrections.history(talks)[-1]
    corrections.undo(talks, row.id, by="Ida")
    refresh(talks)
    with talks.reading() as connection:
        assert next(s["fate"] for s in stored_steps(connection) if s["id"] == step) == "fulfilled"
