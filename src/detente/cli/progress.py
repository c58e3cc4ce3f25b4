"""A bar on a terminal: how much of the sources was taken, how fast, how long it will take."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.sources.streams import Meter


@contextmanager
def bar(
    sources: Sequence[str], total: int | None = None
) -> Iterator[tuple[Meter, Callable[..., None]]]:
    """The meter that reading the sources turns, and what shows a line beside the bar; it may be
    told how many bytes are done, if not those that were read. ``total`` bytes, where the sources
    do not tell it themselves."""
    from detente.sources.many import Meter, size_of

    meter = Meter()
    if not sys.stderr.isatty():
        yield meter, lambda told, done=None: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=total or size_of(sources), told="")

        def show(told: str, done: float | None = None) -> None:
            progress.update(task, completed=meter.done if done is None else done, told=told)

        yield meter, show
