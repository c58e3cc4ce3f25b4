"""Uploaded files: which are taken, and where they are kept until they are read."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from fastapi import UploadFile

from detente.desk.jobs.task import Upload
from detente.errors import ReportError
from detente.publish.clean import one_line
from detente.sources.kinds import suffix_of
from detente.sources.many import PARQUET

MOST = 100
"""Files at once."""
LONGEST = 120
"""Characters of a name that are kept."""
SUFFIXES = (
    ".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".json", ".jsonl", ".ndjson",
    ".jsonlines", ".csv", ".tsv", ".tab", ".xml", ".rss", ".atom", ".warc", ".arc",
)  # fmt: skip
"""How names of files that are read end, compression aside; what a file is, its bytes tell."""
PACKED = (".gz", ".bz2", ".xz", ".zst")


def keep(files: Sequence[UploadFile], folder: Path) -> tuple[tuple[Upload, ...], int]:
    """Copy files into a folder, under numbers: their own names are words to show and nothing else.
    What was kept, and its bytes in all. Raises ``ReportError`` for what is not taken."""
    given = [file for file in files if file.filename or file.size]
    if not given:
        raise ReportError("no file was chosen")
    if len(given) > MOST:
        raise ReportError(f"more than {MOST} files at once: put them into one table or archive")
    kept, size = [], 0
    for number, file in enumerate(given, 1):
        name = name_of(file)
        if file.file.read(len(PARQUET)) == PARQUET:
            raise ReportError(f"{name}: tables of Parquet are not taken here, see `detente add`")
        file.file.seek(0)
        path = folder / str(number)
        with path.open("xb") as copy:
            shutil.copyfileobj(file.file, copy)
        kept.append(Upload(str(path), name))
        size += path.stat().st_size
    return tuple(kept), size


def name_of(file: UploadFile) -> str:
    """What a file is called; raises ``ReportError`` where its ending is that of no kind taken."""
    told = one_line((file.filename or "").replace("\\", "/"))
    name = PurePosixPath(told).name or "a file without a name"
    suffix = suffix_of(name)
    if suffix and suffix not in SUFFIXES:
        raise ReportError(f"{name[:LONGEST]}: not a kind of file that is read")
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 20]}…{name[-19:]}"
