"""What the views of a casefile have in common: how they are asked for, and where they go."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from detente.cli.casefiles import opened, opened_if_can

if TYPE_CHECKING:
    from detente.casefile import Casefile
    from detente.casefile.views.filters import Filters
    from detente.casefile.views.table import View

F = TypeVar("F", bound=Callable[..., Any])
TABLES = ("json", "csv", "parquet")
PICTURES = ("png", "svg", "html")
SHOWN = 50
"""Rows that a terminal shows unless told otherwise."""

_OPTIONS = (
    click.option("--since", metavar="DAY", help="From this day, month or year on."),
    click.option("--until", metavar="DAY", help="Up to this day, month or year."),
    click.option("--actor", metavar="WHO", help="A code, state, person, office, organisation."),
    click.option("--with", "with_", metavar="WHO", help="The other side; as --actor."),
    click.option("--type", "kind", metavar="TYPES", help="As threaten,sanction-expel."),
    click.option("--source", metavar="NAME", help="What this source reported."),
    click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most N; 0 for all."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    click.option(
        "-o",
        "--out",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write to this file, in the format of its ending.",
    ),
    click.option("--spreadsheet", is_flag=True, help="Put ' before cells that one would run."),
)


def view_options(*formats: str) -> Callable[[F], F]:
    """The options of a view that can be had in these formats; the function gets them as
    ``asked: Asked``."""

    def decorate(command: F) -> F:
        def collected(*arguments: Any, **options: Any) -> Any:
            given = {name: options.pop(name) for name in GIVEN}
            return command(*arguments, asked=Asked(formats=formats, **given), **options)

        wrapped: Any = collected
        wrapped.__doc__, wrapped.__name__ = command.__doc__, command.__name__
        wrapped.__click_params__ = getattr(command, "__click_params__", [])
        to = click.option("--to", type=click.Choice(formats), help="The format.")
        for option in (to, *reversed(_OPTIONS)):
            wrapped = option(wrapped)
        return wrapped  # type: ignore[no-any-return]

    return decorate


def period_options(command: F) -> F:
    """The options of a view over periods: the function gets ``by`` and ``pairs``."""
    by = click.option(
        "--by", type=click.Choice(("day", "week")), help="The period; fits if not given."
    )
    pairs = click.option(
        "--pairs",
        type=click.IntRange(min=0),
        default=10,
        show_default=True,
        metavar="N",
        help="Pairs shown, those with most; 0 for all.",
    )
    return by(pairs(command))


@dataclass(frozen=True)
class Asked:
    """What a user asked of a view that can be had in ``formats``."""

    formats: tuple[str, ...]
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    with_: str | None = None
    kind: str | None = None
    source: str | None = None
    limit: int | None = None
    as_json: bool = False
    out: Path | None = None
    spreadsheet: bool = False
    to: str | None = None

    def filters(self) -> Filters:
        """The filters; raises ``FilterError``."""
        from detente.casefile.views.filters import Filters

        return Filters(self.since, self.until, self.actor, self.with_, self.kind, self.source)

    def format(self) -> str | None:
        """The format asked for; ``None`` for the terminal. Raises ``UsageError``."""
        if self.as_json and self.to not in (None, "json"):
            raise click.UsageError(f"--json and --to {self.to} exclude each other")
        to = "json" if self.as_json else self.to
        if to or self.out is None:
            return to
        ending = self.out.suffix.lower().removeprefix(".")
        if ending not in self.formats:
            known = ", ".join(f".{name}" for name in self.formats)
            raise click.UsageError(f"-o {self.out}: its ending is none of {known}; see --to")
        return ending


GIVEN = tuple(name for name in Asked.__dataclass_fields__ if name != "formats")


def show(
    case: str,
    asked: Asked,
    make: Callable[[Casefile, Filters, int | None], View],
    writable: bool = False,
) -> None:
    """Make a view and put it where it was asked to go. ``writable``: the view keeps what it made in
    the casefile, if it can."""

    def asking(filters: Filters, limit: int | None) -> View:
        with opened_if_can(case) if writable else opened(case, read_only=True) as found:
            return make(found, filters, limit)

    show_view(asked, asking)


def show_view(asked: Asked, make: Callable[[Filters, int | None], View]) -> None:
    """Make a view of whatever it is of, and put it where it was asked to go."""
    to = asked.format()
    if to in ("png", "parquet") and asked.out is None and sys.stdout.isatty():
        raise click.UsageError(f"{to} is binary: give it a file with -o")
    limit = asked.limit or (SHOWN if to is None and asked.limit is None else None)
    view = make(asked.filters(), limit)
    if to is None:
        _print(view)
        return
    formulas = _write(view, to, asked)
    if formulas:
        told = "now behind a '" if asked.spreadsheet else "see --spreadsheet"
        click.echo(f"cells that a spreadsheet would run: {formulas}; {told}", err=True)
    if asked.out is not None:
        for note in view.notes:
            click.echo(f"note: {note}", err=True)
        rows = len(view.rows)
        click.echo(f"wrote {asked.out}: {rows:,} row{'' if rows == 1 else 's'}", err=True)


def _print(view: View) -> None:
    from detente.cli.screen import say, size_and_colour
    from detente.publish.case_view import render

    more = "--limit 0 shows all, -o FILE writes all"
    say(render(view, *size_and_colour(), more).rstrip("\n"))


def _write(view: View, to: str, asked: Asked) -> int:
    """Write a view; how many cells there are that a spreadsheet would run."""
    from detente.publish import case_tables

    target: Any = asked.out if asked.out is not None else sys.stdout.buffer
    try:
        if to not in PICTURES:
            return case_tables.write(view, to, target, asked.spreadsheet)
        from detente.publish.charts import draw

        case_tables.put(draw(view, to), target)
    except OSError as error:
        if asked.out is None or isinstance(error, BrokenPipeError):
            raise
        raise click.FileError(str(asked.out), hint=error.strerror) from None
    return 0
