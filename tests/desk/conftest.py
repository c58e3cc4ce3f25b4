"""Desks over the worked crisis, which is read once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi")

from fastapi.testclient import TestClient

from detente.casefile import Casefile
from detente.casefile.add import add
from detente.desk.app import make_app
from detente.desk.settings import Settings
from detente.sources.many import find

REPORTS = Path(__file__).parents[2] / "examples" / "crisis" / "reports.jsonl"


@pytest.fixture(scope="session")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The casefile of the worked crisis, for all tests: copy it before you write to it."""
    path = tmp_path_factory.mktemp("desk") / "crisis.case"
    with Casefile.new(path) as case:
        add(case, find([str(REPORTS)]), processes=1)
    return path


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casefile to which all of them were added through the desk."""
    from tests.desk.adding import ended, send
    from tests.desk.hostile import check, files, reports

    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "hostile.case"
    Casefile.new(path).close()
    for client in client_of(Settings(str(path), by="tester")):
        rows = b"\n".join(json.dumps(row).encode() for row in reports())
        first = ended(client, send(client, "/add/files", [("files", ("rows.jsonl", rows))]))
        assert first.state == "done" and first.added + first.wrong == 200
        assert first.added >= 190, first.errors
        second = ended(client, send(client, "/add/files", [("files", f) for f in files()]))
        assert second.state == "done", second.why
        told = {where.partition(", ")[0] for where, _ in second.errors}
        assert {"bomb.txt.gz", "bomb.csv.bz2", "twice.txt.gz", "lol.xml", "null.txt", "broken.txt",
                "deep.json", "wide.txt", "picture.txt"} <= told  # fmt: skip
        for number in (first.number, second.number):
            check(client.get(f"/add/jobs/{number}").text, "/add/jobs")
        check(client.get("/add").text, "/add")
    assert not list(folder.parent.rglob("*hax*")), "a name was used as a path"
    return path


@pytest.fixture
def case_copy(crisis: Path, tmp_path: Path) -> Path:
    """A casefile that a test may change."""
    return Path(shutil.copy(crisis, tmp_path / "crisis.case"))


@pytest.fixture(scope="session")
def reader(crisis: Path) -> Iterator[TestClient]:
    """A client of a desk that no test changes."""
    yield from client_of(Settings(str(crisis), by="tester"))


@pytest.fixture
def desk(case_copy: Path) -> Iterator[Callable[..., TestClient]]:
    """Makes clients of desks over a copy that may be changed; takes ``Settings``' fields."""
    opened = []

    def make(**told: Any) -> TestClient:
        client = client_of(Settings(str(case_copy), **({"by": "tester"} | told)))
        opened.append(client)
        return next(client)

    yield make
    for each in opened:
        next(each, None)


def client_of(settings: Settings) -> Iterator[TestClient]:
    with TestClient(
        make_app(settings), base_url="http://127.0.0.1:8617", client=("127.0.0.1", 50000)
    ) as made:
        yield made


def csrf_of(client: TestClient, path: str = "/") -> str:
    """The token that the forms of this client's session carry."""
    page = client.get(path).text
    return (
        page.partition('name="csrf" value="')[2].partition('"')[0]
        or (page.partition('data-csrf="')[2].partition('"')[0])
    )
