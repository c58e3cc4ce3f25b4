"""``detente archive``: many reports into Parquet, and what they tell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.archive_progress import Progress
from detente.cli.archive_query import query
from detente.cli.reading import (
    knowledge_of,
    ontology_of,
    published_options,
    reading_options,
)

if TYPE_CHECKING:
    from detente.archive.inputs import File
    from detente.archive.job import Counts
    from detente.archive.store import Archive
    from detente.casefile.readers import How
    from detente.sources.found import Failed, Options


@click.group("archive")
def command() -> None:
    """Read archives of any size into Parquet, and ask what they tell.

    An archive is a folder, or an address such as s3://bucket/archive.
    """


command.add_command(query)


@command.command("read")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--out", metavar="DIR", required=True, help="Where the tables are written.")
@click.option("--resume", is_flag=True, help="Go on with DIR: only what is not in it is read.")
@click.option(
    "--processes",
    metavar="N",
    type=click.IntRange(1, 1024),
    help="Processes that read; as many as there are cores if not told.",
)
@click.option(
    "--ray",
    metavar="ADDRESS",
    help="Read on this Ray cluster (auto, ray://host:10001); else on that of RAY_ADDRESS.",
)
@click.option(
    "--partition",
    metavar="N",
    type=click.IntRange(1),
    help="Reports that are written at once; 2,000 if not told.",
)
@published_options
@reading_options
def read(
    sources: tuple[str, ...],
    out: str,
    resume: bool,
    processes: int | None,
    ray: str | None,
    partition: int | None,
    date: str | None,
    source: str | None,
    columns: dict[str, str],
    force: bool,
    allow_private: bool,
    max_size: int | None,
    encoding: str | None,
    own: Path | None,
    own_codes: Path | None,
) -> int:
    """Read reports into tables: JSON Lines, CSV, Parquet, WARC, texts, pages, folders, or -.

    A source may have * and ? in it, or be an address such as s3://bucket/news/*.warc.gz. What
    cannot be read is in the table of errors and does not stop the others.
    """
    from detente.archive.inputs import File, files_of
    from detente.archive.job import REPORTS
    from detente.archive.store import Archive
    from detente.casefile.readers import How
    from detente.sources.decoding import check_encoding
    from detente.sources.files import Rules
    from detente.sources.found import Options

    how = How(knowledge_of(own), ontology_of(own_codes), force)
    rules = Rules(max_size, encoding, force, allow_private)
    if encoding:
        check_encoding(encoding)
    files = files_of(sources)
    sizes = [file.size for file in files if isinstance(file, File)]
    total = None if None in sizes else sum(each or 0 for each in sizes)
    with Progress(list(sources), total) as progress:
        options = Options(rules, date, source, columns, meter=progress.meter)
        shared = {"processes": processes, "reports": partition or REPORTS, "resume": resume,
                  "step": progress.step}  # fmt: skip
        try:
            counts = _run(Archive(out), files, options, how, ray or os.environ.get("RAY_ADDRESS"),
                          shared)  # fmt: skip
        except KeyboardInterrupt:
            click.echo("stopped; what is written stays, --resume goes on", err=True)
            raise
    _tell(counts, out)
    return 1 if counts.errors and not counts.read and not counts.known else 0


def _run(
    archive: Archive,
    files: list[File | Failed],
    options: Options,
    how: How,
    ray: str | None,
    shared: dict[str, Any],
) -> Counts:
    if ray:
        from detente.archive.on_ray import read_on_ray

        return read_on_ray(archive, files, options, how, address=ray, **shared)
    from detente.archive.inputs import find_files
    from detente.archive.job import read_into
    from detente.casefile.readers import usable_cores

    shared["processes"] = shared["processes"] or usable_cores()
    return read_into(archive, find_files(files, options), how, **shared)


def _tell(counts: Counts, out: str) -> None:
    from detente.publish.clean import one_line

    for where, why in counts.first_errors:
        click.echo(one_line(f"detente: {where}: {why}"), err=True)
    more = counts.errors - len(counts.first_errors)
    if more > 0:
        click.echo(f"detente: and {more:,} more: {out}/*/errors.parquet", err=True)
    click.echo(
        f"{counts.read:,} read, {counts.known:,} known, "
        f"{counts.errors:,} error{'' if counts.errors == 1 else 's'}, "
        f"{counts.partitions:,} partition{'' if counts.partitions == 1 else 's'} written",
        err=True,
    )
