"""The training run: data folder and pretrained encoder in, checkpoint out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
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
    kept_apart,
    newswire,
    polnear_documents,
    re3d,
    stories,
    text_key,
)
from training.gazetteer import split_locations
from training.labels import NAME_SETS, TYPE_SETS, LabelSpace, allowed_names
from training.losses import event_loss, name_loss, pair_loss, parse_loss, statement_loss
from training.model import LAYERS, Batch, Encoder, Reader
from training.pairs import pair_documents
from training.silver import sample, with_trees

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
    Round(1000, 0.6, 20221125, {"statements": 0.22, "names": 0.26, "events": 0.20, "pairs": 0.32}),
)
"""A round on everything, a short one with more names, which had the fewest passes, and, as the loss
was still falling, a longer one from a fresh start of the rates. The last came with the pairs, the
teacher's trees, exchanged names and hidden words; the shipped weights had the first three rounds
without these."""
TEACHER = Round(1500, 1.2, 7, {})
SILVER_WORDS = {"newswire": 100_000, "reports": 90_000}
"""Words of the teacher's trees on news; what is there about events is taken whole."""
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

    def pairs(self, types: dict[str, int]) -> Callable[[Document], dict[str, np.ndarray]]:
        """Marks, and the type of the pair at every word."""
        return lambda d: {
            "marks": np.array(d.labels["marks"]),
            "type": np.full(len(d.words), types[d.kinds["type"]]),
        }


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
    pairs: list[Document]
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
            [d for d in event_sentences(data / "events") if not kept_apart(d.words)],
            [d for d in stories(data / "events") if not kept_apart(d.words)],
            [d for d in pair_documents(data) if not kept_apart(d.words)],
            targets,
        )

    def add_silver(self, teacher: Reader, base: Path, say: Callable[[str], None]) -> None:
        """Put the teacher's trees on news beside the treebanks'."""
        about_events = {text_key(d.words): d for d in (*self.events, *self.pairs)}
        news = [
            *sample(self.names["newswire"], SILVER_WORDS["newswire"], TEACHER.seed),
            *sample(self.reports, SILVER_WORDS["reports"], TEACHER.seed),
            *about_events.values(),
        ]
        silver = with_trees(teacher, self.space, news)
        self.labeller.sentences = len(self.labeller.texts)
        known = len(self.labeller.texts)
        for d in silver:
            self.labeller.parse(d)
        fresh = self.labeller.texts[known:]
        say(f"silver: {sum(len(d.words) for d in silver)} words, {len(fresh)} sentences")
        more = embeddings(Encoder.pretrained(base / "model.safetensors"), fresh)
        self.targets = torch.cat([self.targets, more])
        self.trees = [*self.trees, *silver]
        self.labeller.sentences = 0

    def treebank_stream(self, seed: int) -> Iterator[Batch]:
        """The first batch of every step."""
        self.labeller.sentences = 0
        return endless(
            self.trees, self.labeller.parse, PIECES * 7 // 8, seed, names=self.proper_nouns
        )

    @cached_property
    def proper_nouns(self) -> list[str]:
        """The words of the newswire's persons and places, each as often as it stands there."""
        return [
            word
            for d in self.names["newswire"]
            for word, tag in zip(d.words, d.labels["names"], strict=True)
            if tag[2:] in ("Person", "Polity", "Location") and word[:1].isupper()
        ]

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
            "pairs": [(1.0, endless(self.pairs, label.pairs(tables_.type_index), PIECES, seed))],
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
        if kind == "pairs":
            return pair_loss(model, x, batch, m.tables.types)
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


def teach(m: Materials, base: Path, out: Path, say: Callable[[str], None]) -> Reader:
    """A model taught nothing but the treebanks: ``teacher.pt`` in ``out``, made if it is not
    there."""
    model = Reader(Encoder.pretrained(base / "model.safetensors"), m.space)
    kept = out / "teacher.pt"
    if kept.exists():
        model.load_state_dict(torch.load(kept, map_location="cpu", weights_only=True))
        return model
    torch.manual_seed(TEACHER.seed)
    opt, schedule = optimiser(model, TEACHER.steps, TEACHER.peak)
    stream = m.treebank_stream(TEACHER.seed)
    model.train()
    for step in range(TEACHER.steps):
        loss = loss_of("parse", model, next(stream), m)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        schedule.step()
        opt.zero_grad(set_to_none=True)
        if step % 100 == 99:
            say(f"teacher {step + 1}/{TEACHER.steps} {loss.item():.3f}")
    torch.save(model.state_dict(), kept)
    return model


def train(
    data: Path,
    base: Path,
    out: Path,
    say: Callable[[str], None],
    done: int = 0,
    state: Mapping[str, Tensor] | None = None,
) -> None:
    """All rounds: data folder and pretrained encoder in, ``reader.pt`` and ``labels.json`` in
    ``out``. ``done`` rounds are left out, with the model's ``state`` after them; heads that the
    state lacks start anew."""
    out.mkdir(parents=True, exist_ok=True)
    materials = Materials.load(data, base, say)
    materials.space.save(out / "labels.json")
    materials.add_silver(teach(materials, base, out, say), base, say)
    model = Reader(Encoder.pretrained(base / "model.safetensors"), materials.space)
    if state is not None:
        fresh = model.load_state_dict(state, strict=False).missing_keys
        say(f"going on after round {done}; new: {', '.join(fresh) or 'nothing'}")
    for round_ in ROUNDS[done:]:
        say(f"round of {round_.steps} steps")
        run(round_, model, materials, out, say)
