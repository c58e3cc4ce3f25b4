"""Write ``reports.jsonl`` from the texts and the index: ``python -m examples.crisis.update``.

The texts in ``reports/`` (the title, an empty line, the report) and ``index.csv`` are what a
person edits; the JSON Lines file is what ``detente add`` takes in one go.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

HERE = Path(__file__).parent
LINES = HERE / "reports.jsonl"


def lines() -> str:
    """What should stand in ``reports.jsonl``: a report a line, in the order of the index."""
    with (HERE / "index.csv").open(encoding="utf-8", newline="") as index:
        return "".join(_line(row) for row in csv.DictReader(index))


def _line(row: dict[str, str]) -> str:
    title, text = (HERE / "reports" / f"{row['id']}.txt").read_text("utf-8").split("\n\n", 1)
    report = {
        "id": row["id"],
        "title": title,
        "text": text.rstrip("\n"),
        "published": row["published"],
        "source": row["source"],
        "url": row["url"],
    }
    return json.dumps(report, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    LINES.write_text(lines(), encoding="utf-8", newline="\n")
