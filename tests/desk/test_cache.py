"""What is kept of a casefile: never an old state as the new one, never the same work twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

from detente.casefile import Casefile
from detente.casefile.state import state_of
from detente.desk import cache as caches
from detente.desk.cache import Cache, view
from detente.desk.settings import Settings
from detente.desk.state import Desk


@pytest.fixture
def case(case_copy: Path) -> Iterator[Casefile]:
    with Casefile.open(case_copy) as opened:
        yield opened


@pytest.fixture
def kept(case: Casefile) -> Iterator[Cache]:
    made = Cache(case)
    yield made
    made.close()


def _change(path: Path | str) -> None:
    """As another process would."""
    with Casefile.open(path) as other:
        other.fail("somewhere", "it was not there")


def _counting() -> tuple[list[int], object]:
    made: list[int] = []

    def make() -> int:
        made.append(len(made) + 1)
        return made[-1]

    return made, make


def test_every_change_is_counted_whoever_makes_it(case: Casefile) -> None:
    before = state_of(case)
    _change(case.case)
    assert state_of(case) == before + 1
    with pytest.raises(ZeroDivisionError), case.writing():
        raise ZeroDivisionError
    assert state_of(case) == before + 1


def test_a_value_is_made_once_for_each_state(
    kept: Cache, case: Casefile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "OLDEST", 0.0)
    _, make = _counting()
    first = kept.get("key", make)
    assert kept.get("key", make) == first and first.is_latest
    assert kept.tag("key") == first.tag != kept.tag("other")
    _change(case.case)
    assert kept.get("key", make).value == 2
    assert kept.tag("key") != first.tag


def test_while_reports_come_in_the_last_state_is_shown_and_renewed(
    kept: Cache, case: Casefile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "CALM", 0.0)
    made, make = _counting()
    kept.get("key", make)
    _change(case.case)
    seen = kept.get("key", make)
    assert (seen.value, seen.is_latest) == (1, False)
    kept._beside.submit(lambda: None).result()  # what came before it is done
    seen = kept.get("key", make)
    assert (seen.value, seen.is_latest) == (2, True)
    assert made == [1, 2]


def test_what_one_changed_oneself_is_seen_at_once(kept: Cache, case: Casefile) -> None:
    _, make = _counting()
    kept.get("key", make)
    _change(case.case)
    kept.settle()
    seen = kept.get("key", make)
    assert (seen.value, seen.is_latest) == (2, True)


def test_many_who_ask_at_once_wait_for_one(kept: Cache) -> None:
    made: list[int] = []
    go = threading.Event()

    def slow() -> int:
        made.append(1)
        assert go.wait(10)
        return 7

    got: list[int] = []
    threads = [
        threading.Thread(target=lambda: got.append(kept.get("key", slow).value)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join()
    assert got == [7] * 8 and len(made) == 1


def test_an_error_reaches_who_asked_and_is_not_kept(kept: Cache) -> None:
    def fail() -> int:
        raise ValueError("no such day")

    for _ in range(2):
        with pytest.raises(ValueError, match="no such day"):
            kept.get("key", fail)
    assert kept.get("key", lambda: 3).value == 3


def test_what_is_kept_is_bounded(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "MOST", 100)
    for n in range(50):
        kept.get(n, lambda n=n: n, lambda _: 10)
    assert len(kept._entries) == 10 and kept._weight == 100
    kept.get("large", lambda: 0, lambda _: 26)
    assert "large" not in kept._entries and kept._weight == 100


def test_parts_of_views_are_those_of_the_whole(case: Casefile) -> None:
    desk = Desk(Settings(case.case, "tester"), case, None, None, None)  # type: ignore[arg-type]
    for name in caches.VIEWS:
        whole = view(desk, name).value
        for limit, offset in ((3, 0), (5, 2), (None, 4), (0, 0), (5, whole.total)):
            part = view(desk, name, limit=limit, offset=offset).value
            end = None if limit is None else offset + limit
            assert part.rows == whole.rows[offset:end], name
            assert part.total == whole.total, name
        assert len(view(desk, name, limit=2).value.rows) == 2
    last = view(desk, "timeline", limit=2).value.rows
    assert last == view(desk, "timeline").value.rows[-2:]
    desk.cache.close()
