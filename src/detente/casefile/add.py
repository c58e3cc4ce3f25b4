"""Getting reports into a casefile: several processes read, one writes, nothing comes in twice."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import delete, insert, select

from detente.casefile import log, schema
from detente.casefile.casefile import Casefile, now
from detente.casefile.readers import How, read_side_by_side, usable_cores
from detente.casefile.reading import ReadReport
from detente.sources.found import Failed, FeedState, Found

LOOKED_UP = 200
"""Reports that the casefile is asked about at once."""

Each = Found | Failed | FeedState


@dataclass
class Added:
    """What came of adding. ``numbers`` are those of the reports that are new, ``errors`` what could
    not be read: where it was found, and why. ``undated`` are new ones without a day of publication:
    where each was found, and the note on its day, if there is one."""

    numbers: list[int] = field(default_factory=list)
    known: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)
    undated: list[tuple[str, str | None]] = field(default_factory=list)


def add(
    case: Casefile,
    found: Iterable[Each],
    how: How = How(),  # noqa: B008 (frozen)
    *,
    processes: int | None = None,
    step: Callable[[Added], None] = lambda _: None,
    by: str | None = None,
) -> Added:
    """Add the reports that are new to a casefile, in the order of finding.

    ``processes`` read, as many as there are cores if not told. ``step`` is called after each
    report. A report that cannot be read is noted in the casefile; ``CasefileError`` ends the run,
    and what was added until then stays. The log says that it was ``by`` this person, if told.
    """
    adding = _Adding(case, step)
    try:
        return adding.run(found, how, processes or usable_cores())
    finally:
        if by is not None and (adding.added.numbers or adding.added.errors):
            new, bad = len(adding.added.numbers), len(adding.added.errors)
            about = f"{new} report{'' if new == 1 else 's'}" + (f", {bad} bad" if bad else "")
            log.add(case, by, "add", about=about)


def feed_states(case: Casefile) -> dict[str, FeedState]:
    """How far each feed was followed, by address."""
    with case.reading() as connection:
        rows = connection.execute(select(schema.feeds)).all()
    return {r.url: FeedState(r.url, r.etag, r.modified, json.loads(r.seen)) for r in rows}


class _Adding:
    def __init__(self, case: Casefile, step: Callable[[Added], None]) -> None:
        self._case, self._step = case, step
        self.added = Added()
        # What is being read, in order; the state of a feed comes after its last report.
        self._under_way: deque[Found | FeedState] = deque()

    def run(self, found: Iterable[Each], how: How, processes: int) -> Added:
        reports = (each.report for each in self._new(found))
        for read in read_side_by_side(reports, how, processes):
            self._finish_feeds()
            each = self._under_way.popleft()
            assert isinstance(each, Found)
            self._keep(each, read)
            self._step(self.added)
        self._finish_feeds()
        return self.added

    def _new(self, found: Iterable[Each]) -> Iterator[Found]:
        """The reports that the casefile does not have, each once."""
        met: set[str] = set()
        everything = iter(found)
        while some := list(islice(everything, LOOKED_UP)):
            keys = {each.key for each in some if isinstance(each, Found)}
            met |= self._case.known(keys - met)
            for each in some:
                if isinstance(each, Failed):
                    self._fail(each.where, each.why)
                elif isinstance(each, FeedState):
                    self._under_way.append(each)
                elif each.key in met:
                    self.added.known += 1
                else:
                    met.add(each.key)
                    self._under_way.append(each)
                    yield each

    def _finish_feeds(self) -> None:
        while self._under_way and isinstance(self._under_way[0], FeedState):
            self._follow(self._under_way.popleft())

    def _follow(self, state: Found | FeedState) -> None:
        assert isinstance(state, FeedState)
        row = {
            "url": state.url,
            "etag": state.etag,
            "modified": state.modified,
            "seen": json.dumps(dict(state.seen), sort_keys=True),
            "checked": now(),
        }
        with self._case.writing() as connection:
            connection.execute(delete(schema.feeds).where(schema.feeds.c.url == state.url))
            connection.execute(insert(schema.feeds), [row])

    def _keep(self, found: Found, read: ReadReport | str) -> None:
        if isinstance(read, str):
            self._fail(found.where, read)
            return
        assert read.record.report.text == found.report.text
        number = self._case.put(found.key, read, found.where, found.fetched)
        if number is None:  # another process was quicker
            self.added.known += 1
        else:
            self.added.numbers.append(number)
            if read.record.report.published is None:
                self.added.undated.append((found.where, found.note))

    def _fail(self, where: str, why: str) -> None:
        self._case.fail(where, why)
        self.added.errors.append((where, why))
        self._step(self.added)
