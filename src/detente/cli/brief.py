"""``detente brief``: what a period brought, every sentence with its footnote."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from detente.cli.casefiles import case_argument, opened, the_case

FORMATS = ("md", "html", "pdf", "docx")


@click.command("brief")
@case_argument
@click.option("--since", metavar="DAY", help="From this day, month or year on.")
@click.option("--until", metavar="DAY", help="Up to this day, month or year.")
@click.option("--actor", metavar="WHO", help="A code, state, person, office, organisation.")
@click.option("--with", "with_", metavar="WHO", help="The other side; as --actor.")
@click.option("--type", "kind", metavar="TYPES", help="As threaten,sanction-expel.")
@click.option("--source", metavar="NAME", help="What this source reported.")
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file: .md, .html, .pdf or .docx. Without it, Markdown is printed.",
)
@click.option("--no-pictures", is_flag=True, help="Leave the pictures out.")
def command(
    case: str | None,
    address: str | None,
    since: str | None,
    until: str | None,
    actor: str | None,
    with_: str | None,
    kind: str | None,
    source: str | None,
    out: Path | None,
    no_pictures: bool,
) -> None:
    """A brief of a period: developments, what was said, promises kept and broken, contradictions,
    what to watch; every sentence with its footnote to report and words."""
    to = _format(out)
    from detente.casefile.views.filters import Filters

    filters = Filters(since, until, actor, with_, kind, source)
    from detente.publish.brief import build, write
    from detente.publish.case_tables import put

    with opened(the_case(case, address)) as found:
        made = build(found, filters, pictures=to != "md" and not no_pictures)
    data = write(made, to)
    if out is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    try:
        put(data, out)
    except OSError as error:
        raise click.FileError(str(out), hint=error.strerror) from None
    notes = len(made.notes)
    click.echo(f"wrote {out}: {notes:,} footnote{'' if notes == 1 else 's'}", err=True)


def _format(out: Path | None) -> str:
    if out is None:
        return "md"
    ending = out.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise click.UsageError(f"-o {out}: its ending is none of {known}")
    return ending
