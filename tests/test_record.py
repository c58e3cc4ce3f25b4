"""The record's contract: documented field by field, and its schema published as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from detente import record
from detente.record import Maker, Record, Report
from detente.schema import record_schema

DOCS = Path(__file__).parents[1] / "docs"
SECTIONS = {
    "Record": [record.Record],
    "Maker": [record.Maker],
    "Report": [record.Report],
    "Dateline": [record.Dateline],
    "Time": [record.Time],
    "Place": [record.Place],
    "Actor": [record.Actor],
    "Statement": [record.Statement],
    "Event": [record.Event],
    "Commitment": [record.Commitment],
    "Reason": [record.Reason],
    "Span, Mention, Quantity": [record.Span, record.Mention, record.Quantity],
}


def documented(title: str) -> set[str]:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    table = section.partition("| field | meaning |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| (`[^|]*?) \|", table, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize("title", SECTIONS)
def test_every_field_is_documented_and_no_other(title: str) -> None:
    fields = {field for model in SECTIONS[title] for field in model.model_fields}
    assert documented(title) == fields


def test_every_type_has_its_section() -> None:
    types = {
        thing
        for thing in vars(record).values()
        if isinstance(thing, type) and issubclass(thing, BaseModel) and thing.model_fields
    }
    assert types - {record.PairCode} == {model for models in SECTIONS.values() for model in models}


def test_every_field_of_a_pair_is_documented() -> None:
    page = (DOCS / "pairs.md").read_text(encoding="utf-8")
    for name in record.PairCode.model_fields:
        assert f"`{name}`" in page, name


@pytest.mark.parametrize(
    "alias", ["EventType", "EventStatus", "CommitmentKind", "StatementKind", "ActorKind"]
)
def test_every_value_of_a_closed_list_is_documented(alias: str) -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    for value in getattr(record, alias).__args__:
        assert f"`{value}`" in page


def test_the_published_schema_is_the_present_one() -> None:
    published = (DOCS / "record.schema.json").read_text(encoding="utf-8")
    assert published == record_schema(), "run: detente schema > docs/record.schema.json"


def test_a_record_is_what_its_schema_says_and_comes_back_unchanged() -> None:
    import json

    from jsonschema import Draft202012Validator

    made = Record(made_by=Maker(code="1", model="2"), report=Report(id="x", text="“Talks” 🕊"))
    written = made.model_dump_json()
    validator = Draft202012Validator(json.loads(record_schema()))
    validator.validate(json.loads(written))
    assert Record.model_validate_json(written) == made
    with pytest.raises(ValidationError):
        Record.model_validate({**json.loads(written), "opinion": "bad"})


def test_a_record_cannot_be_altered() -> None:
    made = Record(made_by=Maker(code="1", model="2"), report=Report(id="x", text="Talks"))
    with pytest.raises(ValidationError):
        made.report.text = "War"  # type: ignore[misc]
