"""The groups of verbs in ``futures.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def groups() -> Mapping[str, frozenset[str]]:
    """The shipped groups by name."""
    text = (resources.files("detente.coding") / "data" / "futures.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: frozenset(row[1].split()) for row in rows}
