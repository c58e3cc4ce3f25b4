"""How a command is told which casefile to work on."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.casefile import Casefile

F = TypeVar("F", bound=Callable[..., Any])

case_option = click.option(
    "--case",
    "address",
    metavar="CASE",
    help="The casefile, in place of the first argument: a file, or postgresql://...",
)


def case_argument(command: F) -> F:
    """``CASE`` as the first argument, or as ``--case``; the function gets ``case``, ``address``."""
    return case_option(click.argument("case", metavar="[CASE]", required=False)(command))


def the_case(case: str | None, address: str | None) -> str:
    """The casefile that was told; raises ``UsageError`` if none or two were."""
    if case is None and address is None:
        raise click.UsageError("Missing argument 'CASE': the file of the casefile")
    if case is not None and address is not None:
        raise click.UsageError(f"two casefiles: {case!r}, and --case")
    return case or address or ""


def login() -> str | None:
    """Who is at work: the name in ``DETENTE_BY``, else the login, if there is one."""
    try:
        return os.environ.get("DETENTE_BY") or getpass.getuser()
    except (KeyError, OSError):
        return None


@contextmanager
def opened(case: str, *, read_only: bool = False) -> Iterator[Casefile]:
    """The casefile, open. What is wrong with it is told with its name."""
    from detente.casefile import Casefile

    with about(case), Casefile.open(case, read_only=read_only) as found:
        yield found


@contextmanager
def opened_if_can(case: str) -> Iterator[Casefile]:
    """The casefile, open for writing, or only for reading where it is write-protected."""
    from detente.casefile import Casefile
    from detente.errors import CasefileError

    with about(case):
        try:
            found = Casefile.open(case)
        except CasefileError:
            found = Casefile.open(case, read_only=True)  # says what is wrong, if more is
        with found:
            yield found


@contextmanager
def about(case: str) -> Iterator[None]:
    """Errors within name the casefile."""
    from detente.errors import CasefileError

    try:
        yield
    except CasefileError as error:
        from detente.casefile.engine import shown
        from detente.publish.clean import one_line

        raise _NamedError(one_line(f"{shown(case)}: {error}"), error.exit_code) from error


class _NamedError(DetenteError):
    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code
