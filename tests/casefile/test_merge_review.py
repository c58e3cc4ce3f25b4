"""People overrule merging: unsure pairs are asked about, occurrences joined and split, undone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from detente.casefile import Casefile, schema
from detente.casefile.merge.review import join, judge, split, undo, unsure
from detente.casefile.reading import ReadReport
from detente.cli import cli
from detente.errors import CasefileError

Reader = Callable[..., ReadReport]
TEXTS = (
    ("OSLO, March 3 - Foreign Minister Anna Berg of Sweden met Prime Minister Nils Dahl of Norway "
     "in Oslo on Thursday.", "2022-03-03"),
    ("OSLO, March 4 - Anna Berg, the foreign minister of Sweden, met Nils Dahl, the prime minister "
     "of Norway, in Oslo on Thursday.", "2022-03-04"),
    ("BERGEN, March 21 - Foreign Minister Anna Berg of Sweden met Premier Nils Dahl of Norway "
     "in Bergen on Monday.", "2022-03-21"),
)  # fmt: skip


@pytest.fixture
def talks(tmp_path: Path, read: Reader) -> Iterator[Casefile]:
    """Two reports of one meeting, a third of another."""
    with Casefile.new(str(tmp_path / "talks.case")) as case:
        for number, (text, day) in enumerate(TEXTS):
            case.put(f"r{number}", read(text, day, source=f"Paper {number}"), f"r{number}")
        yield case


def occurrences(case: Casefile) -> list[list[int]]:
    """The reports of each occurrence of talks."""
    e = schema.events.c
    with case.reading() as connection:
        rows = connection.execute(select(e.occurrence, e.report).where(e.type == "CONSULT"))
        found: dict[str, list[int]] = {}
        for occurrence, report in rows:
            found.setdefault(occurrence, []).append(report)
    return sorted(sorted(reports) for reports in found.values())


def doubt(case: Casefile) -> None:
    """Make the machine unsure of the two reports of one meeting."""
    with case.writing() as connection:
        j = schema.judgements
        connection.execute(update(j).where(j.c.score > 0.5).values(verdict="unsure", score=0.45))
        from detente.casefile.merge.regroup import regroup

        regroup(connection, connection.execute(select(schema.events.c.id)).scalars().all())


def test_splitting_joining_and_undoing(talks: Casefile) -> None:
    assert occurrences(talks) == [[1, 2], [3]]
    split(talks, "2:e1", "Eva")
    assert occurrences(talks) == [[1], [2], [3]]
    join(talks, "2:e1", "3:e1", "Eva")
    assert occurrences(talks) == [[1], [2, 3]]
    talks.rebuild()
    assert occurrences(talks) == [[1], [2, 3]]
    assert undo(talks, "Eva") == "joined 2:e1 and 3:e1"
    assert undo(talks, "Ida") is None
    assert undo(talks, "Eva") == "split 2:e1 off"
    assert occurrences(talks) == [[1, 2], [3]]


def actors(case: Casefile) -> dict[str, int]:
    """The people of the casefile, and how many reports name them."""
    e = schema.entities.c
    with case.reading() as connection:
        rows = connection.execute(select(e.name, e.reports).where(e.kind == "person"))
        return {row.name: row.reports for row in rows}


def test_actors_are_joined_split_and_undone(talks: Casefile, read: Reader) -> None:
    text = "OSLO, March 22 - Minister Anna Lind of Sweden met Nils Dahl in Oslo on Tuesday."
    talks.put("r3", read(text, "2022-03-22", source="Paper 3"), "r3")
    before = actors(talks)
    assert before == {"Anna Berg": 3, "Nils Dahl": 4, "Anna Lind": 1}
    e, a, p = schema.entities.c, schema.actors.c, schema.occurrence_parties.c
    with talks.reading() as connection:
        ids = dict(connection.execute(select(e.name, e.id)).all())
        where = (a.report == 2, a.name.like("%Berg"))
        berg = connection.execute(select(a.entry).where(*where)).scalar_one()
    join(talks, ids["Anna Lind"], ids["Anna Berg"], "Eva")
    assert actors(talks) == {"Anna Berg": 4, "Nils Dahl": 4}
    with talks.reading() as connection:
        used = set(connection.execute(select(p.entity)).scalars())
        assert used <= set(connection.execute(select(e.id)).scalars())
    talks.rebuild()
    assert actors(talks) == {"Anna Berg": 4, "Nils Dahl": 4}
    assert undo(talks, "Eva") is not None
    assert actors(talks) == before
    split(talks, f"2:{berg}", "Eva")
    with talks.reading() as connection:
        query = select(e.reports).where(e.name == "Anna Berg")
        assert sorted(connection.execute(query).scalars()) == [1, 2]
    talks.rebuild()
    with talks.reading() as connection:
        assert sorted(connection.execute(query).scalars()) == [1, 2]
    with pytest.raises(CasefileError, match="no actor 2:a99"):
        split(talks, "2:a99", "Eva")
    with pytest.raises(CasefileError, match="of its own"):
        split(talks, f"2:{berg}", "Eva")


def test_what_cannot_be_done_is_told(talks: Casefile) -> None:
    with pytest.raises(CasefileError, match="no occurrence or event 'o1'"):
        join(talks, "o1", "1:e1", "Eva")
    with pytest.raises(CasefileError, match="one occurrence already"):
        join(talks, "1:e1", "2:e1", "Eva")
    with pytest.raises(CasefileError, match="of its own"):
        split(talks, "3:e1", "Eva")
    with pytest.raises(CasefileError, match="name of who"):
        judge(talks, [(1, 2)], "positive", "detente")


def test_a_pair_is_asked_about_once(talks: Casefile) -> None:
    assert list(unsure(talks)) == []
    doubt(talks)
    assert occurrences(talks) == [[1], [2], [3]]
    (question,) = unsure(talks)
    assert (question.score, question.left.telling.report) == (0.45, 1)
    assert "‹met›" in question.left.words and question.reasons
    judge(talks, [(question.left.telling.id, question.right.telling.id)], "unsure", "Eva")
    assert list(unsure(talks)) == [] and occurrences(talks) == [[1], [2], [3]]


def test_review_in_the_terminal(talks: Casefile) -> None:
    doubt(talks)
    name = talks.case
    quit_at_once = CliRunner().invoke(cli, ["merge", "review", name, "--by", "Eva"], input="q\n")
    assert quit_at_once.exit_code == 0, quit_at_once.output
    assert "‹met›" in quit_at_once.output and "report 2 · Paper 1" in quit_at_once.output
    assert max(map(len, quit_at_once.output.splitlines())) <= 80
    assert "CONSULT" in quit_at_once.output
    answered = CliRunner().invoke(cli, ["merge", "review", name, "--by", "Eva"], input="x\ny\n")
    assert "1 judged" in answered.output
    assert occurrences(talks) == [[1, 2], [3]]
    undone = CliRunner().invoke(
        cli, ["merge", "undo", name], env={**os.environ, "DETENTE_BY": "Eva"}
    )
    assert "undone" in undone.output and occurrences(talks) == [[1], [2], [3]]


def test_join_and_split_in_the_terminal(talks: Casefile) -> None:
    def run(*arguments: str) -> int:
        return (
            CliRunner().invoke(cli, ["merge", *arguments], standalone_mode=False).return_value or 0
        )

    run("split", talks.case, "2:e1", "--by", "Eva")
    assert occurrences(talks) == [[1], [2], [3]]
    run("join", talks.case, "2:e1", "3:e1", "--by", "Eva")
    assert occurrences(talks) == [[1], [2, 3]]
    run("undo", talks.case, "--by", "Eva")
    run("undo", talks.case, "--by", "Eva")
    assert run("undo", talks.case, "--by", "Eva") == 1
