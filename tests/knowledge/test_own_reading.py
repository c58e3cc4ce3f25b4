"""Reports read with a user's own knowledge."""

from __future__ import annotations

from pathlib import Path

import detente

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "knowledge.yaml"
TEXT = (
    "STRELSAU, Feb 15 - Ruritanian Foreign Minister Rudolf Hentzau warned the Blue Guard on"
    " Tuesday that the talks would end."
)


def countries(record: detente.Record) -> dict[str, str | None]:
    return {actor.name: actor.country for actor in record.actors}


def test_the_reading_knows_what_the_file_tells_and_forgets_it() -> None:
    before = detente.read(TEXT, published="2022-02-18")
    own = detente.read(TEXT, published="2022-02-18", knowledge=EXAMPLE)
    after = detente.read(TEXT, published="2022-02-18")
    assert set(countries(own).values()) == {"RUR"}
    assert own.report.dateline is not None
    assert own.report.dateline.country == "RUR"
    assert "RUR" not in countries(before).values()
    assert before.model_dump_json() == after.model_dump_json()


def test_own_knowledge_holds_between_the_records_of_one_call_and_not_outside() -> None:
    records = detente.read_many([TEXT, TEXT], knowledge=EXAMPLE)
    first = next(records)
    assert not detente.who("Ruritanian foreign minister", "2022-02-15").posts
    second = next(records)
    assert countries(first) == countries(second)


def test_the_record_names_the_knowledge_that_it_was_made_with() -> None:
    plain = detente.read(TEXT).made_by.knowledge
    own = detente.read(TEXT, knowledge=detente.load_knowledge(EXAMPLE)).made_by.knowledge
    assert plain is not None
    assert own == f"{plain}+{detente.load_knowledge(EXAMPLE).version}"


def test_the_example_of_the_docs_is_the_file_that_they_name() -> None:
    page = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")
    assert f"```yaml\n{EXAMPLE.read_text(encoding='utf-8')}```" in page


def test_the_csv_of_the_docs_is_a_good_one(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")
    table = page.partition("```csv\n")[2].partition("```")[0].replace("Ruritania", "France")
    path = tmp_path / "own.csv"
    path.write_text(table, encoding="utf-8")
    assert len(detente.load_knowledge(path).holders) == 2


OWN = """
states:
  - code: RUR
    name: Ruritania
    adjectives: [Ruritanian]
people:
  - {name: Sapt, of: Ruritania, sectors: [MIL], end: 2021-12-31}
  - {name: Sapt, of: France, start: 2022-01-01}
  - {name: Antoinette de Mauban, of: France, aliases: [La Mauban], gender: female}
nouns:
  - {noun: hussar, sectors: [MIL]}
"""


def own(tmp_path: Path, text: str, day: str) -> dict[str, tuple[str, str | None, tuple[str, ...]]]:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    actors = detente.read(text, day, knowledge=path).actors
    return {a.name: (a.kind, a.country, a.sectors) for a in actors}


def test_people_are_found_by_every_name_and_at_their_time(tmp_path: Path) -> None:
    text = "Sapt met Antoinette de Mauban on Monday. Mauban thanked him."
    found = own(tmp_path, text, "2021-05-14")
    assert found["Sapt"] == ("person", "RUR", ("MIL",))
    assert found["Antoinette de Mauban"][:2] == ("person", "FRA")
    assert len(found) == 2
    assert own(tmp_path, text, "2022-05-14")["Sapt"][1] == "FRA"
    assert "La Mauban" in own(tmp_path, "La Mauban left Rome.", "2021-05-14")


def test_the_report_tells_better_than_the_table_whom_somebody_acts_for(tmp_path: Path) -> None:
    found = own(tmp_path, "Spanish President Antoinette de Mauban left Rome.", "2021-05-14")
    assert found["Antoinette de Mauban"] == ("person", "ESP", ("GOV",))


def test_nouns_of_ones_own_stand_for_people(tmp_path: Path) -> None:
    found = own(tmp_path, "Ruritanian hussars attacked the town.", "2021-05-14")
    assert found["Ruritanian hussars"] == ("group", "RUR", ("MIL",))
    assert "hussars" not in {a.name for a in detente.read("Hussars attacked the town.").actors}


def test_a_state_listed_as_a_body_is_where_its_people_are(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("bodies: [{name: Zenda, code: ZEN, kind: group}]", encoding="utf-8")
    text = "Human rights activists in Zenda met on Monday. Zenda attacked Spain."
    found = {a.name: a.country for a in detente.read(text, knowledge=path).actors}
    assert found == {"Human rights activists": "ZEN", "Zenda": "ZEN", "Spain": "ESP"}
