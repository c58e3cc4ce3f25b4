"""The reading model as an ONNX graph, written node by node with ONNX Runtime's fused operators.

Needs numpy and onnx only, so that the speed benchmark can build the bare encoder without PyTorch.
One window at a time, without padding: ``pieces`` and ``casings`` are [1, pieces], ``first`` and
``last`` the first and last piece of each word.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = np.ndarray
MICROSOFT = "com.microsoft"
LAYERS, ATTENTION_HEADS, WIDTH, INNER = 6, 12, 384, 1536
EPSILON = 1e-12

PIECES: dict[str, tuple[int, list[object]]] = {
    n: (TensorProto.INT64, [1, "pieces"]) for n in ("pieces", "casings")
}
WORDS: dict[str, tuple[int, list[object]]] = {
    n: (TensorProto.INT64, ["words"]) for n in ("first", "last")
}

PARTS = (
    "bundles", "xpos", "starts", "names", "roles", "parties", "weights", "types", "quads",
    "arc_dependent", "arc_head", "rel_dependent", "rel_head", "pointer_dependent", "pointer_head",
)  # fmt: skip
"""What one wide matrix product gives for every word, in order."""


WEIGHT_RANGE = 63
"""Weights use 7 of their 8 bits: AVX2 processors without VNNI add pairs of products in 16 bits, and
with 8 they would overflow (ONNX Runtime's ``reduce_range``). The result is the same everywhere."""


class Graph:
    """Collects nodes and weights. With ``small`` set, matrix products run in 8-bit integers."""

    def __init__(self, small: bool) -> None:
        self.small = small
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.count = 0

    def constant(self, name: str, value: Array) -> str:
        """Add a weight."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(
        self,
        op: str,
        *inputs: str,
        outputs: list[str] | None = None,
        domain: str = "",
        **attributes: object,
    ) -> str:
        """Add a node; gives the name of its first output."""
        self.count += 1
        names = outputs or [f"{op.lower()}_{self.count}"]
        self.nodes.append(
            helper.make_node(
                op, list(inputs), names, name=f"{op}_{self.count}", domain=domain, **attributes
            )
        )
        return names[0]

    def product(self, x: str, name: str, weight: Array, bias: Array | None = None) -> str:
        """``x @ weight (+ bias)``; in 8 bits each column of the weight has its own scale."""
        weight = weight.astype(np.float32)
        if self.small:
            scale = np.abs(weight).max(axis=0) / WEIGHT_RANGE
            scale[scale == 0] = 1
            whole = np.round(weight / scale).astype(np.int8)
            inputs = [
                self.constant(name, whole),
                self.constant(f"{name}.scale", scale.astype(np.float32)),
                self.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
            ]
            if bias is not None:
                inputs.append(self.constant(f"{name}.bias", bias.astype(np.float32)))
            return self.add("DynamicQuantizeMatMul", x, *inputs, domain=MICROSOFT)
        y = self.add("MatMul", x, self.constant(name, weight))
        if bias is None:
            return y
        return self.add("Add", y, self.constant(f"{name}.bias", bias.astype(np.float32)))

    def model(
        self,
        inputs: Mapping[str, tuple[int, list[object]]],
        outputs: Mapping[str, tuple[int, list[object]]],
    ) -> onnx.ModelProto:
        """Close the graph; inputs and outputs are ``name: (element type, shape)``."""
        graph = helper.make_graph(
            self.nodes,
            "detente",
            [helper.make_tensor_value_info(n, t, s) for n, (t, s) in inputs.items()],
            [helper.make_tensor_value_info(n, t, s) for n, (t, s) in outputs.items()],
            self.weights,
        )
        return helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)],
            ir_version=8,
            producer_name="detente",
        )


def embed(g: Graph, w: Mapping[str, Array]) -> str:
    """Sum of the three embeddings, normed. A small graph keeps the word pieces in 8 bits a number,
    with a scale a piece."""
    table = w["encoder.pieces.weight"].astype(np.float32)
    if g.small:
        scale = np.abs(table).max(axis=1, keepdims=True) / 127
        scale[scale == 0] = 1
        small_table = np.round(table / scale).astype(np.int8)
        looked_up = g.add("Gather", g.constant("pieces_table", small_table), "pieces")
        scales = g.add("Gather", g.constant("pieces_scale", scale.astype(np.float32)), "pieces")
        x = g.add("Mul", g.add("Cast", looked_up, to=TensorProto.FLOAT), scales)
    else:
        x = g.add("Gather", g.constant("pieces_table", table), "pieces")
    cases = g.add("Gather", g.constant("casings_table", w["encoder.casings.weight"]), "casings")
    shape = g.add("Shape", "pieces")
    length = g.add(
        "Slice", shape, g.constant("one", np.array([1])), g.constant("two", np.array([2]))
    )
    where = g.add(
        "Slice",
        g.constant("positions_table", w["encoder.positions.weight"]),
        g.constant("zero", np.array([0])),
        length,
        g.constant("axis", np.array([0])),
    )
    x = g.add("Add", g.add("Add", x, cases), where)
    return g.add(
        "LayerNormalization",
        x,
        g.constant("embed_norm", w["encoder.norm.weight"]),
        g.constant("embed_bias", w["encoder.norm.bias"]),
        epsilon=EPSILON,
        axis=-1,
    )


def layer(g: Graph, w: Mapping[str, Array], x: str, i: int) -> str:
    """One transformer layer.

    Plain Add and LayerNormalization: the fused SkipLayerNormalization is several times slower than
    the two on a CPU (measured with ONNX Runtime 1.32).
    """
    p = f"encoder.layers.{i}."

    def product(y: str, name: str) -> str:
        return g.product(y, f"{p}{name}.weight", w[f"{p}{name}.weight"].T, w[f"{p}{name}.bias"])

    def norm(y: str, name: str) -> str:
        vectors = (g.constant(f"{p}{name}.{k}", w[f"{p}{name}.{k}"]) for k in ("weight", "bias"))
        return g.add("LayerNormalization", y, *vectors, epsilon=EPSILON, axis=-1)

    qkv = product(x, "qkv")
    parts = [f"{p}{n}" for n in ("query", "key", "value")]
    g.add("Split", qkv, g.constant(f"{p}thirds", np.array([WIDTH] * 3)), axis=-1, outputs=parts)
    a = g.add("MultiHeadAttention", *parts, domain=MICROSOFT, num_heads=ATTENTION_HEADS)
    x = norm(g.add("Add", product(a, "out"), x), "norm1")
    f = product(g.add("Gelu", product(x, "up"), domain=MICROSOFT), "down")
    return norm(g.add("Add", f, x), "norm2")


def encoder(w: Mapping[str, Array], small: bool) -> onnx.ModelProto:
    """The bare encoder: pieces -> one vector each."""
    g = Graph(small)
    x = embed(g, w)
    for i in range(LAYERS):
        x = layer(g, w, x, i)
    g.add("Identity", x, outputs=["vectors"])
    return g.model(PIECES, {"vectors": (TensorProto.FLOAT, [1, "pieces", WIDTH])})


HEAD_NAMES = {
    "arc_dependent": "arcs.dependent",
    "arc_head": "arcs.head",
    "rel_dependent": "rels.dependent",
    "rel_head": "rels.head",
    "pointer_dependent": "pointers.dependent",
    "pointer_head": "pointers.head",
}


def reader(w: Mapping[str, Array], small: bool = True) -> onnx.ModelProto:
    """The encoder with its heads: everything that decoding needs, for every word."""
    g = Graph(small)
    x = embed(g, w)
    for i in range(LAYERS):
        x = layer(g, w, x, i)
    x = g.add("Squeeze", x, g.constant("batch_axis", np.array([0])))
    both = g.add("Add", g.add("Gather", x, "first"), g.add("Gather", x, "last"))
    words = g.add("Mul", both, g.constant("half", np.array(0.5, np.float32)), outputs=["words"])
    blocks, biases, sizes = [], [], []
    for part in PARTS:
        name = HEAD_NAMES.get(part, part)
        block = w[f"{name}.weight"].T.astype(np.float32)
        blocks.append(block)
        biases.append(w.get(f"{name}.bias", np.zeros(block.shape[1])).astype(np.float32))
        sizes.append(block.shape[1])
    wide = g.product(words, "heads", np.concatenate(blocks, axis=1), np.concatenate(biases))
    g.add(
        "Split",
        wide,
        g.constant("sizes", np.array(sizes)),
        axis=-1,
        outputs=[f"part_{p}" for p in PARTS],
    )
    outputs: dict[str, tuple[int, list[object]]] = {"words": (TensorProto.FLOAT, ["words", WIDTH])}
    for p in ("bundles", "xpos"):
        g.add("ArgMax", f"part_{p}", axis=-1, keepdims=0, outputs=[p])
        outputs[p] = (TensorProto.INT64, ["words"])
    for p in ("names", "roles", "parties"):
        g.add("LogSoftmax", f"part_{p}", axis=-1, outputs=[p])
    for p in ("starts", "weights", "types", "quads", "rel_dependent", "rel_head"):
        g.add("Identity", f"part_{p}", outputs=[p])
    for p in (
        "names",
        "roles",
        "parties",
        "starts",
        "weights",
        "types",
        "quads",
        "rel_dependent",
        "rel_head",
    ):
        outputs[p] = (TensorProto.FLOAT, ["words", sizes[PARTS.index(p)]])
    for p, name in (("arc", "arcs"), ("pointer", "pointers")):
        d = g.add("Relu", f"part_{p}_dependent")
        h = g.add("Relu", f"part_{p}_head")
        d = g.product(d, f"{name}.weight", w[f"{name}.weight.weight"].T)
        ht = g.add("Transpose", h, perm=[1, 0])
        bias = g.add(
            "MatMul", h, g.constant(f"{name}.bias", w[f"{name}.bias.weight"].T.astype(np.float32))
        )
        g.add("Add", g.add("MatMul", d, ht), g.add("Transpose", bias, perm=[1, 0]), outputs=[name])
        outputs[name] = (TensorProto.FLOAT, ["words", "words"])
    return g.model(PIECES | WORDS, outputs)


def after(w: Mapping[str, Array]) -> onnx.ModelProto:
    """What is computed once the trees are known: relation scores of each word to its chosen head,
    and sentence vectors from the means of their words' vectors.

    In ONNX and not in numpy, whose BLAS would start threads of its own for it.
    """
    g = Graph(small=False)
    chosen = g.add("Gather", "head", "heads")
    hidden = g.add("Relu", g.add("Add", "dependent", chosen))
    rels = g.product(hidden, "rels.out", w["rels.out.weight"].T, w["rels.out.bias"])
    g.add("Identity", rels, outputs=["rels"])
    vectors = g.product("means", "sentence", w["sentence.weight"].T, w["sentence.bias"])
    g.add("Identity", vectors, outputs=["vectors"])
    size, labels = w["rels.out.weight"].shape[1], w["rels.out.weight"].shape[0]
    return g.model(
        {
            "dependent": (TensorProto.FLOAT, ["words", size]),
            "head": (TensorProto.FLOAT, ["words", size]),
            "heads": (TensorProto.INT64, ["words"]),
            "means": (TensorProto.FLOAT, ["sentences", WIDTH]),
        },
        {
            "rels": (TensorProto.FLOAT, ["words", labels]),
            "vectors": (TensorProto.FLOAT, ["sentences", WIDTH]),
        },
    )


def pair(w: Mapping[str, Array]) -> onnx.ModelProto:
    """What the source does to the target, from the word vectors of a sentence read with marks.

    ``source`` and ``target`` are [1, words], 1 where a word is the party's; ``weights`` tells how
    much each word counted.
    """
    g = Graph(small=False)
    product = lambda x, name: g.product(x, name, w[f"{name}.weight"].T, w[f"{name}.bias"])
    scores = g.add("Transpose", product("words", "pair.weights"), perm=[1, 0])
    weights = g.add("Softmax", scores, axis=-1, outputs=["weights"])
    parts = [g.add("MatMul", weights, "words")]
    one, axis = g.constant("one", np.array(1, np.float32)), g.constant("axis", np.array([1]))
    for party in ("source", "target"):
        count = g.add("Max", g.add("ReduceSum", party, axis, keepdims=1), one)
        parts.append(g.add("Div", g.add("MatMul", party, "words"), count))
    joined = g.add("Concat", *parts, axis=-1)
    hidden = g.add("Gelu", product(joined, "pair.hidden"), domain=MICROSOFT)
    g.add("Identity", product(hidden, "pair.out"), outputs=["types"])
    return g.model(
        {
            "words": (TensorProto.FLOAT, ["words", WIDTH]),
            "source": (TensorProto.FLOAT, [1, "words"]),
            "target": (TensorProto.FLOAT, [1, "words"]),
        },
        {
            "types": (TensorProto.FLOAT, [1, w["pair.out.weight"].shape[0]]),
            "weights": (TensorProto.FLOAT, [1, "words"]),
        },
    )
