"""``detente archive query``: a casefile's views, straight from an archive's Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detente.cli.views import PICTURES, TABLES, Asked, period_options, show_view, view_options

if TYPE_CHECKING:
    from detente.archive.store import Archive


@click.group("query")
@click.argument("archive", metavar="DIR")
@click.pass_context
def query(ctx: click.Context, archive: str) -> None:
    """Ask an archive: what happened, tension of two parties, what was said.

    The views are those of a casefile, but nothing is merged: each telling is a row.
    """
    ctx.obj = archive


@query.command("timeline")
@view_options(*TABLES, *PICTURES)
@click.pass_obj
def timeline(archive: str, asked: Asked) -> None:
    """What happened, was said to have happened or was announced, in the order of its days."""
    from detente.archive.query.timeline import timeline

    show_view(asked, lambda filters, limit: timeline(_of(archive), filters, limit))


@query.command("tension")
@view_options(*TABLES, *PICTURES)
@period_options
@click.option("--fill-dates", is_flag=True, help="Day of the report where there is no date.")
@click.pass_obj
def tension(archive: str, asked: Asked, by: str | None, pairs: int, fill_dates: bool) -> None:
    """Conflict and cooperation of two parties by day or week, words and deeds apart."""
    from detente.archive.query.tension import tension

    show_view(
        asked,
        lambda filters, limit: tension(_of(archive), filters, limit, by, pairs or None, fill_dates),
    )


@query.command("quotes")
@click.argument("words", metavar="[WORDS]...", nargs=-1)
@view_options(*TABLES)
@click.pass_obj
def quotes(archive: str, words: tuple[str, ...], asked: Asked) -> None:
    """What was said: by whom, to whom, about whom.

    All WORDS must be in it, in any form; '"words together"' as they stand there, withdr* as a
    beginning. --actor is the speaker, --with who was spoken to or of.
    """
    from detente.archive.query.quotes import quotes

    show_view(
        asked, lambda filters, limit: quotes(_of(archive), " ".join(words) or None, filters, limit)
    )


def _of(name: str) -> Archive:
    from detente.archive.store import Archive

    return Archive(name)
