"""Merging in a casefile: reports come in and go, people judge, and the history follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import insert, select

from detente.casefile import Casefile, schema
from detente.casefile.derive import forget
from detente.casefile.merge.people import said_of
from detente.casefile.reading import ReadReport

Reader = Callable[..., ReadReport]

WIRE = (
    "OSLO, March 3 - Swedish Foreign Minister Anna Berg met Norwegian Prime Minister Nils Dahl in "
    "Oslo on Thursday. Norway expelled two Swedish diplomats on Wednesday."
)
PAPER = (
    "STOCKHOLM, March 4 - Foreign Minister Anna Berg of Sweden met Nils Dahl, the prime minister "
    "of Norway, in Oslo on Thursday for talks about fish."
)
LATER = (
    "OSLO, March 21 - Swedish Foreign Minister Anna Berg met Norwegian Prime Minister Nils Dahl in "
    "Bergen on Monday."
)


def put(case: Casefile, read: Reader, *which: tuple[str, str, str]) -> list[int]:
    numbers = []
    for text, day, source in which:
        number = case.put(f"{source}-{day}", read(text, day, source=source), source)
        assert number is not None
        numbers.append(number)
    return numbers


TALKS = (
    (WIRE, "2022-03-03", "Wire"), (PAPER, "2022-03-04", "Paper"), (LATER, "2022-03-21", "Paper"),
)  # fmt: skip


def rows(case: Casefile, table: Any) -> list[dict[str, Any]]:
    with case.reading() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def meetings(case: Casefile) -> list[dict[str, Any]]:
    found = [row for row in rows(case, schema.occurrences) if row["type"] == "CONSULT"]
    return sorted(found, key=lambda row: str(row["date"]))


def state(case: Casefile) -> Any:
    """All that is merged, in an order of its own."""
    names = ("occurrences", "occurrence_parties", "entities", "events", "actors", "blocks")
    tables = {name: rows(case, schema.metadata.tables[name]) for name in names}
    tables["judgements"] = [
        {k: v for k, v in row.items() if k != "id"} for row in rows(case, schema.judgements)
    ]
    return {name: sorted(map(str, found)) for name, found in tables.items()}


def test_one_meeting_in_two_reports_is_one_occurrence(case: Casefile, read: Reader) -> None:
    put(case, read, *TALKS)
    first, second = meetings(case)
    assert (first["date"], first["sources"], first["reports"]) == ("2022-03-03", 2, 2)
    assert (second["date"], second["sources"]) == ("2022-03-21", 1)
    parties = rows(case, schema.occurrence_parties)
    named = {p["entity"] for p in parties if p["occurrence"] == first["id"]}
    assert named == {p["entity"] for p in parties if p["occurrence"] == second["id"]}
    people = [e for e in rows(case, schema.entities) if e["kind"] == "person"]
    assert sorted(e["name"] for e in people) == ["Anna Berg", "Nils Dahl"]
    assert {e["reports"] for e in people} == {3}
    assert all(row["occurrence"] for row in rows(case, schema.events))


def test_ids_stay_when_reports_come_in_and_a_rebuild_gives_the_same(
    case: Casefile, read: Reader
) -> None:
    put(case, read, TALKS[0])
    before = {row["id"] for row in rows(case, schema.occurrences)}
    put(case, read, *TALKS[1:])
    assert before <= {row["id"] for row in rows(case, schema.occurrences)}
    merged = state(case)
    case.rebuild()
    again = state(case)
    for name in ("occurrences", "occurrence_parties", "entities", "judgements"):
        assert _without_numbers(again[name]) == _without_numbers(merged[name]), name


def _without_numbers(found: list[str]) -> list[str]:
    """Rows without the numbers of events: PostgreSQL counts on."""
    import re

    return sorted(re.sub(r"'event': \d+", "", row) for row in found)


def test_a_forgotten_report_is_no_longer_in_the_history(case: Casefile, read: Reader) -> None:
    put(case, read, TALKS[0])
    alone = state(case)
    (number,) = put(case, read, TALKS[1])
    with case.writing() as connection:
        forget(connection, number)
    left = state(case)
    for name in ("occurrences", "occurrence_parties", "events", "judgements", "blocks"):
        assert left[name] == alone[name], name
    assert len(left["entities"]) == len(alone["entities"])


def _say(case: Casefile, verdict: str, left: str, right: str) -> None:
    with case.writing() as connection:
        row = {"kind": "event", "left": left, "right": right, "verdict": verdict, "by": "Eva"}
        connection.execute(insert(schema.judgements), [{**row, "at": "2022-04-01T00:00:00Z"}])


def _anchors(case: Casefile, kind: str = "CONSULT") -> list[str]:
    e, r = schema.events.c, schema.reports.c
    with case.reading() as connection:
        query = select(r.key, e.start, e.end).join(schema.reports, r.id == e.report)
        found = connection.execute(query.where(e.type == kind).order_by(e.report)).all()
    return [f"{key}:{start}-{end}" for key, start, end in found]


def test_a_persons_judgement_wins_and_outlives_a_new_reading(case: Casefile, read: Reader) -> None:
    numbers = put(case, read, *TALKS)
    wire, paper, later = _anchors(case)
    _say(case, "negative", wire, paper)
    _say(case, "positive", paper, later)
    case.rebuild()

    def together() -> list[int]:
        return sorted(row["reports"] for row in meetings(case))

    assert together() == [1, 2]
    for number, (text, day, source) in zip(numbers, TALKS, strict=True):
        case.put_again(number, read(text, day, source=source))
    assert together() == [1, 2]
    with case.reading() as connection:
        assert len(said_of(connection, "event")) == 2


def test_differences_are_json_with_their_sources(case: Casefile, read: Reader) -> None:
    told = "OSLO, March 3 - Norwegian forces killed {} Swedish soldiers near Kiruna on Thursday."
    put(case, read, (told.format("four"), "2022-03-03", "Wire"), (
        "Four days of calm ended. Norwegian forces killed six Swedish soldiers near Kiruna on "
        "Thursday.", "2022-03-04", "Paper"))  # fmt: skip
    (killed,) = [row for row in rows(case, schema.occurrences) if row["type"] == "ASSAULT"]
    (number,) = [d for d in json.loads(killed["differences"]) if d["about"] == "number"]
    assert [v["value"] for v in number["values"]] == ["4", "6"]
    assert [v["says"][0]["source"] for v in number["values"]] == ["Wire", "Paper"]
