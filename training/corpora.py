"""Readers of the data sets: each gives documents of words with whatever that data set labels.

Formats are those of the published files; the folder layout is ``shared/data``'s.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc


@dataclass
class Document:
    """Words of one text, and its labels, word by word.

    ``breaks[i]`` is true where a paragraph (or a stand-alone sentence) ends with word ``i``.
    ``labels`` holds per-word lists: ``starts``, ``heads`` (a root is its own head), ``rels``,
    ``bundles`` (UPOS|features), ``xpos``; ``names``; ``roles`` and ``pointers``;
    ``parties``. ``kinds`` are labels of the whole text.
    """

    name: str
    words: list[str]
    breaks: list[bool]
    labels: dict[str, list] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


def held_out(name: str, percent: int = 8) -> bool:
    """Whether a document of a data set without a development part is kept for measuring."""
    return crc32(name.encode()) % 100 < percent


def text_key(words: Sequence[str]) -> str:
    """The first letters and digits of a text: the data sets of events share sentences, under other
    names and cut into words otherwise, so that parts are kept apart by this."""
    return re.sub(r"\W+", "", "".join(words).lower())[:60]


def kept_apart(words: Sequence[str]) -> bool:
    """Whether a text about events is kept for measuring; an eighth is, whichever set has it."""
    return held_out(text_key(words), 12)


@lru_cache(maxsize=1)
def tokenizer() -> Language:
    """spaCy's English word boundaries, which are Détente's."""
    import spacy

    return spacy.blank("en")


def conllu(path: Path) -> Iterator[Document]:
    """Documents of a CoNLL-U file, multiword ranges and empty nodes left out."""
    doc: Document | None = None
    rows: list[list[str]] = []

    def flush() -> None:
        nonlocal rows
        if not rows:
            return
        assert doc is not None
        base = len(doc.words)
        for i, r in enumerate(rows):
            doc.words.append(r[1])
            doc.breaks.append(False)
            head = int(r[6])
            doc.labels["starts"].append(i == 0)
            doc.labels["heads"].append(base + (head - 1 if head else i))
            doc.labels["rels"].append(r[7])
            doc.labels["lemmas"].append(r[2])
            doc.labels["bundles"].append(f"{r[3]}|{r[5]}")
            doc.labels["xpos"].append(r[4])
        rows = []

    def new(name: str) -> Document:
        return Document(
            name,
            [],
            [],
            {k: [] for k in ("starts", "heads", "rels", "lemmas", "bundles", "xpos")},
        )

    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                if doc and doc.words:
                    doc.breaks[-1] = True
                    yield doc
                doc = new(line.split("=")[-1].strip())
            elif line.startswith("# newpar") and doc and doc.words:
                doc.breaks[-1] = True
            elif not line:
                flush()
            elif line[0] != "#":
                columns = line.split("\t")
                if columns[0].isdigit():
                    if doc is None:
                        doc = new(path.stem)
                    rows.append(columns)
    flush()
    if doc and doc.words:
        doc.breaks[-1] = True
        yield doc


def newswire(folder: Path) -> Iterator[Document]:
    """Worldwide Newswire: the outer tag of each token, its own class names."""
    for path in sorted((folder / "articles").glob("*.tsv")):
        doc = Document(path.name, [], [], {"names": []})
        for k, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            columns = line.split("\t")
            if k == 0 and columns[0].startswith("http"):
                continue
            if not columns[0].strip():
                if doc.words:
                    doc.breaks[-1] = True
                continue
            doc.words.append(columns[0].strip())
            doc.breaks.append(False)
            doc.labels["names"].append(columns[1] if len(columns) > 1 and columns[1] else "O")
        if doc.words:
            yield doc


def crossner(path: Path) -> Iterator[Document]:
    """CrossNER: a sentence a document."""
    words: list[str] = []
    tags: list[str] = []
    for n, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""]):
        if line.strip():
            word, tag = line.split("\t")
            words.append(word)
            tags.append(tag)
        elif words:
            yield Document(
                f"{path.stem}-{n}", words, [False] * (len(words) - 1) + [True], {"names": tags}
            )
            words, tags = [], []


def spacy_words(text: str) -> tuple[SpacyDoc, list[int], list[bool]]:
    """Tokens of a raw text that are not space, and where paragraphs end among them."""
    doc = tokenizer().make_doc(text)
    index = [t.i for t in doc if not t.is_space]
    breaks = []
    for k, i in enumerate(index):
        after = index[k + 1] if k + 1 < len(index) else len(doc)
        gap = text[doc[i].idx + len(doc[i]) : doc[after].idx if after < len(doc) else len(text)]
        breaks.append(after == len(doc) or "\n" in gap)
    return doc, index, breaks


def char_tags(doc: SpacyDoc, index: list[int], spans: list[tuple[int, int, str]]) -> list[str]:
    """BIO tags of the words from labelled character spans; the longer of two that overlap wins."""
    tags = ["O"] * len(index)
    for start, end, label in sorted(spans, key=lambda s: s[0] - s[1]):
        inside = [
            k for k, i in enumerate(index) if doc[i].idx < end and doc[i].idx + len(doc[i]) > start
        ]
        if inside and all(tags[k] == "O" for k in inside):
            tags[inside[0]] = f"B-{label}"
            for k in inside[1:]:
                tags[k] = f"I-{label}"
    return tags


def re3d(folder: Path) -> Iterator[Document]:
    """re3d: conflict reports; documents with broken Arabic are left out."""
    for source in sorted(p for p in folder.iterdir() if p.is_dir()):
        spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        with (source / "entities.json").open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    e = json.loads(line)
                    spans[e["documentId"]].append((e["begin"], e["end"], e["type"]))
        with (source / "documents.json").open(encoding="utf-8") as lines:
            for line in lines:
                if not line.strip():
                    continue
                d = json.loads(line)
                if re.search(r"[\u0600-\u06ff] [\u0600-\u06ff] ", d["text"]):
                    continue
                doc, index, breaks = spacy_words(d["text"])
                yield Document(
                    d["_id"],
                    [doc[i].text for i in index],
                    breaks,
                    {"names": char_tags(doc, index, spans[d["_id"]])},
                )


_TEXT_BOUND = re.compile(r"^(T\d+)\t(\S+) ([\d; ]+)\t", re.M)
_RELATION = re.compile(r"^(E\d+)\t(.+)$", re.M)


@dataclass(frozen=True)
class Attribution:
    """One PolNeAR relation: character spans of its source, cue and content pieces."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


def attributions(annotation: str) -> list[Attribution]:
    """The relations of a PolNeAR annotation file; spans that no relation uses are left out."""
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    for m in _TEXT_BOUND.finditer(annotation):
        pieces = tuple(tuple(map(int, piece.split())) for piece in m[3].split(";"))
        spans[m[1]] = tuple((p[0], p[1]) for p in pieces)
    result = []
    for m in _RELATION.finditer(annotation):
        roles: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
        for argument in m[2].split():
            role, _, target = argument.partition(":")
            role = role.rstrip("0123456789")
            if role in roles and target in spans:
                roles[role].extend(spans[target])
        if roles["Content"]:
            result.append(
                Attribution(
                    tuple(sorted(set(roles["Source"]))),
                    tuple(sorted(set(roles["Cue"]))),
                    tuple(sorted(set(roles["Content"]))),
                )
            )
    return result


def polnear(folder: Path) -> Iterator[tuple[str, str, list[Attribution]]]:
    """``(name, text, relations)`` for each annotation file of one part of PolNeAR."""
    texts = {p.stem: p for p in (folder / "text").glob("*.txt")}
    for path in sorted((folder / "attributions").rglob("*.ann")):
        stem = path.stem
        if stem not in texts:
            stem = stem.rsplit("_", 1)[0]
        if stem in texts:
            with texts[stem].open(encoding="utf-8", newline="") as f:
                text = f.read()
            yield path.stem, text, attributions(path.read_text(encoding="utf-8"))


def polnear_documents(folder: Path) -> Iterator[Document]:
    """PolNeAR as words: ``roles`` (BIO) and ``pointers`` (the relation's anchor word, else -1).

    A relation's anchor is the first word of its cue, else of its source, else of its content.
    """
    for name, text, relations in polnear(folder):
        doc, index, breaks = spacy_words(text)
        begins = [doc[i].idx for i in index]
        ends = [doc[i].idx + len(doc[i]) for i in index]
        roles, pointers = ["O"] * len(index), [-1] * len(index)

        def covered(
            span: tuple[int, int], begins: list[int] = begins, ends: list[int] = ends
        ) -> list[int]:
            return [k for k in range(len(begins)) if begins[k] < span[1] and ends[k] > span[0]]

        for r in relations:
            anchor = -1
            for role, spans in (("cue", r.cue), ("source", r.source), ("content", r.content)):
                for span in spans:
                    inside = [k for k in covered(span) if roles[k] == "O"]
                    if not inside:
                        continue
                    if anchor < 0:
                        anchor = inside[0]
                    for k in inside:
                        first = k == inside[0] or k - 1 not in inside
                        roles[k] = f"{'B' if first else 'I'}-{role}"
                        pointers[k] = anchor
        yield Document(
            name,
            [doc[i].text for i in index],
            breaks,
            {"roles": roles, "pointers": pointers},
        )


OLD_TYPES = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}


def _single(name: str, text: str, kinds: dict[str, str]) -> Document:
    doc, index, breaks = spacy_words(text)
    return Document(name, [doc[i].text for i in index], breaks, {}, kinds)


def event_sentences(folder: Path) -> Iterator[Document]:
    """Texts with a PLOVER type (``type``) or a CAMEO class (``quad``), and party tags."""
    with (folder / "plv" / "train.tsv").open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, delimiter="\t"):
            kinds = {"type": row["gold_root"], "quad": row["gold_penta"]}
            yield _single(f"plv-{row['sentence_id']}", row["sentence"], kinds)
    for record in json.loads((folder / "plover-gsr" / "records.json").read_text(encoding="utf-8")):
        if record.get("text") and record["event"] not in {"DOCUMENT", "NONE"}:
            kind = OLD_TYPES.get(record["event"], record["event"])
            yield _single(record["id"], record["text"], {"type": kind})
    with (folder / "cameo" / "class-train.tsv").open(encoding="utf-8") as f:
        for n, line in enumerate(f):
            text, _, label = line.rstrip("\n").rpartition("\t")
            if text:
                yield _single(f"cameo-{n}", text, {"quad": label})
    words: list[str] = []
    tags: list[str] = []
    for n, line in enumerate(
        [*(folder / "cameo" / "roles-train.txt").read_text(encoding="utf-8").splitlines(), ""]
    ):
        if line.strip():
            word, _, tag = line.rpartition(" ")
            words.append(word)
            tags.append(tag)
        elif words:
            yield Document(
                f"roles-{n}", words, [False] * (len(words) - 1) + [True], {"parties": tags}
            )
            words, tags = [], []


def stories(folder: Path) -> Iterator[Document]:
    """Synthetic stories: their first paragraphs, with type and mode."""
    with (folder / "synthetic-stories" / "stories.csv").open(encoding="utf-8", newline="") as f:
        for n, row in enumerate(csv.DictReader(f)):
            lead = row["text"].split("\n\n")[0][:600]
            yield _single(f"story-{n}", lead, {"type": row["label"]})
