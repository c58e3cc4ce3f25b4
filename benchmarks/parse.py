"""Tags and trees against Universal Dependencies treebanks.

Words and sentences are the treebank's own. LAS is that of the CoNLL 2018 shared task (Zeman et al.
2018): head and universal part of the relation right, over all words, punctuation included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.counting import Counts
from benchmarks.errors import BenchmarkError
from benchmarks.tables import Table

if TYPE_CHECKING:
    from training.corpora import Document

    from detente.language.reading import Reading

MEASURES = ("uas", "las", "las_subtypes", "upos", "xpos", "features")
TITLES = ("UAS", "LAS", "LAS with subtypes", "UPOS", "XPOS", "features")


@dataclass(frozen=True)
class Words:
    """One document word by word: heads count its words, a root is its own head."""

    heads: Sequence[int]
    rels: Sequence[str]
    pos: Sequence[str]
    xpos: Sequence[str]
    features: Sequence[str]
    starts: Sequence[bool]


def gold_words(document: Document) -> Words:
    """What the treebank says. UPOS and features stand there as one label."""
    bundles = [bundle.partition("|") for bundle in document.labels["bundles"]]
    return Words(
        document.labels["heads"],
        document.labels["rels"],
        [pos for pos, _, _ in bundles],
        document.labels["xpos"],
        ["" if features == "_" else features for _, _, features in bundles],
        document.labels["starts"],
    )


def found_words(reading: Reading) -> Words:
    """What the model says."""
    return Words(
        reading.heads, reading.rels, reading.pos, reading.xpos, reading.features, reading.starts
    )


def tally(gold: Words, found: Words) -> Counter[str]:
    """How many words are right by each measure; ``words`` is how many there are."""
    counts: Counter[str] = Counter(words=len(gold.heads))
    for i in range(len(gold.heads)):
        head = gold.heads[i] == found.heads[i]
        counts["uas"] += head
        counts["las"] += head and _universal(gold.rels[i]) == _universal(found.rels[i])
        counts["las_subtypes"] += head and gold.rels[i] == found.rels[i]
        counts["upos"] += gold.pos[i] == found.pos[i]
        counts["xpos"] += gold.xpos[i] == found.xpos[i]
        counts["features"] += _sorted(gold.features[i]) == _sorted(found.features[i])
    return counts


def sentence_counts(gold: Sequence[bool], found: Sequence[bool]) -> Counts:
    """Sentences of which both ends are right."""
    wanted, got = _sentences(gold), _sentences(found)
    return Counts(len(wanted & got), len(got), len(wanted))


def figures(words: Counter[str], sentences: Counts, own_las: int) -> dict[str, Any]:
    """Shares in 0..1 of one file or of all."""
    total = words["words"]
    return {
        "words": total,
        **{measure: words[measure] / total for measure in MEASURES},
        "sentences": sentences.figures(),
        "las_own_sentences": own_las / total,
    }


def run(path: Path) -> dict[str, Any]:
    """Figures for a CoNLL-U file or a folder with such, each file and all of them."""
    from detente.language.reading import read_words

    files: dict[str, Any] = {}
    all_words: Counter[str] = Counter()
    all_sentences, all_own = Counts(), 0
    for name, file in _files(path).items():
        words: Counter[str] = Counter()
        sentences, own_las = Counts(), 0
        for document in _documents(file):
            gold = gold_words(document)
            given = read_words(document.words, document.breaks, gold.starts)
            words += tally(gold, found_words(given))
            own = read_words(document.words, document.breaks)
            own_las += tally(gold, found_words(own))["las"]
            part = sentence_counts(gold.starts, own.starts)
            sentences.add(part.right, part.found, part.gold)
        files[name] = figures(words, sentences, own_las)
        all_words += words
        all_sentences.add(sentences.right, sentences.found, sentences.gold)
        all_own += own_las
    return {"files": files, "pooled": figures(all_words, all_sentences, all_own)}


def tables(result: dict[str, Any]) -> list[Table]:
    """A row a file and a pooled one; then the extras with the model's own sentences."""
    rows = [*result["files"].items(), ("all", result["pooled"])]
    if len(rows) == 2:
        rows.pop()
    main = Table(("gold sentences", *TITLES, "words"))
    own = Table(("own sentences", "sentence F1", "LAS"))
    for name, row in rows:
        main.rows.append([name, *(row[m] for m in MEASURES), row["words"]])
        own.rows.append([name, row["sentences"]["f1"], row["las_own_sentences"]])
    return [main, own]


def _files(path: Path) -> dict[str, Path]:
    if path.is_file():
        return {path.name: path}
    files = {str(f.relative_to(path)): f for f in sorted(path.rglob("*.conllu"))}
    if not files:
        raise BenchmarkError(f"{path}: no .conllu file in this folder")
    return files


def _documents(file: Path) -> list[Document]:
    from training.corpora import conllu

    try:
        documents = list(conllu(file))
    except (IndexError, ValueError) as error:
        raise BenchmarkError(f"{file}: not CoNLL-U ({error})") from error
    if not documents:
        raise BenchmarkError(f"{file}: no sentences in CoNLL-U format")
    return documents


def _universal(relation: str) -> str:
    return relation.partition(":")[0]


def _sorted(features: str) -> list[str]:
    return sorted(features.split("|"))


def _sentences(starts: Sequence[bool]) -> set[tuple[int, int]]:
    edges = [i for i, start in enumerate(starts) if start or i == 0]
    return set(pairwise([*edges, len(starts)]))
