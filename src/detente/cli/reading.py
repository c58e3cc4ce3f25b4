"""What the commands that read reports are told in the same way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from detente.errors import ReportError

if TYPE_CHECKING:
    from detente.coding.own import Ontology
    from detente.knowledge.own import Knowledge

F = TypeVar("F", bound=Callable[..., Any])
_KNOWLEDGE = click.option(
    "--knowledge",
    "own",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Your own YAML or CSV of states, offices and bodies, which wins over the tables.",
)
_ONTOLOGY = click.option(
    "--ontology",
    "own_codes",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Your own YAML of modes and patterns, which wins over ours.",
)


def own_tables(command: F) -> F:
    """``--knowledge`` and ``--ontology``: the function gets ``own`` and ``own_codes``."""
    return _KNOWLEDGE(_ONTOLOGY(command))


def day(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A day of publication, or a message on the option that has none."""
    from detente.sources.reports import iso_day

    try:
        return iso_day(value)
    except ReportError as error:
        raise click.BadParameter(str(error), param=parameter) from None


def size(_: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """A size in bytes, or a message on the option that has none."""
    from detente.sources.files import parse_size

    try:
        return None if value is None else parse_size(value)
    except ReportError as error:
        raise click.BadParameter(str(error), param=parameter) from None


def columns_of(
    _: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    """Columns by name, or a message on the option that tells none."""
    from detente.sources.rows import parse_columns

    try:
        return dict(parse_columns(values))
    except ReportError as error:
        raise click.BadParameter(str(error), param=parameter) from None


def knowledge_of(path: Path | None) -> Knowledge | None:
    """The user's own knowledge; raises ``KnowledgeError``."""
    if path is None:
        return None
    from detente.knowledge.own_tables import load_knowledge

    return load_knowledge(path)


def ontology_of(path: Path | None) -> Ontology | None:
    """The user's own ontology; raises ``OntologyError``."""
    if path is None:
        return None
    from detente.coding.own_file import load_ontology

    return load_ontology(path)
