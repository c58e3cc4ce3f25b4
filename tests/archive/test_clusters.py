"""The same rows by Ray, Spark and Dask, where they are installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from tests.archive.conftest import in_this_process, lines_of, reports, rows_of

from detente.archive import map_batches, read_schema
from detente.archive.inputs import files_of, find_files
from detente.archive.job import read_into
from detente.archive.store import Archive
from detente.sources.found import Options

TABLES = ("reports", "statements", "events", "commitments", "actors", "places", "times", "errors")


def batches(count: int) -> list[Any]:
    return pyarrow.Table.from_pylist(reports(count)).to_batches()


def test_batches_in_batches_out() -> None:
    (read,) = map_batches(batches(2))
    assert read.schema == read_schema()
    assert read.column("error").null_count == 2
    assert len(read.column("key")[0].as_py()) == 32
    (failed,) = map_batches([pyarrow.RecordBatch.from_pylist([{"text": "1 2", "published": "x"}])])
    assert "not a date" in failed.column("error")[0].as_py()
    assert failed.column("record")[0].as_py() is None


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A Ray cluster of two nodes on this machine."""
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 2})
    made.node = made.add_node(num_cpus=2)
    ray.init(address=made.address, log_to_driver=False, logging_level="ERROR")
    yield made
    ray.shutdown()
    made.shutdown()


def test_ray_gives_the_same_rows_and_survives_a_lost_node(
    cluster: Any, tmp_path: Path, lines: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.archive.on_ray import read_on_ray

    sources = [lines(9, "b.jsonl"), lines(12, "a.jsonl"), tmp_path / "none.txt"]
    monkeypatch.setattr("detente.archive.job.read_jobs", in_this_process)
    read_into(Archive(tmp_path / "here"), find_files(files_of(sources), Options()))

    def lose(counts: Any) -> None:
        if counts.partitions > 1 and cluster.node is not None:
            cluster.remove_node(cluster.node)
            cluster.node = None

    out = Archive(tmp_path / "ray")
    counts = read_on_ray(out, files_of(sources), Options(), processes=2, reports=2, step=lose)
    assert (counts.read, counts.known, counts.errors) == (12, 9, 1)
    for table in TABLES:
        assert rows_of(tmp_path / "here", table) == rows_of(tmp_path / "ray", table), table
    again = read_on_ray(out, files_of(sources), Options(), processes=1, resume=True)
    assert (again.read, again.known, again.errors) == (0, 21, 0)


def test_spark_maps_in_arrow(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    path = tmp_path / "reports.jsonl"
    path.write_text(lines_of(reports(3)), encoding="utf-8")
    (expected,) = map_batches(batches(3))
    script = f"""
import json
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from detente.archive import map_batches, read_schema
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
spark = spark.config("spark.sql.shuffle.partitions", "1").getOrCreate()
reports = spark.read.json({str(path)!r}).dropDuplicates(["text", "title", "published"])
read = reports.mapInArrow(map_batches, from_arrow_schema(read_schema())).cache()
rows = read.selectExpr("inline(events)").select("key", "id", "type", "actor_ids").collect()
print(json.dumps(sorted([list(row) for row in rows])))
"""
    env = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, timeout=300, env=env)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    events = [event for events in expected.column("events").to_pylist() for event in events]
    told = sorted([e["key"], e["id"], e["type"], e["actor_ids"]] for e in events)
    assert json.loads(done.stdout.splitlines()[-1]) == told


def test_dask_maps_partitions() -> None:
    dask = pytest.importorskip("dask")
    frames = pytest.importorskip("dask.dataframe")
    import pandas

    def read(frame: Any) -> Any:
        rows = pyarrow.Table.from_pandas(frame, preserve_index=False).to_batches()
        read = pyarrow.Table.from_batches(map_batches(rows), read_schema())
        return read.to_pandas(types_mapper=pandas.ArrowDtype)

    meta = read_schema().empty_table().to_pandas(types_mapper=pandas.ArrowDtype)
    given = frames.from_pandas(pandas.DataFrame(reports(4)), npartitions=2)
    with dask.config.set(scheduler="synchronous"):
        found = given.map_partitions(read, meta=meta).compute()
    (expected,) = map_batches(batches(4))
    assert sorted(found["key"]) == sorted(expected.column("key").to_pylist())
    assert found["n_events"].sum() == sum(expected.column("n_events").to_pylist())
