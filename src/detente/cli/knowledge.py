"""``detente knowledge``: what concerns a user's own tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.checks import tell
from detente.errors import KnowledgeError

if TYPE_CHECKING:
    from detente.knowledge.own import Knowledge


@click.group("knowledge")
def command() -> None:
    """Check a file of your own knowledge: states, offices, bodies, members, people, nouns."""


@command.command("check")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def check(file: Path) -> int:
    """Say what is in FILE, or everything that is wrong with it, line by line (exit code 4)."""
    from detente.knowledge.own_tables import check as problems_of

    return tell(file, problems_of, KnowledgeError, _counted)


def _counted(knowledge: Knowledge) -> str:
    from detente.knowledge.own_tables import FIELDS

    counts = {table: len(getattr(knowledge, table)) for table in FIELDS}
    rows = ", ".join(f"{table} {number}" for table, number in counts.items() if number)
    return f"{rows or 'no rows'}; version {knowledge.version}"
