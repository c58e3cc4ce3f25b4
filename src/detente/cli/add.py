"""``detente add``: reports into a casefile."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.casefiles import case_option, login, opened, the_case
from detente.cli.progress import bar
from detente.cli.reading import (
    knowledge_of,
    ontology_of,
    published_options,
    reading_options,
)

if TYPE_CHECKING:
    from detente.casefile.add import Added
    from detente.casefile.casefile import Casefile
    from detente.casefile.readers import How
    from detente.sources.found import Options

TOLD = 10
"""Errors that are printed; ``detente case errors`` has the others."""


@click.command("add")
@click.argument("inputs", metavar="[CASE] SOURCE...", nargs=-1)
@case_option
@published_options
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
@reading_options
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
    errors` and does not stop the others. What `detente archive read` wrote is taken as it was read.
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
    from detente.archive import is_archive
    from detente.casefile.add import add
    from detente.sources.many import find

    started = time.monotonic()
    with bar(sources) as (meter, show):

        def step(added: Added) -> None:
            rate = len(added.numbers) / max(time.monotonic() - started, 1e-9)
            show(f"{len(added.numbers):,} added, {added.known:,} known, {rate:.1f}/s")

        archives = [name for name in sources if is_archive(name)]
        others = [name for name in sources if name not in archives]
        found = find(others, replace(options, meter=meter))
        added = add(case, found, how, processes=processes, step=step, by=login())
        for name in archives:
            from detente.archive.into_case import add_archive
            from detente.archive.store import Archive

            add_archive(case, Archive(name), added, step, by=login())
        return added


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
