"""``detente.Client``: rows part by part, frames with types, and the desk's words as errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import detente
from detente.client import rows as parts
from detente.errors import CasefileError, DetenteError, FilterError, NotThereError

Desk = Callable[..., TestClient]


def _over(http: TestClient) -> detente.Client:
    client = detente.Client("127.0.0.1:8617")
    http.base_url = "http://127.0.0.1:8617/api/"
    client._sender._http = http  # type: ignore[assignment]
    return client


@pytest.fixture
def client(desk: Desk) -> detente.Client:
    return _over(desk())


def test_rows_come_in_parts_and_once(
    client: detente.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(client.timeline())
    monkeypatch.setattr(parts, "AT_ONCE", 50)
    rows = client.timeline()
    assert list(rows) == whole and rows.total == len(whole) > 100
    assert list(client.timeline(limit=70)) == whole[:70]
    assert list(client.timeline(limit=3, latest=True)) == whole[:-4:-1]
    of_two = client.timeline(actor="Russia", with_="USA", since="2022-02")
    assert 0 < of_two.total < len(whole) and of_two.facts["filters"]["with"] == "USA"


def test_frames_have_the_same_types_however_few_the_rows(client: detente.Client) -> None:
    pandas = pytest.importorskip("pandas")
    for rows in (client.ledger(), client.ledger(until="1999")):
        frame = rows.frame()
        assert len(frame) == rows.total
        assert frame.dtypes["reports"] == pandas.Int64Dtype()
        assert frame.dtypes["words"] == "string" and frame.dtypes["by"].kind == "O"
    polars = pytest.importorskip("polars")
    for rows in (client.tension(), client.tension(until="1999")):
        frame = rows.frame("polars")
        assert frame.schema["balance"] == polars.Float64
        assert frame.schema["occurrences"] == polars.List(polars.String)
    assert client.timeline().frame("polars").schema["differences"] == polars.String


def test_arrow_and_files(client: detente.Client, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert client.actors().arrow().num_rows == client.actors().total
    saved = client.actors(limit=5).save(tmp_path / "actors.csv")
    assert len(saved.read_text(encoding="utf-8").splitlines()) == 6
    with pytest.raises(DetenteError, match="its ending"):
        client.actors().save(tmp_path / "actors.xlsx")


def test_a_report_leads_to_its_record_and_words(client: detente.Client) -> None:
    row = next(iter(client.timeline(limit=1)))
    text = client.report(row["report"])["text"]
    assert client.record(row["report"]).report.text == text
    assert text[row["start"] : row["end"]] == row["words"]
    assert client.occurrence(row["occurrence"])["row"] == row
    assert client.copies(row["report"])["copies"] is not None
    assert client.info()["reports"] == client.reports().total
    assert client.failures() == []


def test_changes_are_made_and_taken_back(client: detente.Client) -> None:
    (question,) = client.questions(1)
    pair = question["left"]["event"], question["right"]["event"]
    assert "negative" in client.judge(*pair, "negative")
    assert client.questions(1) != [question]
    client.undo()
    assert client.questions(1) == [question]
    client.join(*pair)
    with pytest.raises(CasefileError, match="one occurrence already"):
        client.join(*pair)
    client.split(pair[1])
    step = next(iter(client.ledger(type="unknown", limit=1)))["step"]
    client.overrule(step, "broken", "as seen")
    assert next(row for row in client.ledger() if row["step"] == step)["note"] == "as seen"
    client.overrule(step, None)


def test_corrections_are_made_seen_and_undone(client: detente.Client) -> None:
    event = client.record(1).events[0]
    seen = client.provenance(1)["versions"][event.id]
    made = client.correct(1, event.id, "status", "denied", note="as it says", seen=seen)
    assert client.record(1).events[0].status == "denied"
    client.undo_correction(made["id"])
    client.confirm(1, event.id, "type")
    fields = {"type": "AID", "status": "claimed", "trigger": [0, 5]}
    added = client.add_entry(1, "event", fields)
    client.delete_entry(1, added["entry"], note="no")
    actions = [row["action"] for row in client.corrections(report=1)]
    assert actions == ["set", "undo", "confirm", "add", "delete"]
    assert client.record(1).events[0] == event


@pytest.mark.parametrize(
    ("ask", "kind", "words"),
    [
        (lambda c: c.timeline(actor="Atlantis").total, FilterError, "Atlantis"),
        (lambda c: c.timeline(colour="red").total, FilterError, "colour"),
        (lambda c: c.report(999), NotThereError, "999"),
        (lambda c: c.chart("nothing"), NotThereError, "Not Found"),
    ],
)
def test_what_the_desk_refuses_is_an_error_with_its_words(
    client: detente.Client, ask: Callable[[detente.Client], Any], kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        ask(client)


def test_no_desk_no_answer() -> None:
    client = detente.Client("http://127.0.0.1:9", timeout=2)
    with client, pytest.raises(DetenteError, match="does not answer"):
        client.info()
    with pytest.raises(DetenteError, match="no address"):
        detente.Client("http://desk:port")
