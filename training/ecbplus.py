"""ECB+ (Cybulska & Vossen, LREC 2014): news in which the events told in several reports are marked.

Only the sentences that ``ECBplus_coreference_sentences.csv`` lists are used, as its authors ask.
"""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

DEVELOPMENT = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
"""Topics that training leaves out, the usual ones since Cybulska & Vossen (2015)."""
TEST = frozenset(range(36, 46))
"""Topics for a final figure, never for training or a choice."""
TRAINING = frozenset(range(1, 36)) - DEVELOPMENT
_ACTIONS = ("ACTION", "NEG_ACTION")


@dataclass(frozen=True)
class Marked:
    """A mention of an event: its place in the text and the happening that it tells of."""

    start: int
    end: int
    happening: str


@dataclass(frozen=True)
class Article:
    """One document: its words with a space between, a sentence a line."""

    id: str
    topic: int
    text: str
    mentions: tuple[Marked, ...]


def articles(folder: Path, topics: Iterable[int]) -> Iterator[Article]:
    """The documents of some topics, in order, with the mentions that are to be compared."""
    listed: dict[str, set[str]] = defaultdict(set)
    with (folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            listed[f"{row['Topic']}_{row['File']}"].add(row["Sentence Number"])
    for topic in sorted(topics):
        for path in sorted((folder / "ECB+" / str(topic)).glob("*.xml")):
            yield _article(path, topic, listed.get(path.stem, set()))


def _article(path: Path, topic: int, wanted: set[str]) -> Article:
    root = ET.parse(path).getroot()
    text = ""
    sentence = None
    places: dict[str, tuple[int, int, str]] = {}
    for token in root.iter("token"):
        if sentence is not None:
            text += " " if token.get("sentence") == sentence else "\n"
        sentence = token.get("sentence", "")
        word = (token.text or "").strip()
        places[token.get("t_id", "")] = (len(text), len(text) + len(word), sentence)
        text += word
    happenings = _happenings(root, path.stem)
    found = []
    for mark in root.iter():
        words = [places[a.get("t_id", "")] for a in mark.findall("token_anchor")]
        if not mark.tag.startswith(_ACTIONS) or not words or words[0][2] not in wanted:
            continue
        number = mark.get("m_id", "")
        happening = happenings.get(number, f"{path.stem}:{number}")
        found.append(Marked(min(w[0] for w in words), max(w[1] for w in words), happening))
    return Article(path.stem, topic, text, tuple(sorted(found, key=lambda m: (m.start, m.end))))


def _happenings(root: ET.Element, name: str) -> dict[str, str]:
    """Mention number -> happening. Links inside one document are numbered within it only."""
    found = {}
    for relations in root.findall("Relations"):
        for relation in relations:
            across = relation.tag == "CROSS_DOC_COREF"
            happening = relation.get("note") if across else f"{name}:{relation.get('r_id')}"
            for source in relation.findall("source"):
                found[source.get("m_id", "")] = happening or ""
    return found
