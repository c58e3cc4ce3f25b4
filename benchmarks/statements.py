"""Statements against PolNeAR (Newell et al. 2018): who is said to have said what.

The pipeline reads the raw text; its relations are the spans of ``doc.spans`` that share an id.
Found and gold spans are compared by the words that they cover; punctuation does not count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.counting import Counts, Span, jaccard, overlap, pair_up, word_starts
from benchmarks.errors import BenchmarkError
from benchmarks.tables import PRF, Table

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROLES = ("source", "cue", "content")
HALF = 0.5
"""The least Jaccard overlap of two spans that are taken for one."""
MEASURES = {
    "content": "content found",
    "right_source": "found with right source",
    "relation": "whole relation",
    "source_overlap": "source spans, overlap",
    "source_exact": "source spans, exact",
    "cue_overlap": "cue spans, overlap",
    "cue_exact": "cue spans, exact",
    "content_overlap": "content spans, overlap",
    "content_exact": "content spans, exact",
}


@dataclass(frozen=True)
class Relation:
    """One attribution in character spans; a role may be empty or in several pieces."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass
class OverlapCounts(Counts):
    """Spans that meet one of the other side. One found span may meet several gold ones, so that
    precision counts found spans (``right``) and recall gold ones (``reached``)."""

    reached: int = 0

    def figures(self) -> dict[str, float | int | None]:
        """As ``Counts.figures``, with recall over the gold spans that are met."""
        result = super().figures()
        precision, recall = result["precision"], self.reached / self.gold if self.gold else None
        result["recall"] = recall
        if precision and recall:
            result["f1"] = 2 * precision * recall / (precision + recall)
        return result


class Tallies:
    """The counts of every measure."""

    def __init__(self) -> None:
        self.counts = {m: Counts() for m in MEASURES if not m.endswith("_overlap")}
        self.overlaps = {role: OverlapCounts() for role in ROLES}

    def figures(self) -> dict[str, dict[str, float | int | None]]:
        """The figures of every measure, in the order of ``MEASURES``."""
        every = self.counts | {f"{role}_overlap": c for role, c in self.overlaps.items()}
        return {measure: every[measure].figures() for measure in MEASURES}


def score(text: str, gold: Sequence[Relation], found: Sequence[Relation], tallies: Tallies) -> None:
    """Add one text by every measure of ``MEASURES``. For ``*_exact``, spans must be equal to the
    character, so gold is to be given in whole tokens."""
    counts = tallies.counts
    contents = _likeness(text, gold, found, "content")
    sources = _likeness(text, gold, found, "source")
    pairs = pair_up(contents, HALF)
    counts["content"].add(len(pairs), len(found), len(gold))
    sourced = [pair for pair in pairs if sources[pair] >= HALF]
    counts["right_source"].add(len(sourced), len(found), len(gold))
    whole = {
        (i, j): value
        for (i, j), value in contents.items()
        if sources[i, j] >= HALF and _cues_meet(gold[i], found[j])
    }
    counts["relation"].add(len(pair_up(whole, HALF)), len(found), len(gold))
    for role in ROLES:
        wanted, got = _spans(gold, role), _spans(found, role)
        same = len(set(wanted) & set(got))
        counts[f"{role}_exact"].add(same, len(got), len(wanted))
        _add_overlaps(tallies.overlaps[role], wanted, got)


def _likeness(
    text: str, gold: Sequence[Relation], found: Sequence[Relation], role: str
) -> dict[Span, float]:
    """How much each gold and each found relation share in one role; 1 where neither has it."""
    wanted = [word_starts(text, getattr(relation, role)) for relation in gold]
    got = [word_starts(text, getattr(relation, role)) for relation in found]
    return {
        (i, j): jaccard(a, b) if a or b else 1.0
        for i, a in enumerate(wanted)
        for j, b in enumerate(got)
    }


def _cues_meet(gold: Relation, found: Relation) -> bool:
    if not gold.cue and not found.cue:
        return True
    return any(overlap(a, b) for a in gold.cue for b in found.cue)


def _spans(relations: Sequence[Relation], role: str) -> list[Span]:
    return sorted({span for relation in relations for span in getattr(relation, role)})


def _add_overlaps(counts: OverlapCounts, wanted: list[Span], got: list[Span]) -> None:
    met = sum(any(overlap(a, b) for a in wanted) for b in got)
    counts.add(met, len(got), len(wanted))
    counts.reached += sum(any(overlap(a, b) for b in got) for a in wanted)


def found_relations(doc: Doc) -> list[Relation]:
    """The pipeline's relations in a Doc, in the order of their content."""
    parts: dict[str, dict[str, list[Span]]] = {}
    for role in ROLES:
        for span in doc.spans.get(role, ()):
            of = parts.setdefault(span.id_, {r: [] for r in ROLES})
            of[role].append((span.start_char, span.end_char))
    relations = [Relation(*(tuple(sorted(p[r])) for r in ROLES)) for p in parts.values()]
    return sorted((r for r in relations if r.content), key=lambda r: r.content)


class Tokens:
    """A Doc's tokens, to widen character spans to whole ones."""

    def __init__(self, doc: Doc) -> None:
        words = [t for t in doc if not t.is_space]
        self.begins = [t.idx for t in words]
        self.ends = [t.idx + len(t) for t in words]

    def whole(self, span: Span) -> Span:
        """The span of the tokens that a span touches; itself if it touches none."""
        first = bisect_right(self.ends, span[0])
        last = bisect_left(self.begins, span[1]) - 1
        if first > last:
            return span
        return self.begins[first], self.ends[last]

    def relation(self, relation: Relation) -> Relation:
        """The relation in whole tokens."""
        return Relation(
            *(tuple(self.whole(span) for span in getattr(relation, role)) for role in ROLES)
        )


def annotated(folder: Path) -> Iterator[tuple[str, str, list[Relation]]]:
    """``(name, text, relations)`` of each annotation file of a part of PolNeAR."""
    from training.corpora import polnear

    for needed in ("text", "attributions"):
        if not (folder / needed).is_dir():
            raise BenchmarkError(f"{folder}: no folder {needed}/ in it (PolNeAR's layout)")
    none = True
    for name, text, attributions in polnear(folder):
        none = False
        yield name, text, [Relation(a.source, a.cue, a.content) for a in attributions]
    if none:
        raise BenchmarkError(f"{folder}: no .ann file in attributions/ that belongs to a text")


def run(folder: Path) -> dict[str, Any]:
    """Figures for one part of PolNeAR. Each annotation file is scored by itself and counts alike,
    so that a text with several annotators is measured against each of them."""
    from detente.language.pipeline import load

    nlp = load()
    tallies = Tallies()
    read: dict[str, tuple[list[Relation], Tokens]] = {}
    files = 0
    for _, text, relations in annotated(folder):
        if text not in read:
            doc = nlp(text)
            read[text] = (found_relations(doc), Tokens(doc))
        found, tokens = read[text]
        score(text, [tokens.relation(r) for r in relations], found, tallies)
        files += 1
    return {
        "annotation_files": files,
        "texts": len(read),
        "measures": tallies.figures(),
    }


def tables(result: dict[str, Any]) -> list[Table]:
    """A row a measure."""
    table = Table(("statements", *PRF))
    for measure, title in MEASURES.items():
        table.rows.append([title, *(result["measures"][measure][column] for column in PRF)])
    table.notes.append(f"{result['annotation_files']} annotation files of {result['texts']} texts")
    return [table]
