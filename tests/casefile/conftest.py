"""Casefiles to test with: on SQLite, and on PostgreSQL where a server is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from detente.casefile import Casefile
from detente.casefile.reading import ReadReport, read_reports
from detente.record import Report
from detente.sources.reports import make_report

CLUSTER = "127.0.0.1"
_numbers = count(1)


def _binaries() -> Path | None:
    """The folder of the newest PostgreSQL server here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests."""
    pytest.importorskip("psycopg")
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    # The server refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tmp_path_factory.mktemp("postgres"))
    if user:
        try:
            owner = pwd.getpwnam(user)
        except KeyError:
            pytest.skip("root cannot run PostgreSQL, and there is no user postgres")
        folder = Path(subprocess.check_output(["mktemp", "-d"], user=user, text=True).strip())
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    with socket.socket() as free:
        free.bind((CLUSTER, 0))
        port = free.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run(
            command, check=True, user=user, cwd=folder, env={"LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    data = str(folder / "data")
    run(str(binaries / "initdb"), "-D", data, "-A", "trust", "-U", "detente", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses={CLUSTER} -c fsync=off"
    run(str(binaries / "pg_ctl"), "-D", data, "-o", options, "-w", "start", "-l", f"{folder}/log")
    try:
        yield f"postgresql://detente@{CLUSTER}:{port}"
    finally:
        run(str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _database(server: str) -> str:
    import psycopg

    name = f"case{next(_numbers)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a casefile can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "crisis.case")
    return _database(request.getfixturevalue("postgres"))


@pytest.fixture
def case(address: str) -> Iterator[Casefile]:
    """An empty casefile."""
    with Casefile.new(address) as made:
        yield made


@pytest.fixture(scope="session")
def read() -> Callable[..., ReadReport]:
    """Reads a text once, however many tests want it."""
    known: dict[Report, ReadReport] = {}

    def reading(text: str, published: str | None = None, **more: str) -> ReadReport:
        report = make_report(text, published, **more)  # type: ignore[arg-type]
        if report not in known:
            known[report] = next(read_reports([report]))
        return known[report]

    return reading
