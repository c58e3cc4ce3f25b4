"""The worked crisis: its gold quotes the reports, and its parts fit together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from examples.crisis import update

CRISIS = Path(update.__file__).parent
FATES = {"open", "fulfilled", "partly", "broken", "contradicted", "overtaken", "expired"}
KINDS = {
    *("promise", "offer", "announcement", "threat", "warning", "demand", "proposal", "refusal"),
    "denial",
}
REPORTS = {
    report["id"]: report
    for report in map(json.loads, (CRISIS / "reports.jsonl").read_text("utf-8").splitlines())
}


def gold(name: str) -> Any:
    return json.loads((CRISIS / "gold" / f"{name}.json").read_text("utf-8"))


def quotes(entry: Any) -> Iterator[dict[str, Any]]:
    """Every part of a gold entry that quotes a report, at any depth."""
    if isinstance(entry, list):
        for part in entry:
            yield from quotes(part)
    elif isinstance(entry, dict):
        if "words" in entry:
            yield entry
        for part in entry.values():
            yield from quotes(part)


def report_day(entry: dict[str, Any]) -> str:
    day: str = REPORTS[entry["report"]]["published"][:10]
    return day


def test_the_lines_are_made_from_the_texts() -> None:
    """``python -m examples.crisis.update`` writes them anew."""
    assert update.LINES.read_text("utf-8") == update.lines()
    assert set(REPORTS) == {path.stem for path in (CRISIS / "reports").glob("*.txt")}


def test_reports_have_what_a_casefile_asks_for() -> None:
    for report in REPORTS.values():
        assert report["title"] and "\n" not in report["title"]
        assert 80 <= len(report["text"].split()) <= 250, report["id"]
        assert datetime.fromisoformat(report["published"]).tzinfo
        assert report["url"].split("/")[2].endswith(".example")


@pytest.mark.parametrize("name", ["occurrences", "fates"])
def test_gold_quotes_its_reports(name: str) -> None:
    found = list(quotes(gold(name)))
    assert found
    assert [quote for quote in found if not stands_in_its_report(quote)] == []


def stands_in_its_report(quote: dict[str, Any]) -> bool:
    count: int = REPORTS[quote["report"]]["text"].count(quote["words"])
    return count >= quote.get("nth", 1)


@pytest.mark.parametrize("name", ["occurrences", "fates"])
def test_ids_are_used_once(name: str) -> None:
    ids = [entry["id"] for entry in gold(name)]
    assert len(ids) == len(set(ids))


def test_no_words_tell_of_two_occurrences() -> None:
    mentions = [
        (mention["report"], mention["words"], mention.get("nth", 1))
        for entry in gold("occurrences")
        for mention in entry["mentions"]
    ]
    assert len(mentions) == len(set(mentions))


def test_fates_are_known_and_dated() -> None:
    for entry in gold("fates"):
        assert entry["kind"] in KINDS
        assert {entry["fate"], *entry.get("also", ())} <= FATES
        assert entry["fate"] not in entry.get("also", ())
        assert all(turn["fate"] in FATES for turn in entry["turns"])
        days = [turn["day"] for turn in entry["turns"]]
        assert days == sorted(days)
        said = min(part["day"] for part in entry["said"])
        assert all(day >= said for day in [*days, entry["day"]])
        assert entry["fate"] == "open" or (entry["day"], entry["fate"]) in [
            (turn["day"], turn["fate"]) for turn in entry["turns"]
        ]


def test_nothing_is_told_before_it_was_said() -> None:
    assert [
        (entry["id"], part["report"])
        for entry in gold("fates")
        for part in entry["said"]
        if report_day(part) < part["day"]
    ] == []


def test_copies_and_versions_are_reports_in_the_right_order() -> None:
    copies = gold("copies")
    pairs = [(pair["of"], pair["copy"]) for pair in copies["copies"]]
    pairs += [(pair["earlier"], pair["later"]) for pair in copies["versions"]]
    for first, second in pairs:
        assert REPORTS[first]["published"] < REPORTS[second]["published"]
    for pair in copies["not_copies"]:
        assert set(pair) <= set(REPORTS)
        assert tuple(pair) not in pairs
    for version in copies["versions"]:
        assert REPORTS[version["earlier"]]["url"] == REPORTS[version["later"]]["url"]
