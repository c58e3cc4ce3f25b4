"""What each kind of batch teaches."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import IGNORE
from training.model import Batch, Reader


def _tags(logits: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(
        logits.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE
    )


def _points(scores: Tensor, gold: Tensor, allowed: Tensor) -> Tensor:
    """Cross-entropy of each word's head among the allowed words."""
    scores = scores.float().masked_fill(~allowed, -1e4)
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)


def _among(logits: Tensor, sets: Tensor) -> Tensor:
    """-log of the probability of the allowed classes (rows of booleans)."""
    logits = logits.float()
    inside = logits.masked_fill(~sets, -1e4)
    return (logits.logsumexp(-1) - inside.logsumexp(-1)).mean()


def parse_loss(model: Reader, x: Tensor, batch: Batch, targets: Tensor) -> Tensor:
    """Tree, tags, sentence starts, and the sentence embedding of the untouched encoder."""
    gold = batch.labels
    sentence = gold["sentence"]
    same = (sentence[:, :, None] == sentence[:, None, :]) & batch.words[:, None, :]
    loss = _points(model.arcs(x), gold["heads"], same)
    heads = gold["heads"].clamp(min=0)
    loss = loss + _tags(model.rels(x, heads), gold["rels"])
    loss = loss + 0.5 * _tags(model.bundles(x), gold["bundles"])
    loss = loss + 0.3 * _tags(model.xpos(x), gold["xpos"])
    starts = model.starts(x).squeeze(-1).float()[batch.words]
    truth = gold["starts"][batch.words].float()
    loss = loss + 0.3 * functional.binary_cross_entropy_with_logits(starts, truth)
    ids, inverse = sentence[batch.words].unique(return_inverse=True)
    vectors = x[batch.words].float()
    sums = torch.zeros(len(ids), x.shape[-1]).index_add(0, inverse, vectors)
    counts = torch.zeros(len(ids)).index_add(0, inverse, torch.ones(len(inverse)))
    mine = model.sentence(sums / counts[:, None])
    return loss + 0.5 * (1 - functional.cosine_similarity(mine, targets[ids].float())).mean()


def name_loss(model: Reader, x: Tensor, batch: Batch, sets: Tensor) -> Tensor:
    """Names, where a data set's class leaves several of our labels open."""
    coarse = batch.labels["names"][batch.words]
    return 1.5 * _among(model.names(x)[batch.words], sets[coarse])


def statement_loss(model: Reader, x: Tensor, batch: Batch) -> Tensor:
    """Roles, and for each word of a relation the relation's anchor."""
    n = batch.words.shape[1]
    allowed = batch.words[:, None, :].expand(-1, n, -1)
    loss = 1.5 * _tags(model.roles(x), batch.labels["roles"])
    if (batch.labels["pointers"] >= 0).any():
        loss = loss + 0.7 * _points(model.pointers(x), batch.labels["pointers"], allowed)
    return loss


def event_loss(model: Reader, x: Tensor, batch: Batch, sets: Tensor) -> Tensor:
    """The type and class of a text through learned word weights, and the parties in it."""
    weights = model.weights(x).float().masked_fill(~batch.words[:, :, None], -1e4).softmax(1)
    loss = torch.zeros(())
    kinds = batch.labels["type"][:, 0]
    known = kinds >= 0
    if known.any():
        logits = (weights[:, :, :1] * model.types(x).float()).sum(1)[known]
        loss = loss + _among(logits, sets[kinds[known]])
    quads = batch.labels["quad"][:, 0]
    known = quads >= 0
    if known.any():
        logits = (weights[:, :, 1:] * model.quads(x).float()).sum(1)[known]
        loss = loss + functional.cross_entropy(logits, quads[known])
    if (batch.labels["parties"] >= 0).any():
        loss = loss + _tags(model.parties(x), batch.labels["parties"])
    return loss


def pair_loss(model: Reader, x: Tensor, batch: Batch, sets: Tensor) -> Tensor:
    """What the marked source does to the marked target."""
    logits = model.pair(x, batch.words, batch.labels["marks"])
    return _among(logits, sets[batch.labels["type"][:, 0]])
