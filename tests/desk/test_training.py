"""Corrections leave the desk: as training data, and as a report on how far people agree."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import spacy
from fastapi.testclient import TestClient
from spacy.tokens import DocBin

from detente.casefile import Casefile, corrections

Desk = Callable[..., TestClient]
WHERE = ("/corrections", "/api/corrections")


@pytest.fixture
def judged(case_copy: Path, desk: Desk) -> TestClient:
    """A desk on whose case two people judged the same two events."""
    with Casefile.open(case_copy) as case:
        one, other = case.record(1).events[:2]
        for by, status in (("Anna <b>", "denied"), ("Nils", "claimed")):
            corrections.set_field(case, 1, one.id, "status", status, by=by)
            corrections.confirm(case, 1, other.id, "type", by=by)
    return desk()


@pytest.mark.parametrize("where", WHERE)
def test_what_was_corrected_is_training_data(judged: TestClient, where: str) -> None:
    rows = judged.get(f"{where}/export?to=jsonl")
    assert rows.headers["content-disposition"] == 'attachment; filename="corrected.jsonl"'
    (row,) = (json.loads(line) for line in rows.text.splitlines())
    assert row["report"] == 1 and len(row["corrections"]) == 4
    text = row["record"]["report"]["text"]
    found = DocBin().from_bytes(judged.get(f"{where}/export?to=docbin").content)
    (doc,) = found.get_docs(spacy.blank("en").vocab)
    assert doc.text == text and doc.spans["events"]
    packed = judged.get(f"{where}/export?to=brat")
    with ZipFile(BytesIO(packed.content)) as archive:
        assert archive.namelist() == [
            "brat/annotation.conf", "brat/report-000001.txt", "brat/report-000001.ann",
        ]  # fmt: skip
        assert archive.read("brat/report-000001.txt").decode() == text
    assert packed.content == judged.get(f"{where}/export?to=brat").content
    assert judged.get(f"{where}/export?to=exe").status_code == 422


@pytest.mark.parametrize("where", WHERE)
def test_where_nothing_is_corrected_there_is_no_training_data(desk: Desk, where: str) -> None:
    client = desk()
    assert client.get(f"{where}/export?to=jsonl").status_code == 404
    assert client.get(f"{where}/agreement").status_code == 200


def test_agreement_is_a_page_that_leads_to_the_words(judged: TestClient) -> None:
    assert 'href="/corrections/agreement"' in judged.get("/corrections").text
    page = judged.get("/corrections/agreement").text
    assert "Anna &lt;b&gt;" in page and "Anna <b>" not in page
    assert "<b><bdi>claimed</bdi></b>" in page and "<b><bdi>denied</bdi></b>" in page
    link = page.partition('class="evidence" href="')[2].partition('"')[0]
    assert 'id="t-r1-here"' in judged.get(link).text
    alone = judged.get("/corrections/agreement?people=Nils").text
    assert "Nothing is judged by two of them" in alone


def test_agreement_is_told_to_programs(judged: TestClient) -> None:
    told = judged.get("/api/corrections/agreement").json()
    fields = {(each["kind"], each["field"]): each for each in told["fields"]}
    assert fields["event", "status"]["equal"] == 0 and fields["event", "type"]["equal"] == 1
    (unlike,) = (each for each in told["differences"] if each["field"] == "status")
    assert unlike["values"] == {"Anna <b>": "denied", "Nils": "claimed"}
    assert unlike["places"][0]["report"] == 1
    one = judged.get("/api/corrections/agreement?people=Nils").json()
    assert set(one["by_person"]) == {"Nils"} and one["whole"]["units"] == 0
