"""``detente timeline``: what happened, day by day."""

from __future__ import annotations

import click

from detente.cli.casefiles import case_argument, the_case
from detente.cli.views import PICTURES, TABLES, Asked, show, view_options


@click.command("timeline")
@case_argument
@view_options(*TABLES, *PICTURES)
def command(case: str | None, address: str | None, asked: Asked) -> None:
    """What happened, was said to have happened or was announced, in the order of its days."""
    from detente.casefile.views.timeline import timeline

    show(the_case(case, address), asked, timeline)
