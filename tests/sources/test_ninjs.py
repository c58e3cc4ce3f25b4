"""News items in IPTC's ninjs, of each generation."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from detente.sources.many import Failed, Found, Options, find

USUAL = Options(now=datetime.datetime(2022, 3, 10, 12, tzinfo=datetime.UTC))
ONE, TWO = "The envoys met in Geneva & agreed.", "“Soon”, the minister said."
MARKUP = "<p>The envoys met in Geneva &amp; agreed.</p><p>“Soon”, the minister said.</p>"
DAY = "2022-03-08T23:30:00+01:00"
ITEMS: dict[str, dict[str, Any]] = {
    "1.x": {
        "uri": "https://agency.example/1",
        "type": "text",
        "versioncreated": DAY,
        "headline": "Envoys meet",
        "copyrightholder": "The Agency",
        "body_text": f"{ONE}\n\n{TWO}",
        "body_xhtml": "<p>Other words.</p>",
    },
    "1.x, one line": {
        "uri": "https://agency.example/1",
        "versioncreated": DAY,
        "firstcreated": "2022-03-01",
        "headline": "Envoys meet",
        "infosource": [
            {"name": "A writer", "role": "author"},
            {"name": "The Agency", "role": "publisher"},
        ],
        "body_text": f"{ONE} {TWO}",
        "body_xhtml": MARKUP,
    },
    "Superdesk": {
        "guid": "tag:1",
        "url": "https://agency.example/1",
        "firstcreated": DAY,
        "headline": "Envoys meet",
        "source": "The Agency",
        "body_html": MARKUP,
    },
    "2.x": {
        "uri": "https://agency.example/1",
        "versioncreated": DAY,
        "copyrightholder": "The Agency",
        "headlines": [{"role": "slug", "value": "talks"}, {"role": "main", "value": "Envoys meet"}],
        "bodies": [
            {"role": "richtext", "contenttype": "application/xhtml+xml", "value": "<p>Other</p>"},
            {"role": "main", "contenttype": "text/html", "value": MARKUP},
        ],
    },
    "3.x": {
        "standard": {"name": "ninjs", "version": "3.0"},
        "uri": "https://agency.example/1",
        "versionCreated": DAY,
        "pubStatus": "usable",
        "rightsInfo": {"copyrightHolder": "The Agency"},
        "headlines": [{"value": "Envoys <i>meet</i>", "contentType": "text/html"}],
        "bodies": [{"contentType": "text/plain", "value": f"{ONE}\n\n{TWO}"}, {"value": None}, 5],
        "associations": [{"uri": "x", "type": "picture", "versionCreated": DAY, "headline": "P"}],
    },
}


def given(folder: Path, item: object) -> list[Any]:
    path = folder / "item.json"
    path.write_text(json.dumps(item, indent=1))
    return list(find([path], USUAL))


@pytest.mark.parametrize("version", ITEMS)
def test_an_item(tmp_path: Path, version: str) -> None:
    (only,) = given(tmp_path, ITEMS[version])
    assert isinstance(only, Found)
    assert only.report.text == f"{ONE}\n\n{TWO}"
    assert only.report.title == "Envoys meet"
    assert only.report.published == "2022-03-08"
    assert only.report.source == "The Agency"
    assert only.report.url == "https://agency.example/1"


def test_items_in_lists_and_lines(tmp_path: Path) -> None:
    assert len(given(tmp_path, list(ITEMS.values()))) == 5
    wrapped = given(tmp_path, {"_meta": {}, "_items": list(ITEMS.values())})
    assert [isinstance(each, Found) for each in wrapped] == [True] * 5
    (tmp_path / "item.json").write_text("\n".join(map(json.dumps, ITEMS.values())))
    assert all(isinstance(each, Found) for each in find([tmp_path / "item.json"], USUAL))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "picture"}, "a news item of type 'picture', not a text"),
        ({"pubstatus": "canceled"}, "a news item that is canceled"),
        ({"pubStatus": "stat:withheld"}, "a news item that is withheld"),
        ({"body_text": "", "body_xhtml": "<p> </p>"}, "a news item without a text"),
        ({"body_text": 5, "body_xhtml": None}, "a news item without a text"),
        ({"body_text": "", "body_xhtml": "<b>" * 3000}, "the text is nested too deeply"),
        ({"body_text": "nul\n\x00"}, "not a text but a binary file"),
    ],
)
def test_what_is_no_report(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    (only,) = given(tmp_path, {**ITEMS["1.x"], **change})
    assert isinstance(only, Failed)
    assert only.why.startswith(reason)


def test_a_column_that_is_named_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "item.json"
    path.write_text(json.dumps({**ITEMS["1.x"], "mine": "My words."}))
    (only,) = find([path], Options(columns={"text": "mine"}))
    assert isinstance(only, Found)
    assert only.report.text == "My words."
