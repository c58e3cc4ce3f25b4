"""An archive's reports into a casefile, without reading them again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from detente.archive.schema import FORMAT
from detente.archive.store import Archive
from detente.casefile import log
from detente.casefile.add import Added
from detente.casefile.casefile import Casefile
from detente.casefile.reading import ReadReport, vectors_from
from detente.errors import ArchiveError
from detente.record import Record

AT_ONCE = 200
"""Reports that the casefile is asked about, and that are in memory, at once."""
_LIGHT = ["key", "published"]
_WHOLE = ["key", "published", "text", "found", "fetched", "note", "record", "vectors"]


def add_archive(
    case: Casefile,
    archive: Archive,
    added: Added | None = None,
    step: Callable[[Added], None] = lambda _: None,
    by: str | None = None,
) -> Added:
    """Add the reports that are new to the casefile, partition by partition, by day. What is in the
    archive's table of errors stays there. The log says that it was ``by`` this person, if told."""
    added = Added() if added is None else added
    before = len(added.numbers)
    about = archive.about()
    if about is None:
        raise ArchiveError(f"{archive.name} is no archive of detente archive read")
    if about.get("detente.archive") != FORMAT:
        raise ArchiveError(f"{archive.name} was written by a newer Détente")
    try:
        for part in archive.parts():
            for rows in _new(case, archive, part, added):
                for row in rows:
                    _keep(case, row, added)
                    step(added)
    finally:
        new = len(added.numbers) - before
        if by is not None and new:
            log.add(case, by, "add", about=f"{new} report{'' if new == 1 else 's'} of an archive")
    return added


def _new(case: Casefile, archive: Archive, part: str, added: Added) -> Iterator[list[Any]]:
    light = archive.table(part, "reports", _LIGHT)
    order = sorted(range(len(light)), key=lambda i: (_day(light, i), light["key"][i].as_py()))
    keys = {key: i for i, key in enumerate(light["key"].to_pylist())}
    known = case.known(keys)
    added.known += len(known)
    places = {keys[key] for key in known}
    wanted = [i for i in order if i not in places]
    if not wanted:
        return
    whole = archive.table(part, "reports", _WHOLE)
    for start in range(0, len(wanted), AT_ONCE):
        yield whole.take(wanted[start : start + AT_ONCE]).to_pylist()


def _day(table: Any, row: int) -> str:
    return str(table["published"][row].as_py() or "")


def record_from(body: str, text: str) -> Record:
    """The record of a row of ``reports``."""
    fields = json.loads(body)
    fields["report"]["text"] = text
    return Record.model_validate(fields)


def _keep(case: Casefile, row: dict[str, Any], added: Added) -> None:
    where = row["found"] or row["key"]
    try:
        record = record_from(row["record"], row["text"])
        vectors = vectors_from(row["vectors"])
    except (ValidationError, ValueError, KeyError, TypeError):
        case.fail(where, "its record in the archive is damaged")
        added.errors.append((where, "its record in the archive is damaged"))
        return
    fetched = row["fetched"].isoformat() if row["fetched"] else None
    number = case.put(row["key"], ReadReport(record, vectors), where, fetched)
    if number is None:
        added.known += 1
        return
    added.numbers.append(number)
    if record.report.published is None:
        added.undated.append((where, row["note"]))
