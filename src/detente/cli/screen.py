"""How wide the terminal is, whether it shows colour, and printing to it."""

from __future__ import annotations

import io
import os
import shutil
import sys

import click

USUAL_WIDTH = 80


def size_and_colour() -> tuple[int, bool]:
    """Columns to fill, and whether colour is wanted: not in pipes, not where the user says so."""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((USUAL_WIDTH, 24)).columns if terminal else USUAL_WIDTH
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return width, colour


def say(words: str) -> None:
    """Print in UTF-8, whatever the locale says: records and views hold the report's own letters."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    click.echo(words)
