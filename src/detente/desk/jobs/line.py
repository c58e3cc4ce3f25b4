"""The line of jobs: whoever comes first is served first, one at a time."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from detente.casefile.casefile import Casefile, now
from detente.desk.jobs.follow import Followed
from detente.desk.jobs.job import Job
from detente.desk.jobs.task import Place, Task
from detente.desk.jobs.worker import Worker
from detente.errors import CasefileError, DetenteError

MOST = 50
"""Jobs that may wait."""
REMEMBERED = 200
"""Jobs that are over and still known."""
IDLE = 300.0
"""Seconds without work after which the process that adds, and its memory, are given back."""
TICK = 1.0
"""Seconds between two looks at the clock of the feeds."""
NO_FEED = "there is no feed: what is there was added, and is not looked at again"


class Line:
    """Starts with ``start`` and ends with ``close``. Its methods are for any thread."""

    def __init__(self, case: Casefile, allow_private: bool = False) -> None:
        self.followed = Followed(case)
        self.after: Callable[[], None] = lambda: None
        """Called when a job is over."""
        self._worker = Worker(Place(case.case, allow_private))
        self._jobs: dict[int, Job] = {}
        self._waiting: dict[int, tuple[Task, Path | None]] = {}
        self._made = 0
        self._turn = threading.Condition()
        self._ending = False
        self._thread: threading.Thread | None = None
        self._folder: Path | None = None
        self._idle_since = time.monotonic()

    def start(self) -> None:
        """Begin to work."""
        self._thread = threading.Thread(target=self._work, name="adding", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def close(self) -> None:
        """Stop working. What was added stays; what waits is forgotten."""
        atexit.unregister(self.close)
        with self._turn:
            self._ending = True
            self._turn.notify_all()
        self._worker.close()
        if self._thread is not None:
            self._thread.join(5)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def new_folder(self) -> Path:
        """A folder for the files of one job; it goes when the job is over."""
        with self._turn:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="detente-"))
        return Path(tempfile.mkdtemp(dir=self._folder))

    def put(
        self,
        what: str,
        task: Task,
        *,
        size: int | None = None,
        folder: Path | None = None,
        feed: str | None = None,
    ) -> Job:
        """A new job at the end of the line; see ``Job``. Its ``folder`` goes when it is over.
        Raises ``DetenteError`` where too many wait."""
        with self._turn:
            if len(self._waiting) >= MOST:
                remove(folder)
                raise DetenteError(f"{MOST} jobs wait already: try again when some are done")
            self._made += 1
            job = Job(self._made, what, task.by, now(), size, feed)
            self._jobs[job.number] = job
            self._waiting[job.number] = (task, folder)
            self._turn.notify_all()
        return job

    def get(self, number: int) -> Job | None:
        """The job of this number, if it is still known."""
        return self._jobs.get(number)

    def latest(self, most: int) -> list[Job]:
        """The jobs that are worth listing, the last first."""
        with self._turn:
            jobs = list(self._jobs.values())
        return [job for job in reversed(jobs) if not job.is_quiet][:most]

    def before(self, job: Job) -> int:
        """How many jobs come before one that waits."""
        with self._turn:
            return sum(not each.is_over for each in self._jobs.values() if each.number < job.number)

    def cancel(self, number: int, by: str) -> None:
        """Do not begin with a job, or end it where it is."""
        with self._turn:
            job = self._jobs.get(number)
            if job is None or job.is_over:
                return
            job.cancelled_by = by
            waited = self._waiting.pop(number, None)
            if waited is not None:
                job.take({"end": "cancelled"})
        if waited is None:
            self._worker.cancel(number)
        else:
            remove(waited[1])

    def _work(self) -> None:
        while not self._ending:
            with suppress(CasefileError, DetenteError):
                self._look_at_feeds()
            if not self._do_next() and time.monotonic() - self._idle_since > IDLE:
                self._worker.rest()

    def _do_next(self) -> bool:
        """Work on the job that comes next; false where none came for a while."""
        with self._turn:
            if not self._waiting:
                self._turn.wait(TICK)
            if not self._waiting or self._ending:
                return False
            number = next(iter(self._waiting))
            task, folder = self._waiting.pop(number)
            job = self._jobs[number]
            job.begin()
        for told in self._worker.run(number, task):
            job.take(told)
        remove(folder)
        self.after()
        if job.feed and job.state == "done" and not job.is_feed and not job.wrong:
            job.why = NO_FEED
            with suppress(CasefileError):
                self.followed.stop(job.feed)
        self._forget()
        self._idle_since = time.monotonic()
        return True

    def _look_at_feeds(self) -> None:
        for feed in self.followed.due():
            self.put(feed.url, Task(feed.by, addresses=(feed.url,)), feed=feed.url)

    def _forget(self) -> None:
        with self._turn:
            over = [number for number, job in self._jobs.items() if job.is_over]
            for number in over[:-REMEMBERED]:
                del self._jobs[number]


def remove(folder: Path | None) -> None:
    """Delete a folder of a job, if it has one."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
