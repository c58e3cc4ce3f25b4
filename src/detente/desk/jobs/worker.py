"""The desk's end of the process that adds (``work``)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import detente
from detente.desk.jobs.task import Place, Task

GRACE = 10.0
"""Seconds that a cancelled job has to end by itself: a page that is fetched, a report that is read;
then its process is ended. What was added stays, whole reports only."""
DIED = "the process that adds ended: out of memory, or a fault of ours; what it added stays"


class Worker:
    """Starts the process when it is first needed. ``run`` is for one thread, the rest for any."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._at: int | None = None
        self._closed = False

    def run(self, job: int, task: Task) -> Iterator[dict[str, Any]]:
        """What the process tells of a job, up to its end, which is always told."""
        self._at = job
        try:
            process = self._started()
            if process is None or not self._send({"job": job, "task": task.plain()}):
                yield {"end": "failed", "why": DIED}
                return
            for line in _of(process.stdout):
                told = json.loads(line)
                if told.pop("job") == job:
                    yield told
                    if "end" in told:
                        return
            self.rest()
            yield {"end": "failed", "why": DIED}
        finally:
            self._at = None

    def cancel(self, job: int) -> None:
        """End a job that is worked on."""
        if self._send({"cancel": job}):
            timer = threading.Timer(GRACE, self._kill, [job, self._process])
            timer.daemon = True
            timer.start()

    def rest(self) -> None:
        """End the process; the next job starts another."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            _of(process.stdin).close()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _of(process.stdout).close()

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self.rest()

    def _kill(self, job: int, process: subprocess.Popen[str]) -> None:
        if self._at == job and process is self._process:
            process.kill()

    def _send(self, message: dict[str, Any]) -> bool:
        with self._lock:
            return self._process is not None and _write(self._process, message)

    def _started(self) -> subprocess.Popen[str] | None:
        with self._lock:
            if self._closed:
                return None
            if self._process is None or self._process.poll() is not None:
                self._process = _start()
                _write(self._process, asdict(self._place))
            return self._process


def _start() -> subprocess.Popen[str]:
    here = str(Path(detente.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        # -P: nothing is imported from the folder that the desk was started in.
        [sys.executable, "-P", "-m", "detente.desk.jobs.work"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": paths},
        text=True,
        encoding="utf-8",
    )


def _write(process: subprocess.Popen[str], message: dict[str, Any]) -> bool:
    try:
        stream = _of(process.stdin)
        stream.write(json.dumps(message) + "\n")
        stream.flush()
    except (OSError, ValueError):
        return False
    return True


def _of(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
