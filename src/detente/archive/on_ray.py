"""Reading an archive on a Ray cluster: Ray Data finds, brings equal reports together, and reads.

Each task finds the reports of one file; those are grouped by their keys; an actor, which holds a
process with the model, reads a group and writes it as partitions. Which node does it, and how
often it must be tried, changes nothing of what is written. The folder must be one that all see.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow

from detente.archive.columns import Given
from detente.archive.inputs import File, find_files
from detente.archive.job import REPORTS, TOLD, Counts, batches, failure_key, row_of
from detente.archive.mapping import as_batch, tables_of
from detente.archive.pool import Job, Pool
from detente.archive.schema import FOUND
from detente.archive.store import Archive, part_name
from detente.casefile.readers import How
from detente.errors import ArchiveError, MissingExtraError
from detente.reader import maker
from detente.sources.found import Failed, Found, Options

GROUP = 4_000_000
"""Bytes of the sources for a group: about a partition of reports."""
GROUPS_A_CORE = 4
"""Groups that a core gets at least, so that none waits long for another."""
KEY = "S32"
SHARE = 0.25
"""Of a core that Ray counts for a reader, though it takes a whole one: what a lost node held is
made again by tasks, which must find a core that no reader has."""
ROWS = 512
"""Found reports that are handed on at once."""
_MORE = [
    pyarrow.field("group", pyarrow.int64()),
    pyarrow.field("file", pyarrow.int64()),
    pyarrow.field("place", pyarrow.int64()),
    pyarrow.field("why", pyarrow.string()),
]
_ROW = pyarrow.schema([*FOUND, *_MORE])
_DONE = pyarrow.schema(
    [
        pyarrow.field("part", pyarrow.string()),
        pyarrow.field("read", pyarrow.int64()),
        pyarrow.field("errors", pyarrow.int64()),
        pyarrow.field("known", pyarrow.int64()),
        pyarrow.field("told", pyarrow.list_(pyarrow.list_(pyarrow.string()))),
    ]
)


def read_on_ray(
    archive: Archive,
    files: Sequence[File | Failed],
    options: Options,
    how: How = How(),  # noqa: B008 (frozen)
    *,
    address: str | None = None,
    processes: int | None = None,
    reports: int = REPORTS,
    resume: bool = False,
    step: Callable[[Counts], None] = lambda _: None,
) -> Counts:
    """Read files into an archive on the cluster at ``address``, else on that of ``RAY_ADDRESS``;
    ``processes`` at once, as many as it has cores if not told.

    Raises ``ArchiveError``; the partitions that were written stay, and ``resume`` goes on.
    """
    ray = _ray()
    if any(isinstance(file, File) and file.name == "-" for file in files):
        raise ArchiveError("standard input cannot be read on a cluster: give files")
    made_here = not ray.is_initialized()
    if made_here:
        try:
            ray.init(address=address, log_to_driver=False, logging_level="ERROR")
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise ArchiveError(f"no Ray cluster at {address}: {error}") from None
    try:
        archive.begin(maker(how.knowledge, how.ontology), resume)
        archive.tidy()
        counts = Counts()
        # One moment for all nodes: which days are still to come is the same on each.
        options = replace(options, meter=None, now=options.moment or datetime.now(UTC))
        for done in _run(ray, archive, files, options, how, processes, reports):
            _count(counts, done)
            step(counts)
        archive.tidy()
    finally:
        if made_here:
            ray.shutdown()
    return counts


def _ray() -> Any:
    try:
        import ray
        import ray.data
    except ImportError:
        raise MissingExtraError("a cluster needs Ray: pip install 'detente[ray]'") from None
    return ray


def _run(
    ray: Any,
    archive: Archive,
    files: Sequence[File | Failed],
    options: Options,
    how: How,
    processes: int | None,
    reports: int,
) -> Iterator[dict[str, Any]]:
    cores = int(ray.cluster_resources().get("CPU", 1))
    readers = processes or cores
    size = sum(file.size or 0 for file in files if isinstance(file, File))
    groups = max(math.ceil(size / GROUP), GROUPS_A_CORE * readers)
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    keys = archive.keys()
    known = [ray.put(np.array(sorted(key.hex() for key in keys), dtype=KEY))] if keys else []
    asked = [_asked(number, file) for number, file in enumerate(files)]
    found = ray.data.from_items(asked, override_num_blocks=max(len(asked), 1)).map_batches(
        Finder(options, groups), batch_size=1, batch_format="numpy", num_cpus=1
    )
    done = found.groupby("group", num_partitions=groups).map_groups(
        Reader,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=readers),
        num_cpus=SHARE,
        scheduling_strategy="SPREAD",
        fn_constructor_args=(archive.name if not archive.is_local else archive.root, how),
        fn_constructor_kwargs={"known": known, "reports": reports},
    )
    try:
        yield from done.iter_rows()
    except ray.exceptions.RayTaskError as error:
        cause = getattr(error, "cause", None)
        raise (cause if isinstance(cause, ArchiveError) else ArchiveError(str(error))) from None


def _asked(number: int, file: File | Failed) -> dict[str, Any]:
    if isinstance(file, Failed):
        return {"number": number, "name": file.where, "is_remote": False, "why": file.why}
    return {"number": number, "name": file.name, "is_remote": file.is_remote, "why": ""}


def _count(counts: Counts, done: dict[str, Any]) -> None:
    counts.read += done["read"]
    counts.errors += done["errors"]
    counts.known += done["known"]
    counts.partitions += bool(done["part"])
    counts.passed = counts.found = counts.read + counts.errors + counts.known
    told = [(where, why) for where, why in done["told"]]
    counts.first_errors += told[: TOLD - len(counts.first_errors)]


class Finder:
    """Finds the reports of a file; each goes into the group of its key."""

    def __init__(self, options: Options, groups: int) -> None:
        self._options, self._groups = options, groups

    def __call__(self, asked: dict[str, Any]) -> Iterator[Any]:
        """The reports of the files, so many at once."""
        for at, number in enumerate(asked["number"]):
            name, why = asked["name"][at], asked["why"][at]
            file = Failed(name, why) if why else File(name, None, bool(asked["is_remote"][at]))
            rows: list[dict[str, Any]] = []
            for place, each in enumerate(find_files([file], self._options)):
                rows.append(self._row(each) | {"file": int(number), "place": place})
                if len(rows) == ROWS:
                    yield pyarrow.Table.from_pylist(rows, schema=_ROW)
                    rows = []
            yield pyarrow.Table.from_pylist(rows, schema=_ROW)

    def _row(self, each: Found | Failed) -> dict[str, Any]:
        if isinstance(each, Found):
            row: dict[str, Any] = dict(row_of(each))
        else:
            row = {"key": failure_key(each), "found": each.where, "why": each.why}
        return row | {"group": int(row["key"][:8], 16) % self._groups}


class Reader:
    """Reads a group. The process with the model is the actor's child: what kills it does not kill
    the actor, and the report whose fault it is becomes an error."""

    def __init__(self, archive: str, how: How, known: list[Any], reports: int) -> None:
        self._archive, self._how, self._reports = Archive(archive), how, reports
        self._known, self._held = known, np.array([], dtype=KEY)
        self._made_by = maker(how.knowledge, how.ontology)
        self._pool = Pool(how, 1)

    def __call__(self, group: Any) -> Any:
        """What was written of the group."""
        rows = group.sort_by([("file", "ascending"), ("place", "ascending")]).to_pylist()
        new = self._new(rows)
        repeated = sum(row["why"] is None for row in rows) - sum(r["why"] is None for r in new)
        done = [self._part(new[i : i + self._reports]) for i in range(0, len(new), self._reports)]
        if repeated or not done:
            done.append({"part": "", "read": 0, "errors": 0, "known": repeated, "told": []})
        return pyarrow.Table.from_pylist(done, schema=_DONE)

    def _new(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if self._known:
            self._held = _ray().get(self._known.pop())
        first: dict[str, dict[str, Any]] = {}
        for row in rows:
            first.setdefault(row["key"], row)
        if not len(self._held):
            return list(first.values())
        keys = np.array(list(first), dtype=KEY)
        at = np.minimum(np.searchsorted(self._held, keys), len(self._held) - 1)
        is_new = self._held[at] != keys
        return [row for row, new in zip(first.values(), is_new, strict=True) if new]

    def _part(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        name = part_name(row["key"] for row in rows)
        if name in self._archive.parts():  # written already, by an actor that was lost with it
            reports = self._archive.table(name, "reports", ["key"])
            errors = self._archive.table(name, "errors")
        else:
            tables = tables_of(pyarrow.Table.from_batches(self._read(rows)))
            self._archive.write(tables, self._made_by)
            reports, errors = tables["reports"], tables["errors"]
        told = [[row["found"], row["why"]] for row in errors.slice(0, TOLD).to_pylist()]
        return {
            "part": name,
            "read": len(reports),
            "errors": len(errors),
            "known": 0,
            "told": told,
        }

    def _read(self, rows: list[dict[str, Any]]) -> list[Any]:
        failed = [(Given(row["key"], row["found"]), row["why"]) for row in rows if row["why"]]
        given = [{name: row[name] for name in FOUND.names} for row in rows if not row["why"]]
        given.sort(key=lambda row: (row["text"], row["key"]))
        jobs = iter([Job(batch, None) for batch in batches(given)])
        results = [as_batch(failed)] if failed else []
        return results + [result for _, result in self._pool.run(lambda: next(jobs, None))]
