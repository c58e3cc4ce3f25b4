"""The shipped model: one ONNX session, loaded once, read window by window."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError, damaged
from detente.language.pieces import CASINGS, CLS, MODEL_FOLDER, SEP, casing_of, pieces_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Array = NDArray[np.float32]

OUTPUTS = (
    "words", "bundles", "xpos", "starts", "names", "roles", "pointers", "parties", "arcs",
    "rel_dependent", "rel_head", "weights", "types", "quads",
)  # fmt: skip


@dataclass(frozen=True)
class Labels:
    """Classes of the heads, in the order of their outputs."""

    bundles: tuple[str, ...]
    xpos: tuple[str, ...]
    rels: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[str, ...]
    parties: tuple[str, ...]
    types: tuple[str, ...]
    quads: tuple[str, ...]


@lru_cache(maxsize=1)
def labels() -> Labels:
    """The label sets of the shipped model."""
    try:
        raw = json.loads((MODEL_FOLDER / "labels.json").read_text("utf-8"))
        return Labels(**{k: tuple(v) for k, v in raw.items()})
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise damaged("labels.json") from error


@lru_cache(maxsize=1)
def model_version() -> str:
    """The first letters of the hash of the model's files."""
    try:
        version: str = json.loads((MODEL_FOLDER / "version.json").read_text("utf-8"))["model"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise damaged("version.json") from error
    return version


def session_options(threads: int = 1) -> Any:
    """One thread unless told otherwise: one process a core scales better than threads in one."""
    from onnxruntime import SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


def _load(name: str) -> InferenceSession:
    """``DETENTE_THREADS`` sets the threads (default 1)."""
    from onnxruntime import InferenceSession

    threads = os.environ.get("DETENTE_THREADS") or "1"
    if not re.fullmatch(r"[1-9]\d{0,3}", threads, re.ASCII):
        raise DetenteError(f"DETENTE_THREADS is not a number of threads: {threads!r}")
    options, file = session_options(int(threads)), str(MODEL_FOLDER / name)
    try:
        return InferenceSession(file, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no class of their own in common
        raise damaged(name) from error


@lru_cache(maxsize=1)
def session() -> InferenceSession:
    """The encoder with its heads."""
    return _load("reader.onnx")


@lru_cache(maxsize=1)
def after_session() -> InferenceSession:
    """What is computed once the trees are known."""
    return _load("after.onnx")


@lru_cache(maxsize=1)
def pair_session() -> InferenceSession:
    """What one party of a sentence does to another."""
    return _load("pair.onnx")


def inputs(
    words: Sequence[str], marks: Sequence[int] | None = None
) -> dict[str, NDArray[np.int64]]:
    """A window's words as the model's input arrays; ``marks`` are indices into ``pieces.MARKS``."""
    ids, casings, first, last = [CLS], [5], [], []
    for n, word in enumerate(words):
        pieces = pieces_of(word)
        casing = casing_of(word) + (marks[n] * len(CASINGS) if marks else 0)
        first.append(len(ids))
        ids.extend(pieces)
        casings.extend([casing] * len(pieces))
        last.append(len(ids) - 1)
    ids.append(SEP)
    casings.append(5)
    return {
        "pieces": np.array([ids], np.int64),
        "casings": np.array([casings], np.int64),
        "first": np.array(first, np.int64),
        "last": np.array(last, np.int64),
    }


def encode(words: Sequence[str]) -> dict[str, NDArray[Any]]:
    """All heads' scores for the words of one window."""
    return dict(zip(OUTPUTS, session().run(list(OUTPUTS), inputs(words)), strict=True))


def after_trees(
    scores: dict[str, NDArray[Any]], heads: Sequence[int], means: Array
) -> tuple[Array, Array]:
    """Scores of each word's relation to its head (words, relations), and sentence vectors from the
    means of their words' vectors (sentences, width)."""
    rels, vectors = after_session().run(
        ["rels", "vectors"],
        {
            "dependent": scores["rel_dependent"],
            "head": scores["rel_head"],
            "heads": np.array(heads, np.int64),
            "means": means,
        },
    )
    return rels, vectors


def pair_scores(words: Sequence[str], marks: Sequence[int]) -> tuple[Array, Array]:
    """Scores (logits) of each PLOVER type for the pair that ``marks`` points out in the words of
    one window, and how much each word counted (sums to 1)."""
    (vectors,) = session().run(["words"], inputs(words, marks))
    sides = np.array([[m == side for m in marks] for side in (1, 2)], np.float32)
    types, weights = pair_session().run(
        ["types", "weights"], {"words": vectors, "source": sides[:1], "target": sides[1:]}
    )
    return types[0], weights[0]
