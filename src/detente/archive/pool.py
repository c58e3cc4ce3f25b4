"""Processes that read batches side by side, each with the model loaded once.

A process that dies (killed, out of memory) is replaced and its batch done again. A batch that kills
two is halved, until the report whose fault it is stands alone; that one is an error.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import pyarrow

from detente.casefile.readers import DIED, How
from detente.errors import ArchiveError, DetenteError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

DEATHS = 2
"""Processes that a batch may kill before it is halved."""
AHEAD = 2
"""Batches that a process has: one to read, one to go on with."""
LIFE = 20_000
"""Reports after which a process makes room for a new one: what spaCy and we keep of words grows."""
STILLBORN = 12
"""Processes that may die one after the other before any has begun to read."""
_READY, _RESULT, _TROUBLE = b"\0", b"\1", b"\2"


@dataclass
class Job:
    """A record batch of ``FOUND`` to be read, for ``owner``; ``deaths`` it has caused."""

    batch: Any
    owner: Any
    deaths: int = 0


@dataclass
class _Reader:
    process: SpawnProcess
    pipe: Connection
    jobs: deque[Job] = field(default_factory=deque)
    is_ready: bool = False
    reports: int = 0


def read_jobs(
    jobs: Callable[[], Job | None], how: How, processes: int
) -> Iterator[tuple[Job, Any]]:
    """Each job with what was read, as they get done. ``jobs`` gives the next one, ``None`` when
    there is none left."""
    pool = Pool(how, processes)
    try:
        yield from pool.run(jobs)
    finally:
        pool.close()


class Pool:
    """The processes; they stay between two runs."""

    def __init__(self, how: How, processes: int) -> None:
        self._how, self._processes = how, processes
        # Not forked: the model's threads do not survive it.
        self._context = multiprocessing.get_context("spawn")
        self._readers: list[_Reader] = []
        self._again: deque[Job] = deque()
        self._stillborn = 0
        self._is_done = False

    def run(self, jobs: Callable[[], Job | None]) -> Iterator[tuple[Job, Any]]:
        """Each job with what was read, as they get done."""
        self._is_done = False
        while True:
            self._give_out(jobs)
            if not any(reader.jobs for reader in self._readers):
                return
            for pipe in wait([reader.pipe for reader in self._readers]):
                reader = next(each for each in self._readers if each.pipe is pipe)
                yield from self._hear(reader)

    def _next(self, jobs: Callable[[], Job | None]) -> Job | None:
        if self._again:
            return self._again.popleft()
        job = None if self._is_done else jobs()
        self._is_done = job is None
        return job

    def _give_out(self, jobs: Callable[[], Job | None]) -> None:
        """Work for whoever has least of it."""
        while True:
            reader = min(self._readers, key=lambda each: len(each.jobs), default=None)
            if (reader is None or reader.jobs) and len(self._readers) < self._processes:
                reader = None
            elif reader is None or len(reader.jobs) >= AHEAD:
                return
            job = self._next(jobs)
            if job is None:
                return
            self._send(reader or self._start(), job)

    def _start(self) -> _Reader:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._how), daemon=True)
        process.start()
        theirs.close()
        reader = _Reader(process, ours)
        self._readers.append(reader)
        return reader

    def _send(self, reader: _Reader, job: Job) -> None:
        reader.jobs.append(job)
        with suppress(OSError):  # it is dead: that is heard when it is listened to
            reader.pipe.send_bytes(packed(job.batch))

    def _hear(self, reader: _Reader) -> Iterator[tuple[Job, Any]]:
        try:
            data = reader.pipe.recv_bytes()
        except (EOFError, OSError):
            yield from self._bury(reader)
            return
        kind = data[:1]
        if kind == _TROUBLE:
            raise ArchiveError(data[1:].decode())
        if kind == _READY:
            reader.is_ready, self._stillborn = True, 0
            return
        job = reader.jobs.popleft()
        reader.reports += len(job.batch)
        yield job, unpacked(memoryview(data)[1:])
        if reader.reports >= LIFE:
            self._again.extendleft(reversed(reader.jobs))
            reader.jobs.clear()
            self._dismiss(reader)

    def _bury(self, reader: _Reader) -> Iterator[tuple[Job, Any]]:
        """Take back what a dead process had; only the first batch can be why it died."""
        left = list(reader.jobs)
        reader.jobs.clear()
        self._dismiss(reader)
        if not reader.is_ready:
            self._stillborn += 1
            if self._stillborn >= STILLBORN:
                raise ArchiveError("the processes that read die as they begin: out of memory?")
            self._again.extendleft(reversed(left))
            return
        self._again.extendleft(reversed(left[1:]))
        for job in left[:1]:
            job.deaths += 1
            if job.deaths < DEATHS:
                self._again.appendleft(job)
            elif len(job.batch) > 1:
                half = len(job.batch) // 2
                for part in (job.batch.slice(half), job.batch.slice(0, half)):
                    # One of them is likely to kill again; a report alone may do so twice.
                    deaths = DEATHS - 1 if len(part) > 1 else 0
                    self._again.appendleft(Job(part, job.owner, deaths))
            else:
                yield job, _unread(job.batch)

    def _dismiss(self, reader: _Reader) -> None:
        self._readers.remove(reader)
        reader.pipe.close()  # it ends itself
        reader.process.join(0.1)
        if reader.process.is_alive():
            reader.process.terminate()

    def close(self) -> None:
        """End all processes."""
        for reader in self._readers:
            reader.pipe.close()
            reader.process.terminate()
        for reader in self._readers:
            reader.process.join()
        self._readers.clear()


def _unread(batch: Any) -> Any:
    """The result of a report that cannot be read."""
    from detente.archive.columns import Given
    from detente.archive.mapping import as_batch

    row = batch.to_pylist()[0]
    return as_batch([(Given(row["key"], row["found"]), DIED)])


def packed(batch: Any) -> Any:
    """A record batch as bytes."""
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue()


def unpacked(data: Any) -> Any:
    """The record batch in these bytes."""
    return pyarrow.ipc.open_stream(data).read_next_batch()


def _work(pipe: Connection, how: How) -> None:
    """What a process does until it is told nothing more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    gc.set_threshold(100_000, 10, 10)
    work: SimpleQueue[bytes] = SimpleQueue()
    # Heard at once, so that the parent never waits to be heard, and so that its end is ours.
    threading.Thread(target=_listen, args=(pipe, work), daemon=True).start()
    try:
        from detente.archive.mapping import read_batch
        from detente.reader import pipeline

        pipeline()
        # What is loaded stays: looked through for garbage once. What a batch leaves goes with it.
        gc.collect()
        gc.freeze()
        pipe.send_bytes(_READY)
        while True:
            result = packed(read_batch(unpacked(work.get()), how))
            pipe.send_bytes(_RESULT + result.to_pybytes())
            del result
            gc.collect()
    except DetenteError as error:
        pipe.send_bytes(_TROUBLE + str(error).encode())
    except OSError:  # the parent has ended
        os._exit(1)


def _listen(pipe: Connection, work: SimpleQueue[bytes]) -> None:
    while True:
        try:
            work.put(pipe.recv_bytes())
        except (EOFError, OSError):
            os._exit(0)
