"""The one function that reads: record batches of reports in, record batches of what they say out.

Processes, Ray, Spark (``mapInArrow``) and Dask all run it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow

from detente.archive.columns import TABLES, Column, Given, Read
from detente.archive.schema import read_schema, table_schema
from detente.casefile.readers import How, read_one
from detente.casefile.reading import ReadReport
from detente.errors import DetenteError
from detente.publish.columns import ENTRIES
from detente.sources.found import report_key
from detente.sources.reports import make_report

if TYPE_CHECKING:
    from detente.coding.own import Ontology
    from detente.knowledge.own import Knowledge
    from detente.record import Report

AT_ONCE = 64
"""Rows in a batch that is given: Spark's and Dask's batches are larger than memory likes."""
Result = tuple[Given, ReadReport | str]


def map_batches(
    batches: Iterable[Any],
    *,
    knowledge: Knowledge | str | Path | None = None,
    ontology: Ontology | str | Path | None = None,
    force: bool = False,
) -> Iterator[Any]:
    """Read the reports in record batches: a row of ``read_schema()`` for each, in order.

    The batches have the columns of ``FOUND`` that there are, ``text`` at least. A report that
    cannot be read has only its ``key``, ``found`` and ``error``.
    """
    from detente.coding.own_file import as_ontology
    from detente.knowledge.door import as_knowledge

    how = How(as_knowledge(knowledge), as_ontology(ontology), force)
    for batch in batches:
        for start in range(0, len(batch), AT_ONCE):
            yield read_batch(batch.slice(start, AT_ONCE), how)


def read_batch(batch: Any, how: How) -> Any:
    """What the reports of one record batch say. The same text of the same day is read once."""
    read: dict[tuple[str, str | None, bool], ReadReport | str] = {}
    results: list[Result] = []
    for row in batch.to_pylist():
        try:
            report = _report(row)
        except DetenteError as error:
            results.append((_given(row, None), str(error)))
            continue
        same = (report.text, report.published, report.title is None)
        if same not in read:
            read[same] = read_one(report, how)
        results.append((_given(row, report), _for(report, read[same])))
    return as_batch(results)


def _report(row: dict[str, Any]) -> Report:
    day = row.get("published")
    if isinstance(day, (date, datetime)):
        day = day.isoformat()[:10]
    return make_report(
        row["text"],
        day or None,
        title=row.get("title"),
        source=row.get("source"),
        url=row.get("url"),
        force=True,
    )


def _given(row: dict[str, Any], report: Report | None) -> Given:
    key = row.get("key") or (report_key(report) if report else "")
    return Given(key, row.get("found"), row.get("fetched"), row.get("note"))


def _for(report: Report, read: ReadReport | str) -> ReadReport | str:
    """What was read of a text, as that of one of the reports that have it."""
    if isinstance(read, str):
        return read
    known = {"source": report.source, "url": report.url}
    if report.title is not None:
        known["title"] = report.title
    said = read.record.model_copy(
        update={"report": read.record.report.model_copy(update=known)},
    )
    return ReadReport(said, read.vectors)


def as_batch(results: Sequence[Result]) -> Any:
    """A record batch of ``read_schema()``."""
    schema = read_schema()
    reads = [None if isinstance(read, str) else Read(given, read) for given, read in results]
    known = {"key": [g.key for g, _ in results], "found": [g.where for g, _ in results]}
    arrays = []
    for column in TABLES["reports"]:
        values = known.get(column.name) or [r and column.value(r, None) for r in reads]
        arrays.append(pyarrow.array(values, schema.field(column.name).type))
    arrays += [_entries(name, reads) for name in TABLES if name in ENTRIES]
    errors = [read if isinstance(read, str) else None for _, read in results]
    arrays.append(pyarrow.array(errors, pyarrow.string()))
    return pyarrow.RecordBatch.from_arrays(arrays, schema=schema)


def _entries(name: str, reads: Sequence[Read | None]) -> Any:
    """The entries of one table, a list a report."""
    rows = [(r, e) for r in reads if r is not None for e in ENTRIES[name](r.record)]
    sizes = [0 if r is None else len(ENTRIES[name](r.record)) for r in reads]
    fields = list(table_schema(name))
    columns: Iterable[tuple[Column, Any]] = zip(TABLES[name], fields, strict=True)
    values = [
        pyarrow.array([column.value(r, e) for r, e in rows], field.type)
        for column, field in columns
    ]
    return pyarrow.ListArray.from_arrays(
        pyarrow.array([0, *accumulate(sizes)], pyarrow.int32()),
        pyarrow.StructArray.from_arrays(values, fields=fields),
        type=read_schema().field(name).type,
    )


def tables_of(read: Any) -> dict[str, Any]:
    """The tables in what was read, rows of a report together and reports in the order of keys."""
    read = read.sort_by("key")
    failed = read.column("error").is_valid()
    kept = read.filter(read.column("error").is_null())
    found = {"reports": kept.select(table_schema("reports").names)}
    for name in TABLES:
        if name in ENTRIES:
            found[name] = _flat(kept.column(name), table_schema(name))
    errors = read.filter(failed)
    found["errors"] = pyarrow.table(
        [errors.column(name) for name in ("key", "found", "error")], schema=table_schema("errors")
    )
    return found


def _flat(lists: Any, schema: Any) -> Any:
    chunks = [
        pyarrow.RecordBatch.from_arrays(chunk.flatten().flatten(), schema=schema)
        for chunk in lists.chunks
    ]
    return pyarrow.Table.from_batches(chunks, schema=schema)
