"""The reading model in PyTorch: one MiniLM encoder, cased through its token types, light heads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from detente.language.pieces import CASINGS, MARKS
from training.labels import LabelSpace

WIDTH, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
ARC, RELATION, POINTER, PAIR = 256, 192, 128, 256
DROPOUT, HEAD_DROPOUT = 0.1, 0.33


class MaskPool:
    """Dropout masks cut from one pool of random bits: drawing fresh ones costs a CPU a fifth of
    the whole step."""

    SIZE = 1 << 24

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.pool: Tensor | None = None

    def __call__(self, x: Tensor, training: bool) -> Tensor:
        """``x`` with elements set to zero at the pool's rate, the others scaled up."""
        if not training:
            return x
        if self.pool is None:
            self.pool = (torch.rand(self.SIZE) >= self.rate).to(torch.bfloat16) / (1 - self.rate)
        offset = int(torch.randint(self.SIZE - x.numel(), (1,)))
        return x * self.pool[offset : offset + x.numel()].view(x.shape)


drop = MaskPool(DROPOUT)
drop_head = MaskPool(HEAD_DROPOUT)


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x``: batch, pieces, width; ``mask``: batch, 1, 1, pieces, true where a piece is."""
        b, n, _ = x.shape
        q, k, v = (
            part.view(b, n, ATTENTION_HEADS, -1).transpose(1, 2)
            for part in self.qkv(x).chunk(3, dim=-1)
        )
        # Written out: on a CPU the backward pass of PyTorch's fused attention takes thrice as long.
        scores = (q * (WIDTH // ATTENTION_HEADS) ** -0.5) @ k.transpose(-1, -2)
        bias = torch.zeros(mask.shape, dtype=scores.dtype).masked_fill_(~mask, -1e4)
        a = (scores + bias).softmax(-1).to(v.dtype) @ v
        a = self.out(a.transpose(1, 2).reshape(b, n, WIDTH))
        x = self.norm1(x + drop(a, self.training))
        f = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + drop(f, self.training))


class Encoder(nn.Module):
    """all-MiniLM-L6-v2's encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.casings = nn.Embedding(len(CASINGS) * len(MARKS), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, casings: Tensor, mask: Tensor) -> Tensor:
        """Batch, pieces -> batch, pieces, width."""
        where = torch.arange(pieces.shape[1])
        x = self.pieces(pieces) + self.positions(where) + self.casings(casings)
        x = drop(self.norm(x), self.training)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return x

    @classmethod
    def pretrained(cls, path: Path) -> Encoder:
        """From the published ``model.safetensors``; the casings start as its first token type."""
        w = load_file(path)
        own = cls()
        state = {
            "pieces.weight": w["embeddings.word_embeddings.weight"],
            "positions.weight": w["embeddings.position_embeddings.weight"],
            "casings.weight": w["embeddings.token_type_embeddings.weight"][:1].repeat(
                len(CASINGS) * len(MARKS), 1
            ),
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
        }
        for i in range(LAYERS):
            theirs, ours = f"encoder.layer.{i}.", f"layers.{i}."
            for kind in ("weight", "bias"):
                state[f"{ours}qkv.{kind}"] = torch.cat(
                    [w[f"{theirs}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
                )
                for name, other in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    state[f"{ours}{name}.{kind}"] = w[f"{theirs}{other}.{kind}"]
        own.load_state_dict(state)
        return own


class Biaffine(nn.Module):
    """Scores of every word as the head of every other."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.dependent = nn.Linear(WIDTH, width)
        self.head = nn.Linear(WIDTH, width)
        self.weight = nn.Linear(width, width, bias=False)
        self.bias = nn.Linear(width, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Batch, words, width -> batch, dependents, heads."""
        d = drop_head(functional.relu(self.dependent(x)), self.training)
        h = drop_head(functional.relu(self.head(x)), self.training)
        return self.weight(d) @ h.transpose(1, 2) + self.bias(h).transpose(1, 2)


class Relation(nn.Module):
    """The relation of a word to a given head."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.dependent = nn.Linear(WIDTH, RELATION)
        self.head = nn.Linear(WIDTH, RELATION, bias=False)
        self.out = nn.Linear(RELATION, labels)

    def forward(self, x: Tensor, heads: Tensor) -> Tensor:
        """``heads``: batch, words: the index of each word's head."""
        chosen = self.head(x).gather(1, heads[:, :, None].expand(-1, -1, RELATION))
        hidden = functional.relu(self.dependent(x) + chosen)
        return self.out(drop_head(hidden, self.training))


class Pair(nn.Module):
    """What the source does to the target: from the mean vectors of both and of what the words
    between and around them say."""

    def __init__(self, types: int) -> None:
        super().__init__()
        self.weights = nn.Linear(WIDTH, 1)
        self.hidden = nn.Linear(3 * WIDTH, PAIR)
        self.out = nn.Linear(PAIR, types)

    def forward(self, x: Tensor, words: Tensor, marks: Tensor) -> Tensor:
        """``x``: batch, words, width; ``words``: true where a word is; ``marks``: an index into
        ``MARKS`` a word."""
        weights = self.weights(x).masked_fill(~words[:, :, None], -1e4).softmax(1)
        parts = [(weights * x).sum(1)]
        for mark in (1, 2):
            own = (marks == mark)[:, :, None].to(x.dtype)
            parts.append((own * x).sum(1) / own.sum(1).clamp(min=1))
        hidden = functional.gelu(self.hidden(torch.cat(parts, dim=1)))
        return self.out(drop_head(hidden, self.training))


@dataclass
class Batch:
    """Padded arrays of some windows; a word's label is -100 where there is none."""

    pieces: Tensor
    casings: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    words: Tensor  # true where a word is
    labels: dict[str, Tensor]


class Reader(nn.Module):
    """The encoder and its heads."""

    def __init__(self, encoder: Encoder, space: LabelSpace) -> None:
        super().__init__()
        self.encoder = encoder
        self.bundles = nn.Linear(WIDTH, len(space.bundles))
        self.xpos = nn.Linear(WIDTH, len(space.xpos))
        self.starts = nn.Linear(WIDTH, 1)
        self.arcs = Biaffine(ARC)
        self.rels = Relation(len(space.rels))
        self.names = nn.Linear(WIDTH, len(space.names))
        self.roles = nn.Linear(WIDTH, len(space.roles))
        self.pointers = Biaffine(POINTER)
        self.parties = nn.Linear(WIDTH, len(space.parties))
        self.weights = nn.Linear(WIDTH, 2)
        self.types = nn.Linear(WIDTH, len(space.types))
        self.quads = nn.Linear(WIDTH, len(space.quads))
        self.pair = Pair(len(space.types))
        self.sentence = nn.Linear(WIDTH, WIDTH)
        with torch.no_grad():
            self.sentence.weight.copy_(torch.eye(WIDTH))
            self.sentence.bias.zero_()

    def words(self, batch: Batch) -> Tensor:
        """Batch, words, width: the mean of each word's first and last piece."""
        x = self.encoder(batch.pieces, batch.casings, batch.mask)
        take = lambda i: x.gather(1, i[:, :, None].expand(-1, -1, WIDTH))
        return (take(batch.first) + take(batch.last)) * 0.5

    def heads(self) -> list[nn.Module]:
        """Everything but the encoder."""
        return [m for n, m in self.named_children() if n != "encoder"]
