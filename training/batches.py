"""Documents to windows to padded batches, endlessly and in a fixed random order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from detente.language.pieces import (
    CASINGS,
    CLS,
    MAX_PIECES,
    SEP,
    casing_of,
    likely_sentence_ends,
    pieces_of,
    windows,
)
from training.corpora import Document
from training.model import Batch

IGNORE = -100
MASK = 103
HIDDEN = (0.0, 0.0, 0.06, 0.12)
"""Shares of a window's words that are hidden, so that names and cues are told by their surroundings
too: without it the names of the training articles are learned by heart."""
RENAMED = (0.0, 0.3, 1.0)
"""Shares of a treebank document's proper nouns that others take the place of: the treebanks have
few of the names that news has."""
LIMITS = (64, 128, MAX_PIECES, MAX_PIECES)
"""Windows are cut at one of these, so that the model knows single sentences and pages."""


@dataclass
class Window:
    """A stretch of a document; ``labels`` are per word, with heads and pointers made relative."""

    words: list[str]
    labels: dict[str, np.ndarray]

    @property
    def size(self) -> int:
        """Word pieces, the two special ones included."""
        return 2 + sum(len(pieces_of(w)) for w in self.words)


RELATIVE = ("heads", "pointers")


def cut(doc: Document, limit: int, per_word: dict[str, np.ndarray]) -> list[Window]:
    """The windows of a document. Gold sentence starts, where there are any, are the only places
    at which a window may end."""
    if "starts" in per_word:
        starts = per_word["starts"]
        ends = [bool(s) for s in starts[1:]] + [True]
    else:
        ends = likely_sentence_ends(doc.words, doc.breaks)
    sizes = [len(pieces_of(w)) for w in doc.words]
    result = []
    for a, b in windows(
        sizes, [x and y for x, y in zip(doc.breaks, ends, strict=True)], ends, limit
    ):
        labels = {}
        for key, values in per_word.items():
            part = values[a:b].copy()
            if key in RELATIVE:
                known = part >= 0
                part[known] -= a
                part[(part < 0) | (part >= b - a)] = IGNORE
            labels[key] = part
        result.append(Window(doc.words[a:b], labels))
    return result


def collate(batch: list[Window], rng: random.Random | None = None) -> Batch:
    """Pad windows to one length. ``rng`` draws the noise of training: windows in another casing,
    words hidden behind their casing."""
    rows = []
    for w in batch:
        ids, casings, first, last = [CLS], [5], [], []
        noise = rng.random() if rng else 1.0
        hidden = rng.choice(HIDDEN) if rng else 0.0
        marks = w.labels.get("marks")
        for n, word in enumerate(w.words):
            pieces, casing = pieces_of(word), casing_of(word)
            if rng and hidden and rng.random() < hidden:
                pieces = (MASK,) * len(pieces)
            if noise < 0.03 and casing < 4:
                casing = 0
            elif noise < 0.06 and casing < 4:
                casing = 1
            elif noise < 0.08 and casing < 4:
                casing = 2
            first.append(len(ids))
            ids.extend(pieces)
            if marks is not None:
                casing += int(marks[n]) * len(CASINGS)
            casings.extend([casing] * len(pieces))
            last.append(len(ids) - 1)
        ids.append(SEP)
        casings.append(5)
        rows.append((ids[:MAX_PIECES], casings[:MAX_PIECES], first, last))
    n, m = max(len(r[0]) for r in rows), max(len(w.words) for w in batch)
    pad = lambda lists, length, fill: torch.tensor(
        [
            [min(x, n - 1) if fill == 0 else x for x in row] + [fill] * (length - len(row))
            for row in lists
        ]
    )
    pieces = torch.zeros(len(rows), n, dtype=torch.long)
    casings = torch.zeros(len(rows), n, dtype=torch.long)
    mask = torch.zeros(len(rows), n, dtype=torch.bool)
    for i, (ids, cases, _, _) in enumerate(rows):
        pieces[i, : len(ids)] = torch.tensor(ids)
        casings[i, : len(cases)] = torch.tensor(cases)
        mask[i, : len(ids)] = True
    words = torch.zeros(len(rows), m, dtype=torch.bool)
    for i, w in enumerate(batch):
        words[i, : len(w.words)] = True
    labels = {}
    for key in batch[0].labels:
        array = torch.full((len(batch), m), IGNORE, dtype=torch.long)
        for i, w in enumerate(batch):
            array[i, : len(w.words)] = torch.from_numpy(w.labels[key].astype(np.int64))
        labels[key] = array
    return Batch(
        pieces,
        casings,
        mask,
        pad([r[2] for r in rows], m, 0),
        pad([r[3] for r in rows], m, 0),
        words,
        labels,
    )


def renamed(doc: Document, names: Sequence[str], rng: random.Random) -> Document:
    """The document with a random share of its proper nouns exchanged for others, word by word."""
    share = rng.choice(RENAMED)
    if not share:
        return doc
    words = [
        rng.choice(names)
        if bundle.startswith("PROPN") and word[:1].isupper() and rng.random() < share
        else word
        for word, bundle in zip(doc.words, doc.labels["bundles"], strict=True)
    ]
    return replace(doc, words=words)


def endless(
    documents: list[Document],
    label: Callable[[Document], dict[str, np.ndarray]],
    pieces: int,
    seed: int,
    limits: tuple[int, ...] = LIMITS,
    names: Sequence[str] = (),
) -> Iterator[Batch]:
    """Batches of about ``pieces`` word pieces, pass after pass, windows of like length together.
    With ``names``, proper nouns are exchanged for them."""
    rng = random.Random(seed)
    labelled = [(d, label(d)) for d in documents]
    while True:
        pool: list[Window] = []
        order = list(range(len(labelled)))
        rng.shuffle(order)
        for i in order:
            doc, labels = labelled[i]
            if names:
                doc = renamed(doc, names, rng)
            pool.extend(cut(doc, rng.choice(limits), labels))
        rng.shuffle(pool)
        chunk = 400
        for c in range(0, len(pool), chunk):
            part = sorted(pool[c : c + chunk], key=lambda w: w.size)
            groups: list[list[Window]] = []
            current: list[Window] = []
            for w in part:
                if current and (len(current) + 1) * w.size > pieces:
                    groups.append(current)
                    current = []
                current.append(w)
            groups.append(current)
            rng.shuffle(groups)
            for group in groups:
                yield collate(group, rng)
