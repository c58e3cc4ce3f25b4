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


_PUBLISHED = (
    click.option("--date", metavar="DAY", callback=day, help="Day of publication of all of them."),
    click.option("--source", metavar="NAME", help="Who published all of them."),
    click.option(
        "--column",
        "columns",
        metavar="OURS=THEIRS",
        multiple=True,
        callback=columns_of,
        help="What a column is called: text=body. Of title, text, published, url, source.",
    ),
)
_READING = (
    click.option(
        "--force", is_flag=True, help="Read reports that are not in English all the same."
    ),
    click.option("--allow-private", is_flag=True, help="Fetch from private addresses too."),
    click.option(
        "--max-size",
        metavar="SIZE",
        callback=size,
        help="Refuse larger reports: 500k, 2M. Else DETENTE_MAX_SIZE, else 1M.",
    ),
    click.option("--encoding", metavar="NAME", help="Decode the sources as this, such as cp1251."),
    own_tables,
)


def published_options(command: F) -> F:
    """What is told of all reports at once: the function gets ``date``, ``source``, ``columns``."""
    for option in reversed(_PUBLISHED):
        command = option(command)
    return command


def reading_options(command: F) -> F:
    """How many reports are read: the function gets ``force``, ``allow_private``, ``max_size``,
    ``encoding``, ``own``, ``own_codes``."""
    for option in reversed(_READING):
        command = option(command)
    return command


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
