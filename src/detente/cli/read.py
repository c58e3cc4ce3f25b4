"""``detente read``: reports in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.reading import day, knowledge_of, ontology_of, own_tables, size
from detente.cli.screen import say, size_and_colour
from detente.errors import DetenteError, KnowledgeError, OntologyError

if TYPE_CHECKING:
    from detente.coding.own import Ontology
    from detente.knowledge.own import Knowledge
    from detente.record import Record, Report
    from detente.sources.files import Rules

# Small, so that the first of many records comes soon and the progress bar moves.
BATCH = 8


@click.command("read")
@click.argument("inputs", metavar="FILE|URL|-...", nargs=-1, required=True)
@click.option("--date", metavar="DAY", callback=day, help="Day of publication, as 2022-02-18.")
@click.option("--json", "as_json", is_flag=True, help="Print the record; JSON Lines for several.")
@click.option(
    "--html",
    "page",
    metavar="OUT.html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page that shows each report beside its record.",
)
@click.option("--plain", is_flag=True, help="One entry a line, without colour or layout.")
@click.option("--force", is_flag=True, help="Read a report that is not in English all the same.")
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses too.")
@click.option(
    "--max-size",
    metavar="SIZE",
    callback=size,
    help="Refuse larger inputs: 500k, 2M. Else DETENTE_MAX_SIZE, else 1M.",
)
@own_tables
@click.option("--encoding", metavar="NAME", help="Decode the inputs as this, such as cp1251.")
def command(
    inputs: tuple[str, ...],
    date: str | None,
    as_json: bool,
    page: Path | None,
    plain: bool,
    force: bool,
    allow_private: bool,
    max_size: int | None,
    encoding: str | None,
    own: Path | None,
    own_codes: Path | None,
) -> int:
    """Read reports: who said what, what happened, what was promised or threatened.

    An input is a text file, an HTML file, a URL, or - for standard input.
    """
    from detente.sources.files import Rules

    if as_json and plain:
        raise click.UsageError("--json and --plain exclude each other")
    try:
        knowledge, ontology = knowledge_of(own), ontology_of(own_codes)
    except (KnowledgeError, OntologyError) as error:  # first: wrong tables make wrong records
        click.echo(f"detente: {error}", err=True)
        return error.exit_code
    if page and any(_is_same_file(page, name) for name in inputs):
        raise click.UsageError(f"--html {page} would overwrite that input")
    single = len(inputs) == 1
    wants_view = as_json or plain or not page
    with_bar = not single and sys.stderr.isatty()
    # A bar and records on the same terminal would run into each other, a page needs them all.
    hold = page is not None or (with_bar and sys.stdout.isatty())
    held: list[Record] = []
    failures: list[DetenteError] = []

    loaded = _load(inputs, date, Rules(max_size, encoding, force, allow_private), failures)
    with click.progressbar(length=len(inputs), file=sys.stderr, hidden=not with_bar) as bar:
        for record in _records(loaded, knowledge, ontology):
            bar.update(1)
            if hold:
                held.append(record)
            else:
                _show(record, as_json, plain, single)
    if page and held:
        _write_page(page, held)
    if wants_view:
        for record in held:
            _show(record, as_json, plain, single)
    if not failures:
        return 0
    return failures[0].exit_code if single else DetenteError.exit_code


def _is_same_file(page: Path, name: str) -> bool:
    try:
        return page.samefile(name)
    except (OSError, ValueError):  # no such file, or a name that is none
        return False


def _load(
    inputs: tuple[str, ...], date: str | None, rules: Rules, failures: list[DetenteError]
) -> Iterator[Report]:
    """The reports that can be had; what is wrong with the others is told on standard error."""
    from detente.publish.clean import one_line
    from detente.sources.files import load

    for name in inputs:
        try:
            yield load(name, date, rules)
        except DetenteError as error:
            failures.append(error)
            click.echo(one_line(f"detente: {name}: {error}"), err=True)


def _records(
    reports: Iterator[Report], knowledge: Knowledge | None, ontology: Ontology | None
) -> Iterator[Record]:
    """The records of the reports; the model is not loaded where there is nothing to read."""
    first = next(reports, None)
    if first is None:
        return
    from itertools import chain

    from detente.reader import read_many

    yield from read_many(
        chain([first], reports), batch_size=BATCH, knowledge=knowledge, ontology=ontology
    )


def _show(record: Record, as_json: bool, plain: bool, single: bool) -> None:
    if as_json:
        say(record.model_dump_json(indent=2 if single else None))
        return
    from detente.publish.terminal import render, render_plain

    view = render_plain(record) if plain else render(record, *size_and_colour())
    say(view.rstrip("\n") + ("" if single else "\n"))


def _write_page(path: Path, records: list[Record]) -> None:
    from detente.publish.page import render

    try:
        path.write_text(render(records), encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.FileError(str(path), hint=error.strerror) from None
    click.echo(f"wrote {path}", err=True)
