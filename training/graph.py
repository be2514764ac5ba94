"""The encoder as an ONNX graph of onnxruntime's fused operators, with int8 weights.

Written node by node, because torch's own export leaves attention in pieces that onnxruntime does not fuse: this graph
reads half as fast again (docs/decisions/0011). Weights are int8 by output column, symmetric, in seven bits: with eight,
processors without VNNI add two products in 16 bits and overflow. Activations are quantised as they come, over a run.
"""

from collections.abc import Iterable

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from model import Encoder
from onrecord.encoder import ROWS

INPUTS = ("ids", "cases", "lines", "marks")
SEVEN_BITS = 63
EPSILON = 1e-12
FUSED = "com.microsoft"

Array = NDArray[np.float32]


class _Graph:
    """Nodes and arrays as they are added; every method gives the name of its result."""

    def __init__(self, *, quantized: bool) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.arrays: list[TensorProto] = []
        self.quantized = quantized

    def array(self, value: NDArray) -> str:
        name = f"a{len(self.arrays)}"
        self.arrays.append(numpy_helper.from_array(value, name))
        return name

    def node(self, kind: str, inputs: Iterable[str], *, domain: str = "", to: str | None = None, **more: object) -> str:
        name = to or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **more))
        return name

    def table(self, rows: Array, at: str) -> str:
        """The rows of an embedding, int8 with a scale for each."""
        if not self.quantized:
            return self.node("Gather", (self.array(rows), at))
        values, scale = _seven_bits(rows, axis=1)
        taken = self.node("Gather", (self.array(values), at))
        plain = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node("Cast", [taken], [plain], to=TensorProto.FLOAT))
        return self.node("Mul", (plain, self.node("Gather", (self.array(scale), at))))

    def linear(self, layers: list[nn.Linear], of: str) -> str:
        """Linear layers side by side."""
        weight = np.concatenate([_plain(layer.weight) for layer in layers]).T.copy()
        bias = np.concatenate([_plain(layer.bias) for layer in layers])
        if not self.quantized:
            return self.node("Add", (self.node("MatMul", (of, self.array(weight))), self.array(bias)))
        values, scale = _seven_bits(weight, axis=0)
        parts = (values, scale.reshape(-1), np.zeros(weight.shape[1], np.int8), bias)
        return self.node("DynamicQuantizeMatMul", (of, *map(self.array, parts)), domain=FUSED)

    def normed(self, layer: nn.LayerNorm, of: str, beside: str | None = None, to: str | None = None) -> str:
        """The layer over what is given, or over the sum of both: SkipLayerNormalization takes twice as long."""
        weights = (self.array(_plain(layer.weight)), self.array(_plain(layer.bias)))
        whole = of if beside is None else self.node("Add", (of, beside))
        return self.node("LayerNormalization", (whole, *weights), epsilon=EPSILON, axis=-1, to=to)


def graph(encoder: Encoder, *, quantized: bool = True) -> onnx.ModelProto:
    """The graph: (1, pieces) ids and features, and (rows,) places of pieces, to (1, rows, width) vectors and
    (1, rows, tags) scores."""
    bert, g = encoder.body.bert, _Graph(quantized=quantized)
    states = _embedded(g, encoder)
    *layers, last = bert.encoder.layer
    for layer in layers:
        states = _layer(g, layer, states)
    states = _last_layer(g, last, states)
    weight, bias = _plain(encoder.tag.weight).T.copy(), _plain(encoder.tag.bias)
    g.node("Add", (g.node("MatMul", (states, g.array(weight))), g.array(bias)), to="scores")
    return _whole(g, bert.config.hidden_size, len(bias))


def _embedded(g: _Graph, encoder: Encoder) -> str:
    tables = encoder.body.bert.embeddings
    found = g.table(_plain(tables.word_embeddings.weight), "ids")
    for name, table in (("cases", encoder.case), ("lines", encoder.line), ("marks", encoder.mark)):
        found = g.node("Add", (found, g.node("Gather", (g.array(_plain(table.weight)), name))))
    place = _plain(tables.position_embeddings.weight) + _plain(tables.token_type_embeddings.weight)[0]
    size = g.node("Slice", (g.node("Shape", ("ids",)), g.array(np.array([1])), g.array(np.array([2]))))
    places = g.node("Slice", (g.array(place), g.array(np.array([0])), size, g.array(np.array([0]))))
    return g.normed(tables.LayerNorm, g.node("Add", (found, places)))


def _layer(g: _Graph, layer: nn.Module, states: str) -> str:
    own = layer.attention.self
    together = g.linear([own.query, own.key, own.value], states)
    q, k, v = (f"{together}_{part}" for part in "qkv")
    g.nodes.append(helper.make_node("Split", [together], [q, k, v], axis=-1, num_outputs=3))
    return _read(g, layer, states, (q, k, v))


def _last_layer(g: _Graph, layer: nn.Module, states: str) -> str:
    """The layer for the wanted rows only, which read all others."""
    own = layer.attention.self
    together = g.linear([own.key, own.value], states)
    k, v = (f"{together}_{part}" for part in "kv")
    g.nodes.append(helper.make_node("Split", [together], [k, v], axis=-1, num_outputs=2))
    wanted = g.node("Gather", (states, ROWS), axis=1)
    return _read(g, layer, wanted, (g.linear([own.query], wanted), k, v), "vectors")


def _read(g: _Graph, layer: nn.Module, states: str, qkv: tuple[str, str, str], to: str | None = None) -> str:
    """What the states make of what they read."""
    read = g.node("MultiHeadAttention", qkv, domain=FUSED, num_heads=layer.attention.self.num_attention_heads)
    attended = g.normed(layer.attention.output.LayerNorm, g.linear([layer.attention.output.dense], read), states)
    wide = g.node("Gelu", (g.linear([layer.intermediate.dense], attended),), domain=FUSED)
    return g.normed(layer.output.LayerNorm, g.linear([layer.output.dense], wide), attended, to)


def _whole(g: _Graph, width: int, tags: int) -> onnx.ModelProto:
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, (1, "pieces")) for name in INPUTS]
    inputs.append(helper.make_tensor_value_info(ROWS, TensorProto.INT64, (ROWS,)))
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, (1, ROWS, size))
        for name, size in (("vectors", width), ("scores", tags))
    ]
    made = helper.make_graph(g.nodes, "encoder", inputs, outputs, g.arrays)
    versions = [helper.make_opsetid("", 20), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(made, opset_imports=versions, ir_version=10)


def _seven_bits(values: Array, *, axis: int) -> tuple[NDArray[np.int8], Array]:
    """Whole numbers within ±63 and their scale along the axis."""
    scale = np.maximum(np.abs(values).max(axis, keepdims=True), 1e-9) / SEVEN_BITS
    return np.round(values / scale).astype(np.int8), scale.astype(np.float32)


def _plain(values: Tensor) -> Array:
    return values.detach().numpy().astype(np.float32)
