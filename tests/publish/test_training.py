"""Corrected records as training data: each format is read back with its own loader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner
from spacy.tokens import DocBin

from detente.casefile import Casefile, corrections
from detente.casefile.reading import read_reports
from detente.cli import cli
from detente.publish.training.brat import standoff, text_of
from detente.publish.training.docs import GROUPS, to_docbin
from detente.record import Record
from detente.sources.reports import make_report

TEXT = (
    "OSLO, March 3 - Norway promised to send 40 observers to the border\r\nif the ceasefire "
    "holds. “We will not\nlook away,” Foreign Minister Anna Berg of Sweden told reporters. "
    "Ministers met in Oslo on Thursday. \U0001f54a Norwegian police arrested three men."
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Casefile:
    made = Casefile.new(tmp_path_factory.mktemp("training") / "talks.case")
    for number, text in enumerate((TEXT, "Police in Bergen arrested a driver on Friday.")):
        read = next(read_reports([make_report(text, "2022-03-03", source="Wire")]))
        made.put(f"k{number}", read, f"../../{number}.txt")
    start = TEXT.index("arrested")
    corrections.set_field(
        made, 1, next(e.id for e in made.record(1).events if e.trigger.start == start),
        "trigger", (start, start + len("arrested three men")), by="Eva",
    )  # fmt: skip
    return made


def run(case: Casefile, *arguments: str) -> str:
    result = CliRunner().invoke(cli, ["correct", "export", case.case, *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def spans_of(record: Record) -> dict[str, set[tuple[str, str, int, int]]]:
    """The spans of some groups, as (label, id, start, end)."""
    return {
        "events": {
            (e.type, e.id, s.start, s.end) for e in record.events for s in (e.trigger, *e.mentions)
        },
        "content": {
            (t.kind, t.id, s.start, s.end) for t in record.statements for s in t.content
        },
        "cue": {
            ("cue", t.id, t.cue.start, t.cue.end) for t in record.statements if t.cue
        },
        "names": {
            (a.kind, a.id, s.start, s.end) for a in record.actors for s in a.mentions
        },
    }  # fmt: skip


def test_docbin_is_read_by_spacy(case: Casefile, tmp_path: Path) -> None:
    assert "1 report" in run(case, "--to", "docbin", "-o", str(tmp_path / "train.spacy"))
    nlp = spacy.blank("en")
    (doc,) = DocBin().from_disk(tmp_path / "train.spacy").get_docs(nlp.vocab)
    record = case.record(1)
    assert doc.text == TEXT and set(doc.spans) == set(GROUPS)
    for group, expected in spans_of(record).items():
        found = {(s.label_, s.id_, s.start_char, s.end_char) for s in doc.spans[group]}
        assert found == expected, group
    assert any(span.text == "arrested three men" for span in doc.spans["events"])
    assert doc.user_data["report"] == record.report.id


def test_docbin_takes_whole_words(case: Casefile) -> None:
    record = case.record(1)
    first = record.actors[0].mentions[0]
    cut = first.model_copy(update={"end": first.end - 1})
    actor = record.actors[0].model_copy(update={"mentions": (cut,)})
    one = record.model_copy(update={"actors": (actor,)})
    (doc,) = to_docbin([one]).get_docs(spacy.blank("en").vocab)
    assert doc.spans["names"][0].text == first.text


def test_brat_offsets_are_those_of_the_text(case: Casefile, tmp_path: Path) -> None:
    run(case, "--to", "brat", "-o", str(tmp_path / "brat"), "--all")
    names = sorted(path.name for path in (tmp_path / "brat").iterdir())
    assert names == ["annotation.conf", "report-000001.ann", "report-000001.txt",
                     "report-000002.ann", "report-000002.txt"]  # fmt: skip
    text = (tmp_path / "brat" / "report-000001.txt").read_bytes().decode("utf-8")
    assert text == TEXT
    marks: dict[str, str] = {}
    labels = set(re.findall(r"^[\w-]+", (tmp_path / "brat/annotation.conf").read_text(), re.M))
    for line in (tmp_path / "brat" / "report-000001.ann").read_text().splitlines():
        name, told, *words = line.split("\t")
        if name.startswith("T"):
            label, where = told.split(" ", 1)
            pieces = [tuple(map(int, at.split(" "))) for at in where.split(";")]
            assert all(0 <= a < b <= len(text) for a, b in pieces)
            assert " ".join(text[a:b] for a, b in pieces) == words[0]
            assert label in labels and not re.search("[\r\n]", words[0])
            marks[name] = label
        elif name.startswith("E"):
            parts = [part.split(":") for part in told.split(" ")]
            assert marks[parts[0][1]] == parts[0][0]
            assert all(mark in marks for _, mark in parts)
        elif name.startswith("A"):
            assert told.split(" ")[1].startswith("E")
    assert {"COERCE", "statement", "promise-made", "condition", "person"} <= set(marks.values())


def test_brat_holds_what_utf8_cannot(case: Casefile) -> None:
    record = case.record(1)
    broken = record.model_copy(
        update={"report": record.report.model_copy(update={"text": TEXT[:-1] + "\ud800"})}
    )
    assert len(text_of(broken)) == len(TEXT)
    assert text_of(broken).encode("utf-8") and standoff(broken)


def test_json_lines_have_both_records_and_what_lies_between(case: Casefile, tmp_path: Path) -> None:
    run(case, "1", "2", "--to", "jsonl", "-o", str(tmp_path / "train.jsonl"))
    rows = [json.loads(line) for line in (tmp_path / "train.jsonl").read_text().splitlines()]
    assert [row["report"] for row in rows] == [1, 2]
    assert Record.model_validate(rows[0]["record"]) == case.record(1)
    assert Record.model_validate(rows[0]["machine"]) == case.machine_record(1)
    assert rows[0]["corrections"][0]["by"] == "Eva" and rows[1]["corrections"] == []


def test_what_cannot_be_written_is_told(case: Casefile, tmp_path: Path) -> None:
    def error(*arguments: str) -> str:
        result = CliRunner().invoke(cli, ["correct", "export", case.case, *arguments])
        assert result.exit_code != 0
        return f"{result.output}{result.exception}"

    (tmp_path / "there").mkdir()
    assert "there already" in error("--to", "brat", "-o", str(tmp_path / "there"))
    assert "does not exist" in error("--to", "jsonl", "-o", str(tmp_path / "no" / "x"))
    assert "no report 9" in error("9", "--to", "docbin", "-o", str(tmp_path / "x"))
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
