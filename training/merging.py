"""``python -m training.merging DATA``: write the model that tells which words of several reports
are of the same happening, from the training topics of ECB+ in a folder laid out as ``shared/data``.

It also writes the mean vector of words that tell events and of their sentences, which merging of
records takes away before it compares (``centre.npy``).

The second model is taught with the first one's answers on topics that it was not taught. The
threshold is the best of a few on the development topics. Two minutes of one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Hashable, Sequence
from pathlib import Path

import numpy as np
from benchmarks.coreference import score
from numpy.typing import NDArray

from detente.casefile.merge.happenings import documents, model
from detente.casefile.merge.happenings.groups import (
    Subject,
    group_subject,
    pair_features,
    read_subjects,
)
from detente.casefile.merge.happenings.mentions import Reader
from detente.casefile.merge.happenings.model import PARTS, Linear, Model
from detente.casefile.merge.happenings.pairs import together_features
from detente.casefile.merge.meaning import CENTRE
from training.ecbplus import DEVELOPMENT, TRAINING, Article, articles

SOURCE = (
    "Trained by training/merging.py on the training topics of ECB+ 1.0 (Cybulska & Vossen, 2014;"
    " annotation CC BY 3.0)"
)
FOLDS = 5
L2 = 10.0
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
Matrix = NDArray[np.float64]


class Topic:
    """A topic read: its subject and which happening each mention is of."""

    def __init__(self, found: Sequence[Article]) -> None:
        told = [(a.id, m.start, m.end) for a in found for m in a.mentions]
        gold = [m.happening for a in found for m in a.mentions]
        subjects = read_subjects({a.id: a.text for a in found}, told)
        self.subjects = subjects
        self.gold = [[gold[place] for place in s.places] for s in subjects]

    def same(self) -> list[NDArray[np.bool_]]:
        """For each subject whether two mentions are the same, in the order of the features."""
        return [
            np.array([g[i] == g[j] for i in range(len(g)) for j in range(i)], bool)
            for g in self.gold
        ]


def topics(folder: Path, wanted: frozenset[int]) -> list[Topic]:
    """The topics that are there."""
    found = ([*articles(folder, [number])] for number in sorted(wanted))
    return [Topic(each) for each in found if any(a.mentions for a in each)]


def fit(names: Sequence[str], features: NDArray[np.float32], right: NDArray[np.bool_]) -> Linear:
    """A logistic regression by Newton's method, with a small ridge."""
    means, scales = features.mean(axis=0, dtype=np.float64), features.std(axis=0, dtype=np.float64)
    scales += 1e-6
    table = np.clip((features - means) / scales, -model.WIDEST, model.WIDEST)
    table = np.concatenate([table, np.ones((len(table), 1))], axis=1)
    weights, ridge = np.zeros(table.shape[1]), np.full(table.shape[1], L2)
    ridge[-1] = 1e-6
    for _ in range(20):
        likely = model.logistic(table @ weights)
        curve = (table * (likely * (1 - likely) + 1e-9)[:, None]).T @ table + np.diag(ridge)
        step = np.linalg.solve(curve, table.T @ (right - likely) - ridge * weights)
        weights += step
        if np.abs(step).max() < 1e-6:
            break

    def rounded(values: Matrix) -> tuple[float, ...]:
        return tuple(float(f"{v:.5g}") for v in values)

    return Linear(
        tuple(names), rounded(means), rounded(scales), rounded(weights[:-1]),
        float(f"{weights[-1]:.5g}"),
    )  # fmt: skip


def fit_documents(found: Sequence[Topic]) -> Linear:
    """Whether two documents tell of a happening in common."""
    rows, right = [], []
    for topic in found:
        for subject, gold in zip(topic.subjects, topic.gold, strict=True):
            numbers = list(dict.fromkeys(t.document for t in subject.told))
            has = [
                {g for g, t in zip(gold, subject.told, strict=True) if t.document == number}
                for number in numbers
            ]
            table = documents.likeness(subject.texts)
            for i in range(len(has)):
                for j in range(i):
                    rows.append(table[i, j])
                    right.append(bool(has[i] & has[j]))
    return fit(PARTS["documents"], np.array(rows, np.float32), np.array(right))


def train(found: Sequence[Topic]) -> Model:
    """The three models; the threshold is still to be chosen."""
    alike = fit_documents(found)
    told = [[pair_features(s, alike)[0] for s in topic.subjects] for topic in found]
    right = [topic.same() for topic in found]
    names = PARTS["words"]
    words = fit(names, _rows(told), _rows(right))
    both: list[list[NDArray[np.float32]]] = [[] for _ in found]
    for fold in range(FOLDS):
        own = [n for n in range(len(found)) if n % FOLDS == fold]
        others = [n for n in range(len(found)) if n % FOLDS != fold]
        part = fit(names, _rows([told[n] for n in others]), _rows([right[n] for n in others]))
        for n in own:
            both[n] = [
                _with_together(s, f, part) for s, f in zip(found[n].subjects, told[n], strict=True)
            ]
    together = fit(PARTS["together"], _rows(both), _rows(right))
    return Model(alike, words, together, 0.5, SOURCE)


def centre(folder: Path) -> NDArray[np.float16]:
    """The mean of the vectors of mentions and of their sentences (768), on the training topics."""
    from detente.language.pipeline import load

    found = [a for a in articles(folder, TRAINING) if a.mentions]
    rows = []
    for article, doc in zip(found, load().pipe(a.text for a in found), strict=True):
        reader = Reader(doc, 0)
        rows += [np.concatenate(reader.vectors_at(m.start, m.end)) for m in article.mentions]
    mean: Matrix = np.stack(rows).astype(np.float64).mean(axis=0)
    return mean.astype(np.float16)


def _with_together(
    subject: Subject, features: NDArray[np.float32], words: Linear
) -> NDArray[np.float32]:
    n = len(subject.told)
    pairs = np.array([(i, j) for i in range(n) for j in range(i)], np.int64).reshape(-1, 2)
    extra = together_features(subject.told, pairs, words.probabilities(features))
    return np.concatenate([features, extra], axis=1)


def _rows(tables: Sequence[Sequence[NDArray]]) -> NDArray:
    return np.concatenate([each for table in tables for each in table])


def conll(found: Sequence[Topic], trained: Model) -> float:
    """The CoNLL score of a model."""
    gold: dict[Hashable, Hashable] = {}
    own: dict[Hashable, Hashable] = {}
    for number, topic in enumerate(found):
        for part, (subject, right) in enumerate(zip(topic.subjects, topic.gold, strict=True)):
            groups = group_subject(subject, trained)
            for place, (g, o) in enumerate(zip(right, groups, strict=True)):
                gold[number, part, place] = number, g
                own[number, part, place] = number, part, o
    return score(gold, own)["conll"]["f1"]


def main() -> int:
    """Train, choose, write."""
    parser = argparse.ArgumentParser(prog="python -m training.merging", description=__doc__)
    parser.add_argument("data", type=Path, help="folder laid out as shared/data")
    folder = parser.parse_args().data / "events/ecbplus"
    trained = train(topics(folder, TRAINING))
    apart = topics(folder, DEVELOPMENT)
    tried = []
    for threshold in THRESHOLDS:
        one = Model(trained.documents, trained.words, trained.together, threshold, SOURCE)
        tried.append((conll(apart, one), one))
        print(f"threshold {threshold}: CoNLL F1 {tried[-1][0]:.4f} on the development topics")
    best = max(tried, key=lambda each: each[0])[1]
    model.FILE.write_text(model.written(best), "utf-8")
    np.save(CENTRE, centre(folder))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
