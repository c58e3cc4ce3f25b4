"""Pairs that were labelled by hand: sentences of our own, and labels that point into the data sets.

``written/pairs.jsonl`` holds our own sentences. ``written/labels.tsv`` holds no text: a row names a
file of the data folder and where in it the sentence, its source and its target begin and how long
they are, counted in letters and digits of the file's plain text, so that neither markup nor line
breaks matter. ``python -m training.written DATA JSONL ... > labels.tsv`` makes the rows from
sentences that name their file.
"""

from __future__ import annotations

import csv
import html
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "written"
COLUMNS = ("file", "start", "length", "source", "source_length", "target", "target_length",
           "type", "mode", "status")  # fmt: skip
NO_PARTY = -1
"""Where a party begins that the sentence does not name."""


@dataclass(frozen=True)
class Pair:
    """A sentence and what its source does to its target."""

    sentence: str
    source: str
    target: str
    type: str
    mode: str
    status: str


@dataclass(frozen=True)
class Stream:
    """The plain text of a file, and its letters and digits with their offsets in that text."""

    text: str
    letters: str
    offsets: list[int]

    def stretch(self, start: int, length: int) -> str:
        """The text from one letter on to the last of so many, with the punctuation behind it."""
        begin, end = self.offsets[start], self.offsets[start + length - 1] + 1
        while end < len(self.text) and not (self.text[end].isalnum() or self.text[end].isspace()):
            end += 1
        return " ".join(self.text[begin:end].split())


@lru_cache(maxsize=4096)
def stream(path: Path) -> Stream:
    """A file of the data sets: tokens of a table, or what stands between tags."""
    raw = path.read_text(encoding="utf-8")
    if "worldwide-newswire" in path.parts:
        raw = " ".join(line.split("\t")[0] for line in raw.splitlines())
    elif path.suffix in (".xml", ".tml"):
        raw = html.unescape(re.sub(r"<[^>]*>", "", raw))
    lower = [(c, k) for k, c in enumerate(raw.lower()) if c.isalnum()]
    return Stream(raw, "".join(c for c, _ in lower), [k for _, k in lower])


def letters_of(text: str) -> str:
    """The lower-cased letters and digits of a text."""
    return "".join(c for c in text.lower() if c.isalnum())


def own_pairs(path: Path) -> Iterator[Pair]:
    """Sentences of our own, an object a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            fields = ("sentence", "source", "target", "type", "mode", "status")
            yield Pair(**{field: row[field] for field in fields})


def labelled_pairs(path: Path, data: Path) -> Iterator[Pair]:
    """The rows of ``labels.tsv`` with the sentences that they point at."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader((x for x in lines if x[0] != "#"), delimiter="\t"):
            plain = stream(data / row["file"])
            number = {k: int(row[k]) for k in COLUMNS[1:7]}
            sides = [
                plain.stretch(number["start"] + number[side], number[f"{side}_length"])
                if number[side] != NO_PARTY
                else ""
                for side in ("source", "target")
            ]
            sentence = plain.stretch(number["start"], number["length"])
            source, target = (side.rstrip(".,;:!?\"'”’)") for side in sides)
            yield Pair(sentence, source, target, row["type"], row["mode"], row["status"])


def pointers(path: Path, data: Path) -> Iterator[list[str]]:
    """Rows of ``labels.tsv`` for sentences that name their file; what cannot be found is told."""
    with path.open(encoding="utf-8") as lines:
        for n, line in enumerate(lines, 1):
            row = json.loads(line)
            sentence = letters_of(row["sentence"])
            start = stream(data / row["file"]).letters.find(sentence)
            places = [_place(row["sentence"], row[side]) for side in ("source", "target")]
            if start < 0 or not all(length for _, length in places):
                print(f"{path}:{n}: not found in {row['file']}", file=sys.stderr)
                continue
            numbers = [start, len(sentence), *(x for place in places for x in place)]
            yield [row["file"], *map(str, numbers), row["type"], row["mode"], row["status"]]


def _place(sentence: str, party: str) -> tuple[int, int]:
    """Where a party begins in a sentence, as a whole word where it can, and how long it is."""
    found = re.search(rf"(?<!\w){re.escape(party)}(?!\w)", sentence)
    at = found.start() if found else sentence.find(party)
    return (len(letters_of(sentence[:at])), len(letters_of(party))) if at >= 0 else (NO_PARTY, 0)


def main() -> None:
    """Print ``labels.tsv``."""
    data, *files = map(Path, sys.argv[1:])
    print("# What one party does to another, labelled by hand; see training/written.py.")
    print("\t".join(COLUMNS))
    for row in sorted({tuple(r) for f in files for r in pointers(f, data)}):
        print("\t".join(row))


if __name__ == "__main__":
    main()
