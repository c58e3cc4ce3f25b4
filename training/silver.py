"""Trees for texts that have none: news as a parser reads it that was taught only treebanks.

Heads that are only taught on treebanks drift on the inputs of the other tasks: a model taught the
types of events in "X met Y on Monday." took "met" for a preposition and the full stop for a verb,
since no treebank batch ever showed it such sentences. A teacher that never saw the other tasks does
not; what it is sure of is taught beside the treebanks.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import numpy as np
import torch

from training.batches import IGNORE, Window, collate, cut
from training.corpora import Document
from training.labels import LabelSpace
from training.model import Reader

SURE = 0.7
"""A label counts where the teacher gives it at least this probability."""
WINDOWS = 32
"""Windows that the teacher reads at once."""


def sample(documents: Sequence[Document], words: int, seed: int) -> list[Document]:
    """Documents in a random order until they have about so many words."""
    order = list(documents)
    random.Random(seed).shuffle(order)
    result, so_far = [], 0
    for d in order:
        if so_far >= words:
            break
        result.append(d)
        so_far += len(d.words)
    return result


@torch.no_grad()
def with_trees(teacher: Reader, space: LabelSpace, documents: Iterable[Document]) -> list[Document]:
    """Each window of the documents as a document with the teacher's trees and tags; what it is not
    sure of has no label."""
    teacher.eval()
    pool = [w for d in documents for w in cut(d, 256, {"breaks": np.array(d.breaks)})]
    pool.sort(key=lambda w: (w.size, w.words))
    result = []
    for a in range(0, len(pool), WINDOWS):
        result += _read(teacher, space, pool[a : a + WINDOWS])
    teacher.train()
    return result


def _read(teacher: Reader, space: LabelSpace, pool: list[Window]) -> list[Document]:
    batch = collate(pool)
    with torch.autocast("cpu", torch.bfloat16):
        x = teacher.words(batch)
        begins = teacher.starts(x).squeeze(-1).float() > 0
        arcs, tags = teacher.arcs(x).float(), teacher.bundles(x).float()
        xpos = teacher.xpos(x).float()
    breaks = batch.labels["breaks"] == 1
    begins[:, 1:] |= breaks[:, :-1]
    begins[:, 0] = True
    sentence = begins.long().cumsum(1)
    same = (sentence[:, :, None] == sentence[:, None, :]) & batch.words[:, None, :]
    sure_heads, heads = arcs.masked_fill(~same, -1e4).softmax(-1).max(-1)
    with torch.autocast("cpu", torch.bfloat16):
        rels = teacher.rels(x, heads).float()
    columns = [(s.softmax(-1).max(-1)) for s in (rels, tags, xpos)]
    result = []
    for row, w in enumerate(pool):
        n = len(w.words)
        named = [
            [
                classes[c] if p >= SURE else ""
                for p, c in zip(share[row, :n].tolist(), best[row, :n].tolist(), strict=True)
            ]
            for (share, best), classes in zip(
                columns, (space.rels, space.bundles, space.xpos), strict=True
            )
        ]
        pointed = [
            h if p >= SURE else IGNORE
            for p, h in zip(sure_heads[row, :n].tolist(), heads[row, :n].tolist(), strict=True)
        ]
        labels = {
            "starts": begins[row, :n].tolist(),
            "heads": pointed,
            "rels": [r if h >= 0 else "" for r, h in zip(named[0], pointed, strict=True)],
            "bundles": named[1],
            "xpos": named[2],
        }
        result.append(
            Document(f"silver-{row}", w.words, w.labels["breaks"].astype(bool).tolist(), labels)
        )
    return result
