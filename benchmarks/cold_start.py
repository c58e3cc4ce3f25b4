"""One command from a cold start: how long it takes, and how much memory at most."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from statistics import median

from benchmarks.errors import BenchmarkError

# The command is a child of a process that is small itself: what a system reports as a child's peak
# memory may include its parent's at the moment of starting it.
_WATCH = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - begun
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({"code": code, "seconds": seconds, "cpu_seconds": used.ru_utime + used.ru_stime,
                  "megabytes": used.ru_maxrss * unit / 1e6}))
"""


def cold_start(command: Sequence[str], repetitions: int = 3) -> dict[str, float]:
    """Median seconds (wall clock), processor seconds and peak resident megabytes (1e6 bytes) of a
    command run anew each time. ``BenchmarkError`` if it fails."""
    runs = [watched(command) for _ in range(repetitions)]
    return {key: median(run[key] for run in runs) for key in runs[0]}


def watched(command: Sequence[str]) -> dict[str, float]:
    """The same of one run."""
    done = subprocess.run(
        [sys.executable, "-c", _WATCH, *command], capture_output=True, text=True, check=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    if figures.pop("code"):
        raise BenchmarkError(f"{' '.join(command)} failed: {done.stderr.strip()[-300:]}")
    return figures
