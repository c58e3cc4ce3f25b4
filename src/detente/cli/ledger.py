"""``detente ledger``: words against deeds."""

from __future__ import annotations

import getpass

import click

from detente.cli.casefiles import case_argument, opened, the_case
from detente.cli.views import TABLES, Asked, show, view_options


@click.command("ledger")
@case_argument
@click.option(
    "--judge",
    nargs=2,
    metavar="STEP FATE",
    help="Overrule the fate of a step; FATE undo takes it back.",
)
@click.option("--note", metavar="WORDS", help="Why, with --judge.")
@click.option("--by", metavar="NAME", help="Who judges; your user name if not told.")
@view_options(*TABLES)
def command(
    case: str | None,
    address: str | None,
    judge: tuple[str, str] | None,
    note: str | None,
    by: str | None,
    asked: Asked,
) -> None:
    """Words against deeds: each step promised, announced, threatened or demanded, and its fate."""
    name = the_case(case, address)
    if judge is None:
        from detente.casefile.views.ledger import ledger

        show(name, asked, ledger, writable=True)
        return
    from detente.casefile.ledger.judge import judge as overrule

    step, fate = judge
    with opened(name) as found:
        anchor = overrule(
            found, step, None if fate == "undo" else fate, by or getpass.getuser(), note
        )
    click.echo(f"{anchor}: {'as the evidence tells' if fate == 'undo' else fate}", err=True)
