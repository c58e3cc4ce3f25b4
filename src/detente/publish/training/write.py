"""Training data of a casefile, written whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from detente.casefile import Casefile, corrections
from detente.errors import CasefileError

FORMATS = ("docbin", "jsonl", "brat")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of files in an archive: the same records are the same bytes."""


def write_training(case: Casefile, to: str, out: Path, reports: Sequence[int]) -> None:
    """Write the corrected records of reports: ``docbin`` (a file), ``jsonl`` (a file) or ``brat``
    (a folder that is not there yet, two files a report). Raises ``CasefileError``."""
    write: Callable[[Casefile, Path, Sequence[int]], None] = {
        "docbin": _docbin,
        "jsonl": _jsonl,
        "brat": _brat,
    }[to]
    if to == "brat" and out.exists():
        raise CasefileError(f"{out} is there already")
    if not out.absolute().parent.is_dir():
        raise CasefileError(f"the folder of {out} does not exist")
    part: Path | None = None
    try:
        part = Path(tempfile.mkdtemp(prefix=".detente-", dir=out.absolute().parent))
        write(case, part / "out", reports)
        os.replace(part / "out", out)  # noqa: PTH105 (Path.replace is the same)
    except OSError as error:
        raise CasefileError(f"{out} cannot be written: {error.strerror or error}") from None
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


def pack(case: Casefile, to: str, reports: Sequence[int]) -> bytes:
    """The same as ``write_training`` writes, in one piece: of brat a zip archive."""
    if to == "docbin":
        from detente.publish.training.docs import to_docbin

        return to_docbin(case.record(number) for number in reports).to_bytes()
    if to == "jsonl":
        return "".join(f"{line}\n" for line in lines(case, reports)).encode("utf-8")
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in _brat_files(case, reports):
            archive.writestr(ZipInfo(f"brat/{name}", LONG_AGO), content, ZIP_DEFLATED)
    return packed.getvalue()


def corrected_reports(case: Casefile) -> list[int]:
    """The reports whose records people corrected or confirmed."""
    of_records = {"set", "add", "delete", "confirm"}
    rows = corrections.history(case)
    return sorted({r.report for r in rows if r.action in of_records and r.report is not None})


def lines(case: Casefile, reports: Sequence[int]) -> Iterator[str]:
    """A JSON object a report: its number, the corrected ``record``, the ``machine``'s, and the
    ``corrections`` in between."""
    for number in reports:
        record, _ = corrections.corrected(case, number)
        told: dict[str, Any] = {
            "report": number,
            "record": record.model_dump(mode="json"),
            "machine": case.machine_record(number).model_dump(mode="json"),
            "corrections": [asdict(row) for row in corrections.history(case, number)],
        }
        yield json.dumps(told, separators=(",", ":"))


def _docbin(case: Casefile, out: Path, reports: Sequence[int]) -> None:
    from detente.publish.training.docs import to_docbin

    to_docbin(case.record(number) for number in reports).to_disk(out)


def _jsonl(case: Casefile, out: Path, reports: Sequence[int]) -> None:
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines(case, reports))


def _brat(case: Casefile, out: Path, reports: Sequence[int]) -> None:
    out.mkdir()
    for name, content in _brat_files(case, reports):
        (out / name).write_bytes(content)


def _brat_files(case: Casefile, reports: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """Names, of our own making, and contents."""
    from detente.publish.training.brat import configuration, standoff, text_of

    yield "annotation.conf", configuration().encode("utf-8")
    for number in reports:
        record = case.record(number)
        name = f"report-{number:06d}"
        yield f"{name}.txt", text_of(record).encode("utf-8")
        yield f"{name}.ann", standoff(record).encode("utf-8")
