"""The shipped model's weights as a checkpoint, to train on from where no checkpoint was kept.

Weights come back from 8 bits rounded to their scale's steps (about 0.2 LAS), which further training
mends.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from detente.language.pieces import CASINGS, MARKS
from training.graph import HEAD_NAMES, LAYERS, PARTS

Array = np.ndarray
BIASES_IN_PRODUCT = ("qkv", "out", "up", "down")


def _weights(path: Path) -> dict[str, Array]:
    return {w.name: numpy_helper.to_array(w) for w in onnx.load(path).graph.initializer}


def _product(w: dict[str, Array], name: str) -> Array:
    """A matrix as it was before quantisation, [out, in]."""
    return (w[name].astype(np.float32) * w[f"{name}.scale"]).T


def _encoder(w: dict[str, Array]) -> dict[str, Array]:
    state = {
        "encoder.pieces.weight": w["pieces_table"].astype(np.float32) * w["pieces_scale"],
        "encoder.positions.weight": w["positions_table"],
        "encoder.casings.weight": _casings(w["casings_table"]),
        "encoder.norm.weight": w["embed_norm"],
        "encoder.norm.bias": w["embed_bias"],
    }
    for i in range(LAYERS):
        p = f"encoder.layers.{i}."
        for name in BIASES_IN_PRODUCT:
            state[f"{p}{name}.weight"] = _product(w, f"{p}{name}.weight")
            state[f"{p}{name}.bias"] = w[f"{p}{name}.weight.bias"]
        for name in ("norm1", "norm2"):
            for kind in ("weight", "bias"):
                state[f"{p}{name}.{kind}"] = w[f"{p}{name}.{kind}"]
    return state


def _casings(table: Array) -> Array:
    """A table of casings from before words could be marked serves every mark alike."""
    return np.tile(table, (len(MARKS), 1)) if len(table) == len(CASINGS) else table


def shipped_state(package: Path) -> dict[str, Tensor]:
    """The state of ``training.model.Reader`` from ``reader.onnx`` and ``after.onnx``; what the
    files do not hold (heads that came later) is left out."""
    w, after = _weights(package / "reader.onnx"), _weights(package / "after.onnx")
    state = _encoder(w)
    wide, bias, at = _product(w, "heads"), w["heads.bias"], 0
    for part, size in zip(PARTS, w["sizes"].tolist(), strict=True):
        name = HEAD_NAMES.get(part, part)
        state[f"{name}.weight"] = wide[at : at + size]
        state[f"{name}.bias"] = bias[at : at + size]
        at += size
    del state["rels.head.bias"]  # the head's half of a relation has none
    for name in ("arcs", "pointers"):
        state[f"{name}.weight.weight"] = _product(w, f"{name}.weight")
        state[f"{name}.bias.weight"] = w[f"{name}.bias"].T
    for name in ("rels.out", "sentence"):
        state[f"{name}.weight"], state[f"{name}.bias"] = after[name].T, after[f"{name}.bias"]
    return {k: torch.from_numpy(np.array(v, np.float32)) for k, v in state.items()}
