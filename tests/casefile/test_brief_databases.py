"""A brief of a casefile in either database."""

from __future__ import annotations

from tests.casefile.history import dispute

from detente.casefile import Casefile
from detente.casefile.views.filters import Filters
from detente.publish.brief import build, write


def test_a_brief_is_the_same_from_either_database(case: Casefile) -> None:
    dispute(case)
    made = build(case, Filters(since="2022-03-01", until="2022-03-11"), pictures=False)
    text = write(made, "md").decode()
    assert "Anna Berg (Sweden) and Nils Dahl (Norway) held talks on a visit" in text
    assert "According to the Swedish government, Norway carried out" in text
    assert [note.number for note in made.notes] == list(range(1, len(made.notes) + 1))
