"""Processes that read reports side by side; what they read comes back in the order of asking."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing.connection import wait
from time import monotonic
from typing import TYPE_CHECKING

from detente.casefile.reading import ReadReport, read_reports
from detente.errors import DetenteError
from detente.record import Report
from detente.sources.language import check_english

if TYPE_CHECKING:
    from detente.coding.own import Ontology
    from detente.knowledge.own import Knowledge

AHEAD = 3
"""Handfuls of reports a process that wait to be read or to be taken."""
MOST, LETTERS, PATIENCE = 16, 5_000, 0.2
"""A handful has at most so many reports, and no further one once it has so many letters or so many
seconds were waited for the last one: sending each sentence alone costs as much as coding it."""
ALONE = 4
"""So few reports are read in this process: another would first have to load the model."""
Read = list[ReadReport | str]
DIED = "the process that read it died twice: out of memory, or a fault of ours"


@dataclass(frozen=True)
class How:
    """With which tables to read, and whether to read other languages than English (``force``)."""

    knowledge: Knowledge | None = None
    ontology: Ontology | None = None
    force: bool = False


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_one(report: Report, how: How) -> ReadReport | str:
    """A report read, or why it cannot be."""
    try:
        if not how.force:
            check_english(report.text)
        return next(read_reports([report], how.knowledge, how.ontology))
    except DetenteError as error:
        return str(error)
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:  # one report must not stop the others
        return f"a fault of Détente's, please tell us: {type(error).__name__}: {error}"


def read_some(reports: Sequence[Report], how: How) -> Read:
    """Each of some reports read, or why it cannot be."""
    return [read_one(report, how) for report in reports]


def handfuls(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """The reports in order, short ones several at once."""
    some: list[Report] = []
    letters, asked = 0, monotonic()
    for report in reports:
        some.append(report)
        letters += len(report.text)
        if len(some) >= MOST or letters >= LETTERS or monotonic() - asked > PATIENCE:
            yield some
            some, letters = [], 0
        asked = monotonic()
    if some:
        yield some


def read_side_by_side(
    reports: Iterable[Report], how: How, processes: int
) -> Iterator[ReadReport | str]:
    """Each report read, or why it could not be, in order."""
    waiting = iter(reports)
    first = list(islice(waiting, ALONE))
    if processes == 1 or len(first) < ALONE:
        yield from (read_one(report, how) for report in first)
        if processes == 1:
            yield from (read_one(report, how) for report in waiting)
        return
    yield from _Readers(how, processes).read(_chain(first, waiting))


def _chain(first: list[Report], rest: Iterator[Report]) -> Iterator[Report]:
    yield from first
    yield from rest


class _Readers:
    def __init__(self, how: How, processes: int) -> None:
        self._work: Callable[[Sequence[Report]], Read] = partial(read_some, how=how)
        self._processes = processes
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        # Not forked: the model's threads and the database's files do not survive it.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._processes, mp_context=context, initializer=_prepare)

    def read(self, reports: Iterator[Report]) -> Iterator[ReadReport | str]:
        under_way: deque[tuple[list[Report], Future[Read]]] = deque()
        try:
            for some in handfuls(reports):
                under_way.append((some, self._submit(some)))
                if len(under_way) >= self._processes * AHEAD:
                    yield from self._next(under_way)
            while under_way:
                yield from self._next(under_way)
        finally:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _submit(self, some: list[Report]) -> Future[Read]:
        try:
            return self._pool.submit(self._work, some)
        except BrokenProcessPool as error:
            broken: Future[Read] = Future()
            broken.set_exception(error)
            return broken

    def _next(self, under_way: deque[tuple[list[Report], Future[Read]]]) -> Read:
        some, future = under_way.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            # It is not known whose fault it was: these one by one, then the others again.
            others = [each for each, _ in under_way]
            under_way.clear()
            self._renew()
            result = [self._alone(report) for report in some]
            under_way.extend((each, self._submit(each)) for each in others)
            return result

    def _alone(self, report: Report) -> ReadReport | str:
        try:
            return self._pool.submit(self._work, [report]).result()[0]
        except BrokenProcessPool:
            self._renew()
            return DIED

    def _renew(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new()


def _prepare() -> None:
    """A reader leaves Ctrl-C to the writer, and ends with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
