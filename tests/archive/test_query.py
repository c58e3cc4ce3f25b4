"""``detente archive query``: the views of a casefile, from Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("duckdb")
from tests.archive.conftest import in_this_process, lines_of

from detente.archive.inputs import files_of, find_files
from detente.archive.job import read_into
from detente.archive.query.quotes import pattern
from detente.archive.query.tension import tension
from detente.archive.store import Archive
from detente.casefile import Casefile
from detente.casefile.add import add
from detente.casefile.fulltext import terms
from detente.casefile.views.filters import Filters
from detente.casefile.views.quotes import quotes as quotes_of_case
from detente.casefile.views.tension import tension as tension_of_case
from detente.casefile.views.timeline import timeline as timeline_of_case
from detente.cli import cli
from detente.sources.found import Options
from detente.sources.many import find

Made = tuple[Path, Path]
REPORTS = [
    {
        "text": "Foreign Minister Nils Dahl of Norway met Latvian envoys in Oslo on Tuesday. “We "
        "want more grain,” Dahl told the Latvian envoys.",
        "published": "2022-03-02",
        "source": "Paper Oslo",
    },
    {
        "text": "Sweden threatened Latvia with sanctions on 4 March. Prime Minister Anna Berg of "
        "Sweden warned that Sweden would close port 3 if the talks about fish failed.",
        "published": "2022-03-05",
        "source": "Paper Stockholm",
    },
    {
        "text": "Finnish soldiers withdrew from the border on 10 March, the Finnish defence "
        "ministry said. Finland criticised Estonia for its delay.",
        "published": "2022-03-11",
        "source": "Paper Helsinki",
    },
    {
        "text": "Polish President Jan Nowak promised Ukraine new railway wagons in Warsaw. He "
        "praised Ukraine and accused Belarus of smuggling on 20 March.",
        "published": "2022-03-21",
        "source": "Paper Warsaw",
    },
    {
        "text": "Latvian soldiers seized the power station at Tarn, the Lithuanian government "
        "said.",
        "published": "2022-03-25",
        "source": "Paper Vilnius",
    },
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """An archive and a casefile of the same reports, no two of which tell of the same."""
    folder = tmp_path_factory.mktemp("query")
    source = folder / "reports.jsonl"
    rows = REPORTS
    again = {**rows[0], "url": "https://copy.example/1", "source": "Copyist"}
    source.write_text(lines_of([*rows, again]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("detente.archive.job.read_jobs", in_this_process)
        read_into(Archive(folder / "out"), find_files(files_of([source]), Options()), reports=3)
    with Casefile.new(folder / "same.case") as case:
        add(case, find([source]), processes=1)
    yield folder / "out", folder / "same.case"


def asked(archive: Path, *arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(cli, ["archive", "query", str(archive), *arguments, "--json"])
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def same(rows: list[dict[str, Any]], *but: str) -> list[str]:
    left = {"report", "occurrence", "occurrences", "statement", *but}
    return sorted(
        json.dumps({k: v for k, v in row.items() if k not in left}, sort_keys=True) for row in rows
    )


def test_the_timeline_is_that_of_a_casefile_where_nothing_is_merged(made: Made) -> None:
    answer = asked(made[0], "timeline")
    with Casefile.open(made[1], read_only=True) as case:
        known = timeline_of_case(case)
    assert (answer["total"], len(answer["rows"])) == (known.total, known.total)
    # A copy is found by its words there, by its whole text here: both count once.
    assert same(answer["rows"], "source") == same(json.loads(json.dumps(known.rows)), "source")
    # What only somebody tells stays his.
    assert any(row["status"] == "happened" and row["claimed_by"] for row in answer["rows"])
    row = next(row for row in answer["rows"] if "NOR" in row["actor_code"])
    assert (row["reports"], row["sources"]) == (2, 1)
    last = asked(made[0], "timeline", "--limit", "2")["rows"]
    assert last == answer["rows"][-2:]


def test_filters_are_those_of_a_casefile(made: Made) -> None:
    for arguments, filters in (
        (("--actor", "Sweden"), Filters(actor="Sweden")),
        (("--actor", "Anna Berg"), Filters(actor="Anna Berg")),
        (("--type", "threaten", "--since", "2022-03-03"), Filters("2022-03-03", type="threaten")),
        (("--actor", "NOR", "--with", "Latvia"), Filters(actor="NOR", with_="Latvia")),
        (("--source", "helsinki"), Filters(source="helsinki")),
    ):
        answer = asked(made[0], "timeline", *arguments)
        with Casefile.open(made[1], read_only=True) as case:
            known = timeline_of_case(case, filters)
        assert answer["total"] > 0, arguments
        assert same(answer["rows"], "source") == same(json.loads(json.dumps(known.rows)), "source")
    run = CliRunner().invoke
    for arguments, why in (
        (("--actor", "Ruritania"), "nobody"),
        (("--type", "threten"), "near it: threaten"),
        (("--source", "Nowhere"), "the archive has no such source"),
    ):
        done = run(cli, ["archive", "query", str(made[0]), "timeline", *arguments],
                   standalone_mode=False)  # fmt: skip
        assert why in str(done.exception)


def test_quotes_are_those_of_a_casefile(made: Made) -> None:
    for words, filters in (
        (None, Filters()),
        ("talking", Filters()),
        ("close port", Filters(actor="Sweden")),
        (None, Filters(type="warning,threat")),
        (None, Filters(type="direct", with_="Latvia")),
    ):
        arguments = [words] if words else []
        for name, value in filters.told().items():
            arguments += [f"--{name}", value]
        try:
            answer = asked(made[0], "quotes", *arguments)
            rows = answer["rows"]
        except AssertionError:
            rows = None
        with Casefile.open(made[1], read_only=True) as case:
            known = quotes_of_case(case, words, filters)
        assert rows is not None, arguments
        assert same(rows) == same(json.loads(json.dumps(known.rows))), arguments


def test_tension_is_that_of_a_casefile(made: Made) -> None:
    for filters, fill in ((Filters(), True), (Filters(actor="SWE", with_="Latvia"), False)):
        found = tension(Archive(made[0]), filters, None, "week", None, fill)
        with Casefile.open(made[1], read_only=True) as case:
            known = tension_of_case(case, filters, None, "week", None, fill)
        assert found.rows
        assert same(json.loads(json.dumps(found.rows))) == same(json.loads(json.dumps(known.rows)))
        assert found.facts["pairs"] == known.facts["pairs"]


def test_words_are_found_in_their_forms() -> None:
    import re

    def finds(words: str, text: str) -> bool:
        return all(re.search(pattern(term), text) for term in terms(words))

    assert finds("withdraw", "they are withdrawing")
    assert finds("withdrawing", "they will withdraw")
    assert finds("talks", "a talk was held")
    assert finds("withdr*", "they withdrew")
    assert finds('"grain talks"', "the grain talks failed")
    assert not finds('"talks grain"', "the grain talks failed")
    assert not finds("port", "an important airport")


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        cli, ["archive", "query", str(tmp_path), "timeline"], standalone_mode=False
    )
    assert "is no archive" in str(done.exception)
