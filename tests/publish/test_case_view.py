"""Views of a casefile in terminals of any width."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.casefile.history import dispute

from detente.casefile import Casefile
from detente.casefile.views.actors import actors
from detente.casefile.views.network import network
from detente.casefile.views.quotes import quotes
from detente.casefile.views.sources import sources
from detente.casefile.views.table import View
from detente.casefile.views.tension import tension
from detente.casefile.views.timeline import timeline
from detente.publish.case_view import render


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> dict[str, View]:
    with Casefile.new(tmp_path_factory.mktemp("case") / "fish.case") as case:
        dispute(case)
        made = (timeline, network, tension, actors, sources, quotes)
        return {view.name: view for view in (make(case) for make in made)}


@pytest.mark.parametrize("width", [20, 56, 70, 80, 132, 400])
def test_no_number_is_cut(views: dict[str, View], width: int) -> None:
    shown = render(views["tension"], width, False)
    assert "2022-03-03" in shown
    assert "+1.5" in shown
    assert "-3.5" in render(views["network"], width, False)
    lines = [line for view in views.values() for line in render(view, width, False).splitlines()]
    assert max(map(len, lines)) <= max(56, min(width, 200))


@pytest.mark.parametrize("width", [56, 80])
def test_a_claim_is_never_hidden(views: dict[str, View], width: int) -> None:
    assert "claimed by Swedish" in " ".join(render(views["timeline"], width, False).split())
    for name in ("tension", "network"):
        shown = render(views[name], width, False)
        assert "Clai-" in shown
        assert "claimed" in shown


def test_colour_only_adds(views: dict[str, View]) -> None:
    import re

    for view in views.values():
        coloured = re.sub(r"\x1b\[[\d;]*m", "", render(view, 80, True))
        plain = render(view, 80, False)
        assert [line.rstrip() for line in coloured.splitlines()] == plain.splitlines()


def test_long_statements_are_cut_at_a_word(tmp_path: Path) -> None:
    with Casefile.new(tmp_path / "long.case") as case:
        dispute(case)
        with case.writing() as connection:
            connection.exec_driver_sql("UPDATE statements SET content = ?", ("herring " * 90,))
        shown = render(quotes(case), 80, False)
    assert "herring …" in shown
    assert shown.count("herring") < 4 * 60
