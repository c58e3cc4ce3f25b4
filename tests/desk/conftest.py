"""Desks over the worked crisis, which is read once."""

from __future__ import annotations

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
