"""Copies and versions of a report are found, and other reports are left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import insert, select

from detente.casefile import Casefile, schema
from detente.casefile.casefile import now
from detente.casefile.info import check, info
from detente.casefile.reading import ReadReport
from detente.casefile.twins import Known, Of, Twin, originals

Reader = Callable[..., ReadReport]

LEAD = (
    "HARBOUR CITY, March 3 - Two ministers signed a grain agreement in Harbour City on Thursday "
    "after eleven hours of talks that had been close to failing twice. "
)
MIDDLE = (
    "The agreement lets forty ships a month leave the northern ports under the eyes of observers. "
    "“We have bread again,” Foreign Minister Anna Berg told reporters on the quay. "
)
END = (
    "The opposition called the agreement a surrender and announced a march for Saturday. "
    "Insurers said that they would wait for the first ten ships before they lowered their prices."
)
WIRE = LEAD + MIDDLE + END
OTHER = (
    "HARBOUR CITY, March 4 - Dock workers in Harbour City went on strike on Friday over pay. Their "
    "union said that no ship would be loaded before the ministry answered its letter of January. "
    "A spokesman of the ministry said that the letter had never come."
)


@pytest.fixture
def put(case: Casefile, read: Reader) -> Callable[..., int]:
    def putting(text: str, published: str | None = None, **more: str) -> int:
        key = f"{abs(hash((text, published, *more.items()))):032x}"[-32:]
        number = case.put(key, read(text, published, **more), f"found {key}")
        assert number
        return number

    return putting


def copies(case: Casefile) -> dict[int, tuple[int, str]]:
    c = schema.copies.c
    with case.reading() as connection:
        rows = connection.execute(select(c.report, c.of, c.kind))
        return {report: (of, kind) for report, of, kind in rows}


def test_a_cut_and_reheaded_report_of_another_source_is_a_copy(
    case: Casefile, put: Callable[..., int]
) -> None:
    first = put(WIRE, "2022-03-03", source="Nordic Wire")
    put(OTHER, "2022-03-04", source="Harbour Post")
    cut = put("Bread is coming. " + END + " " + LEAD, "2022-03-04", source="Harbour Post")
    assert copies(case) == {cut: (first, "copy")}
    assert info(case)["copies"] == 1


def test_the_first_published_is_the_one_that_was_copied(
    case: Casefile, put: Callable[..., int]
) -> None:
    late = put(WIRE, "2022-03-05", source="Harbour Post")
    later = put(LEAD + END, "2022-03-06", source="Evening News")
    first = put(LEAD + MIDDLE, "2022-03-03", source="Nordic Wire")
    assert copies(case) == {late: (first, "copy"), later: (first, "copy")}


def test_a_newer_version_replaces_the_older_which_stays_readable(
    case: Casefile, put: Callable[..., int]
) -> None:
    old = put(LEAD + MIDDLE, "2022-03-03", source="Nordic Wire")
    new = put(WIRE, "2022-03-04", source="Nordic Wire")
    assert copies(case) == {old: (new, "version")}
    with case.reading() as connection:
        left = connection.execute(select(schema.statements.c.report).distinct()).scalars().all()
    assert left == [new]
    assert case.record(old).report.text == LEAD + MIDDLE
    assert check(case) == []
    case.rebuild()
    assert copies(case) == {old: (new, "version")}


def test_an_older_version_that_comes_in_late_replaces_nothing(
    case: Casefile, put: Callable[..., int]
) -> None:
    new = put(WIRE, "2022-03-04", source="Nordic Wire")
    old = put(LEAD + MIDDLE, "2022-03-03", source="Nordic Wire")
    assert copies(case) == {old: (new, "version")}


def test_another_report_at_the_same_address_is_a_version_only_if_it_says_the_same(
    case: Casefile, put: Callable[..., int]
) -> None:
    put(WIRE, "2022-03-03", url="https://news.example/live")
    put(OTHER, "2022-03-04", url="https://news.example/live")
    assert copies(case) == {}


def test_a_form_that_is_filled_in_again_months_later_is_no_copy(
    case: Casefile, put: Callable[..., int]
) -> None:
    put(WIRE, "2022-03-03", source="Nordic Wire")
    put(WIRE.replace("March 3", "June 9"), "2022-06-09", source="Harbour Post")
    assert copies(case) == {}


def test_a_form_filled_in_by_another_is_no_copy(case: Casefile, put: Callable[..., int]) -> None:
    form = (
        "{} reports a record {} new cases of the fever in the past day, thereby bringing the "
        "nationwide total of confirmed cases since the beginning of the year to {}."
    )
    put(form.format("Latvia", "3,104", "88,412"), "2022-03-03", source="Baltic Wire")
    put(form.format("Estonia", "1,977", "65,210"), "2022-03-03", source="Baltic Wire")
    put(form.format("Finland", "9,001", "310,555"), "2022-03-04", source="Fjord Wire")
    assert copies(case) == {}


def test_what_a_person_judged_wins(case: Casefile, put: Callable[..., int]) -> None:
    first = put(WIRE, "2022-03-03", source="Nordic Wire")
    cut = put(LEAD + MIDDLE, "2022-03-04", source="Harbour Post")
    keys = [each.key for each in case.reports([first, cut])]
    with case.writing() as connection:
        row = {"left": keys[0], "right": keys[1], "verdict": "negative", "by": "Eva", "at": now()}
        connection.execute(insert(schema.judgements), [{"kind": "copy", **row}])
    case.rebuild()
    assert copies(case) == {}


ALL = (
    (LEAD + MIDDLE, "2022-03-03", "Nordic Wire"),
    (WIRE, "2022-03-04", "Nordic Wire"),
    (MIDDLE + LEAD + END, "2022-03-04", "Nordic Wire"),
    (LEAD + END, "2022-03-04", "Harbour Post"),
    ("Bread at last. " + MIDDLE + LEAD, "2022-03-05", "Evening News"),
    (WIRE, None, "Morning News"),
)


def test_what_is_a_copy_of_what_does_not_hang_on_the_order_of_adding(
    tmp_path: Path, read: Reader
) -> None:
    found = []
    for turn in range(6):
        order = list(range(len(ALL)))
        Random(turn).shuffle(order)
        with Casefile.new(tmp_path / f"{turn}.case") as case:
            numbers = {}
            for which in order:
                text, day, source = ALL[which]
                numbers[case.put(f"{which:032}", read(text, day, source=source), "x")] = which
            pointed = {
                numbers[report]: (numbers[of], kind) for report, (of, kind) in copies(case).items()
            }
            with case.reading() as connection:
                e, o = schema.events.c, schema.occurrences.c
                told = connection.execute(select(e.report).distinct()).scalars()
                with_events = {numbers[number] for number in told}
                counted = connection.execute(select(o.id, o.sources).order_by(o.id)).all()
        found.append((pointed, with_events, counted))
    pointed, with_events, _ = found[0]
    assert pointed == {
        0: (2, "version"), 1: (2, "version"), 3: (2, "copy"), 4: (2, "copy"), 5: (2, "copy"),
    }  # fmt: skip
    assert with_events == {2, 3, 4, 5}
    assert all(each == found[0] for each in found)


def test_a_roundup_of_two_stories_makes_no_copies_of_them() -> None:
    known = {
        1: Known("2022-03-01", 900, "a"), 2: Known("2022-03-02", 800, "b"),
        3: Known("2022-03-03", 2000, "c"),
    }  # fmt: skip
    twins = [Twin(3, 1, "copy", 0.6), Twin(3, 2, "copy", 0.9)]
    assert originals(known, twins) == {3: Of(2, "copy", 0.9)}
