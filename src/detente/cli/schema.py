"""``detente schema``: the JSON Schema of a record."""

from __future__ import annotations

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a record, as published in docs/record.schema.json."""
    from detente.schema import record_schema

    click.echo(record_schema(), nl=False)
