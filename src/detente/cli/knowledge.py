"""``detente knowledge``: what concerns a user's own tables."""

from __future__ import annotations

from pathlib import Path

import click

from detente.errors import KnowledgeError


@click.group("knowledge")
def command() -> None:
    """Check a file of your own knowledge: states, offices, bodies, members."""


@command.command("check")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def check(file: Path) -> int:
    """Say what is in FILE, or everything that is wrong with it, line by line (exit code 4)."""
    from detente.knowledge.own_tables import FIELDS
    from detente.knowledge.own_tables import check as problems_of

    try:
        knowledge, problems = problems_of(file)
    except KnowledgeError as error:
        click.echo(f"detente: {error}", err=True)
        return error.exit_code
    for problem in problems:
        where = f"{file}:{problem.line}" if problem.line else f"{file}"
        click.echo(f"{where}: {problem.reason}", err=True)
    if problems:
        return KnowledgeError.exit_code
    counts = {table: len(getattr(knowledge, table)) for table in FIELDS}
    told = ", ".join(f"{table} {number}" for table, number in counts.items() if number)
    click.echo(f"{file}: {told or 'no rows'}; version {knowledge.version}")
    return 0
