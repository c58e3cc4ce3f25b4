"""A user's own knowledge: it wins, it is checked whole, and it leaves nothing behind."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

import detente
from detente.knowledge.names import code_of
from detente.knowledge.own import using
from detente.knowledge.own_tables import FIELDS, check

GOOD = """\
states:
  - code: RUR
    name: Ruritania
    adjectives: [Ruritanian]
    capital: Strelsau
bodies:
  - name: Blue Guard
    part_of: Ruritania
    sectors: [PRM]
    aliases: [Blue Guards]
holders:
  - {of: Ruritania, office: foreign minister, name: Rudolf Hentzau, start: 2021-03-01}
  - {of: Germany, office: chancellor, name: Anna Muster, start: 2022-02-01, end: 2022-03-01}
members:
  - {body: NATO, member: Ruritania, start: 2020-01-01}
  - {body: EU, member: France, end: 2021-12-31}
"""
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(text: str, name: str = "own.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return to


def reasons(path: Path) -> list[str]:
    knowledge, problems = check(path)
    assert not any(getattr(knowledge, table) for table in FIELDS) or not problems
    return [str(problem) for problem in problems]


def test_own_rows_are_known_and_win(write: Write) -> None:
    own = detente.load_knowledge(write(GOOD))
    assert detente.who("Ruritanian foreign minister", "2022-02-15", knowledge=own).posts[
        0
    ].name == ("Rudolf Hentzau")
    (post,) = detente.who("German chancellor", "2022-02-15", knowledge=own).posts
    assert (post.name, post.source) == ("Anna Muster", "own")
    (post,) = detente.who("German chancellor", "2022-04-15", knowledge=own).posts
    assert post.name == "Olaf Scholz"
    assert "RUR" in {m.state for m in detente.members("NATO", "2022-01-01", knowledge=own).members}
    gone = detente.members("EU", "2022-01-01", knowledge=own).members
    assert "FRA" not in {m.state for m in gone}


def test_a_corrected_term_replaces_the_shipped_one(write: Write) -> None:
    term = "{of: DEU, office: chancellor, name: Olaf Scholz, start: 2021-12-08, end: 2022-01-31}"
    text = f"holders:\n  - {term}\n"
    own = detente.load_knowledge(write(text))
    answer = detente.who("German chancellor", "2022-02-15", knowledge=own)
    assert answer.posts == ()
    assert answer.nearest[0].end == "2022-01-31"


def test_nothing_is_left_for_the_next_call(write: Write) -> None:
    own = detente.load_knowledge(write(GOOD))
    assert detente.who("Hentzau", "2022-02-15", knowledge=own).posts
    assert not detente.who("Hentzau", "2022-02-15").posts
    assert detente.who("German chancellor", "2022-02-15").posts[0].name == "Olaf Scholz"
    with using(own):
        assert code_of("Ruritanian") == "RUR"
        assert code_of("Blue Guards") == "RUR"
    assert code_of("Ruritanian") is None


def test_a_failure_inside_leaves_nothing_either(write: Write) -> None:
    own = detente.load_knowledge(write(GOOD))
    with pytest.raises(RuntimeError), using(own):
        raise RuntimeError
    assert code_of("Strelsau") is None


def test_the_version_is_that_of_the_rows(write: Write) -> None:
    one = detente.load_knowledge(write(GOOD)).version
    assert detente.load_knowledge(write("# a remark\n" + GOOD)).version == one
    assert detente.load_knowledge(write(GOOD.replace("Hentzau", "Tarlenheim"))).version != one


def test_csv_says_by_its_columns_what_its_rows_are(write: Write) -> None:
    path = write("of,office,name,start\nFrance,president,Anne Exemple,2022-01-01\n", "own.csv")
    own = detente.load_knowledge(path)
    assert detente.who("French president", "2022-02-15", knowledge=own).posts[0].name == (
        "Anne Exemple"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tables: []\n", "line 1: tables: there are no rows in it"),
        ("holders:\n  - of: [\n", "line 3: not YAML"),
        ("a: b: c\n", "line 1: not YAML"),
        ("holders:\n  - {of: DEU, office: king}\n", "line 2: holders: name is missing"),
        ("holder:\n  - {of: DEU}\n", "line 2: no table 'holder'; 'holders' is meant?"),
        ("holders:\n  of: DEU\n", "line 2: holders: a list of rows is expected"),
        ("- a\n", "line 1: the names of tables and their values are expected"),
        ("", "there is nothing in it"),
        ("states: []\nstates: []\n", "line 2: 'states' is there twice"),
        (
            "holders:\n  - {of: DEU, office: king, name: Al, start: 2022-02-30}\n",
            "line 2: start: there is no day 2022-02-30",
        ),
        (
            "holders:\n  - {of: DEU, office: king, name: Al, start: 15/02/2022}\n",
            "line 2: start: '15/02/2022' is not a date such as 2022-02-15, 2022-02 or 2022",
        ),
        (
            "holders:\n  - {of: DEU, office: king, name: Al, start: 2022, end: 2021-05}\n",
            "line 2: it ends (2021-05) before it starts (2022)",
        ),
        (
            "holders:\n  - {of: Nowhere, office: king, name: Al}\n",
            "line 2: of: no state or body 'Nowhere' is known",
        ),
        (
            "bodies:\n  - {name: A, part_of: B}\n  - {name: B, part_of: C}\n"
            "  - {name: C, part_of: A}\n",
            "line 2: part_of goes in a circle: A -> B -> C -> A",
        ),
        ("bodies:\n  - {name: A, part_of: A}\n", "line 2: part_of goes in a circle: A -> A"),
        (
            "bodies:\n  - {name: Reds, code: RED}\n  - {name: Roses, code: ROS, aliases: [reds]}\n",
            "line 3: 'reds' is already a name of 'Reds' (line 2)",
        ),
        (
            "holders:\n  - {of: DEU, office: chancellor, name: Al, start: 2020}\n"
            "  - {of: Germany, office: Chancellor, name: Bo, start: 2021, end: 2022}\n",
            "line 3: two hold 'Chancellor' at a time: Bo, Al (line 2)",
        ),
        (
            "members:\n  - {body: NATO, member: AUT}\n  - {body: NATO, member: AUT, start: 2020}\n",
            "line 3: AUT in NATO is there already for that time (line 2)",
        ),
        ("states:\n  - {code: rur, name: Ruritania}\n", "line 2: code: 'rur' is not a code"),
        ("bodies:\n  - {name: A, sectors: [ARMY]}\n", "line 2: sectors: 'ARMY' is not a PLOVER"),
        ("bodies:\n  - {name: A, kind: gang}\n", "line 2: kind: 'gang' is not organisation or"),
        ("x: &x [*x]\n", "line 1: a row of x and their values are expected"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(write: Write, text: str, told: str) -> None:
    assert any(reason.startswith(told) for reason in reasons(write(text)))


def test_everything_wrong_is_told_at_once_and_nothing_taken(write: Write) -> None:
    path = write(GOOD + "  - {body: NATO}\n  - {body: Nobody, member: FRA}\n")
    assert reasons(path) == [
        "line 17: members: member is missing",
        "line 18: body: no body 'Nobody' is known",
    ]
    with pytest.raises(detente.KnowledgeError, match=r"line 17: .* \(and 1 more\)"):
        detente.load_knowledge(path)
    assert code_of("Ruritania") is None


def test_handing_over_on_a_day_is_no_contradiction(write: Write) -> None:
    text = """\
holders:
  - {of: DEU, office: chancellor, name: Al Alt, start: 2020-01-01, end: 2021-05-03}
  - {of: DEU, office: chancellor, name: Bo Neu, start: 2021-05-03}
  - {of: RUS, office: deputy foreign minister, name: Ce Eins, start: 2020}
  - {of: RUS, office: deputy foreign minister, name: De Zwei, start: 2020}
"""
    assert reasons(write(text)) == []


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("own.txt", b"", "named .yaml, .yml or .csv"),
        ("own.yaml", b"holders:\n  - name: \xff\n", "line 2: not UTF-8"),
        ("own.csv", b"of,office,name\nFRA,king,A\0\n", "line 2: not a text"),
        ("own.csv", b"colour,taste\nred,sweet\n", "line 1: the columns fit no table"),
        ("own.csv", b"of,office,name\nFRA,king,Al,2020\n", "line 2: 4 cells under 3 columns"),
        ("own.csv", b"", "there is nothing in it"),
    ],
)
def test_files_that_are_none_of_ours(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(detente.KnowledgeError, match=told.replace("(", r"\(")):
        detente.load_knowledge(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(detente.KnowledgeError, match="No such file"):
        detente.load_knowledge(tmp_path / "none.yaml")


def test_damaged_files_are_told_and_never_half_taken(tmp_path: Path) -> None:
    chance = random.Random(3)
    path = tmp_path / "own.yaml"
    for _ in range(60):
        letters = list(GOOD)
        for _ in range(3):
            letters[chance.randrange(len(letters))] = chance.choice(":-[]{},'\"&*#\t\n x\u00e9")
        path.write_text("".join(letters), encoding="utf-8")
        knowledge, problems = check(path)
        if problems:
            assert knowledge.version == ""
            assert not any(getattr(knowledge, table) for table in FIELDS)
