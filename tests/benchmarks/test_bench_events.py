"""The benchmarks of event coding, on small data of our own in the published formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.__main__ import main
from benchmarks.petrarch import fits
from benchmarks.petrarch_records import actors_of, names_in, records_of

RECORDS = [
    {"id": "X-0", "event": "DOCUMENT", "eventText": "says what the file is"},
    {
        "id": "X-1",
        "event": "DISAPPROVE",
        "text": "France condemned Sweden on Monday.",
        "source": [{"code": "FRA"}],
    },
    {"id": "X-2", "event": "FIGHT", "text": "The weather in Sweden was fine."},
]
TESTS = """<Validation>
<Sentences>
<!-- <Sentence id="no"><Text>Left out.</Text></Sentence> -->
<Sentence date="19950101" id="A-1" category="A" sentence="true">
<EventCoding sourcecode="RURGOV" targetcode="BOR" eventcode="122"></EventCoding>
<Text>
Ruritania condemned the Borduria
government.
</Text>
<Parse>(ROOT)</Parse>
</Sentence>
<Sentence date="19950102" id="A-2" category="A" sentence="true">
<EventCoding sourcecode="RUR" targetcode="BOR" eventcode="032"></EventCoding>
<EventCoding sourcecode="RUR" targetcode="---" eventcode="023"></EventCoding>
<Text>Ruritania visited Szohod.</Text>
</Sentence>
<Sentence date="19950102" id="A-3" category="A" sentence="true">
<EventCoding noevents="True"></EventCoding>
<Text>Nothing happened in the town.</Text>
</Sentence>
<Sentence date="19950102" id="A-4" category="ERROR" sentence="true">
<EventCoding error="dateline"></EventCoding>
<Text>SZOHOD: Ruritania condemned it.</Text>
</Sentence>
</Sentences>
</Validation>
"""


def test_old_type_names_and_the_record_that_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "records.json"
    file.write_text(json.dumps(RECORDS))
    assert main(["plover", str(tmp_path), "--misses"]) == 0
    shown = capsys.readouterr().out
    assert "X-2 FIGHT" in shown
    assert main(["plover", str(file), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["records"] == 2
    assert result["rows"]["ACCUSE"]["right"] == 1
    assert result["rows"]["ASSAULT"]["right"] == 0


@pytest.mark.parametrize("task", ["plover", "petrarch"])
def test_not_in_the_format(task: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "records.xml"
    file.write_text("{}")
    assert main([task, str(file)]) == 2
    assert str(file) in capsys.readouterr().err


def test_actors_are_worked_out_from_names_and_codes(tmp_path: Path) -> None:
    file = tmp_path / "tests.xml"
    file.write_text(TESTS)
    records = records_of(file)
    assert [r.id for r in records] == ["A-1", "A-2", "A-3"]
    assert records[0].day == "1995-01-01"
    actors = actors_of(records, lambda name: None)
    assert actors.states == {"RUR": "Ruritania", "BOR": "Borduria"}
    assert actors.others == {"Szohod": "BOR"}
    said = "The President of Ruritania met Borduria's Prime Minister Sponsz on Monday"
    assert names_in(said) == ["Ruritania", "Borduria", "Sponsz"]


def test_names_that_begin_alike_and_names_that_no_dictionary_lists(tmp_path: Path) -> None:
    told = (
        ("RUR", "BOR", "Ruritania met Borduria."),
        ("RUR", "BOR", "Ruritanians met Borduria."),
        ("RUR", "BOR", "Rurik Island met Borduria."),
        ("RUR", "'\"THE ZENDA CLUB\"'", "Ruritania met the Zenda Club."),
    )
    cell = (
        '<EventCoding sourcecode="{}" targetcode={} eventcode="032"></EventCoding><Text>{}</Text>'
    )
    rows = (cell.format(a, b if b[0] == "'" else f'"{b}"', text) for a, b, text in told)
    file = tmp_path / "tests.xml"
    file.write_text("".join(f'<Sentence id="A">{row}</Sentence>' for row in rows))
    records = records_of(file)
    actors = actors_of(records, lambda name: None)
    assert actors.states == {"RUR": "Ruritania", "BOR": "Borduria"}
    assert actors.adjectives["RUR"] == ["Ruritanians"]
    assert actors.others == {"Rurik Island": "RUR"}
    club = records[3].events[0]
    assert fits(club, ("CONSULT", "RUR", "ZENDA CLUB"), cameo_only=True, typed=False)


def test_expected_events_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "PETR.UnitTest.records.xml"
    file.write_text(TESTS)
    assert main(["petrarch", str(tmp_path), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["sentences"] == 3
    figures = result["rows"]["parties and type"]
    assert figures["gold"] == 2  # a comment and an event of nobody's are left out
    assert figures["right"] == 2
    assert result["rows"]["parties and type, CAMEO's roots only"]["right"] == 0
    assert result["silent"] == {"right": 1, "gold": 1}
    assert main(["petrarch", str(file), "--misses"]) == 0
    assert "of 1 that expect no event" in capsys.readouterr().out
