"""``detente merge``: what people say of which events are the same happening."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from detente.cli.casefiles import case_option, login, opened

if TYPE_CHECKING:
    from detente.casefile.merge.review import Question, Side

ANSWERS = {"y": "positive", "n": "negative", "u": "unsure"}
SHOWN = 6
"""Reasons that are shown of a pair."""

by_option = click.option(
    "--by",
    metavar="NAME",
    envvar="DETENTE_BY",
    help="Who judges; without it, the name in DETENTE_BY, else the login.",
)


@click.group("merge")
def command() -> None:
    """Say which events are the same happening: judge unsure pairs, join, split, undo.

    A person's judgement wins over every score, and holds when reports are read anew.
    """


@command.command("review")
@click.argument("case", metavar="[CASE]", required=False)
@case_option
@by_option
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask about at most so many.")
def review(case: str | None, address: str | None, by: str | None, limit: int | None) -> None:
    """Ask about the pairs of events that may be the same, the likeliest first.

    y: they are the same; n: they are not; u: it cannot be told; q: quit.
    """
    from detente.casefile.merge.review import judge, unsure
    from detente.cli.casefiles import the_case

    name = name_of(by)
    asked = 0
    with opened(the_case(case, address)) as found:
        for question in unsure(found):
            if limit is not None and asked >= limit:
                break
            _show(question)
            answer = click.prompt("The same?", type=click.Choice([*ANSWERS, "q"]))
            if answer == "q":
                break
            pair = (question.left.telling.id, question.right.telling.id)
            judge(found, [pair], ANSWERS[answer], name)
            asked += 1
    click.echo(f"{asked} judged" if asked else "nothing judged", err=True)


@command.command("join")
@click.argument("case", metavar="CASE")
@click.argument("one", metavar="ONE")
@click.argument("other", metavar="OTHER")
@by_option
def join(case: str, one: str, other: str, by: str | None) -> None:
    """Say that two are the same happening: occurrences by id, or events as REPORT:ENTRY (12:e3).
    Or that two actors are the same, told by the ids of their entities."""
    from detente.casefile.merge.review import join as join_them

    with opened(case) as found:
        join_them(found, one, other, name_of(by))
    click.echo(f"joined {one} and {other}", err=True)


@command.command("split")
@click.argument("case", metavar="CASE")
@click.argument("event", metavar="EVENT")
@by_option
def split(case: str, event: str, by: str | None) -> None:
    """Say that an event (REPORT:ENTRY, as 12:e3) is not the happening that it was put to, or an
    actor (12:a3) not the one that it was taken for."""
    from detente.casefile.merge.review import split as split_off

    with opened(case) as found:
        split_off(found, event, name_of(by))
    click.echo(f"split {event} off", err=True)


@command.command("undo")
@click.argument("case", metavar="CASE")
@by_option
def undo(case: str, by: str | None) -> int:
    """Take back what you judged last. Exit code 1 if there is nothing."""
    from detente.casefile.merge.review import undo as take_back

    with opened(case) as found:
        what = take_back(found, name_of(by))
    click.echo(f"undone: {what}" if what else "nothing to undo", err=True)
    return 0 if what else 1


def name_of(by: str | None) -> str:
    """Who judges: as told, else the login."""
    name = by or login()
    if name is None:
        raise click.UsageError("--by NAME is needed: who judges?")
    return name


def _show(question: Question) -> None:
    """A pair as it fits the terminal: each side's report, what was read, and the words."""
    from detente.cli.screen import say, size_and_colour

    width, _ = size_and_colour()
    lines = [""]
    for side in (question.left, question.right):
        lines += [_wrapped(_report(side), width, 0), _wrapped(_read(side), width, 4)]
        lines.append(_wrapped(side.words, width, 4))
    reasons = "; ".join(f"{each.why} ({each.weight:+.1f})" for each in question.reasons[:SHOWN])
    lines.append(_wrapped(f"Score {question.score:.2f}: {reasons}", width, 0))
    say("\n".join(lines))


def _wrapped(words: str, width: int, indent: int) -> str:
    from detente.publish.clean import one_line

    return textwrap.fill(
        one_line(words), width, initial_indent=" " * indent, subsequent_indent=" " * (indent or 4)
    )


def _report(side: Side) -> str:
    facts = (f"report {side.telling.report}", side.telling.source, side.published, side.title)
    return " · ".join(fact for fact in facts if fact)


def _read(side: Side) -> str:
    told = side.telling
    actors, recipients = (
        ", ".join(p.name for p in told.parties if p.role == role) for role in ("actor", "recipient")
    )
    who = actors + (f" → {recipients}" if recipients else "")
    kind = " ".join(filter(None, (told.type, told.mode)))
    day = f"dated {told.date}" if told.date else "without a date"
    return " · ".join(fact for fact in (kind, told.status, who, day) if fact)
