"""``detente add``: reports into a casefile."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.casefiles import case_option, opened, the_case
from detente.cli.reading import day, knowledge_of, ontology_of, own_tables, size
from detente.errors import ReportError

if TYPE_CHECKING:
    from detente.casefile.add import Added
    from detente.casefile.casefile import Casefile
    from detente.casefile.readers import How
    from detente.sources.found import Options

TOLD = 10
"""Errors that are printed; ``detente case errors`` has the others."""


def _columns(
    _: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    from detente.sources.rows import parse_columns

    try:
        return dict(parse_columns(values))
    except ReportError as error:
        raise click.BadParameter(str(error), param=parameter) from None


@click.command("add")
@click.argument("inputs", metavar="[CASE] SOURCE...", nargs=-1)
@case_option
@click.option("--date", metavar="DAY", callback=day, help="Day of publication of all of them.")
@click.option("--source", metavar="NAME", help="Who published all of them.")
@click.option(
    "--column",
    "columns",
    metavar="OURS=THEIRS",
    multiple=True,
    callback=_columns,
    help="What a column is called: text=body. Of title, text, published, url, source.",
)
@click.option(
    "--processes",
    metavar="N",
    type=click.IntRange(1, 256),
    help="Processes that read; as many as there are cores if not told.",
)
@click.option(
    "--watch",
    metavar="MINUTES",
    type=click.FloatRange(min=0.0, min_open=True),
    help="Look at the sources again so often, until Ctrl-C: for feeds.",
)
@click.option("--no-follow", is_flag=True, help="Take feeds' summaries, without the pages.")
@click.option("--force", is_flag=True, help="Read reports that are not in English all the same.")
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses too.")
@click.option(
    "--max-size",
    metavar="SIZE",
    callback=size,
    help="Refuse larger reports: 500k, 2M. Else DETENTE_MAX_SIZE, else 1M.",
)
@click.option("--encoding", metavar="NAME", help="Decode the sources as this, such as cp1251.")
@own_tables
def command(
    inputs: tuple[str, ...],
    address: str | None,
    date: str | None,
    source: str | None,
    columns: dict[str, str],
    processes: int | None,
    watch: float | None,
    no_follow: bool,
    force: bool,
    allow_private: bool,
    max_size: int | None,
    encoding: str | None,
    own: Path | None,
    own_codes: Path | None,
) -> int:
    """Add reports to a casefile: files, folders, tables, feeds, archives, addresses, or -.

    What is in it already is not added again; what cannot be read is listed by `detente case
    errors` and does not stop the others.
    """
    case = the_case(None if address else next(iter(inputs), None), address)
    sources = list(inputs if address else inputs[1:])
    if not sources:
        raise click.UsageError("Missing argument 'SOURCE...': what to add")
    from detente.casefile.add import feed_states
    from detente.casefile.readers import How
    from detente.sources.files import Rules
    from detente.sources.found import Options

    how = How(knowledge_of(own), ontology_of(own_codes), force)
    rules = Rules(max_size, encoding, force, allow_private)
    options = Options(rules, date, source, columns, follow=not no_follow)
    with opened(case) as found:
        while True:
            options = replace(options, feeds=feed_states(found))
            added = _add(found, sources, options, how, processes)
            _tell(added, case)
            if watch is None:
                return 1 if added.errors and not added.numbers and not added.known else 0
            time.sleep(60 * watch)


def _add(
    case: Casefile, sources: list[str], options: Options, how: How, processes: int | None
) -> Added:
    from detente.casefile.add import add
    from detente.sources.many import find

    with _progress(sources) as (meter, step):
        found = find(sources, replace(options, meter=meter))
        return add(case, found, how, processes=processes, step=step)


@contextmanager
def _progress(sources: list[str]) -> Iterator[tuple[Any, Any]]:
    """A bar on a terminal: how much of the sources was taken, reports a second, time left."""
    from detente.sources.many import Meter, size_of

    meter = Meter()
    if not sys.stderr.isatty():
        yield meter, lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    started = time.monotonic()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=size_of(sources), told="")

        def step(added: Added) -> None:
            rate = len(added.numbers) / max(time.monotonic() - started, 1e-9)
            told = f"{len(added.numbers):,} added, {added.known:,} known, {rate:.1f}/s"
            bar.update(task, completed=meter.done, told=told)

        yield meter, step


def _tell(added: Added, case: str) -> None:
    from detente.publish.clean import one_line

    for where, why in added.errors[:TOLD]:
        click.echo(one_line(f"detente: {where}: {why}"), err=True)
    more = len(added.errors) - TOLD
    if more > 0:
        click.echo(f"detente: and {more:,} more: `detente case errors`", err=True)
    errors = len(added.errors)
    click.echo(
        f"{len(added.numbers):,} added, {added.known:,} known, "
        f"{errors:,} error{'' if errors == 1 else 's'}",
        err=True,
    )
    if added.undated:
        where, note = added.undated[0]
        told = (
            f"{len(added.undated):,} of the added without a day of publication, the first {where}"
        )
        click.echo(one_line(f"{told}{f': {note}' if note else ''}"), err=True)
        click.echo('(their "Tuesday" stays unknown; --date DAY tells it)', err=True)
