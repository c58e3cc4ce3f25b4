"""``detente desk-users``: who may log in to a desk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from detente.desk.guard.users import Users

USERS = "~/.config/detente/desk-users.json"

users_option = click.option(
    "--users",
    "path",
    metavar="FILE",
    default=USERS,
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file of users.",
)


@click.group("desk-users")
def command() -> None:
    """Who may log in to a desk that other machines reach."""


@command.command("add")
@click.argument("name")
@users_option
def add(name: str, path: Path) -> None:
    """Add a user, or give one a new password; it is asked for, or read from standard input."""
    users = _users(path)
    if sys.stdin.isatty():
        password = str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        password = sys.stdin.readline().rstrip("\n")
    users.add(name, password)
    click.echo(f"{name} may log in ({users.path})", err=True)


@command.command("list")
@users_option
def list_(path: Path) -> None:
    """The names, a line each."""
    for name in _users(path).names():
        click.echo(name)


@command.command("remove")
@click.argument("name")
@users_option
def remove(name: str, path: Path) -> None:
    """Remove a user and its tokens."""
    _users(path).remove(name)
    click.echo(f"{name} may log in no more", err=True)


@command.command("token")
@click.argument("name")
@users_option
def token(name: str, path: Path) -> None:
    """Print a new token with which a program speaks for a user. It is not shown again."""
    click.echo(_users(path).new_token(name))


def _users(path: Path) -> Users:
    from detente.desk.guard.users import Users

    return Users(path.expanduser())
