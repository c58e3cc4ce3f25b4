"""The training run: data folder and pretrained encoder in, checkpoint out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from detente.language.pieces import CLS, SEP, pieces_of
from training.batches import IGNORE, endless
from training.corpora import (
    Document,
    conllu,
    crossner,
    event_sentences,
    held_out,
    newswire,
    polnear_documents,
    re3d,
    stories,
)
from training.gazetteer import split_locations
from training.labels import NAME_SETS, TYPE_SETS, LabelSpace, allowed_names
from training.losses import event_loss, name_loss, parse_loss, statement_loss
from training.model import LAYERS, Batch, Encoder, Reader

ENCODER_RATE, HEAD_RATE, LAYER_DECAY, WARM_UP = 2e-4, 1e-3, 0.9, 0.05


@dataclass(frozen=True)
class Round:
    """One pass of warm-up and decay. ``peak`` scales the learning rates; ``others`` tells how the
    second batch of every step is drawn (the first is always of the treebanks)."""

    steps: int
    peak: float
    seed: int
    others: Mapping[str, float]


ROUNDS = (
    Round(2600, 1.0, 20220218, {"statements": 0.44, "names": 0.38, "events": 0.18}),
    Round(400, 0.4, 20220224, {"statements": 0.35, "names": 0.60, "events": 0.05}),
    Round(4400, 0.8, 20220304, {"statements": 0.38, "names": 0.50, "events": 0.12}),
)
"""A round on everything, a short one with more names, which had the fewest passes, and, as the loss
was still falling, a longer one from a fresh start of the rates."""
PIECES, SAVE_EVERY = 2048, 150
NAME_SHARES = {"newswire": 0.86, "crossner": 0.06, "re3d": 0.08}


def treebanks(data: Path, part: str) -> list[Document]:
    """EWT and GUM."""
    return [
        d for name in ("ud-ewt", "gum") for d in conllu(data / "language" / name / f"{part}.conllu")
    ]


@dataclass
class Tables:
    """Class sets that the losses look up."""

    names: Tensor
    types: Tensor
    name_index: dict[tuple[str, str], int]
    type_index: dict[str, int]


def tables(space: LabelSpace, names: dict[str, list[Document]]) -> Tables:
    """Rows of booleans: which of our classes each data set's own class leaves open."""
    index: dict[tuple[str, str], int] = {}
    rows: list[list[bool]] = []
    for corpus in sorted(names):
        for tag in sorted({t for d in names[corpus] for t in d.labels["names"]}):
            index[corpus, tag] = len(rows)
            allowed = allowed_names(corpus, tag)
            rows.append([t in allowed for t in space.names])
    kinds = {t: (t,) for t in space.types} | TYPE_SETS
    type_index = {k: i for i, k in enumerate(kinds)}
    type_rows = [[t in members for t in space.types] for members in kinds.values()]
    return Tables(torch.tensor(rows), torch.tensor(type_rows), index, type_index)


class Labeller:
    """Labels of documents as arrays of class numbers."""

    def __init__(self, space: LabelSpace) -> None:
        self.bundles = {b: i for i, b in enumerate(space.bundles)}
        self.xpos = {b: i for i, b in enumerate(space.xpos)}
        self.rels = {b: i for i, b in enumerate(space.rels)}
        self.roles = {b: i for i, b in enumerate(space.roles)}
        self.parties = {b: i for i, b in enumerate(space.parties)}
        self.quads = {b: i for i, b in enumerate(space.quads)}
        self.sentences = 0
        self.texts: list[list[str]] = []

    def bundle(self, name: str) -> int:
        """A rare bundle is not taught: its features would be wrong."""
        return self.bundles.get(name, self.bundles.get(f"{name.partition('|')[0]}|_", IGNORE))

    def parse(self, d: Document) -> dict[str, np.ndarray]:
        """Tree and tags; also numbers each sentence for its embedding."""
        number = np.cumsum(d.labels["starts"]) - 1 + self.sentences
        for k in range(self.sentences, int(number[-1]) + 1):
            self.texts.append([w for w, n in zip(d.words, number, strict=True) if n == k])
        self.sentences = int(number[-1]) + 1
        return {
            "starts": np.array(d.labels["starts"], dtype=int),
            "heads": np.array(d.labels["heads"]),
            "rels": np.array([self.rels.get(r, IGNORE) for r in d.labels["rels"]]),
            "bundles": np.array([self.bundle(b) for b in d.labels["bundles"]]),
            "xpos": np.array([self.xpos.get(x, IGNORE) for x in d.labels["xpos"]]),
            "sentence": number,
        }

    def statements(self, d: Document) -> dict[str, np.ndarray]:
        """Roles and pointers."""
        return {
            "roles": np.array([self.roles[r] for r in d.labels["roles"]]),
            "pointers": np.array(d.labels["pointers"]),
        }

    def names(self, corpus: str, index: dict[tuple[str, str], int]) -> Callable[[Document], dict]:
        """Rows of the class-set table."""
        return lambda d: {"names": np.array([index[corpus, t] for t in d.labels["names"]])}

    def events(self, types: dict[str, int]) -> Callable[[Document], dict[str, np.ndarray]]:
        """A text's type and class stand at its first word."""

        def label(d: Document) -> dict[str, np.ndarray]:
            n = len(d.words)
            whole = lambda v: np.full(n, v)
            parties = d.labels.get("parties")
            return {
                "type": whole(types[d.kinds["type"]] if "type" in d.kinds else IGNORE),
                "quad": whole(self.quads[d.kinds["quad"]] if "quad" in d.kinds else IGNORE),
                "parties": np.array([self.parties[p] for p in parties])
                if parties
                else whole(IGNORE),
            }

        return label


@torch.no_grad()
def embeddings(encoder: Encoder, sentences: list[list[str]]) -> Tensor:
    """The untouched encoder's embedding (mean over pieces) of each sentence."""
    encoder.eval()
    result = torch.zeros(len(sentences), 384, dtype=torch.bfloat16)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    for a in range(0, len(order), 64):
        part = order[a : a + 64]
        ids = [[CLS, *[p for w in sentences[i] for p in pieces_of(w)][:254], SEP] for i in part]
        n = max(map(len, ids))
        pieces = torch.tensor([r + [0] * (n - len(r)) for r in ids])
        mask = torch.tensor([[True] * len(r) + [False] * (n - len(r)) for r in ids])
        with torch.autocast("cpu", torch.bfloat16):
            x = encoder(pieces, torch.zeros_like(pieces), mask).float()
        mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        result[part] = mean.bfloat16()
    encoder.train()
    return result


def optimiser(
    model: Reader, steps: int, peak: float
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW, lower layers slower, linear warm-up and decay."""
    e = model.encoder
    low = ENCODER_RATE * LAYER_DECAY**LAYERS
    groups: list[dict] = [
        {"params": [p for m in model.heads() for p in m.parameters()], "lr": HEAD_RATE},
        {
            "params": [*e.pieces.parameters(), *e.positions.parameters(), *e.norm.parameters()],
            "lr": low,
        },
        {"params": [*e.casings.parameters()], "lr": HEAD_RATE},
    ]
    for i, layer in enumerate(e.layers):
        rate = ENCODER_RATE * LAYER_DECAY ** (LAYERS - 1 - i)
        groups.append({"params": [*layer.parameters()], "lr": rate})
    opt = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    warm = WARM_UP * steps
    slope = lambda s: peak * min((s + 1) / warm, max(0.01, (steps - s) / (steps - warm)))
    return opt, torch.optim.lr_scheduler.LambdaLR(opt, slope)


@dataclass
class Materials:
    """All that the rounds learn from, loaded once."""

    space: LabelSpace
    labeller: Labeller
    tables: Tables
    trees: list[Document]
    reports: list[Document]
    names: dict[str, list[Document]]
    events: list[Document]
    tales: list[Document]
    targets: Tensor

    @classmethod
    def load(cls, data: Path, base: Path, say: Callable[[str], None]) -> Materials:
        """Read the data folder; embed the treebanks' sentences with the untouched encoder."""
        trees = treebanks(data, "train")
        count = lambda key: Counter(x for d in trees for x in d.labels[key])
        space = LabelSpace.of(count("bundles"), count("xpos"), count("rels"))
        wire = newswire(data / "names/worldwide-newswire")
        names = {
            "newswire": [d for d in wire if not held_out(d.name)],
            "crossner": list(crossner(data / "names/crossner-politics/train.txt")),
            "re3d": list(re3d(data / "names/re3d")),
        }
        assert set(names) == set(NAME_SETS)
        split_locations(names["newswire"], data)
        labeller = Labeller(space)
        for d in trees:
            labeller.parse(d)
        say(f"embedding {len(labeller.texts)} sentences")
        encoder = Encoder.pretrained(base / "model.safetensors")
        targets = embeddings(encoder, labeller.texts)
        labeller.sentences = 0  # the streams number them again, in the same order
        return cls(
            space,
            labeller,
            tables(space, names),
            trees,
            list(polnear_documents(data / "statements/polnear/train")),
            names,
            [d for d in event_sentences(data / "events") if not held_out(d.name, 12)],
            [d for d in stories(data / "events") if not held_out(d.name, 12)],
            targets,
        )

    def treebank_stream(self, seed: int) -> Iterator[Batch]:
        """The first batch of every step."""
        self.labeller.sentences = 0
        return endless(self.trees, self.labeller.parse, PIECES * 7 // 8, seed)

    def streams(self, seed: int) -> dict[str, list[tuple[float, Iterator[Batch]]]]:
        """The second batch of every step: kind -> shares and streams."""
        label, tables_ = self.labeller, self.tables
        more, events = PIECES * 9 // 8, label.events(tables_.type_index)
        return {
            "statements": [
                (1.0, endless(self.reports, label.statements, more, seed, (128, 256, 256, 256)))
            ],
            "names": [
                (share, endless(self.names[c], label.names(c, tables_.name_index), more, seed))
                for c, share in NAME_SHARES.items()
            ],
            "events": [
                (0.75, endless(self.events, events, PIECES // 2, seed)),
                (0.25, endless(self.tales, events, PIECES // 2, seed)),
            ],
        }


def loss_of(kind: str, model: Reader, batch: Batch, m: Materials) -> Tensor:
    """The loss of one batch."""
    with torch.autocast("cpu", torch.bfloat16):
        x = model.words(batch)
        if kind == "parse":
            return parse_loss(model, x, batch, m.targets)
        if kind == "statements":
            return statement_loss(model, x, batch)
        if kind == "names":
            return name_loss(model, x, batch, m.tables.names)
        return event_loss(model, x, batch, m.tables.types)


def run(round_: Round, model: Reader, m: Materials, out: Path, say: Callable[[str], None]) -> None:
    """One round; writes ``reader.pt`` into ``out`` every ``SAVE_EVERY`` steps and at its end."""
    torch.manual_seed(round_.seed)
    opt, schedule = optimiser(model, round_.steps, round_.peak)
    trees, streams = m.treebank_stream(round_.seed), m.streams(round_.seed)
    rng = np.random.default_rng(round_.seed)
    model.train()
    begun, seen = time.time(), 0
    means: dict[str, float] = {}
    for step in range(round_.steps):
        kind = str(rng.choice(list(round_.others), p=list(round_.others.values())))
        choices = streams[kind]
        stream = choices[rng.choice(len(choices), p=[share for share, _ in choices])][1]
        for name, batch in (("parse", next(trees)), (kind, next(stream))):
            loss = loss_of(name, model, batch, m)
            loss.backward()
            seen += batch.pieces.numel()
            means[name] = 0.98 * means.get(name, loss.item()) + 0.02 * loss.item()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        schedule.step()
        opt.zero_grad(set_to_none=True)
        if step % 25 == 24:
            took = time.time() - begun
            losses = " ".join(f"{k} {v:.3f}" for k, v in sorted(means.items()))
            left = took / (step + 1) * (round_.steps - step - 1) / 60
            say(f"{step + 1}/{round_.steps} {losses} | {seen / took:.0f} pieces/s, {left:.0f} min")
        if step % SAVE_EVERY == SAVE_EVERY - 1 or step == round_.steps - 1:
            torch.save(model.state_dict(), out / "reader.tmp")
            (out / "reader.tmp").replace(out / "reader.pt")


def train(data: Path, base: Path, out: Path, say: Callable[[str], None]) -> None:
    """All rounds: data folder and pretrained encoder in, ``reader.pt`` and ``labels.json`` in
    ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    materials = Materials.load(data, base, say)
    materials.space.save(out / "labels.json")
    model = Reader(Encoder.pretrained(base / "model.safetensors"), materials.space)
    for round_ in ROUNDS:
        say(f"round of {round_.steps} steps")
        run(round_, model, materials, out, say)
