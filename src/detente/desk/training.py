"""What people corrected, to be downloaded as training data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from fastapi import Response

from detente.errors import NotThereError
from detente.publish.training.write import corrected_reports, pack

if TYPE_CHECKING:
    from detente.casefile import Casefile

To: TypeAlias = Literal["docbin", "jsonl", "brat"]
FILES = {
    "docbin": ("corrected.spacy", "application/octet-stream"),
    "jsonl": ("corrected.jsonl", "application/x-ndjson"),
    "brat": ("corrected-brat.zip", "application/zip"),
}
"""The name and media type of each format. Names are ours: none comes from a report."""


def download(case: Casefile, to: To) -> Response:
    """The records of the reports that people corrected or confirmed, as a file. Raises
    ``NotThereError`` where there are none."""
    reports = corrected_reports(case)
    if not reports:
        raise NotThereError("nobody has corrected or confirmed anything yet")
    name, media = FILES[to]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pack(case, to, reports), media_type=media, headers=headers)
