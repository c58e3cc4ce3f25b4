"""Pictures of views: what is in them, and that no word of a report can do anything."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("altair")
pytest.importorskip("vl_convert")

from tests.casefile.history import dispute

from detente.casefile import Casefile
from detente.casefile.views.network import network
from detente.casefile.views.table import View
from detente.casefile.views.tension import tension
from detente.casefile.views.timeline import timeline
from detente.publish.charts import draw, specification

EVIL = '</script><script>document.title="owned"</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> dict[str, View]:
    with Casefile.new(tmp_path_factory.mktemp("case") / "fish.case") as case:
        dispute(case)
        with case.writing() as connection:
            connection.exec_driver_sql("UPDATE occurrences SET words = ?", (EVIL,))
        made = (timeline, network, tension)
        return {view.name: view for view in (make(case) for make in made)}


def values(spec: Any) -> list[dict[str, Any]]:
    """All rows of data in a specification."""
    if isinstance(spec, list):
        return [row for part in spec for row in values(part)]
    if not isinstance(spec, dict):
        return []
    here = spec.get("datasets", {})
    rows = [row for part in here.values() for row in part] if isinstance(here, dict) else []
    inside = spec["data"].get("values", []) if isinstance(spec.get("data"), dict) else []
    return rows + inside + [r for k, v in spec.items() if k != "data" for r in values(v)]


@pytest.mark.parametrize("name", ["timeline", "network", "tension"])
def test_pictures_are_drawn_and_the_same_each_time(views: dict[str, View], name: str) -> None:
    png = draw(views[name], "png")
    assert png.startswith(b"\x89PNG")
    assert draw(views[name], "png") == png
    svg = draw(views[name], "svg").decode("utf-8")
    assert svg.startswith("<svg")
    assert "<script" not in svg
    assert "Casefile" in svg


def test_a_page_runs_nothing_from_reports_and_loads_nothing(views: dict[str, View]) -> None:
    page = draw(views["tension"], "html").decode("utf-8")
    assert EVIL not in page
    assert "<img src=x" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link)[^>]*\s(src|href)=", page)
    spec = re.search(r'<script type="application/json" id="spec">(.*?)</script>', page, re.S)
    assert spec
    assert EVIL in json.dumps(json.loads(spec[1]), ensure_ascii=False).replace('\\"', '"')


def test_a_claim_is_no_bar(views: dict[str, View]) -> None:
    rows = values(specification(views["tension"]))
    bars = [row for row in rows if row.get("kind") == "bar"]
    assert {bar["class"] for bar in bars} == {"cooperation in words"}
    assert [row["count"] for row in rows if row.get("kind") == "claimed"] == [1]


def test_every_occurrence_is_in_the_timeline(views: dict[str, View]) -> None:
    dots = [row for row in values(specification(views["timeline"])) if "told" in row]
    assert sum(dot["count"] for dot in dots) == 5
    facts = sum(dot["count"] for dot in dots if dot["told"] == "told as fact")
    assert facts == 2


def test_an_empty_view_says_so(tmp_path: Path) -> None:
    with Casefile.new(tmp_path / "none.case") as case:
        for make in (timeline, network, tension):
            assert b"nothing is told" in draw(make(case), "svg")


def test_what_xml_cannot_hold_is_in_no_picture(views: dict[str, View]) -> None:
    view = views["tension"]
    rows = [{**row, "words": "red \x1b[31m \x00 \u202e \ud800 alert"} for row in view.rows]
    spec = json.dumps(specification(replace(view, rows=rows)), ensure_ascii=False)
    assert "alert" in spec
    assert not set("\x1b\x00\u202e\ud800") & set(spec)
    assert draw(replace(view, rows=rows), "svg").startswith(b"<svg")


def test_views_without_pictures_are_refused(views: dict[str, View]) -> None:
    with pytest.raises(KeyError):
        draw(views["timeline"], "gif")


def test_bars_grow_away_from_the_line(views: dict[str, View]) -> None:
    view = views["tension"]
    mild = {"conflict_words": 1, "conflict_words_intensity": 0.5}
    hard = {"conflict_deeds": 1, "conflict_deeds_intensity": -9.0}
    rows = [{**view.rows[0], **mild, **hard}]
    bars = [b for b in values(specification(replace(view, rows=rows))) if b.get("kind") == "bar"]
    drawn = {bar["class"]: (bar["from"], bar["to"]) for bar in bars}
    assert drawn["conflict in deeds"] == (0.0, -9.0)
    start, end = drawn["conflict in words"]
    assert 0 <= start < end
