"""Reading an archive on one machine: one finds the reports and writes, processes read.

The reports that are new are cut into partitions in the order of finding, each partition into
batches. How many processes read, and which is quicker, changes no byte of what is written.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow

from detente.archive.columns import Given
from detente.archive.mapping import as_batch, tables_of
from detente.archive.pool import Job, read_jobs
from detente.archive.schema import FOUND
from detente.archive.store import Archive
from detente.casefile.readers import How
from detente.reader import maker
from detente.sources.found import Failed, Found

REPORTS = 2_000
"""Reports and failures in a partition, at most."""
TEXT = 32_000_000
"""Characters in a partition: what waits to be written is in memory."""
BATCH = 60_000
"""Characters in a batch: some seconds of reading, which is what a killed process costs."""
TOLD = 10
"""Errors that ``Counts`` has; the others are in the table."""
_WAITING = 2
"""Partitions that wait to be read."""


@dataclass
class Counts:
    """How far it is. ``read`` and ``errors`` are written; ``known`` were read before, or are twice
    among the sources. ``passed`` of the ``found`` need nothing more but to be written."""

    found: int = 0
    passed: int = 0
    read: int = 0
    known: int = 0
    errors: int = 0
    partitions: int = 0
    first_errors: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Partition:
    """What is written at once: ``left`` of its reports are still to be read."""

    batches: list[Any]
    left: int
    results: list[Any]


def read_into(
    archive: Archive,
    found: Iterable[Found | Failed],
    how: How = How(),  # noqa: B008 (frozen)
    *,
    processes: int = 1,
    reports: int = REPORTS,
    resume: bool = False,
    step: Callable[[Counts], None] = lambda _: None,
) -> Counts:
    """Read reports into an archive. ``step`` is called after each batch.

    Raises ``ArchiveError``; the partitions that were written stay, and ``resume`` goes on.
    """
    made_by, counts = maker(how.knowledge, how.ontology), Counts()
    archive.begin(made_by, resume)
    with archive.locked():
        archive.tidy()  # not before: what another process writes lies there too
        known = archive.keys()
        jobs = _Jobs(partitions(found, known, counts, reports), counts, step)
        for partition in jobs.finished(how, processes):
            tables = tables_of(pyarrow.Table.from_batches(partition.results))
            archive.write(tables, made_by)
            counts.partitions += 1
            counts.read += len(tables["reports"])
            counts.errors += len(tables["errors"])
            if len(counts.first_errors) < TOLD:
                rows = tables["errors"].slice(0, TOLD).to_pylist()
                counts.first_errors += [(row["found"], row["why"]) for row in rows]
            step(counts)
        archive.tidy()
    return counts


def failure_key(failed: Failed) -> str:
    """The key of what was not even found, the same at every try."""
    return hashlib.sha256(f"{failed.where}\n{failed.why}".encode()).hexdigest()[:32]


def row_of(found: Found) -> dict[str, str | None]:
    """A found report as a row of ``FOUND``."""
    report = found.report
    return {
        "text": report.text,
        "title": report.title,
        "source": report.source,
        "url": report.url,
        "published": report.published,
        "key": found.key,
        "found": found.where,
        "fetched": found.fetched,
        "note": found.note,
    }


def partitions(
    found: Iterable[Found | Failed], known: set[bytes], counts: Counts, size: int
) -> Iterator[Partition]:
    """What is new, so much at once."""
    rows: list[dict[str, str | None]] = []
    failed: list[Any] = []
    length = 0
    for each in found:
        counts.found += 1
        key = each.key if isinstance(each, Found) else failure_key(each)
        if bytes.fromhex(key) in known:
            counts.known += isinstance(each, Found)
            counts.passed += 1
            continue
        known.add(bytes.fromhex(key))
        if isinstance(each, Failed):
            failed.append((Given(key, each.where), each.why))
            counts.passed += 1
        else:
            rows.append(row_of(each))
            length += len(each.report.text)
        if len(rows) + len(failed) >= size or length >= TEXT:
            yield _partition(rows, failed)
            rows, failed, length = [], [], 0
    if rows or failed:
        yield _partition(rows, failed)


def _partition(rows: list[dict[str, str | None]], failed: list[Any]) -> Partition:
    # By their texts: equal ones come into one batch, where they are read once.
    rows = sorted(rows, key=lambda row: (row["text"] or "", row["key"] or ""))
    return Partition(list(batches(rows)), len(rows), [as_batch(failed)] if failed else [])


def batches(rows: Iterable[dict[str, str | None]]) -> Iterator[Any]:
    """Rows as record batches of ``FOUND``, of about as much text each."""
    some: list[dict[str, str | None]] = []
    length = 0
    for row in rows:
        if length and length + len(row["text"] or "") > BATCH:
            yield pyarrow.RecordBatch.from_pylist(some, schema=FOUND)
            some, length = [], 0
        some.append(row)
        length += len(row["text"] or "")
    if some:
        yield pyarrow.RecordBatch.from_pylist(some, schema=FOUND)


class _Jobs:
    """Partitions as jobs, found in a thread of their own while processes read."""

    def __init__(
        self, found: Iterator[Partition], counts: Counts, step: Callable[[Counts], None]
    ) -> None:
        self._found, self._counts, self._step = found, counts, step
        self._queue: queue.Queue[Partition | BaseException | None] = queue.Queue(_WAITING)
        self._stopped = threading.Event()
        self._jobs: list[Job] = []
        self._done: list[Partition] = []

    def finished(self, how: How, processes: int) -> Iterator[Partition]:
        """The partitions as they get done."""
        finder = threading.Thread(target=self._find, daemon=True)
        finder.start()
        try:
            for job, result in read_jobs(self._next, how, processes):
                job.owner.results.append(result)
                job.owner.left -= len(result)
                self._counts.passed += len(result)
                self._step(self._counts)
                if not job.owner.left:
                    self._done.append(job.owner)
                yield from self._take_done()
            yield from self._take_done()
        finally:
            self._stopped.set()

    def _take_done(self) -> Iterator[Partition]:
        done, self._done = self._done, []
        yield from done

    def _find(self) -> None:
        try:
            for partition in self._found:
                if not self._put(partition):
                    return
            self._put(None)
        except BaseException as error:
            self._put(error)

    def _put(self, item: Partition | BaseException | None) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(item, timeout=0.5)
            except queue.Full:
                continue
            return True
        return False

    def _next(self) -> Job | None:
        while not self._jobs:
            partition = self._queue.get()
            if partition is None:
                return None
            if isinstance(partition, BaseException):
                raise partition
            if not partition.left:
                self._done.append(partition)
            self._jobs = [Job(batch, partition) for batch in reversed(partition.batches)]
            partition.batches = []
        return self._jobs.pop()
