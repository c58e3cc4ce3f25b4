"""The files of a folder, always in the same order."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from detente.sources.found import Failed, failure, shown


def files_in(
    folder: Path, inside: frozenset[tuple[int, int]] = frozenset()
) -> Iterator[Path | Failed]:
    """The files in a folder and the folders in it, sorted by name. Hidden ones are left out, and a
    folder that a link leads back to is not entered again."""
    try:
        here = folder.stat()
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208
    except OSError as error:
        yield failure(shown(str(folder)), error)
        return
    inside |= {(here.st_dev, here.st_ino)}
    for name in names:
        path = folder / name
        try:
            found = path.stat()
        except OSError as error:
            yield failure(shown(str(path)), error)
            continue
        if stat.S_ISDIR(found.st_mode):
            if (found.st_dev, found.st_ino) not in inside:
                yield from files_in(path, inside)
        elif stat.S_ISREG(found.st_mode):
            yield path
        else:
            yield Failed(shown(str(path)), "not a file but a device, pipe or socket")
