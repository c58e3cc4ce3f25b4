"""``detente export``: records in, the formats of the field out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.errors import DetenteError, OntologyError

if TYPE_CHECKING:
    from detente.publish.export import Counts
    from detente.publish.export.columns import Column
    from detente.record import Record

# Named here too, so that --help need not import the formats.
_FORMATS = ("polecat", "icews", "plover", "ngec", "csv", "parquet")
_ROWS = ("events", "pairs", "statements", "commitments")
_TIDY = ("csv", "parquet")


def _statuses(
    _: click.Context, parameter: click.Parameter, value: str | None
) -> frozenset[str] | None:
    from detente.publish.export import STATUSES

    if value is None:
        return None
    asked = [part.strip() for part in value.split(",") if part.strip()]
    unknown = [part for part in asked if part not in (*STATUSES, "all")]
    if unknown or not asked:
        known = ", ".join((*STATUSES, "all"))
        raise click.BadParameter(
            f"{', '.join(unknown) or value!r}: not of {known}", param=parameter
        )
    return frozenset(STATUSES if "all" in asked else asked)


@click.command("export")
@click.argument("inputs", metavar="RECORDS...", nargs=-1)
@click.option("--to", type=click.Choice(_FORMATS), help="The format.")
@click.option(
    "-o",
    "--out",
    metavar="OUT",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, whole or not at all; else to standard output.",
)
@click.option(
    "--rows", type=click.Choice(_ROWS), help="What a row of csv or parquet is; events if not given."
)
@click.option(
    "--status",
    "statuses",
    metavar="LIST",
    callback=_statuses,
    help="Events of these statuses, as happened,claimed; all for all.",
)
@click.option("--fill-dates", is_flag=True, help="Day of publication where an event's is unknown.")
@click.option("--spreadsheet", is_flag=True, help="Put ' before text that a spreadsheet would run.")
@click.option(
    "--ontology",
    "own",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="CAMEO codes of your own YAML.",
)
@click.option("--schema", is_flag=True, help="Print every column of every format, or of --to.")
def command(
    inputs: tuple[str, ...],
    to: str | None,
    out: Path | None,
    rows: str | None,
    statuses: frozenset[str] | None,
    fill_dates: bool,
    spreadsheet: bool,
    own: Path | None,
    schema: bool,
) -> int:
    """Write records in the formats of the field.

    RECORDS are what "detente read --json" wrote: files, or - for standard input.
    """
    if rows and to not in (*_TIDY, None):
        raise click.UsageError(f"--rows is for csv and parquet, not for {to}")
    if schema:
        _print_schema(to, rows)
        return 0
    if not to:
        raise click.UsageError(f"--to is missing: {', '.join(_FORMATS)}")
    if not inputs:
        raise click.UsageError("records are missing: files, or - for standard input")
    if to == "parquet" and out is None and sys.stdout.isatty():
        raise click.UsageError("parquet is binary: give it a file with -o")
    if statuses and rows in ("statements", "commitments"):
        raise click.UsageError(f"--status is for events, not for {rows}")
    if out and any(_same_file(out, name) for name in inputs):
        raise click.UsageError(f"-o {out} would overwrite that input")
    return _export(inputs, to, out, rows or "events", statuses, fill_dates, spreadsheet, own)


def _export(
    inputs: tuple[str, ...],
    to: str,
    out: Path | None,
    rows: str,
    statuses: frozenset[str] | None,
    fill_dates: bool,
    spreadsheet: bool,
    own: Path | None,
) -> int:
    from detente.coding.own import using_ontology
    from detente.coding.own_file import as_ontology
    from detente.publish.export import export
    from detente.publish.export.columns import Options

    problems: list[str] = []
    records = _records(inputs, problems)
    first = next(records, None)
    if first is None:  # nothing is written where there is nothing to write
        return DetenteError.exit_code
    try:
        with using_ontology(as_ontology(own)):
            counts = export(
                _chain(first, records),
                to,
                out if out is not None else sys.stdout.buffer,
                rows=rows,
                options=Options(statuses, fill_dates, spreadsheet),
            )
    except OntologyError as error:
        click.echo(f"detente: {error}", err=True)
        return error.exit_code
    except OSError as error:
        if out is None or isinstance(error, BrokenPipeError):
            raise
        click.echo(f"detente: {out}: cannot be written: {error.strerror or error}", err=True)
        return DetenteError.exit_code
    _tell(counts, to, out, fill_dates, spreadsheet)
    return DetenteError.exit_code if problems else 0


def _chain(first: Record, others: Iterator[Record]) -> Iterator[Record]:
    yield first
    yield from others


def _records(inputs: tuple[str, ...], problems: list[str]) -> Iterator[Record]:
    """The records that can be read; what is wrong with the others is told at once."""
    from detente.publish.clean import one_line
    from detente.sources.records import each_record

    for name in inputs:

        def tell(reason: str, name: str = name) -> None:
            problems.append(reason)
            click.echo(one_line(f"detente: {name}: {reason}"), err=True)

        yield from each_record(name, tell)


def _tell(counts: Counts, to: str, out: Path | None, fill_dates: bool, spreadsheet: bool) -> None:
    """What a user must know of the export who sees nothing but the file."""
    if counts.left_out:
        total = sum(counts.left_out.values())
        each = ", ".join(f"{status} {n}" for status, n in sorted(counts.left_out.items()))
        click.echo(
            f"left out {_counted(total, 'event')} by status ({each}); see --status", err=True
        )
    if counts.undated and to in ("polecat", "icews"):
        told = "the day of publication stands there" if fill_dates else "see --fill-dates"
        click.echo(f"{_counted(counts.undated, 'event')} not known to the day: {told}", err=True)
    if counts.twice:
        ids = ", ".join(counts.twice[:3]) + (", ..." if len(counts.twice) > 3 else "")
        click.echo(f"left out {_counted(len(counts.twice), 'record')} there twice: {ids}", err=True)
    if counts.formulas:
        told = "now behind a '" if spreadsheet else "see --spreadsheet"
        cells = _counted(counts.formulas, "cell")
        click.echo(f"{cells} that a spreadsheet would run: {told}", err=True)
    if out is not None:
        rows, records = _counted(counts.rows, "row"), _counted(counts.records, "record")
        click.echo(f"wrote {out}: {rows} of {records}", err=True)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _same_file(out: Path, name: str) -> bool:
    try:
        return out.samefile(name)
    except (OSError, ValueError):
        return False


def _print_schema(to: str | None, rows: str | None) -> None:
    """Tab-separated, so that it is read by whatever reads the exports."""
    from detente.publish.export import columns

    click.echo("format\tcolumn\ttype\tmeaning\tvalues")
    for name in _FORMATS if to is None else (to,):
        for each in _ROWS if name in _TIDY else ("events",):
            if rows in (None, each):
                label = f"{name} {each}" if name in _TIDY else name
                for column in columns(name, each):
                    click.echo(_line(label, column))


def _line(label: str, column: Column) -> str:
    return "\t".join((label, column.name, column.kind, column.meaning, column.values))
