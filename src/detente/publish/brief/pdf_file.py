"""A brief as PDF, set by Typst with the fonts that come with it: the same bytes everywhere."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from detente.errors import MissingExtraError
from detente.publish.brief.model import Brief
from detente.publish.brief.text import is_web, where
from detente.publish.clean import one_line


def pdf(brief: Brief) -> bytes:
    """The brief as PDF. Report text goes in as data that Typst does not read as mark-up."""
    try:
        import typst
    except ImportError:
        raise MissingExtraError("a PDF needs typst: pip install 'detente[brief]'") from None
    template = Path(__file__).parent / "templates" / "brief.typ"
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number, picture in enumerate(brief.pictures):
            (folder / f"{number}.png").write_bytes(picture.png)
        (folder / "brief.json").write_text(json.dumps(_data(brief)), encoding="utf-8")
        main = folder / "main.typ"
        main.write_bytes(template.read_bytes())
        made = typst.compile(
            main, root=folder, ignore_system_fonts=True, timestamp=int(moment(brief).timestamp())
        )
    return bytes(made)


def moment(brief: Brief) -> datetime:
    """The date of a file's metadata: the last day of the period, never that of its making."""
    day = brief.day or "1980-01-01"
    return max(datetime.fromisoformat(day), datetime(1980, 1, 1)).replace(tzinfo=UTC)


def _data(brief: Brief) -> Any:
    data = asdict(brief)
    data["pictures"] = [{"title": each.title} for each in brief.pictures]
    data["notes"] = [
        {
            "number": note.number, "title": note.title, "where": where(note), "words": note.words,
            "url": note.url, "web": is_web(note.url),
        }
        for note in brief.notes
    ]  # fmt: skip
    return _clean(data)


def _clean(part: Any) -> Any:
    if isinstance(part, str):
        return one_line(part)
    if isinstance(part, (list, tuple)):
        return [_clean(each) for each in part]
    return {k: _clean(v) for k, v in part.items()} if isinstance(part, dict) else part
