"""``detente actors``: who is in a casefile."""

from __future__ import annotations

import click

from detente.cli.casefiles import case_argument, the_case
from detente.cli.views import TABLES, Asked, show, view_options


@click.command("actors")
@case_argument
@view_options(*TABLES)
def command(case: str | None, address: str | None, asked: Asked) -> None:
    """Who is in a casefile: how much each does, undergoes, says and promises."""
    from detente.casefile.views.actors import actors

    show(the_case(case, address), asked, actors)
