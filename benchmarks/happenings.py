"""Which mentions tell of the same happening, against ECB+, mentions given, topic by topic.

Beside it the mark that is hard to pass: the same lemma is the same happening, within a topic and,
with the gold knowledge which half of the topic a document is of, within the half.
"""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

from benchmarks.coreference import Figures, score
from benchmarks.errors import BenchmarkError
from benchmarks.tables import Table

MEASURES = ("muc", "b3", "ceafe")


def run(data: Path, test: bool = False) -> dict[str, Any]:
    """Figures by way of grouping, on the development or the test topics."""
    from training.ecbplus import DEVELOPMENT, TEST, articles

    folder = data / "events/ecbplus"
    if not (folder / "ECB+").is_dir():
        raise BenchmarkError(f"{data}: not laid out as shared/data: no events/ecbplus/ECB+")
    gold: dict[Hashable, Hashable] = {}
    found: dict[str, dict[Hashable, Hashable]] = {}
    documents = 0
    for topic in sorted(TEST if test else DEVELOPMENT):
        read = list(articles(folder, [topic]))
        documents += len(read)
        groups = grouped([(a.id, a.text) for a in read], [
            (a.id, m.start, m.end) for a in read for m in a.mentions
        ])  # fmt: skip
        happenings = [m.happening for a in read for m in a.mentions]
        for number, (happening, group) in enumerate(zip(happenings, groups, strict=True)):
            gold[topic, number] = happening
            for way, own in group.items():
                found.setdefault(way, {})[topic, number] = topic, own
    if not gold:
        raise BenchmarkError(f"{data}: no mentions in those topics of ECB+")
    return {
        "topics": "test" if test else "development",
        "documents": documents,
        "mentions": len(gold),
        "ways": {way: score(gold, groups) for way, groups in found.items()},
    }


def grouped(
    documents: list[tuple[str, str]], mentions: list[tuple[str, int, int]]
) -> list[dict[str, Hashable]]:
    """For each mention its group, by way of grouping."""
    from detente.casefile.merge import same_happenings
    from detente.casefile.merge.happenings.mentions import Reader
    from detente.language.pipeline import load

    docs = dict(zip(dict(documents), load().pipe(text for _, text in documents), strict=True))
    readers = {name: Reader(doc, 0) for name, doc in docs.items()}
    lemmas = [readers[name].read(start, end).lemma for name, start, end in mentions]
    halves = ["plus" in name for name, _, _ in mentions]
    own = same_happenings(documents, mentions)
    return [
        {"same_happenings": group, "same lemma": lemma, "same lemma, halves given": (half, lemma)}
        for group, lemma, half in zip(own, lemmas, halves, strict=True)
    ]


def tables(result: dict[str, Any]) -> list[Table]:
    """A row a way of grouping."""
    table = Table(("ECB+", "MUC", "B3", "CEAFe", "CoNLL F1", "pairs, precision", "pairs, recall"))
    for way, figures in result["ways"].items():
        table.rows.append([way, *_row(figures)])
    counts = f"{result['documents']} documents, {result['mentions']} mentions"
    table.notes.append(f"{result['topics']} topics, {counts}")
    return [table]


def _row(figures: dict[str, Figures]) -> list[float]:
    pairs = figures["pairs"]
    shares = [figures[measure]["f1"] for measure in MEASURES]
    return [*shares, figures["conll"]["f1"], pairs["precision"], pairs["recall"]]
