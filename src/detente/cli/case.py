"""``detente case``: a casefile as a whole."""

from __future__ import annotations

import json

import click

from detente.cli.casefiles import about, case_argument, opened, opened_if_can, the_case
from detente.cli.reports import reports


@click.group("case")
def command() -> None:
    """Make a casefile, look at what is in it, check it, back it up, rebuild it.

    A casefile is one file, or a PostgreSQL database by its address (postgresql://...).
    """


command.add_command(reports)


@command.command("new")
@case_argument
def new(case: str | None, address: str | None) -> None:
    """Make an empty casefile."""
    from detente.casefile import Casefile
    from detente.casefile.engine import shown
    from detente.publish.clean import one_line

    name = the_case(case, address)
    with about(name):
        Casefile.new(name).close()
    click.echo(f"made {one_line(shown(name))}", err=True)


@command.command("info")
@case_argument
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def show(case: str | None, address: str | None, as_json: bool) -> None:
    """What is in a casefile."""
    from detente.casefile.info import info
    from detente.publish.clean import one_line

    with opened(the_case(case, address), read_only=True) as found:
        facts = info(found)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    width = max(map(len, facts)) + 2
    for name, value in facts.items():
        told = "; ".join(value) if isinstance(value, list) else value
        shown = f"{told:,}" if isinstance(told, int) else "–" if told in (None, "") else told
        click.echo(one_line(name.capitalize()).ljust(width) + one_line(shown))


@command.command("check")
@case_argument
def check(case: str | None, address: str | None) -> int:
    """Whether a casefile is sound; one of an older version is renewed. Exit code 1 if it is not."""
    from detente.casefile.info import check as faults
    from detente.publish.clean import one_line

    with opened_if_can(the_case(case, address)) as found:
        wrong = faults(found)
    for line in wrong:
        click.echo(one_line(line))
    click.echo(
        "sound" if not wrong else f"{len(wrong)} fault{'' if len(wrong) == 1 else 's'}", err=True
    )
    return 1 if wrong else 0


@command.command("errors")
@case_argument
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
@click.option("--forget", is_flag=True, help="Delete the list after printing it.")
def errors(case: str | None, address: str | None, as_json: bool, forget: bool) -> None:
    """Which reports could not be read, and why."""
    from detente.casefile.info import failures, forget_failures
    from detente.publish.clean import one_line

    with opened(the_case(case, address), read_only=not forget) as found:
        listed = failures(found)
        for row in listed:
            told = f"{row['at']}  {row['found']}: {row['why']}"
            click.echo(json.dumps(row, ensure_ascii=False) if as_json else one_line(told))
        if forget:
            forget_failures(found)
    if not listed and not as_json:
        click.echo("no errors", err=True)


@command.command("log")
@case_argument
@click.option("--since", metavar="DAY", help="From this day or time (UTC) on.")
@click.option("--by", metavar="NAME", help="What this person did.")
@click.option("--what", multiple=True, metavar="WORD", help="Such as set or login; repeat it.")
@click.option("--report", type=click.IntRange(1), metavar="NUMBER", help="About this report.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many lines.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
def show_log(
    case: str | None,
    address: str | None,
    since: str | None,
    by: str | None,
    what: tuple[str, ...],
    report: int | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Who did what, and when: the latest first."""
    from dataclasses import asdict

    from detente.casefile.log import entries
    from detente.cli.screen import say
    from detente.publish.clean import one_line

    with opened(the_case(case, address), read_only=True) as found:
        lines = entries(found, since=since, by=by, what=what, report=report, limit=limit)
    for line in lines:
        where = f"report {line.report}" if line.report is not None else ""
        told = (line.at, line.by, line.what, where, line.about or "")
        shown = one_line("  ".join(part for part in told if part))
        say(json.dumps(asdict(line), ensure_ascii=False) if as_json else shown)


@command.command("backup")
@case_argument
@click.option("-o", "--out", required=True, metavar="FILE", help="Where to: a file to be made.")
def backup(case: str | None, address: str | None, out: str) -> None:
    """Copy a casefile, of one moment, while others may work on it. The copy is a file, also of a
    database."""
    from detente.casefile.backup import backup as copy
    from detente.publish.clean import one_line

    with opened(the_case(case, address), read_only=True) as found:
        copy(found, out)
    click.echo(f"wrote {one_line(out)}", err=True)


@command.command("rebuild")
@case_argument
@click.option("--read", "anew", is_flag=True, help="Read each report anew first, with this model.")
def rebuild(case: str | None, address: str | None, anew: bool) -> None:
    """Make all that is derived anew: entries, copies, merges, fates. What people judged stays."""
    with opened(the_case(case, address)) as found:
        if anew:
            from detente.casefile.again import read_again

            read_again(found)
        count = found.rebuild()
    click.echo(f"rebuilt from {count:,} report{'' if count == 1 else 's'}", err=True)
