"""Filters, timeline and quotations, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casefile.history import DISPUTE, dispute

from detente.casefile import Casefile
from detente.casefile.reading import ReadReport
from detente.casefile.views.filters import TYPES, Filters
from detente.casefile.views.quotes import PROMISES, quotes
from detente.casefile.views.timeline import COLUMNS, timeline
from detente.errors import FilterError
from detente.publish.case_view import status


@pytest.fixture
def history(case: Casefile) -> Casefile:
    dispute(case)
    return case


def ids(case: Casefile, **asked: str) -> list[str]:
    return [row["occurrence"] for row in timeline(case, Filters(**asked)).rows]


def said(case: Casefile, words: str | None = None, **asked: str) -> list[str]:
    return [row["words"] for row in quotes(case, words, Filters(**asked)).rows]


def test_the_timeline_is_in_the_order_of_its_days(history: Casefile) -> None:
    view = timeline(history)
    assert [row["occurrence"] for row in view.rows] == ["o1", "o2", "o3", "o4", "o5"]
    assert view.total == 5
    for row in view.rows:
        assert list(row) == [column.name for column in COLUMNS]


def test_every_occurrence_has_its_words(history: Casefile) -> None:
    for row in timeline(history).rows:
        text = DISPUTE[row["report"] - 1]
        assert text[row["start"] : row["end"]] == row["words"]
        assert f"‹{row['words']}›" in row["context"]
        assert row["context"].replace("‹", "").replace("›", "").strip("… ") in text


def test_a_claim_is_shown_with_whose_it_is(history: Casefile) -> None:
    by_id = {row["occurrence"]: row for row in timeline(history).rows}
    assert by_id["o3"]["status"] == "claimed"
    assert by_id["o3"]["claimed_by"] == ["Swedish government (SWE)"]
    assert by_id["o1"]["status"] == "happened"
    assert by_id["o1"]["claimed_by"] == []
    assert by_id["o5"]["status"] == "possible"


def test_what_has_no_date_gets_none(history: Casefile) -> None:
    view = timeline(history)
    (row,) = [row for row in view.rows if row["date"] is None]
    assert (row["date_from"], row["first_reported"]) == (None, "2022-03-04")
    assert any("without a date" in note for note in view.notes)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"since": "2022-03-10"}, ["o3", "o4", "o5"]),
        ({"until": "2022-03-04"}, ["o1", "o2"]),
        ({"since": "2022-03-13", "until": "2022-03-13"}, ["o4"]),  # lies within its dating
        ({"since": "2022-04"}, ["o5"]),
        ({"type": "mobilize"}, ["o3", "o5"]),
        ({"type": "consult-visit,RETREAT"}, ["o1", "o4"]),
        ({"type": "consult-mail"}, []),
        ({"source": "harbour post"}, ["o1", "o2"]),
        ({"source": "not named"}, ["o4", "o5"]),
        ({"actor": "SWE"}, ["o1", "o2", "o3"]),
        ({"actor": "swedish"}, ["o1", "o2", "o3"]),
        ({"actor": "Sweden", "with_": "Norway"}, ["o1", "o2", "o3"]),
        ({"actor": "berg"}, ["o1", "o2"]),
        ({"actor": "Anna Bérg"}, ["o1", "o2"]),
        ({"actor": "Swedish foreign minister"}, ["o1", "o2"]),
        ({"actor": "prime minister", "with_": "Berg"}, ["o1"]),
        ({"actor": "the Swedish Government"}, []),
        ({"with_": "Dahl"}, ["o1"]),
    ],
)
def test_filters(history: Casefile, asked: dict[str, str], found: list[str]) -> None:
    assert ids(history, **asked) == found


def test_whom_a_name_is_taken_for_is_told(history: Casefile) -> None:
    assert "berg is taken for Anna Berg (SWE)" in timeline(history, Filters(actor="berg")).notes


def test_a_limit_keeps_the_last(history: Casefile) -> None:
    view = timeline(history, limit=2)
    assert [row["occurrence"] for row in view.rows] == ["o4", "o5"]
    assert view.total == 5
    assert [row["words"] for row in quotes(history, limit=1).rows] == [
        "Norwegian ships pulled back"
    ]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"actor": "Anne Burg"}, "Anna Berg"),
        ({"actor": "Utopia"}, "Utopia"),
        ({"type": "threat"}, "threaten"),
        ({"source": "Nordik Wire"}, "Nordic Wire"),
    ],
)
def test_what_is_not_there_is_told_with_what_comes_near(
    history: Casefile, asked: dict[str, str], told: str
) -> None:
    with pytest.raises(FilterError, match=told):
        timeline(history, Filters(**asked))


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "tomorrow"},
        {"until": "2022-02-30"},
        {"since": "2022-02-01/2022-03-01"},
        {"since": "2022-03-02", "until": "2022-03-01"},
    ],
)
def test_a_period_is_one(asked: dict[str, str]) -> None:
    with pytest.raises(FilterError):
        Filters(**asked)


def test_the_types_are_those_of_the_record() -> None:
    from typing import get_args

    from detente.record import CommitmentKind, EventType

    assert get_args(EventType) == TYPES
    assert get_args(CommitmentKind) == PROMISES


def test_quotes_are_all_statements_but_those_of_copies(history: Casefile) -> None:
    assert len(said(history)) == 4
    (row,) = quotes(history, "fishing").rows
    assert (row["speaker"], row["speaker_code"]) == ("Anna Berg", "SWE")
    assert (row["to"], row["about"]) == (["reporters"], ["Norway (NOR)"])
    assert DISPUTE[0][row["start"] : row["end"]] == row["words"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("withdrawing", 1),
        ("SHIPS", 2),
        ("ships coast", 1),
        ('"ships pulled"', 1),
        ('"pulled ships"', 0),
        ("withdr*", 1),
        ("not", 1),  # no stop words
        ("submarine", 0),
        ("“fishing accord”", 1),
        ("Norway's navy", 1),
        ("S-300", 1),
    ],
)
def test_words(history: Casefile, words: str, count: int) -> None:
    assert len(said(history, words)) == count


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"actor": "Berg"}, 2),
        ({"actor": "SWE"}, 3),
        ({"with_": "NOR"}, 1),
        ({"actor": "Berg", "with_": "NOR"}, 1),
        ({"type": "direct"}, 1),
        ({"type": "threat"}, 0),
        ({"type": "mobilize"}, 1),
        ({"type": "retreat,direct"}, 2),
        ({"source": "Nordic"}, 3),
        ({"since": "2022-03-10", "until": "2022-03-10"}, 2),
    ],
)
def test_quotes_by_filter(history: Casefile, asked: dict[str, str], count: int) -> None:
    assert len(said(history, **asked)) == count


@pytest.mark.parametrize(
    "words",
    ["'; DROP TABLE statements; --", 'NEAR("a" b, 3)', "content:x", "a AND OR NOT b", "^fish",
     "fish:*", "a & b | !c",
     "{x} : y", '"unclosed', "*", "fish -Norway", "%s %(a)s :a", "\x00fish"],
)  # fmt: skip
def test_no_query_is_read_as_a_command(history: Casefile, words: str) -> None:
    try:
        quotes(history, words)
    except FilterError as error:
        assert "no word" in str(error)
    assert len(said(history)) == 4


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    derandomize=True,
)
@given(words=st.text(min_size=1, max_size=20))
def test_no_words_break_the_search(history: Casefile, words: str) -> None:
    try:
        quotes(history, words)
    except FilterError as error:
        assert "no word" in str(error)


def test_full_text_follows_the_statements(history: Casefile) -> None:
    with history.writing() as connection:
        connection.exec_driver_sql("DELETE FROM reports WHERE id = 3")
    assert said(history, "boats") == []
    with history.writing() as connection:
        connection.exec_driver_sql("UPDATE statements SET content = 'Gone are the nets'")
    assert len(said(history, "net")) == 2
    assert said(history, "fishing") == []


def test_what_only_somebody_tells_is_told_as_his(
    case: Casefile, read: Callable[..., ReadReport]
) -> None:
    """A deed told in somebody's words stays his, though the record says that it happened."""
    text = "Bordurian soldiers seized the power station at Tarn, the Syldavian government said."
    told = read(text, "2022-02-24")
    case.put("a" * 32, told, "by hand")
    (row,) = timeline(case).rows
    assert row["claimed_by"] == ["Syldavian government"]
    assert status(row) in ("according to Syldavian government", "claimed by Syldavian government")
