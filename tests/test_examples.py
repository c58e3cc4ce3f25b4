"""The examples: their records are up to date, and agree with what a careful reader found."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from examples.update import records
from tests.example_scores import Counts, f1, score

from detente.record import Record

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.txt"))

# What the records must not fall below, over all examples, F1 (actors: recall).
FLOORS = {
    "header": 1.0,
    "times": 0.9,
    "actors": 0.8,
    "statements": 0.75,
    "speakers": 0.6,
    "events": 0.6,
    "commitments": 0.5,
}


def gold_of(name: str) -> dict[str, object]:
    gold: dict[str, object] = json.loads((EXAMPLES / f"{name}.gold.json").read_text("utf-8"))
    return gold


def record_of(name: str) -> Record:
    return Record.model_validate_json((EXAMPLES / f"{name}.record.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def fresh() -> dict[Path, str]:
    return records()


@pytest.fixture(scope="module")
def counts() -> Counts:
    total: Counts = Counter()
    for name in NAMES:
        total.update(score(gold_of(name), record_of(name)))
    return total


@pytest.mark.parametrize("name", NAMES)
def test_the_record_is_up_to_date(name: str, fresh: dict[Path, str]) -> None:
    """``python -m examples.update`` writes it anew; look at the difference before you commit it."""
    path = EXAMPLES / f"{name}.record.json"
    assert path.read_text("utf-8") == fresh[path]


@pytest.mark.parametrize("task", FLOORS)
def test_the_records_agree_with_gold(task: str, counts: Counts) -> None:
    assert f1(counts, task) >= FLOORS[task]


@pytest.mark.parametrize("name", NAMES)
def test_gold_quotes_its_report(name: str) -> None:
    text = (EXAMPLES / f"{name}.txt").read_text("utf-8")
    gold = json.loads((EXAMPLES / f"{name}.gold.json").read_text("utf-8"))
    quoted = [
        *(words for actor in gold["actors"] for words in actor["mentions"]),
        *(words for said in gold["statements"] for words in (said["cue"], *said["content"])),
        *(words for event in gold["events"] for words in event["trigger"]),
        *(entry["content"] for entry in gold["commitments"]),
        *(entry["condition"] for entry in gold["commitments"] if "condition" in entry),
    ]
    assert [words for words in quoted if words not in text] == []
    assert all(text.count(time["span"]) >= time.get("nth", 1) for time in gold["times"])


@pytest.mark.parametrize("name", NAMES)
def test_examples_have_the_length_of_a_short_report(name: str) -> None:
    assert 200 <= len((EXAMPLES / f"{name}.txt").read_text("utf-8").split()) <= 500
