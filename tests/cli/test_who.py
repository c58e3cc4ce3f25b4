"""``detente who``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import cli

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def call(*arguments: str | Path) -> Result:
        # As main() runs it: click then gives back what the command returns, the exit code.
        return CliRunner().invoke(cli, ["who", *map(str, arguments)], standalone_mode=False)

    return call


def test_an_answer_is_one_line_with_its_source(run: Run) -> None:
    done = run("German chancellor", "--on", "2022-02-15")
    assert done.return_value == 0
    assert done.output == (
        "Olaf Scholz · chancellor, Germany (DEU) · 2021-12-08 to 2025-05-06 · Q61053"
        " · source: by-hand\n"
    )


def test_words_need_no_quotation_marks(run: Run) -> None:
    assert run("NATO", "secretary", "general", "--on", "2022-02-15").output.startswith("Jens")


def test_unknown_is_said_with_what_comes_nearest(run: Run) -> None:
    done = run("Polish ambassador to Germany", "--on", "2022-02-15")
    assert done.return_value == 1
    first, nearest = done.output.splitlines()
    assert first.startswith("unknown: ")
    assert nearest.startswith("  Andrzej Przyłębski")


def test_json_is_one_object(run: Run) -> None:
    done = run("Lavrov", "--on", "2022-02-15", "--json")
    answer = json.loads(done.output)
    assert answer["on"] == "2022-02-15"
    assert answer["unknown"] is None
    assert answer["posts"][0]["office"] == "foreign minister"
    assert answer["posts"][0]["source"] == "office-holders"


@pytest.mark.parametrize("question", ["NATO members", "members of NATO", "the members of the EU"])
def test_members_of_an_organisation(run: Run, question: str) -> None:
    done = run(question, "--on", "2022-02-15")
    assert done.return_value == 0
    assert "France (FRA)" in done.output
    assert "Finland" not in done.output or "EU" in question


def test_members_of_what_has_none(run: Run) -> None:
    done = run("Kremlin members", "--on", "2022-02-15")
    assert done.return_value == 1
    assert "lists no members" in done.stderr or "list no members" in done.stderr


def test_own_knowledge_wins(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("of,office,name\nDEU,chancellor,Anna Muster\n", encoding="utf-8")
    done = run("German chancellor", "--on", "2022-02-15", "--knowledge", own)
    assert done.output.startswith("Anna Muster · ")
    assert run("German chancellor", "--on", "2022-02-15").output.startswith("Olaf Scholz · ")


def test_wrong_knowledge_is_told(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("of,office,name\nNowhere,king,Rudolf\n", encoding="utf-8")
    done = run("German chancellor", "--knowledge", own)
    assert done.return_value == 4
    assert "line 2: of: no state or body 'Nowhere' is known" in done.stderr


def test_a_day_that_is_none_is_wrong_use(run: Run) -> None:
    done = run("German chancellor", "--on", "2022-02-31")
    assert "there is no day 2022-02-31" in str(done.exception)
