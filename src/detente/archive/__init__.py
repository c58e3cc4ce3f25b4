"""Archives: the same reading over many processes or a cluster, from files of any number to tables.

>>> from detente.archive import map_batches    # under Spark, Dask, or whatever gives record batches
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.archive.mapping import map_batches
    from detente.archive.schema import read_schema, table_schema

__all__ = ["is_archive", "map_batches", "read_schema", "table_schema"]
_ROOMS = {"map_batches": "mapping", "read_schema": "schema", "table_schema": "schema"}
ABOUT = "detente-archive.json"
"""The file that makes a folder an archive."""


def is_archive(name: str) -> bool:
    """Whether this names what ``detente archive read`` wrote. Takes no library to say of a file."""
    scheme, there, _ = name.partition("://")
    if not there:
        try:
            return (Path(name) / ABOUT).is_file()
        except (OSError, ValueError):
            return False
    if scheme.lower() in ("http", "https"):
        return False
    from detente.archive.store import Archive
    from detente.errors import DetenteError

    try:
        return Archive(name).about() is not None
    except (DetenteError, OSError):
        return False


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'detente.archive' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"detente.archive.{_ROOMS[name]}"), name)
