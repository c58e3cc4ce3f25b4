"""``detente quotes``: what was said, found by speaker, words, topic and time."""

from __future__ import annotations

import click

from detente.cli.casefiles import case_option, the_case
from detente.cli.views import TABLES, Asked, show, view_options


@click.command("quotes")
@click.argument("words", metavar="[CASE] [WORDS]...", nargs=-1)
@case_option
@view_options(*TABLES)
def command(words: tuple[str, ...], address: str | None, asked: Asked) -> None:
    """What was said: by whom, to whom, about whom.

    All WORDS must be in it, in any form (withdraw finds withdrawing); '"words together"' as they
    stand there, withdr* as a beginning. --actor is the speaker, --with who was spoken to or of.
    --type is direct, indirect, mixed, a kind of commitment such as threat, or of event.
    """
    from detente.casefile.views.quotes import quotes

    case, said = (None, words) if address else (words[0] if words else None, words[1:])
    show(
        the_case(case, address),
        asked,
        lambda found, filters, limit: quotes(found, " ".join(said) or None, filters, limit),
    )
