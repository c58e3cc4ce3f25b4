"""``detente sources``: where a casefile has it from."""

from __future__ import annotations

import click

from detente.cli.casefiles import case_argument, the_case
from detente.cli.views import TABLES, Asked, show, view_options


@click.command("sources")
@case_argument
@view_options(*TABLES)
def command(case: str | None, address: str | None, asked: Asked) -> None:
    """The sources of a casefile: what each reported, copied, told first or alone."""
    from detente.casefile.views.sources import sources

    show(the_case(case, address), asked, sources)
