"""``detente ontology``: what types, modes and patterns there are, and a user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.checks import tell
from detente.errors import OntologyError

if TYPE_CHECKING:
    from detente.coding.own import Ontology

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("ontology")
def command() -> None:
    """Check an ontology of your own, or show types, modes and patterns."""


@command.command("check")
@click.argument("file", type=_FILE)
def check(file: Path) -> int:
    """Say what is in FILE, or everything that is wrong with it, line by line (exit code 4)."""
    from detente.coding.own_file import check as problems_of

    return tell(
        file,
        problems_of,
        OntologyError,
        lambda own: f"{_counted(own) or 'nothing'}; version {own.version}",
    )


@command.command("show")
@click.argument("name", metavar="[TYPE[-MODE]]", required=False)
@click.option(
    "--ontology", "own", metavar="FILE", type=_FILE, help="With your own YAML merged over ours."
)
def show(name: str | None, own: Path | None) -> int:
    """Print the types with their modes and definitions, or one type with its patterns too."""
    from detente.coding.events.ontology import TYPES
    from detente.coding.own import using_ontology
    from detente.coding.own_file import as_ontology

    try:
        ontology = as_ontology(own)
    except OntologyError as error:
        click.echo(f"detente: {error}", err=True)
        return error.exit_code
    wanted, _, mode = (name or "").partition("-")
    with using_ontology(ontology):
        if not wanted:
            lines = [line for each in TYPES for line in _type(each, "")]
        else:
            known = next((each for each in TYPES if each == wanted.upper()), None)
            if known is None:
                raise click.BadParameter(f"no such event type: {wanted!r}", param_hint="TYPE")
            lines = [*_type(known, mode.lower()), *_patterns(known, mode.lower())]
    click.echo("\n".join(lines))
    return 0


@command.command("groups")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--ontology", "own", metavar="FILE", type=_FILE, help="With your own YAML merged over ours."
)
def groups(names: tuple[str, ...], own: Path | None) -> int:
    """Print the groups of words that patterns put in braces: all, or those named."""
    from detente.coding.events.lexicon import lexicon
    from detente.coding.own import using_ontology
    from detente.coding.own_file import as_ontology

    try:
        ontology = as_ontology(own)
    except OntologyError as error:
        click.echo(f"detente: {error}", err=True)
        return error.exit_code
    with using_ontology(ontology):
        known = lexicon().groups
    asked = [name.strip("{}") for name in names]
    for name in asked:
        if name not in known:
            raise click.BadParameter(f"no such group: {name!r}", param_hint="NAME")
    for name in asked or sorted(known):
        click.echo(f"{name}: {' '.join(sorted(known[name]))}")
    return 0


def _counted(own: Ontology) -> str:
    counts = {
        "types": len(own.types),
        "modes": sum(len(changed.modes) for changed in own.types.values()),
        "patterns": sum(len(row[0].split(";")) for _, row in own.rows),
        "groups": len(own.groups),
        "irregular": len(own.irregular),
        "contexts": len(own.contexts),
        "cameo": len(own.cameo),
    }
    return ", ".join(f"{what} {number}" for what, number in counts.items() if number)


def _type(name: str, only: str) -> list[str]:
    from detente.coding.cameo import cameo_code
    from detente.coding.events.ontology import ontology

    entry = next(e for e in ontology().values() if e.name == name)
    if only and only not in entry.modes:
        raise click.BadParameter(f"{name} has no mode {only!r}", param_hint="TYPE")
    lines = [
        f"{name}  {entry.intensity:+g}  quad {entry.quad}  CAMEO {cameo_code(name, None)}",
        f"  {entry.definition}",
    ]
    for mode, told in entry.modes.items():
        if only in ("", mode):
            code = cameo_code(name, mode)
            lines.append(f"  {name}-{mode}  {told.intensity:+g}  CAMEO {code}  {told.definition}")
    return lines


def _patterns(name: str, only: str) -> list[str]:
    from detente.coding.events.lexicon import lexicon

    lines = []
    for (kind, _), entries in sorted(lexicon().entries.items()):
        for entry in entries:
            if entry.type != name or (only and entry.mode != only):
                continue
            code = f"{name}-{entry.mode}" if entry.mode else name
            slots = f"{','.join(entry.who) or '-'} > {','.join(entry.whom) or '-'}"
            flags = "".join(f" {flag}" for flag in sorted(entry.flags))
            mine = "  (own)" if entry.own else ""
            lines.append(f"  {kind}  {entry.text}  {code}  {slots}{flags}{mine}")
    return ["", *lines]
