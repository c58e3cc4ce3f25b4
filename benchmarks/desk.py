"""How long a desk's readers wait while reports are being added.

Readers walk over the main pages and the API's views, each asking for the next one a moment after it
has got the last; meanwhile ``detente add`` reads reports into the casefile. Desk, readers and
``add`` run on this machine, on the same processors.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks import casefile
from benchmarks.errors import BenchmarkError
from benchmarks.tables import Table

REPORTS = Path(__file__).parents[1] / "examples" / "crisis" / "reports.jsonl"
READERS = 20
SECONDS = 30.0
PAUSE = 1.0
PAGES = (
    "/", "/timeline", "/timeline?actor=RUS&with=USA", "/ledger", "/tension?actor=RUS&with=USA",
    "/network", "/quotes?q=balu", "/actors", "/sources", "/reports", "/occurrences/o0000100",
)  # fmt: skip
VIEWS = (
    "/api/info", "/api/timeline", "/api/timeline?actor=RUS&with=USA&offset=200", "/api/network",
    "/api/tension", "/api/quotes", "/api/ledger", "/api/actors", "/api/sources", "/api/reports",
)  # fmt: skip


@dataclass
class _Waits:
    """Seconds by address, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, path: str, seconds: float, status: int) -> None:
        with self.lock:
            self.seconds.setdefault(path, []).append(seconds)
            if status != 200:
                self.wrong.append(f"{path}: {status}")


def run(
    case: Path | None = None,
    events: int = casefile.EVENTS,
    readers: int = READERS,
    seconds: float = SECONDS,
    pause: float = PAUSE,
) -> dict[str, Any]:
    """Seconds that each address took. The casefile is copied; one is made up if none is given."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "desk.case"
        if case is not None and case.exists():
            shutil.copy(case, copy)
        else:
            casefile.fill(copy, events)
        with _desk(copy) as address:
            paths = [path for path in (*PAGES, *VIEWS) if _is_there(address, path)]
            waits = _Waits()
            line = [
                sys.executable,
                "-m",
                "detente",
                "add",
                str(copy),
                str(REPORTS),
                "--processes",
                "1",
            ]
            adding = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                _read(address, paths, waits, readers, seconds, pause)
                was_adding = adding.poll() is None
            finally:
                adding.kill()
                adding.wait()
    if waits.wrong:
        raise BenchmarkError("; ".join(sorted(set(waits.wrong))[:5]))
    figures = {path: _figures(waits.seconds[path]) for path in paths if path in waits.seconds}
    every = [each for some in waits.seconds.values() for each in some]
    return {
        "readers": readers, "pause": pause, "seconds": seconds, "all": _figures(every),
        "adding": was_adding, "pages": figures,
    }  # fmt: skip


@contextmanager
def _desk(case: Path) -> Iterator[str]:
    """A desk in a process of its own; its address."""
    line = [sys.executable, "-m", "detente", "desk", str(case), "--port", "0", "--by", "benchmark"]
    desk = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert desk.stderr
    told = desk.stderr.readline()
    found = [word for word in told.split() if word.startswith("http://")]
    try:
        if not found:
            raise BenchmarkError(f"the desk does not start: {told.strip()}")
        address = found[0].rstrip("/")
        _await(address)
        yield address
    finally:
        desk.terminate()
        desk.wait(30)


def _await(address: str) -> None:
    """It tells its address a moment before it answers there."""
    import httpx

    for _ in range(600):
        try:
            httpx.get(address + "/static/desk.css", timeout=60)
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return
    raise BenchmarkError(f"nothing answers at {address}")


def _is_there(address: str, path: str) -> bool:
    """Whether the desk has a page; it is made for the first time by that."""
    import httpx

    return httpx.get(address + path, timeout=120).status_code == 200


def _read(
    address: str, paths: list[str], waits: _Waits, readers: int, seconds: float, pause: float
) -> None:
    end = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_reader, args=(address, paths, waits, n, end, pause))
        for n in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _reader(
    address: str, paths: list[str], waits: _Waits, first: int, end: float, pause: float
) -> None:
    """One reader; each begins at another page, and not all in the same moment."""
    import httpx

    time.sleep(pause * first / READERS)
    with httpx.Client(base_url=address, timeout=60) as client:
        for n in count(first):
            if time.monotonic() >= end:
                return
            path = paths[n % len(paths)]
            begun = time.perf_counter()
            status = client.get(path).status_code
            waits.add(path, time.perf_counter() - begun, status)
            time.sleep(pause)


def _figures(seconds: list[float]) -> dict[str, float]:
    if len(seconds) < 2:
        return {
            "count": len(seconds),
            "median": seconds[0],
            "p99": seconds[0],
            "longest": seconds[0],
        }
    return {
        "count": len(seconds),
        "median": median(seconds),
        "p99": quantiles(seconds, n=100, method="inclusive")[98],
        "longest": max(seconds),
    }


def tables(result: dict[str, Any]) -> list[Table]:
    """Milliseconds of each address, and of all."""
    shown = Table(("address", "answers", "median ms", "p99 ms", "longest ms"))
    for path, each in (*result["pages"].items(), ("all", result["all"])):
        spans = (round(1000 * each[name]) for name in ("median", "p99", "longest"))
        shown.rows.append([path, each["count"], *spans])
    shown.notes.append(
        f"{result['readers']} readers for {result['seconds']:.0f} s, each {result['pause']:g} s "
        "after its last answer, while reports are added"
    )
    if not result["adding"]:
        shown.notes.append("all reports had been added before the end")
    return [shown]
