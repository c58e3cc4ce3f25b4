"""``detente correct``: people correct what was read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from detente.cli.casefiles import case_argument, opened, the_case
from detente.cli.merge import by_option, name_of
from detente.cli.screen import say

if TYPE_CHECKING:
    from detente.casefile import Casefile
    from detente.casefile.corrections.agreement import Agreement, Judged
    from detente.casefile.corrections.model import Correction

F = TypeVar("F", bound=Callable[..., Any])
_FORMATS = ("docbin", "jsonl", "brat")
_STATES = {"applied": "", "superseded": "superseded", "undone": "undone"}


def _signed(command: F) -> F:
    """Who corrects, and why."""
    note = click.option("--note", metavar="WORDS", help="Why.")
    return by_option(note(command))


def _entry(told: str) -> tuple[int, str]:
    number, _, entry = told.partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) <= 9 and entry):
        raise click.UsageError(f"{told}: an entry is told by report and id, such as 12:e3")
    return int(number), entry


@click.group("correct")
def command() -> None:
    """Correct what was read: set fields, add, delete and confirm entries, undo.

    An entry is told by its report and its id: 12:e3; the header of a report by 12:report.
    Corrections hold when reports are read anew.
    """


@command.command("set")
@click.argument("case", metavar="CASE")
@click.argument("entry", metavar="ENTRY")
@click.argument("field", metavar="FIELD")
@click.argument("value", metavar="VALUE")
@_signed
def set_one(
    case: str, entry: str, field: str, value: str, by: str | None, note: str | None
) -> None:
    """Set a field of an entry.

    VALUE is as the record has it: an id or several (a1,a3), a day, a type; for words of the report
    those words, where they are there once, or 118-124; null for nothing; JSON for all else.
    """
    from detente.casefile import corrections

    number, name = _entry(entry)
    with opened(case) as found:
        told = _typed(found, number, _kind(name), field, value)
        made = corrections.set_field(found, number, name, field, told, by=name_of(by), note=note)
    _told(made)


@command.command("add")
@click.argument("case", metavar="CASE")
@click.argument("report", metavar="REPORT", type=click.IntRange(1))
@click.argument("kind", metavar="KIND")
@click.argument("fields", metavar="FIELD=VALUE...", nargs=-1, required=True)
@_signed
def add(
    case: str, report: int, kind: str, fields: tuple[str, ...], by: str | None, note: str | None
) -> None:
    """Add an entry to the record of a report: a time, place, actor, statement, event or commitment,
    with its fields, such as type=AID status=happened trigger="sent food"."""
    from detente.casefile import corrections

    with opened(case) as found:
        values = {}
        for each in fields:
            name, sign, value = each.partition("=")
            if not sign:
                raise click.UsageError(f"{each}: FIELD=VALUE is expected")
            values[name] = _typed(found, report, kind, name, value)
        made = corrections.add_entry(found, report, kind, values, by=name_of(by), note=note)
    _told(made)


@command.command("delete")
@click.argument("case", metavar="CASE")
@click.argument("entry", metavar="ENTRY")
@_signed
def delete(case: str, entry: str, by: str | None, note: str | None) -> None:
    """Delete an entry."""
    from detente.casefile import corrections

    number, name = _entry(entry)
    with opened(case) as found:
        made = corrections.delete_entry(found, number, name, by=name_of(by), note=note)
    _told(made)


@command.command("confirm")
@click.argument("case", metavar="CASE")
@click.argument("entry", metavar="ENTRY")
@click.argument("field", metavar="[FIELD]", required=False)
@_signed
def confirm(case: str, entry: str, field: str | None, by: str | None, note: str | None) -> None:
    """Say that a field of an entry is right, or all of it: it stays when the report is read anew,
    and counts as your judgement."""
    from detente.casefile import corrections

    number, name = _entry(entry)
    with opened(case) as found:
        made = corrections.confirm(found, number, name, field, by=name_of(by), note=note)
    _told(made)


@command.command("undo")
@click.argument("case", metavar="CASE")
@click.argument("number", metavar="NUMBER", type=click.IntRange(1))
@_signed
def undo(case: str, number: int, by: str | None, note: str | None) -> None:
    """Take back a correction, or a join, split or judged fate, by its number in the list. Taking
    back an undo does it again."""
    from detente.casefile import corrections

    with opened(case) as found:
        made = corrections.undo(found, number, by=name_of(by), note=note)
    _told(made)


@command.command("list")
@case_argument
@click.option("--report", type=click.IntRange(1), metavar="NUMBER", help="Of one report only.")
@click.option("--by", metavar="NAME", help="Of one person only.")
@click.option("--lost", is_flag=True, help="Only what cannot be applied any more.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
def show(
    case: str | None,
    address: str | None,
    report: int | None,
    by: str | None,
    lost: bool,
    as_json: bool,
) -> None:
    """List what people did: corrections, joins, splits, judged fates, and what became of each."""
    from detente.casefile.corrections import history

    with opened(the_case(case, address), read_only=True) as found:
        rows = history(found, report)
    for row in rows:
        if (by is None or row.by == by) and (not lost or row.state == "cannot be applied"):
            told = asdict(row)
            say(json.dumps(told, ensure_ascii=False) if as_json else _line(row))


@command.command("agreement")
@case_argument
@click.option("--by", "people", multiple=True, metavar="NAME", help="Only these; repeat it.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def show_agreement(
    case: str | None, address: str | None, people: tuple[str, ...], as_json: bool
) -> None:
    """Who judged what, and how far people agree on what two or more of them judged."""
    from detente.casefile.corrections.agreement import agreement

    with opened(the_case(case, address), read_only=True) as found:
        judged = agreement(found, people or None)
    say(json.dumps(asdict(judged), ensure_ascii=False, indent=2) if as_json else _table(judged))


@command.command("export")
@click.argument("case", metavar="CASE")
@click.argument("reports", metavar="[REPORT]...", nargs=-1, type=click.IntRange(1))
@click.option("--to", type=click.Choice(_FORMATS), required=True, help="The format.")
@click.option(
    "-o",
    "--out",
    metavar="OUT",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write; of brat a folder that is not there yet.",
)
@click.option("--all", "everything", is_flag=True, help="All reports, not only corrected ones.")
def export(case: str, reports: tuple[int, ...], to: str, out: Path, everything: bool) -> None:
    """Write corrected records as training data: those of the reports that are told, else of all
    that people corrected or confirmed."""
    from detente.publish.clean import one_line
    from detente.publish.training.write import corrected_reports, write_training

    with opened(case, read_only=True) as found:
        chosen = list(dict.fromkeys(reports))
        if not chosen:
            chosen = [s.number for s in found.reports()] if everything else corrected_reports(found)
        if not chosen:
            raise click.UsageError("nothing is corrected yet; --all takes every report")
        write_training(found, to, out, chosen)
    count = f"{len(chosen)} report{'' if len(chosen) == 1 else 's'}"
    click.echo(one_line(f"wrote {out}: {count}"), err=True)


def _kind(entry: str) -> str:
    from detente.casefile.corrections.fields import kind_of
    from detente.casefile.corrections.model import HEADER

    return HEADER if entry == HEADER else kind_of(entry) or ""


def _typed(case: Casefile, report: int, kind: str, field: str, value: str) -> Any:
    from detente.casefile.corrections.told import typed

    return typed(kind, field, value, case.record(report).report.text)


def _told(made: Correction) -> None:
    from detente.casefile.corrections import describe
    from detente.publish.clean import one_line

    click.echo(one_line(f"{made.id}: {describe(made)}"), err=True)


def _line(row: Correction) -> str:
    from detente.casefile.corrections import describe
    from detente.publish.clean import one_line

    state = row.why if row.state == "cannot be applied" else _STATES[row.state]
    if row.state == "cannot be applied":
        state = f"cannot be applied: {state}"
    where = f"report {row.report}" if row.report is not None else "–"
    note = f"“{row.note}”" if row.note else ""
    told = (where, describe(row), note, f"({state})" if state else "")
    return one_line(f"{row.id:>5}  {row.at}  {row.by}  {'  '.join(part for part in told if part)}")


def _table(judged: Judged) -> str:
    lines = []
    for by, told in judged.by_person.items():
        fields = ", ".join(f"{name} {n}" for name, n in told.items())
        lines.append(f"{by}: {sum(told.values())} judged ({fields})")
    if not judged.whole.units:
        return "\n".join([*lines, "nothing is judged by two people"])
    width = max(len(_name(each)) for each in judged.fields) + 2
    lines += ["", f"{'':{width}}units  equal  alpha"]
    for each in (*judged.fields, judged.whole):
        alpha = "    –" if each.alpha is None else f"{each.alpha:5.2f}"
        lines.append(f"{_name(each):{width}}{each.units:5}  {each.equal or 0:5.2f}  {alpha}")
    return "\n".join(lines)


def _name(each: Agreement) -> str:
    return "all" if each.kind == "all" else f"{each.kind} {each.field}"
