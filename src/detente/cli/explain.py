"""``detente explain``: why an entry of a record is as it is."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from detente.errors import ReportError

if TYPE_CHECKING:
    from detente.record import Record

USUAL_WIDTH = 80
WIDEST = 110
LONGEST_TITLE = 50


@click.command("explain")
@click.argument("record", metavar="RECORD")
@click.argument("entry_id", metavar="ID")
@click.option("--report", metavar="ID", help="The report meant, by its id or the beginning of it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(record: str, entry_id: str, report: str | None, as_json: bool) -> int:
    """Why an entry of a record is as it is, field by field, with the words that decided.

    RECORD is what "detente read --json" wrote: a file, or - for standard input. ID is an entry's:
    a1 (actor), p1 (place), t1 (time), s1 (statement), e1 (event), c1 (commitment). In a file of
    several reports it is REPORT/ID.
    """
    from detente.publish.clean import one_line
    from detente.publish.explain import UnknownEntryError, explain
    from detente.publish.explain_view import as_json as to_json
    from detente.publish.explain_view import render
    from detente.sources.records import load_records

    try:
        records = load_records(record)
    except ReportError as error:
        click.echo(one_line(f"detente: {record}: {error}"), err=True)
        return error.exit_code
    if report is None and "/" in entry_id:
        report, _, entry_id = entry_id.rpartition("/")
    meant = _meant(records, report, entry_id)
    try:
        explanation = explain(meant, entry_id)
    except UnknownEntryError as error:
        raise click.BadParameter(one_line(str(error.args[0])), param_hint="ID") from None
    _print(to_json(explanation) if as_json else render(meant, explanation, _width()))
    return 0


def _meant(records: Sequence[Record], report: str | None, entry_id: str) -> Record:
    """The record of the report that is asked for, or the only one that has such an entry."""
    from detente.publish.explain import entry_ids

    if report is not None:
        found = [r for r in records if r.report.id.startswith(report) and report]
        if len(found) == 1 or (found and len({r.report.id for r in found}) == 1):
            return found[0]
        told = "several reports begin so" if found else "there is no such report; there are"
        raise click.BadParameter(f"{told}: {_listed(found or records)}", param_hint="--report")
    found = [r for r in records if entry_id in entry_ids(r)]
    if len(found) > 1:
        raise click.BadParameter(
            f"{len(found)} reports have {entry_id}: say which, as REPORT/{entry_id}, of "
            f"{_listed(found)}",
            param_hint="ID",
        )
    return found[0] if found else records[0]


def _listed(records: Sequence[Record]) -> str:
    from detente.publish.clean import one_line
    from detente.publish.digest import title_of

    shown = [f"{r.report.id} ({_cut(one_line(title_of(r)))})" for r in records[:5]]
    more = [f"and {len(records) - 5} more"] if len(records) > 5 else []
    return ", ".join([*shown, *more])


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 2].rstrip()} …"


def _width() -> int:
    if not sys.stdout.isatty():
        return USUAL_WIDTH
    return max(40, min(WIDEST, shutil.get_terminal_size((USUAL_WIDTH, 24)).columns))


def _print(words: str) -> None:
    import io

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    click.echo(words)
