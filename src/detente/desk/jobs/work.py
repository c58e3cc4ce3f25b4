"""The process that adds: ``python -m detente.desk.jobs.work``, started by ``worker``.

It reads lines of JSON from its standard input, first where to add (``Place``), then
``{"job": 3, "task": {...}}`` and ``{"cancel": 3}``, and answers with lines that tell how far it is,
the last of each job with ``"end"``. It ends with
its input, so that it does not outlive the desk. The desk itself neither reads reports nor writes
them: its pages stay quick meanwhile.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from detente.casefile import Casefile, log
from detente.casefile.add import Added, Each, add, feed_states
from detente.casefile.readers import usable_cores
from detente.desk.jobs.task import Place, Task, Text
from detente.errors import DetenteError, ReportError
from detente.sources.decoding import check_text
from detente.sources.files import Fields, Rules
from detente.sources.found import Failed, FeedState, Options, Source, day_of, make_found, shown
from detente.sources.many import find_at, find_in
from detente.sources.streams import Meter

EVERY = 0.2
"""Seconds between two lines on the same job, at least."""
UNPACKED = 1 << 29
"""Bytes that an uploaded file may grow to when it is unpacked."""
NICER = 5
"""So much less urgent than the pages."""

Tell = Callable[[dict[str, Any]], None]


class _Cancelled(Exception):  # noqa: N818 (no fault)
    """The job is not to be carried on with."""


def found_in(task: Task, options: Options) -> Iterator[Each]:
    """What the task is about, one after the other."""
    for text in task.texts:
        yield _pasted(text, task.by, options)
    for upload in task.files:
        try:
            with Path(upload.path).open("rb", buffering=0) as stream:
                source = Source(shown(upload.name), options, file=upload.name)
                yield from find_in(stream, source)
        except OSError as error:
            yield Failed(upload.name, (error.strerror or str(error)).lower())
    for address in task.addresses:
        yield from find_at(address, options)


def _pasted(text: Text, by: str, options: Options) -> Each:
    where = f"pasted by {by}"
    try:
        check_text(text.text)
        day, said, note = day_of(text.published, options.moment)
        fields = Fields(text.text, text.title, text.source, text.url, day, said, note)
        return make_found(fields, where, Source(where, options))
    except ReportError as error:
        return Failed(where, str(error))


class _Run:
    """One job, as it goes."""

    def __init__(
        self, place: Place, task: Task, tell: Tell, is_cancelled: Callable[[], bool]
    ) -> None:
        self._place, self._task = place, task
        self._tell, self._is_cancelled = tell, is_cancelled
        self._meter = Meter()
        self._case: Casefile | None = None
        self._added = Added()
        self._sent = (0, 0)
        self._last = 0.0
        self._feeds = 0

    def run(self) -> None:
        """Add all of it; raises ``_Cancelled``, ``CasefileError``."""
        task = self._task
        with Casefile.open(self._place.case) as case:
            options = Options(
                Rules(allow_private=self._place.allow_private),
                task.published,
                task.source,
                feeds=feed_states(case) if task.addresses else {},
                meter=self._meter,
                unpacked=UNPACKED,
            )
            processes = max(1, usable_cores() - 1)  # one core is for the pages
            self._case = case
            found = self._watched(found_in(task, options))
            try:
                self._added = add(case, found, processes=processes, step=self._step)
            finally:
                self._send()

    def _watched(self, found: Iterator[Each]) -> Iterator[Each]:
        for each in found:
            self._feeds += isinstance(each, FeedState)
            self._pause()
            yield each

    def _step(self, added: Added) -> None:
        self._added = added
        self._pause()

    def _pause(self) -> None:
        if self._is_cancelled():
            raise _Cancelled
        if time.monotonic() - self._last >= EVERY:
            self._send()

    def _send(self) -> None:
        """Tell how far it is, and note in the casefile who has added what is new."""
        numbers, errors = self._sent
        added = self._added
        if added.numbers[numbers:] and self._case:
            with self._case.writing() as connection:
                for number in added.numbers[numbers:]:
                    log.note(connection, self._task.by, "add", number)
        self._tell(
            {
                "done": self._meter.done,
                "new": added.numbers[numbers:],
                "known": added.known,
                "errors": added.errors[errors:],
                "undated": len(added.undated),
                "feeds": self._feeds,
            }
        )
        self._sent = len(added.numbers), len(added.errors)
        self._last = time.monotonic()


def work(place: Place, task: Task, tell: Tell, is_cancelled: Callable[[], bool]) -> None:
    """Work on a job and tell how it goes; whatever happens, its end is told."""
    try:
        _Run(place, task, tell, is_cancelled).run()
    except _Cancelled:
        tell({"end": "cancelled"})
    except DetenteError as error:
        tell({"end": "failed", "why": str(error)})
    except Exception as error:  # the next job must not suffer
        tell({"end": "failed", "why": f"a fault of Détente's: {type(error).__name__}: {error}"})
    else:
        tell({"end": "done"})


def main() -> None:
    """Work on jobs until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the desk's
    if hasattr(os, "nice"):
        os.nice(NICER)
    # Whatever a library prints must not be taken for an answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    place = Place(**json.loads(sys.stdin.readline()))
    tasks: queue.Queue[tuple[int, Task]] = queue.Queue()
    cancelled: set[int] = set()
    threading.Thread(target=_listen, args=(tasks, cancelled), daemon=True).start()
    while True:
        job, task = tasks.get()

        def tell(message: dict[str, Any], job: int = job) -> None:
            answers.write(json.dumps({"job": job, **message}) + "\n")
            answers.flush()

        work(place, task, tell, lambda job=job: job in cancelled)  # type: ignore[misc]


def _listen(tasks: queue.Queue[tuple[int, Task]], cancelled: set[int]) -> None:
    for line in sys.stdin:
        told = json.loads(line)
        if "cancel" in told:
            cancelled.add(told["cancel"])
        else:
            tasks.put((told["job"], Task.read(told["task"])))
    os._exit(0)  # the desk is gone: what has been added stays


if __name__ == "__main__":
    main()
