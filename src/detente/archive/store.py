"""An archive as a folder: partitions that are there whole or not at all.

    ARCHIVE/detente-archive.json            what made it
    ARCHIVE/part-6f0c.../events.parquet     a folder a partition, a file a table

A partition is called after the keys in it: the same reports make the same files. It is written
under ``_unfinished``, one folder deeper than ``ARCHIVE/*/events.parquet`` looks, and renamed. Where
nothing can be renamed (S3, GCS) the file of reports comes last, and a partition without it is none.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet

from detente.archive import ABOUT
from detente.archive.schema import made_by
from detente.errors import ArchiveError
from detente.record import Maker

PART = "part-"
LAST = "reports"
"""The table that is written last."""
_UNFINISHED = "_unfinished"
_LEVEL = 3
_FULL = (errno.ENOSPC, errno.EDQUOT)


def part_name(keys: Iterable[str]) -> str:
    """The name of the partition that has these keys."""
    digest = hashlib.sha256("".join(sorted(keys)).encode())
    return PART + digest.hexdigest()[:24]


class Archive:
    """The folder, local or at an address of fsspec's (``s3://...``)."""

    def __init__(self, name: str | Path) -> None:
        self.name = str(name)
        self.is_local = "://" not in self.name
        if self.is_local:
            import fsspec

            self.files: Any = fsspec.filesystem("file")
            self.root = str(Path(self.name).absolute())
        else:
            self.files, self.root = remote(self.name)

    def about(self) -> dict[str, Any] | None:
        """What made it; ``None`` if it is no archive."""
        try:
            with self.files.open(f"{self.root}/{ABOUT}", "rb") as file:
                told: Any = json.loads(file.read())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError:
            raise ArchiveError(f"{self.name}: {ABOUT} is damaged") from None
        if not isinstance(told, dict):
            raise ArchiveError(f"{self.name}: {ABOUT} is damaged")
        return told

    def begin(self, maker: Maker, resume: bool) -> None:
        """Make the folder, or go on with one that the same code and model made."""
        told, known = made_by(maker), self.about()
        if known is None:
            if self.parts():
                raise ArchiveError(f"{self.name} has partitions, but no {ABOUT}")
            with self.writing():
                self.files.makedirs(self.root, exist_ok=True)
                self._put(ABOUT, json.dumps(told, indent=2).encode() + b"\n")
        elif not resume:
            raise ArchiveError(f"{self.name} is an archive already: --resume goes on with it")
        elif known != told:
            other = [name for name in told if known.get(name) != told[name]]
            differs = ", ".join(f"{n} {known.get(n) or 'none'}, here {told[n] or 'none'}"
                                for n in other)  # fmt: skip
            raise ArchiveError(
                f"{self.name} was made by another Détente: {differs}. Read into a new folder"
            )

    def tidy(self) -> None:
        """Throw away what is unfinished."""
        if self.is_local:
            shutil.rmtree(self._unfinished, ignore_errors=True)

    @property
    def _unfinished(self) -> Path:
        return Path(self.root) / _UNFINISHED

    def parts(self) -> list[str]:
        """The names of the partitions."""
        self.files.invalidate_cache()
        found = self.files.glob(f"{self.root}/{PART}*/{LAST}.parquet")
        return sorted(str(path).rsplit("/", 2)[1] for path in found)

    def table(self, part: str, name: str, columns: list[str] | None = None) -> Any:
        """A table of a partition."""
        with self.files.open(f"{self.root}/{part}/{name}.parquet", "rb") as file:
            return parquet.read_table(file, columns=columns)

    def keys(self) -> set[bytes]:
        """The keys of all reports and failures."""
        found: set[bytes] = set()
        for part in self.parts():
            for name in (LAST, "errors"):
                table = self.table(part, name, ["key"])
                found.update(map(bytes.fromhex, table.column("key").to_pylist()))
        return found

    def write(self, tables: dict[str, Any], maker: Maker) -> str:
        """Write a partition, whole or not at all; its name."""
        keys = [k for t in (LAST, "errors") for k in tables[t].column("key").to_pylist()]
        name = part_name(keys)
        order = [*(table for table in tables if table != LAST), LAST]
        metadata = made_by(maker)
        with self.writing():
            if self.is_local:
                self._write_here(name, {t: tables[t] for t in order}, metadata)
            else:
                for table in order:
                    path = f"{self.root}/{name}/{table}.parquet"
                    self.files.makedirs(f"{self.root}/{name}", exist_ok=True)
                    with self.files.open(path, "wb") as file:
                        _write(tables[table], file, metadata)
        return name

    def _write_here(self, name: str, tables: dict[str, Any], metadata: dict[str, str]) -> None:
        target, made = Path(self.root) / name, self._unfinished / name
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        try:
            for table, rows in tables.items():
                with (made / f"{table}.parquet").open("wb") as file:
                    _write(rows, file, metadata)
                    file.flush()
                    os.fsync(file.fileno())
            _sync(made)
            if target.exists():  # another worker made the same one: a lost node that was not dead
                shutil.rmtree(made)
                return
            made.rename(target)
            _sync(target.parent)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise

    def _put(self, name: str, data: bytes) -> None:
        if not self.is_local:
            self.files.pipe_file(f"{self.root}/{name}", data)
            return
        from detente.publish.export.write import replacing

        with replacing(Path(self.root) / name) as file:
            file.write(data)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Errors of the disk, told for a user."""
        try:
            yield
        except OSError as error:
            if error.errno in _FULL:
                raise ArchiveError(
                    f"the disk of {self.name} is full: {len(self.parts()):,} partitions are "
                    "written whole; make room and run it again with --resume"
                ) from None
            why = error.strerror or str(error)
            raise ArchiveError(f"{self.name} cannot be written: {why.lower()}") from None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else on this machine writes into the folder meanwhile."""
        if not self.is_local:
            yield
            return
        import fcntl

        with (Path(self.root) / ABOUT).open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise ArchiveError(f"another process is reading into {self.name}") from None
            yield


def remote(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path on it."""
    import fsspec

    try:
        files, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise ArchiveError(f"{address}: {error}") from None
    return files, str(path).rstrip("/")


def _write(table: Any, file: Any, metadata: dict[str, str]) -> None:
    table = table.replace_schema_metadata(metadata)
    parquet.write_table(table, file, compression="zstd", compression_level=_LEVEL)


def _sync(folder: Path) -> None:
    """A renamed file is there after a power cut only once its folder is on the disk."""
    with suppress(OSError):  # not every file system can
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
