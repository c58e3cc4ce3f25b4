"""A checkpoint to the files that the package ships: ONNX graphs and label sets."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch

from training.graph import after, pair, reader

FILES = ("reader.onnx", "after.onnx", "pair.onnx", "labels.json")


def weights_of(checkpoint: Path) -> dict[str, np.ndarray]:
    """The checkpoint's tensors as float32 arrays."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    return {k: v.float().numpy() for k, v in state.items()}


def export(checkpoints: Path, package: Path, *, quantise: bool = True) -> str:
    """Write ``FILES`` into the package's model folder; gives the model's version: the first letters
    of the hash of the files."""
    package.mkdir(parents=True, exist_ok=True)
    w = weights_of(checkpoints / "reader.pt")
    onnx.save(reader(w, small=quantise), package / "reader.onnx")
    onnx.save(after(w), package / "after.onnx")
    onnx.save(pair(w), package / "pair.onnx")
    shutil.copy(checkpoints / "labels.json", package / "labels.json")
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((package / name).read_bytes())
    version = digest.hexdigest()[:12]
    (package / "version.json").write_text(json.dumps({"model": version}) + "\n", "utf-8")
    return version
