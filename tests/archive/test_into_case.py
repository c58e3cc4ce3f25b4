"""``detente add CASE ARCHIVE``: the same casefile as from the reports, without reading them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from detente.archive import mapping
from detente.archive.inputs import files_of, find_files
from detente.archive.job import read_into
from detente.archive.store import Archive
from detente.casefile import Casefile, schema
from detente.casefile.add import add
from detente.cli import cli
from detente.sources.found import Options
from detente.sources.many import find

READ = ("key", "title", "text", "source", "url", "published", "found")


@pytest.mark.usefixtures("here")
def test_a_casefile_from_an_archive_is_that_from_its_reports(
    tmp_path: Path, lines: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = lines(4), tmp_path / "out"
    read_into(Archive(out), find_files(files_of([source]), Options()))
    made = []
    with Casefile.new(tmp_path / "read.case") as case:
        add(case, find([source]), processes=1)
        made.append(_said(case))
    monkeypatch.setattr(mapping, "read_one", None)
    name = str(tmp_path / "taken.case")
    run = CliRunner().invoke
    run(cli, ["case", "new", name])
    assert "4 added, 0 known, 0 errors" in run(cli, ["add", name, str(out)]).stderr
    with Casefile.open(name) as case:
        made.append(_said(case))
    assert made[0] == made[1]
    assert "0 added, 8 known, 0 errors" in run(cli, ["add", name, str(out), str(source)]).stderr


def _said(case: Casefile) -> list[object]:
    reports, events = schema.reports.c, schema.events.c
    with case.reading() as connection:
        told = select(*(reports[name] for name in READ), schema.records.c.body,
                      schema.records.c.vectors).join(schema.records)  # fmt: skip
        what = select(reports.key, events.entry, events.type, events.date, events.words)
        return [
            sorted(map(tuple, connection.execute(told.order_by(reports.key)).all())),
            sorted(map(str, connection.execute(what.join(schema.events)).all())),
        ]
