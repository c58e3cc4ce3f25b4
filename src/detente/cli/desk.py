"""``detente desk``: the workbench of a casefile in the browser."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from detente.cli.casefiles import about, case_argument, the_case
from detente.cli.desk_users import USERS


@click.command("desk")
@case_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 for any.  [default: 8617]")
@click.option("--open", "in_browser", is_flag=True, help="Open it in the browser.")
@click.option("--by", metavar="NAME", help="Who corrects, where nobody logs in.")
@click.option(
    "--users",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Those who may log in: see desk-users.",
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further name of this host.")
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses too.")
@click.option("--cert", type=click.Path(exists=True, dir_okay=False), help="TLS certificate.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="Its private key.")
def command(
    case: str | None,
    address: str | None,
    host: str,
    port: int | None,
    in_browser: bool,
    by: str | None,
    users: Path | None,
    names: tuple[str, ...],
    allow_private: bool,
    cert: str | None,
    key: str | None,
) -> None:
    """Read, check and correct a casefile in the browser.

    Nothing is loaded from elsewhere. Only this machine reaches the desk, unless --host names
    another address; there it asks for a name and a password.
    """
    found = the_case(case, address)
    from detente.desk.serve import serve
    from detente.desk.settings import PORT, Settings, is_loopback

    if (cert is None) != (key is None):
        raise click.UsageError("--cert and --key go together")
    if users is None and not is_loopback(host):
        users = Path(USERS).expanduser()
    settings = Settings(
        found,
        by or getpass.getuser(),
        host,
        PORT if port is None else port,
        users,
        secure=cert is not None,
        names=names,
        allow_private=allow_private,
    )
    with about(found):
        serve(settings, in_browser, (cert, key) if cert and key else None)
