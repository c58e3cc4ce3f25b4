"""How far the reading of an archive is: a bar on a terminal, a line a minute in a log."""

from __future__ import annotations

import sys
import time
from collections import deque
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

import click

from detente.cli.progress import bar

if TYPE_CHECKING:
    from detente.archive.job import Counts

SILENCE = 60.0
"""Seconds between two lines in a log."""
_WINDOW = 300.0
"""The rate is that of so many seconds: what was known already went by at once."""


class Progress:
    """``step`` is told how far it is; the sources turn ``meter``."""

    def __init__(self, sources: list[str], total: int | None) -> None:
        self._sources, self._total = sources, total
        self._stack = ExitStack()
        self._marks: deque[tuple[float, int, float]] = deque()
        self._told = time.monotonic()

    def __enter__(self) -> Self:
        self.meter, self._show = self._stack.enter_context(bar(self._sources, self._total))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def step(self, counts: Counts) -> None:
        """Tell how far it is, if it is time to."""
        now = time.monotonic()
        # The sources are read ahead of the reports.
        done = self.meter.done * counts.passed / max(counts.found, 1)
        self._marks.append((now, counts.passed - counts.known, done))
        while now - self._marks[0][0] > _WINDOW:
            self._marks.popleft()
        told = f"{counts.passed:,} reports, {self._rate():.1f}/s"
        self._show(told, done)
        if now - self._told > SILENCE and not sys.stderr.isatty():
            self._told = now
            click.echo(f"{told}{self._left(done)}", err=True)

    def _rate(self) -> float:
        (begun, before, _), (now, after, _) = self._marks[0], self._marks[-1]
        return (after - before) / max(now - begun, 1e-9) if now > begun else 0.0

    def _left(self, done: float) -> str:
        (begun, _, before), (now, _, after) = self._marks[0], self._marks[-1]
        if not self._total or after <= before:
            return ""
        minutes = (self._total - done) / (after - before) * (now - begun) / 60
        hours = f"{minutes / 60:,.1f} h" if minutes >= 90 else f"{minutes:,.0f} min"
        return f", {done / self._total:.0%}, about {hours} left"
