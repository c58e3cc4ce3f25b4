"""``detente case reports``: the reports of a casefile, and what was read in each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from detente.cli.casefiles import case_option, opened, the_case
from detente.cli.screen import say, size_and_colour
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.casefile import Casefile
    from detente.casefile.listing import Listed

_KINDS = {"copy": "copy of {}", "version": "replaced by {}"}


@click.command("reports")
@click.argument("inputs", metavar="[CASE] [NUMBER]...", nargs=-1)
@case_option
@click.option("--json", "as_json", is_flag=True, help="Records, as JSON Lines, in place of it.")
def reports(inputs: tuple[str, ...], address: str | None, as_json: bool) -> int:
    """List the reports, or show those of the numbers: text, and what was read in it.

    With --json their records, for `detente export` and `detente explain`.
    """
    name = the_case(None if address else next(iter(inputs), None), address)
    numbers = _numbers(inputs if address else inputs[1:])
    with opened(name, read_only=True) as case:
        from detente.casefile.listing import reports as listed

        found = listed(case, numbers)
        missing = sorted(set(numbers) - {each.number for each in found})
        for number in missing:
            click.echo(f"detente: there is no report {number}", err=True)
        for line in _lines(case, found, bool(numbers), as_json):
            say(line)
    return DetenteError.exit_code if missing else 0


def _numbers(given: tuple[str, ...]) -> list[int]:
    for each in given:
        if not each.isascii() or not each.isdecimal() or len(each) > 9:
            raise click.UsageError(f"{each}: not the number of a report, such as 12")
    return [int(each) for each in given]


def _lines(case: Casefile, found: list[Listed], whole: bool, as_json: bool) -> Iterator[str]:
    width, colour = size_and_colour()
    narrow = width if sys.stdout.isatty() else None
    for each in found:
        if as_json:
            yield case.record(each.number).model_dump_json()
        elif whole:
            from detente.publish.terminal import render

            record = case.record(each.number)
            yield _heading(each)
            yield _clean(record.report.text)
            yield render(record, width, colour)
        else:
            yield _line(each, narrow)


def _line(each: Listed, width: int | None) -> str:
    """A report on a line, cut to ``width``; whole in a pipe."""
    from detente.publish.clean import one_line

    told = " · ".join(
        one_line(part)
        for part in (each.source, _copy(each), each.title or f"({each.found})")
        if part
    )
    line = f"{each.number:>5}  {each.published or '–':10}  {told}"
    return line if width is None or len(line) <= width else line[: width - 2].rstrip() + " …"


def _copy(each: Listed) -> str | None:
    return _KINDS[each.kind].format(each.of) if each.kind else None


def _heading(each: Listed) -> str:
    from detente.publish.clean import one_line

    told = (f"REPORT {each.number}", each.source, each.url, f"found in {each.found}", _copy(each))
    return one_line(" · ".join(part for part in told if part)) + "\n"


def _clean(text: str) -> str:
    """The text as it is, but for what could command the terminal."""
    from detente.publish.clean import one_line

    return "\n".join(one_line(line) for line in text.splitlines()) + "\n"
