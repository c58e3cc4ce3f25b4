"""``detente tension``: conflict and cooperation of two parties over time."""

from __future__ import annotations

import click

from detente.cli.casefiles import case_argument, the_case
from detente.cli.views import PICTURES, TABLES, Asked, period_options, show, view_options


@click.command("tension")
@case_argument
@view_options(*TABLES, *PICTURES)
@period_options
@click.option("--fill-dates", is_flag=True, help="Day of the first report where there is no date.")
def command(
    case: str | None,
    address: str | None,
    asked: Asked,
    by: str | None,
    pairs: int,
    fill_dates: bool,
) -> None:
    """Conflict and cooperation of two parties by day or week, words and deeds apart.

    The two are --actor and --with; with one of them or none, the pairs of which most is told.
    """
    from detente.casefile.views.tension import tension

    show(
        the_case(case, address),
        asked,
        lambda found, filters, limit: tension(found, filters, limit, by, pairs or None, fill_dates),
    )
