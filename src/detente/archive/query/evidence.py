"""Who belongs to the rows of a view, as a reader knows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from detente.archive.query.scope import Scope
from detente.casefile.views.parties import shown
from detente.casefile.views.table import Column

Actors = dict[tuple[str, str], dict[str, Any]]


def of_archive(columns: Iterable[Column]) -> tuple[Column, ...]:
    """A casefile's columns for an archive, whose reports have keys in place of numbers."""
    return tuple(
        replace(column, kind="text", meaning=f"key of the {column.meaning}")
        if column.name == "report"
        else column
        for column in columns
    )


def actors_of(scope: Scope, picked: str) -> Actors:
    """The actors of the reports in a table of keys, by key and id."""
    rows = scope.rows(
        f"SELECT key, id, name, country, office FROM actors WHERE key IN (SELECT key FROM {picked})"
    )
    return {(row["key"], row["id"]): row for row in rows}


def names(actors: Actors, key: str, ids: Sequence[str] | None) -> list[str]:
    """How some actors of a report are called."""
    found = (actors.get((key, each)) for each in ids or ())
    return sorted({shown(each["name"], each["country"]) for each in found if each})


def codes(actors: Actors, key: str, ids: Sequence[str] | None) -> list[str]:
    """The states and bodies that they act for."""
    found = (actors.get((key, each)) for each in ids or ())
    return sorted({each["country"] for each in found if each and each["country"]})


def iso(day: Any) -> str | None:
    """A day as views have it."""
    return day.isoformat() if day else None
