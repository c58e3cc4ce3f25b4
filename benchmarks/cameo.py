"""CAMEO sentences: who did it to whom (span F1 of source and target), and the class of what was
done (macro F1 over none, verbal and material cooperation, verbal and material conflict).

Each line's words are one sentence to the model. A span is right when its first and last word and
its role are. Roles files are ``word tag`` lines (BIO: S source, T target), class files are
``sentence<TAB>class`` lines, classes 0 to 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.counting import Counts
from benchmarks.errors import BenchmarkError
from benchmarks.names import Entity, entities
from benchmarks.pairs import macro_f1
from benchmarks.tables import PRF, Table

ROLES = {"S": "source", "T": "target"}


def tagged(path: Path) -> list[tuple[list[str], list[str]]]:
    """Words and tags of each sentence of a roles file."""
    result = []
    words: list[str] = []
    tags: list[str] = []
    for n, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""]):
        if line.strip():
            word, _, tag = line.rpartition(" ")
            if tag != "O" and tag[:2] not in ("B-", "I-"):
                raise BenchmarkError(f"{path}:{n + 1}: not a word and a BIO tag")
            words.append(word)
            tags.append(tag)
        elif words:
            result.append((words, tags))
            words, tags = [], []
    return result


def _one_sentence(words: Sequence[str]) -> Any:
    from detente.language.reading import read_words

    alone = [True] + [False] * (len(words) - 1)
    return read_words(words, [False] * (len(words) - 1) + [True], starts=alone)


def run_roles(path: Path, only_held_out: bool = False) -> dict[str, Any]:
    """Counts of spans, all and by role."""
    from training.corpora import kept_apart

    sentences = [s for s in tagged(path) if not only_held_out or kept_apart(s[0])]
    if not sentences:
        raise BenchmarkError(f"{path}: no sentences found")
    counts = {role: Counts() for role in ("all", *ROLES.values())}
    for words, tags in sentences:
        gold = set(entities(tags, ROLES))
        found = set(entities(_one_sentence(words).parties, ROLES))
        for role, count in counts.items():
            got, wanted = _of(role, found), _of(role, gold)
            count.add(len(got & wanted), len(got), len(wanted))
    return {"sentences": len(sentences), "spans": {r: c.figures() for r, c in counts.items()}}


def _of(role: str, spans: set[Entity]) -> set[Entity]:
    return {s for s in spans if role in ("all", s[2])}


def run_classes(path: Path, only_held_out: bool = False) -> dict[str, Any]:
    """Accuracy and macro F1."""
    from training.corpora import kept_apart

    from detente.language.encoder import labels
    from detente.language.pipeline import load

    tokenizer = load().tokenizer
    gold, found = [], []
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        text, _, label = line.rpartition("\t")
        if not text or (only_held_out and not kept_apart(text.split())):
            continue
        if label not in labels().quads:
            raise BenchmarkError(f"{path}:{n + 1}: no class from 0 to 4 after a tab")
        words = [t.text for t in tokenizer(text) if not t.is_space]
        gold.append(label)
        found.append(labels().quads[int(np.argmax(_one_sentence(words).quads[0]))])
    if not gold:
        raise BenchmarkError(f"{path}: no sentences found")
    macro, by_class = macro_f1(gold, found)
    right = sum(g == f for g, f in zip(gold, found, strict=True))
    return {
        "sentences": len(gold),
        "accuracy": right / len(gold),
        "macro_f1": macro,
        "classes": by_class,
    }


def role_tables(result: dict[str, Any]) -> list[Table]:
    """Span F1 by role."""
    table = Table(("CAMEO roles", *PRF), notes=[f"{result['sentences']:,} sentences"])
    table.rows += [[role, *(f[c] for c in PRF)] for role, f in result["spans"].items()]
    return [table]


def class_tables(result: dict[str, Any]) -> list[Table]:
    """Macro F1, and each class's."""
    table = Table(("CAMEO class", "precision", "recall", "f1", "gold"))
    table.rows += [[kind, *figures] for kind, figures in result["classes"].items()]
    table.rows.append(["macro", None, None, result["macro_f1"], result["sentences"]])
    table.notes.append(f"accuracy {result['accuracy']:.3f}")
    return [table]
