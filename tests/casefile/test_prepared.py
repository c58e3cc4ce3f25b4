"""Statements compiled once: on both databases they do what SQLAlchemy's own execution does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import bindparam, delete, insert, select, update

from detente.casefile import Casefile, casefile, copies, engine, schema
from detente.casefile.merge import candidates, entities, features, people, store
from detente.casefile.prepared import Prepared, among
from detente.errors import CasefileError

c = schema.failures.c
ADD = Prepared(insert(schema.failures).returning(c.id, c.found))
ADD_EACH = Prepared(insert(schema.failures))
FIND = Prepared(select(c.id, c.found, c.why).where(among(c.found, "names")).order_by(c.id))
NUMBERED = Prepared(select(c.found).where(among(c.id, "numbers"), c.why == "50% read"))


def row(found: str, why: str = "50% read") -> dict[str, str]:
    return {"found": found, "why": why, "at": "2022-02-15T12:00:00Z"}


def test_rows_come_back_in_the_order_given(case: Casefile) -> None:
    with case.writing() as connection:
        added = ADD.rows_each(connection, [row("b"), row("a"), row("‘c’ é\U0001f54a")])
        ADD_EACH.run_each(connection, [row("d", "gone"), row("e")])
        ADD_EACH.run_each(connection, [])
    assert [(each.id, each.found) for each in added] == [(1, "b"), (2, "a"), (3, "‘c’ é\U0001f54a")]
    with case.reading() as connection:
        assert FIND.scalars(connection, names=["a", "‘c’ é\U0001f54a", "x"]) == [2, 3]
        first = FIND.first(connection, names=["d"])
        assert (first.found, first.why) == ("d", "gone")
        assert FIND.first(connection, names=[]) is None
        assert NUMBERED.scalars(connection, numbers=[4, 5]) == ["e"]


def test_thousands_of_values_are_asked_for_at_once(case: Casefile) -> None:
    with case.writing() as connection:
        ADD_EACH.run_each(connection, [row(str(n)) for n in range(40_000)])
    with case.reading() as connection:
        assert len(FIND.rows(connection, names=[str(n) for n in range(1, 50_000)])) == 39_999


def test_how_many_rows_it_was_about(case: Casefile) -> None:
    change = Prepared(update(schema.failures).values(why=bindparam("b_why")))
    with case.writing() as connection:
        ADD_EACH.run_each(connection, [row("a"), row("b")])
        assert change.run(connection, b_why="other") == 2
        assert Prepared(delete(schema.failures).where(among(c.found, "n"))).run(
            connection, n=["a", "z"]
        ) == 1  # fmt: skip


def test_trouble_is_told_as_of_any_statement(case: Casefile) -> None:
    with pytest.raises(CasefileError), case.writing() as connection:
        ADD_EACH.run_each(connection, [row("twice"), row("twice")])
    with case.reading() as connection:
        assert FIND.rows(connection, names=["twice"]) == []


def prepared() -> Iterator[Prepared]:
    for module in (casefile, copies, candidates, entities, features, people, store):
        for value in vars(module).values():
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Prepared):
                    yield each


def test_no_statement_reads_a_whole_table(tmp_path: Path) -> None:
    """A report must not cost more the more reports there are."""
    asked = [each for each in prepared() if not each._statement.is_insert]
    assert len(asked) > 20
    with Casefile.new(tmp_path / "plans.case") as case, case.reading() as connection:
        for each in asked:
            ready = each._for(connection, None)
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {ready.sql}", (None,) * len(ready.order or ())
            )
            steps = [step.detail for step in plan]
            scans = [s for s in steps if s.startswith("SCAN") and "json_each" not in s]
            assert not scans, (ready.sql, steps)


def test_a_lost_connection_is_told() -> None:
    class OperationalError(Exception):
        """As psycopg's, which SQLAlchemy has not wrapped."""

    assert engine._told(OperationalError("the server closed\nthe connection")) == (
        "the server closed the connection"
    )
