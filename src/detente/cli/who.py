"""``detente who``: who held an office on a day, what a person was, a body's members; of a casefile,
who does what to whom."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.casefiles import case_option
from detente.cli.views import PICTURES, TABLES, Asked, show, view_options
from detente.errors import KnowledgeError

if TYPE_CHECKING:
    from detente.knowledge.members import Member, Members
    from detente.knowledge.questions import Answer, Post

UNKNOWN = 1
_MEMBERS = re.compile(
    r"(?:the\s+)?(?:members of\s+(?:the\s+)?(?P<of>.+)|(?P<its>.+?)(?:['’]s)? members)", re.I
)


@click.command("who")
@click.argument("question", nargs=-1, metavar="CASE | QUESTION...")
@click.option("--on", metavar="DAY", help="The day, as 2022-02-15; without it, all that is known.")
@click.option(
    "--knowledge",
    "own",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Your own YAML or CSV, which wins over the tables.",
)
@case_option
@view_options(*TABLES, *PICTURES)
@click.option(
    "--by", type=click.Choice(("state", "actor")), help="What is one party; state if not given."
)
def command(
    question: tuple[str, ...],
    address: str | None,
    on: str | None,
    own: Path | None,
    by: str | None,
    asked: Asked,
) -> int:
    """Who held an office on a day, or what a person was; of a casefile, who does what to whom.

    QUESTION is worded as in news: "German chancellor", "UK prime minister", Lavrov, "NATO members";
    --on and --knowledge are for it. The exit code is 1 where the tables do not tell.

    CASE is a casefile: a file that is there, or postgresql://... The other options are for it.
    """
    if address is not None or (question and _is_case(question[0])):
        if on is not None or own is not None:
            raise click.UsageError("--on and --knowledge are for a question, not for a casefile")
        if len(question) > (address is None):
            raise click.UsageError(f"not expected beside a casefile: {' '.join(question[1:])}")
        return _network(address or question[0], asked, by or "state")
    if by is not None or asked != Asked(formats=asked.formats, as_json=asked.as_json):
        raise click.UsageError(f"no such casefile: {question[0] if question else 'none named'}")
    return _answered(question, on, asked.as_json, own)


def _is_case(word: str) -> bool:
    """Whether a casefile is meant and no question: a file that is there, or an address."""
    return word.partition("://")[0] in ("postgresql", "postgres") or Path(word).is_file()


def _network(case: str, asked: Asked, by: str) -> int:
    from detente.casefile.views.network import network

    show(case, asked, lambda found, filters, limit: network(found, filters, limit, by))
    return 0


def _answered(question: tuple[str, ...], on: str | None, as_json: bool, own: Path | None) -> int:
    from detente.knowledge.door import iso, members, who

    words = " ".join(question)
    try:
        iso(on)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--on") from None
    if not words.strip():
        raise click.UsageError("an office or a person is expected")
    body = _MEMBERS.fullmatch(words.strip())
    try:
        found = members(body["of"] or body["its"], on, knowledge=own) if body else None
        answer = None if body else who(words, on, knowledge=own)
    except KnowledgeError as error:
        click.echo(f"detente: {error}", err=True)
        return error.exit_code if own else UNKNOWN
    if as_json:
        _print_json(found or answer)
    elif found is not None:
        _print_members(found)
    elif answer is not None:
        _print_answer(answer)
    told = answer.posts if answer is not None else found.members if found is not None else ()
    return 0 if told else UNKNOWN


def _print_json(found: Answer | Members | None) -> None:
    import json

    click.echo(json.dumps(asdict(found) if found else None, ensure_ascii=False, indent=2))


def _print_answer(answer: Answer) -> None:
    for post in answer.posts:
        click.echo(_post(post))
    if answer.unknown:
        click.echo(f"unknown: {answer.unknown}")
        for post in answer.nearest:
            click.echo(f"  {_post(post)}")


def _post(post: Post) -> str:
    ids = f" · {post.wikidata}" if post.wikidata else ""
    where = f"{post.state_name} ({post.state})" if post.state_name != post.state else post.state
    term = _term(post.start, post.end, post.seen)
    return f"{post.name} · {post.office}, {where} · {term}{ids} · {_source(post.source)}"


def _print_members(found: Members) -> None:
    for member in found.members:
        click.echo(_member(member))
    if found.unknown:
        names = ", ".join(m.state_name for m in found.unknown)
        click.echo(f"unknown on that day: {names}")


def _member(member: Member) -> str:
    term = _term(member.start, member.end, member.known_until)
    return f"{member.state_name} ({member.state}) · {term} · {_source(member.source)}"


def _term(start: str | None, end: str | None, seen: str | None) -> str:
    """ "2021-12-08 to 2025-05-06"; "since 2004-03-09, as of 2022-07-23" where no end is told."""
    if end and seen:
        return f"since {start or '?'}, as of {seen}; the next from {end}"
    if end:
        return f"{start or '?'} to {end}"
    vouched = f", as of {seen}" if seen else ""
    return f"since {start}{vouched}" if start else vouched.removeprefix(", ") or "always"


def _source(ids: str) -> str:
    return f"source: {ids.replace('+', ', ')}"
