"""The command line: one file a command, thin. Parses options, calls the library, prints."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from detente.errors import DetenteError, MissingExtraError

COMMANDS = {
    "actors": "Who is in a casefile, and how much each does, says and promises.",
    "add": "Add reports to a casefile: files, folders, tables, feeds, archives, addresses.",
    "archive": "Read archives of any size into Parquet, and ask what they tell.",
    "brief": "A brief of a period of a casefile: Markdown, HTML, PDF or Word, with footnotes.",
    "case": "Make a casefile, look at what is in it, check it, back it up, rebuild it.",
    "desk": "Read, check and correct a casefile in the browser.",
    "desk-users": "Who may log in to a desk that other machines reach: add, list, remove, token.",
    "correct": "Correct what was read into a casefile: set, add, delete, confirm, undo, export.",
    "explain": "Why an entry of a record is as it is, with the words that decided.",
    "export": "Write records as POLECAT, ICEWS, PLOVER JSON, NGEC, CSV or Parquet.",
    "knowledge": "Check a file of your own knowledge: states, offices, bodies, members.",
    "ledger": "Words against deeds: each announced step, and what came of it.",
    "merge": "Say which events are the same happening: judge unsure pairs, join, split, undo.",
    "ontology": "Check an ontology of your own, or show types, modes and patterns.",
    "quotes": "What was said in a casefile: search by speaker, words, topic, time.",
    "read": "Read reports: who said what, what happened, what was promised or threatened.",
    "schema": "Print the JSON Schema of a record.",
    "sources": "The sources of a casefile: reports, copies, what each told first or alone.",
    "tension": "Conflict and cooperation of two parties of a casefile, by day or week.",
    "timeline": "What happened in a casefile, in the order of its days.",
    "who": "Who held an office on a day; or who does what to whom in a casefile.",
}
NEEDS = {
    "archive": ("an archive", "archive"),
    "desk": ("the desk", "desk"),
    "desk-users": ("the desk", "desk"),
}
"""What commands are about that need more than a casefile does, and the extra that brings it."""
OF_EXTRAS = {
    "alembic", "argon2", "duckdb", "fastapi", "fsspec", "itsdangerous", "pyarrow", "rensa",
    "sqlalchemy", "starlette", "uvicorn",
}  # fmt: skip
"""Libraries that only extras bring."""
INTERRUPTED = 130
BROKEN_PIPE = 141
CANNOT_WRITE = 1


class _Commands(click.Group):
    """Commands that are imported when they are run, so that ``--help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"detente.cli.{name.replace('-', '_')}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # before click makes it an exit code 1, which says bad input here
            return _hang_up()
        except ModuleNotFoundError as error:  # a command may import a view before the casefile
            library = (error.name or "").partition(".")[0]
            if library not in OF_EXTRAS:
                raise
            about, extra = NEEDS.get(ctx.invoked_subcommand or "", ("a casefile", "case"))
            raise MissingExtraError(
                f"{about} needs {library}: pip install 'detente[{extra}]'"
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


def _show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from detente.reader import maker

        made_by = maker()
        click.echo(f"detente {made_by.code}, model {made_by.model}")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Print the version of the code and of the model.",
)
def cli() -> None:
    """Read reports of international crises into records that can be checked."""


def main() -> None:
    """The ``detente`` command. Ctrl-C and a closed pipe end it quietly."""
    _open_closed_streams()
    # The tables are loaded once and stay. Looking them through for garbage as often as Python does
    # by itself takes a tenth of the time of a cold start.
    gc.set_threshold(100_000, 10, 10)
    try:
        status = cli(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except DetenteError as error:  # of the installation: what is wrong with inputs is told there
        from detente.publish.clean import one_line

        click.echo(f"detente: {one_line(str(error))}", err=True)
        status = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        status = INTERRUPTED
    except BrokenPipeError:
        status = _hang_up()
    except OSError as error:  # of inputs and pages it is told where they are opened
        if error.filename is not None:
            raise
        _hang_up()
        click.echo(f"detente: the output cannot be written: {error.strerror or error}", err=True)
        status = CANNOT_WRITE
    sys.exit(status)


def _open_closed_streams() -> None:
    """Give the streams that the caller has closed an empty stand-in. Python has ``None`` there, and
    the next file to be opened, such as the page, would get the number of standard output."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stand_in = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 (stays open)
            setattr(sys, name, stand_in)


def _hang_up() -> int:
    """Let what is still to be printed go nowhere: Python flushes once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE
