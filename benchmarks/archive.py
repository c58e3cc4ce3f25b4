"""How fast an archive is read, where the time goes, and what it costs in memory and disk.

Speed is told as ratios of runs that take turns on the same reports: two processes against one,
plain processes against Ray, the end of a run against its beginning.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.errors import BenchmarkError
from benchmarks.speed import watched_encoder
from benchmarks.tables import Table

REPORTS = 400
"""Reports that are read in each run unless told otherwise."""
PRICE = 0.04
"""Dollars for a core and an hour, about what large clouds ask on demand for one of a general
machine: the docs show the arithmetic, so that anybody can put in their own."""
SIZES = (1_000_000, 100_000_000)


def run(path: Path, reports: int, repetitions: int, ray: bool) -> dict[str, Any]:
    """The figures of ``tables``."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise BenchmarkError("archive needs pyarrow: pip install 'detente[archive]'") from error
    from detente.archive.inputs import files_of, find_files
    from detente.sources.found import Found, Options

    begun = time.process_time()
    kinds = (each for each in find_files(files_of([path]), Options()) if isinstance(each, Found))
    found = list(islice(kinds, reports))
    if not found:
        raise BenchmarkError(f"{path}: no report in it")
    finding = (time.process_time() - begun) / len(found)
    inside = _inside(found)
    # What one process does for all the others: finding and writing.
    alone = (finding + inside.pop("written")) / inside["seconds"]
    return {
        "reports": len(found),
        "characters": sum(len(each.report.text) for each in found) / len(found),
        "bound": 2 / (1 + alone),
        **inside,
        **_side_by_side(found, repetitions),
        **({"ray": _on_ray(found, path)} if ray else {}),
    }


def _inside(found: Sequence[Any]) -> dict[str, Any]:
    """One process from inside: the encoder's share, padding, end against beginning, bytes."""
    import pyarrow

    from detente.archive.job import batches, row_of
    from detente.archive.mapping import read_batch, tables_of
    from detente.casefile.readers import How
    from detente.language import encoder
    from detente.reader import pipeline

    pipeline()
    how, all_batches = How(), list(batches(row_of(each) for each in found))
    results, rates = [], []
    read_batch(all_batches[0].slice(0, 1), how)
    with _counted(encoder) as pieces, watched_encoder() as inside:
        begun = time.process_time()
        for batch in all_batches:
            start, length = time.process_time(), sum(map(len, batch.column("text").to_pylist()))
            results.append(read_batch(batch, how))
            rates.append(length / max(time.process_time() - start, 1e-9))
        total = time.process_time() - begun
        share = sum(inside) / total
    third = max(len(rates) // 3, 1)
    written, size = time.process_time(), 0
    sizes = {}
    for name, table in tables_of(pyarrow.Table.from_batches(results)).items():
        sizes[name] = _size(table)
        size += sizes[name]
    written = time.process_time() - written
    return {
        "seconds": total / len(found),
        "encoder": share,
        "written": written / len(found),
        "waste": pieces["special"] / max(pieces["all"], 1),
        "end": median(rates[-third:]) / median(rates[:third]),
        "bytes": size / len(found),
        "bytes_reports": sizes["reports"] / len(found),
    }


@contextmanager
def _counted(encoder: Any) -> Iterator[dict[str, int]]:
    """Within it, the pieces that the encoder computes are counted, and those that are no words."""
    counted, original = {"all": 0, "special": 0}, encoder.inputs

    def inputs(words: Any, marks: Any = None) -> Any:
        made = original(words, marks)
        counted["all"] += made["pieces"].size
        counted["special"] += 2  # [CLS] and [SEP]: windows are read one by one, without padding
        return made

    encoder.inputs = inputs
    try:
        yield counted
    finally:
        encoder.inputs = original


def _size(table: Any) -> int:
    import pyarrow

    from detente.archive.store import _write

    sink = pyarrow.BufferOutputStream()
    _write(table, sink, {})
    return int(sink.getvalue().size)


def _side_by_side(found: Sequence[Any], repetitions: int) -> dict[str, Any]:
    """Two processes against one, in turns; the start of processes is in neither."""
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(repetitions):
        for processes in (1, 2):
            seconds[processes].append(_timed(found, processes))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    return {
        "speed_up": median(seconds[1]) / median(seconds[2]),
        "memory": memory,
        "load": os.getloadavg()[0],
    }


def _timed(found: Sequence[Any], processes: int) -> float:
    """Seconds from the first report that was read to the last."""
    from detente.archive import job
    from detente.archive.job import Counts, read_into
    from detente.archive.store import Archive
    from detente.casefile.readers import How

    # Many small batches, so that the first and the last weigh little.
    job.BATCH = max(2_000, sum(len(each.report.text) for each in found) // 40)
    marks: list[tuple[float, int]] = []

    def mark(counts: Counts) -> None:
        marks.append((time.monotonic(), counts.passed))

    with tempfile.TemporaryDirectory() as folder:
        out = Archive(Path(folder) / "out")
        read_into(out, found, How(), processes=processes, step=mark)
    # Not before each process has given its first batch: loading is of the start.
    begun, before = marks[min(processes, len(marks) - 1)]
    ended, after = max(marks, key=lambda m: m[1])
    return (ended - begun) / max(after - before, 1)


def _on_ray(found: Sequence[Any], path: Path) -> float:
    """Ray on two nodes here against two processes, what comes before reading left out."""
    try:
        import ray
        from ray.cluster_utils import Cluster
    except ImportError as error:
        raise BenchmarkError("--ray needs Ray: pip install 'detente[ray]'") from error
    from detente.archive.inputs import files_of
    from detente.archive.on_ray import read_on_ray
    from detente.archive.store import Archive
    from detente.sources.found import Options

    plain = _timed(found, 2)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2})
    cluster.add_node(num_cpus=2)
    marks: list[tuple[float, int]] = []
    try:
        ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
        with tempfile.TemporaryDirectory() as folder:
            read_on_ray(
                Archive(Path(folder) / "out"),
                files_of([path]),
                Options(),
                processes=2,
                step=lambda counts: marks.append((time.monotonic(), counts.passed)),
            )
    finally:
        ray.shutdown()
        cluster.shutdown()

    (begun, before), (ended, after) = marks[min(2, len(marks) - 1)], marks[-1]
    return plain / ((ended - begun) / max(after - before, 1))


def tables(result: dict[str, Any]) -> list[Table]:
    """The figures as tables."""
    measured = Table(
        ("archive, measured", ""),
        [
            ["two processes against one", result["speed_up"]],
            ["the same, of processor time alone", result["bound"]],
            ["share of the time in the encoder", result["encoder"]],
            ["pieces computed that are no words", result["waste"]],
            ["last third of the reports against the first", result["end"]],
            ["memory of a process at its most, MB", round(result["memory"])],
            ["characters a report", round(result["characters"])],
            ["processor seconds a report", result["seconds"]],
            ["reports a second and core", 1 / result["seconds"]],
            ["bytes a report, all tables", round(result["bytes"])],
            ["of them in reports: text, record, vectors", round(result["bytes_reports"])],
        ],
        [f"{result['reports']:,} reports; load of the machine by all: {result['load']:.1f}"],
    )
    if "ray" in result:
        measured.rows.append(["Ray on two nodes against two processes", result["ray"]])
    projected = Table(("reports, projected", "core hours", "dollars", "GB"))
    for size in SIZES:
        hours = size * result["seconds"] / 3600
        gigabytes = round(size * result["bytes"] / 1e9)
        projected.rows.append([f"{size:,}", round(hours), round(hours * PRICE), gigabytes])
    projected.notes.append(f"at {PRICE:.2f} dollars for a core and an hour")
    return [measured, projected]
