"""What ``detente knowledge check`` and ``detente ontology check`` have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.knowledge.nodes import Problem

Own = TypeVar("Own")


def tell(
    file: Path,
    check: Callable[[Path], tuple[Own, Sequence[Problem]]],
    error: type[DetenteError],
    counted: Callable[[Own], str],
) -> int:
    """Print what is in a user's file, or on stderr everything that is wrong with it, line by line;
    gives the exit code."""
    try:
        own, problems = check(file)
    except error as trouble:
        click.echo(f"detente: {trouble}", err=True)
        return trouble.exit_code
    for problem in problems:
        where = f"{file}:{problem.line}" if problem.line else f"{file}"
        click.echo(f"{where}: {problem.reason}", err=True)
    if problems:
        return error.exit_code
    click.echo(f"{file}: {counted(own)}")
    return 0
