"""``python -m benchmarks records``: a record against gold, row by row."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.errors import BenchmarkError
from benchmarks.record_scores import ROWS, find
from benchmarks.records import GoldReport, gold_reports, run, score_all, tables
from benchmarks.same_actor import fold, same_name

from detente.record import Record

TEXT = (
    "LIMA, May 4 - Peru's Foreign Minister Ana Ruiz warned on Tuesday that Lima would close "
    "the border if Chile kept its troops there. “We will not wait,” Ruiz told reporters. "
    "She met Chile's envoy on Monday."
)
GOLD: dict[str, Any] = {
    "text": TEXT,
    "published": "2021-05-04",
    "dateline": {"place": "Lima", "country": "PER"},
    "times": [
        {"span": "Tuesday", "value": "2021-05-04"},
        {"span": "Monday", "value": "2021-05-03"},
        {"span": "May 4", "value": None},
    ],
    "actors": [{"name": "Ana Ruiz", "country": "PER"}],
    "statements": [
        {
            "speaker": {"name": "Ana Ruiz", "country": "PER"},
            "content": ["Lima would close the border if Chile kept its troops there"],
            "kind": "indirect",
        },
        {
            "speaker": {"name": "Ana Ruiz", "country": "PER"},
            "content": ["We will not wait"],
            "kind": "direct",
            "audience": [{"name": "reporters", "kind": "group"}],
        },
    ],
    "events": [
        {
            "type": "CONSULT", "mode": "meet", "trigger": ["met"], "status": "happened",
            "actors": ["PER"], "recipients": ["CHL"], "symmetric": True, "date": "2021-05-03",
        },
        {
            "type": "THREATEN", "alternatives": ["ACCUSE"], "trigger": ["warned"],
            "actors": ["PER"], "recipients": ["CHL"],
        },
        {"type": "MOBILIZE", "trigger": ["kept its troops"], "optional": True},
    ],
    "commitments": [
        {
            "kind": "threat", "by": ["PER"], "content": "Lima would close the border",
            "condition": "if Chile kept its troops there",
        }
    ],
}  # fmt: skip


def span(words: str) -> dict[str, int]:
    start, end = find(TEXT, words)
    return {"start": start, "end": end}


def mention(words: str) -> dict[str, Any]:
    return {**span(words), "text": words}


PERFECT: dict[str, Any] = {
    "made_by": {"code": "0", "model": "0"},
    "report": {
        "id": "r",
        "text": TEXT,
        "published": "2021-05-04",
        "dateline": {"place": "LIMA", "country": "PER", **span("LIMA")},
    },
    "times": [
        {"id": "t1", "type": "DATE", "value": "2021-05-04", **mention("May 4")},
        {"id": "t2", "type": "DATE", "value": "2021-05-04", **mention("on Tuesday")},
        {"id": "t3", "type": "DATE", "value": "2021-05-03", **mention("Monday")},
    ],
    "actors": [
        {"id": "a1", "name": "Ana Ruiz", "kind": "person", "country": "PER", "aliases": ["Ruiz"]},
        {"id": "a2", "name": "Chile", "kind": "state", "country": "CHL"},
        {"id": "a3", "name": "reporters", "kind": "group"},
    ],
    "statements": [
        {
            "id": "s1", "speaker": "a1", "kind": "indirect",
            "content": [span("that Lima would close the border if Chile kept its troops there")],
        },
        {
            "id": "s2", "speaker": "a1", "kind": "direct", "audience": ["a3"],
            "content": [span("“We will not wait,”")],
        },
    ],
    "events": [
        {
            "id": "e1", "type": "CONSULT", "mode": "meet", "quad": 1, "intensity": 1.0,
            "actors": ["a2"], "recipients": ["a1"], "date": "2021-05-03", "status": "happened",
            "trigger": span("met"), "confidence": 0.9,
        },
        {
            "id": "e2", "type": "ACCUSE", "quad": 3, "intensity": -4.0, "actors": ["a1"],
            "recipients": ["a2"], "status": "happened", "trigger": span("warned"),
            "confidence": 0.9,
        },
        {
            "id": "e3", "type": "MOBILIZE", "quad": 4, "intensity": -7.0, "status": "ongoing",
            "trigger": span("kept its troops"), "confidence": 0.5,
        },
    ],
    "commitments": [
        {
            "id": "c1", "kind": "threat", "by": ["a1"], "statement": "s1",
            "content": span("Lima would close the border if Chile"),
            "condition": span("if Chile kept its troops there"),
        }
    ],
}  # fmt: skip


def counted(gold: dict[str, Any], record: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    report = GoldReport("mine.json", TEXT, None, gold)
    tallies = score_all([(report, Record.model_validate(record))])
    return {name: (c.right, c.found, c.gold) for name, c in tallies.counts.items()}


def changed(**entries: Any) -> dict[str, Any]:
    record = copy.deepcopy(PERFECT)
    for path, value in entries.items():
        collection, number, field = path.split("__")
        record[collection][int(number)][field] = value
    return record


def test_a_perfect_record() -> None:
    assert counted(GOLD, PERFECT) == {
        "header (date, place)": (2, 2, 2),
        "times with value": (2, 2, 2),
        "actors (recall)": (1, 1, 1),
        "statements: content": (2, 2, 2),
        "statements: with speaker": (2, 2, 2),
        "statements: kind": (2, 2, 2),
        "statements: audience": (1, 1, 1),
        "events: located": (2, 2, 2),
        "events: typed": (2, 2, 2),
        "events: who to whom": (2, 2, 2),
        "events: date": (1, 1, 1),
        "events: mode": (1, 1, 1),
        "events: status": (1, 1, 1),
        "commitments: kind": (1, 1, 1),
        "commitments: by whom": (1, 1, 1),
        "commitments: condition": (1, 1, 1),
    }


def test_an_empty_record_finds_nothing_and_is_wrong_nowhere() -> None:
    empty = {"made_by": PERFECT["made_by"], "report": {"id": "r", "text": TEXT}}
    counts = counted(GOLD, empty)
    assert all(right == found == 0 for right, found, _ in counts.values())
    assert counts["statements: content"][2] == counts["events: typed"][2] == 2


def test_a_value_may_be_finer_than_gold_but_not_another() -> None:
    finer = changed(times__1__value="2021-05-04T10:00")
    assert counted(GOLD, finer)["times with value"] == (2, 2, 2)
    for wrong in ("2021-05-11", None, "2021-05"):
        assert counted(GOLD, changed(times__1__value=wrong))["times with value"] == (1, 2, 2)


def test_a_statement_of_the_wrong_speaker_is_found_but_not_attributed() -> None:
    counts = counted(GOLD, changed(statements__0__speaker="a2"))
    assert counts["statements: content"] == (2, 2, 2)
    assert counts["statements: with speaker"] == (1, 2, 2)
    assert counted(GOLD, changed(statements__0__speaker=None))["statements: with speaker"][0] == 1


def test_a_joint_speaker_counts() -> None:
    gold = copy.deepcopy(GOLD)
    gold["statements"][0]["with"] = [{"name": "Chile", "kind": "state", "country": "CHL"}]
    assert counted(gold, changed(statements__0__speaker="a2"))["statements: with speaker"][0] == 2


def test_content_that_shares_less_than_half_is_another_statement() -> None:
    counts = counted(GOLD, changed(statements__0__content=[span("Lima would close the border")]))
    assert counts["statements: content"] == (1, 2, 2)
    assert counts["statements: kind"] == (1, 1, 1)


def test_an_event_of_the_wrong_type_is_located_only() -> None:
    counts = counted(GOLD, changed(events__0__type="AID"))
    assert counts["events: located"] == (2, 2, 2)
    assert counts["events: typed"] == (1, 2, 2)
    assert counts["events: date"] == (0, 0, 0)


def test_who_to_whom_has_an_order_unless_the_event_is_symmetric() -> None:
    turned = changed(events__1__actors=["a2"], events__1__recipients=["a1"])
    assert counted(GOLD, turned)["events: who to whom"] == (1, 2, 2)
    alone = changed(events__0__actors=["a1"], events__0__recipients=[])
    assert counted(GOLD, alone)["events: who to whom"] == (1, 2, 2)


def test_an_optional_event_is_neither_missed_nor_wrong() -> None:
    without = copy.deepcopy(PERFECT)
    without["events"].pop()
    assert counted(GOLD, without)["events: typed"] == counted(GOLD, PERFECT)["events: typed"]


def test_commitments_by_kind_party_and_condition() -> None:
    wrong = counted(GOLD, changed(commitments__0__kind="promise", commitments__0__by=["a2"]))
    assert wrong["commitments: kind"] == wrong["commitments: by whom"] == (0, 1, 1)
    unconditional = counted(GOLD, changed(commitments__0__condition=None))
    assert unconditional["commitments: condition"] == (0, 0, 1)


def test_misses_say_what_and_what_instead() -> None:
    report = GoldReport("mine.json", TEXT, None, GOLD)
    record = changed(times__2__value=None, statements__1__speaker="a2", events__0__type="AID")
    misses = score_all([(report, Record.model_validate(record))]).misses
    assert misses["times with value"] == ["'Monday' = 2021-05-03, got None"]
    assert misses["statements: with speaker"] == ["'We will not wait': Ana Ruiz, got Chile"]
    assert misses["events: typed"] == ["CONSULT 'met'"]


def test_names_are_compared_without_accents_stops_and_articles() -> None:
    assert fold("The U.N. Señor al-Asad's") == "un senor asads"
    assert same_name("ana ruiz", "ruiz", person=True, same_country=False)
    assert not same_name("eva ruiz", "ana ruiz", person=True, same_country=True)
    assert same_name("foreign ministry", "ministry", person=False, same_country=True)
    assert not same_name("foreign ministry", "ministry", person=False, same_country=False)
    assert not same_name("", "", person=True, same_country=True)


def test_a_record_of_another_text_is_refused() -> None:
    report = GoldReport("mine.json", TEXT + "\n", None, GOLD)
    with pytest.raises(BenchmarkError, match="not the report's"):
        score_all([(report, Record.model_validate(PERFECT))])


def test_gold_that_quotes_what_is_not_there_is_named() -> None:
    gold = {**GOLD, "times": [{"span": "Friday", "value": "2021-05-07"}]}
    with pytest.raises(BenchmarkError, match=r"mine\.json: .*Friday"):
        counted(gold, PERFECT)


def test_the_day_in_the_files_name_and_the_texts_beside_gold(tmp_path: Path) -> None:
    (tmp_path / "lima.txt").write_text(TEXT, encoding="utf-8")
    gold = {**GOLD, "text_file": "lima.txt"}
    del gold["text"]
    (tmp_path / "lima-2021-05-04.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    (report,) = gold_reports([tmp_path])
    assert (report.text, report.day) == (TEXT, "2021-05-04")
    result = run([tmp_path / "lima-2021-05-04.json"], misses=True)
    assert list(result["rows"]) == list(ROWS)
    assert result["rows"]["header (date, place)"]["gold"] == 2
    assert "records" in tables(result)[0].text()


def test_what_is_no_gold_record_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="no gold record"):
        list(gold_reports([tmp_path]))
    path = tmp_path / "x.json"
    for content, says in (("{", "not JSON"), ("{}", "neither text nor"), ("[]", "not a gold")):
        path.write_text(content)
        with pytest.raises(BenchmarkError, match=says):
            list(gold_reports([path]))
    path.write_text('{"text_file": "gone.txt"}')
    with pytest.raises(BenchmarkError, match=r"gone\.txt is missing"):
        list(gold_reports([path]))
