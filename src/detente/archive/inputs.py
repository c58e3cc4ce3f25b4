"""The files of an archive's sources, local or at addresses of fsspec's, and the reports in them.

In the order of their names, whatever the order in which they were told: which of two equal reports
is the one that is kept does not hang on it.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.archive.store import remote
from detente.errors import ArchiveError
from detente.sources.folders import files_in
from detente.sources.found import Failed, FeedState, Found, Options, Source, shown
from detente.sources.many import find, find_in

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_WEB = frozenset({"http", "https"})
_MAGIC = re.compile(r"[*?[]")


@dataclass(frozen=True)
class File:
    """One file. ``name`` tells it as a user writes it; ``size`` in bytes where it is known."""

    name: str
    size: int | None
    is_remote: bool = False


def files_of(specs: Iterable[str | Path]) -> list[File | Failed]:
    """The files that the specs name, each once, in order; what cannot be had is told."""
    found: dict[str, File | Failed] = {}
    for spec in specs:
        name = str(spec)
        scheme = _SCHEME.match(name)
        if name == "-" or (scheme and scheme[1].lower() in _WEB):
            each: Iterable[File | Failed] = [File(name, None)]
        elif scheme:
            each = _at_address(name)
        else:
            each = _local(name)
        for one in each:
            found.setdefault(one.name if isinstance(one, File) else f"{one.where}: {one.why}", one)
    return [found[name] for name in sorted(found)]


def find_files(files: Iterable[File | Failed], options: Options) -> Iterator[Found | Failed]:
    """The reports in files."""
    for file in files:
        if isinstance(file, Failed):
            yield file
        else:
            for each in _in_remote(file, options) if file.is_remote else find([file.name], options):
                if not isinstance(each, FeedState):
                    yield each


def _local(name: str) -> Iterator[File | Failed]:
    path = Path(name)
    try:
        if path.is_dir():
            paths: Iterable[Path | Failed] = files_in(path)
        elif _MAGIC.search(name) and not path.exists():
            matching = [Path(each) for each in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207
            if not matching:
                yield Failed(shown(name), "no file has such a name")
            paths = [each for each in matching if each.is_file()]
        else:
            paths = [path]
    except ValueError:  # a NUL in the name
        paths = [path]
    for each in paths:
        if isinstance(each, Failed):
            yield each
            continue
        try:
            yield File(str(each), each.stat().st_size)
        except (OSError, ValueError):
            yield File(str(each), None)  # what is wrong is told when it is opened


def _at_address(name: str) -> Iterator[File | Failed]:
    try:
        files, path = remote(name)
        if _MAGIC.search(path):
            paths = files.glob(path)
        else:
            paths = files.find(path) if files.isdir(path) else [path]
        if not paths:
            yield Failed(shown(name), "no file has such a name")
        for each in sorted(paths):
            if files.isfile(each):
                yield File(files.unstrip_protocol(each), files.size(each), is_remote=True)
            elif not _MAGIC.search(path):
                yield Failed(shown(name), "no such file")
    except ArchiveError as error:
        yield Failed(shown(name), str(error))
    except Exception as error:  # a class of its own for every service, all outside of our hands
        yield Failed(shown(name), _told(error))


def _in_remote(file: File, options: Options) -> Iterator[Found | Failed]:
    name = shown(file.name)
    try:
        files, path = remote(file.name)
        with files.open(path, "rb") as stream:
            source = Source(name, options, file=Path(path).name)
            for each in find_in(stream, source):
                if not isinstance(each, FeedState):
                    yield each
    except Exception as error:
        yield Failed(name, _told(error))


def _told(error: Exception) -> str:
    why: Any = error.strerror if isinstance(error, OSError) and error.strerror else error
    return f"{why}" or type(error).__name__
