"""Sentences with a source and a target marked, and what the one does to the other."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from detente.language.pairs import Spans, marks, occurrences
from training.corpora import OLD_TYPES, Document, spacy_words
from training.written import FOLDER, labelled_pairs, own_pairs

_MARKED = re.compile(r"\((SRC|TAR|SRC/TAR): ([^()]*)\)|\(EVT: ([^()]*)\)")


def pair_document(name: str, text: str, source: Spans, target: Spans, kind: str) -> Document:
    """A sentence as words; ``marks`` a word, ``kinds["type"]`` its type."""
    doc, index, breaks = spacy_words(text)
    offsets = [(doc[i].idx, doc[i].idx + len(doc[i])) for i in index]
    labels = {"marks": marks(offsets, source, target)}
    return Document(name, [doc[i].text for i in index], breaks, labels, {"type": kind})


def named_pair(name: str, text: str, source: str, target: str, kind: str) -> Document:
    """The same of parties given as they stand in the sentence; PLV says "a recipient" of one that
    is not in it."""
    return pair_document(name, text, occurrences(text, source), occurrences(text, target), kind)


def named_pairs(data: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Name, sentence, source, target and type of each pair of PLV, and of those that we wrote or
    labelled."""
    with (data / "events/plv/train.tsv").open(encoding="utf-8", newline="") as f:
        for r in csv.DictReader(f, delimiter="\t"):
            number = f"plv-{r['sentence_id']}"
            yield number, r["sentence"], r["source"], r["target"], r["gold_root"]
    ours = [*own_pairs(FOLDER / "pairs.jsonl"), *labelled_pairs(FOLDER / "labels.tsv", data)]
    for n, p in enumerate(ours):
        yield f"written-{n}", p.sentence, p.source, p.target, p.type


def gold_records(path: Path) -> Iterator[Document]:
    """PLOVER gold records whose markup shows both sides; where both sides are alike (``SRC/TAR``),
    once in each direction."""
    for record in json.loads(path.read_text("utf-8")):
        info = record.get("textInfo")
        if record["event"] in {"DOCUMENT", "NONE"} or not isinstance(info, dict):
            continue
        kind = OLD_TYPES.get(record["event"], record["event"])
        markup = info.get("markup", "")
        text, at = "", 0
        sides: dict[str, Spans] = {"SRC": [], "TAR": [], "SRC/TAR": []}
        for m in _MARKED.finditer(markup):
            text += markup[at : m.start()]
            if m[1]:
                sides[m[1]].append((len(text), len(text) + len(m[2])))
            text += m[2] or m[3] or ""
            at = m.end()
        text += markup[at:]
        both = sides["SRC/TAR"]
        if sides["SRC"] and sides["TAR"]:
            yield pair_document(record["id"], text, sides["SRC"], sides["TAR"], kind)
        elif len(both) > 1:
            yield pair_document(f"{record['id']}a", text, both[:1], both[1:], kind)
            yield pair_document(f"{record['id']}b", text, both[1:], both[:1], kind)


def pair_documents(data: Path) -> Iterator[Document]:
    """All pairs: those that name their parties, and those of the PLOVER gold records."""
    for pair in named_pairs(data):
        yield named_pair(*pair)
    yield from gold_records(data / "events/plover-gsr/records.json")
