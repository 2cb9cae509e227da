"""The encoder's layers as an ONNX graph over token embeddings, and its form in 8 bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import GraphProto, ModelProto, TensorProto, helper, numpy_helper

from assistant.encoder.weights import Floats

Tensor = tuple[str, int, Sequence[str | int | None]]  # name, type, shape

_ONNX, _FORMAT = 18, 10  # versions of ONNX's operators and of its file
_MICROSOFT = "com.microsoft"  # onnxruntime's own operators
_FUSED = {"MultiHeadAttention", "SkipLayerNormalization", "FastGelu", "DynamicQuantizeMatMul"}  # are of them
_NARROW = 8  # columns: a reader's heads, which cost nothing as they are
_LEVELS = 64  # of 127: with more, sums of two products overflow on processors without VNNI


def graph(tensors: Mapping[str, Floats], heads: int, epsilon: float) -> ModelProto:
    """The graph of an encoder, or of a reader when its tensors are given too. It runs on onnxruntime only.

    `tensors` are named and shaped as those of `weights.Tensors`; a reader's have `seg` [3, width] and `span`, `inside`,
    `cls` (`.w` [out, width], `.b`) besides. Inputs: `words` float32 [b, t, width], token embeddings; `att` float32
    [b, t], 1 for a token and 0 for padding; `seg` int64 [b, t], of a reader only. Outputs, float32: `span` [b, t, 2],
    `inside` [b, t] and `cls` [b, 4] of a reader; otherwise `pooled` [b, width], the mean of the tokens' hidden states,
    brought to length 1.
    """
    width, reads = tensors["emb.type"].shape[1], "seg" in tensors
    model = _empty(width, reads)
    g = _Graph(model.graph, tensors, epsilon)
    positions = g.constant("positions", tensors["emb.pos"] + tensors["emb.type"][0])
    length = g.add("Shape", "words", start=1, end=2)
    x = g.add("Add", "words", g.add("Slice", positions, g.numbers("zero", 0), length))
    if reads:
        x = g.add("Add", x, g.add("Gather", g.constant("parts", tensors["seg"]), "seg"))
    x = g.add("LayerNormalization", x, *g.named("emb.ln.w", "emb.ln.b"), epsilon=epsilon)
    kept = g.add("Cast", "att", to=TensorProto.INT32)
    for i in range(sum(name.endswith(".fo.w") for name in tensors)):
        x = _layer(g, f"l{i}", x, kept, heads)
    (_reader_heads if reads else _pool)(g, x)
    return model


def quantised(model: ModelProto) -> bytes:
    """The model with its weights in 8 bits, a scale a column, and activations quantised as they come. Changes `model`.

    Right on processors with and without VNNI; 22 MB instead of 85.
    """
    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type != "MatMul" or node.input[1] not in weights:
            continue
        name = node.input[1]
        value = numpy_helper.to_array(weights[name])
        if value.shape[1] < _NARROW:
            continue
        scale = np.maximum(np.abs(value).max(0) / _LEVELS, np.finfo(np.float32).tiny).astype(np.float32)
        weights[name].CopyFrom(numpy_helper.from_array(np.rint(value / scale).astype(np.int8), name))
        zero = np.zeros(len(scale), np.int8)
        for end, added in ((".scale", scale), (".zero", zero)):
            model.graph.initializer.append(numpy_helper.from_array(added, name + end))
            node.input.append(name + end)
        node.op_type, node.domain = "DynamicQuantizeMatMul", _MICROSOFT
    data: bytes = model.SerializeToString()
    return data


def _empty(width: int, reads: bool) -> ModelProto:
    """A model with its inputs and outputs and nothing between."""
    real, whole = TensorProto.FLOAT, TensorProto.INT64
    inputs: list[Tensor] = [("words", real, ["b", "t", width]), ("att", real, ["b", "t"])]
    outputs: list[Tensor] = [("pooled", real, ["b", width])]
    if reads:
        inputs.append(("seg", whole, ["b", "t"]))
        outputs = [("span", real, ["b", "t", 2]), ("inside", real, ["b", "t"]), ("cls", real, ["b", 4])]
    given, said = ([helper.make_tensor_value_info(*each) for each in ends] for ends in (inputs, outputs))
    sets = [helper.make_opsetid("", _ONNX), helper.make_opsetid(_MICROSOFT, 1)]
    return helper.make_model(helper.make_graph([], "encoder", given, said), opset_imports=sets, ir_version=_FORMAT)


def _layer(g: _Graph, name: str, x: str, kept: str, heads: int) -> str:
    """One layer of BERT over `x` [b, t, width]. Biases go into the operators behind, which is fastest."""
    parts = [f"{name}.q", f"{name}.k", f"{name}.v"]
    g.split(g.add("MatMul", x, g.matrix(*parts)), parts)
    bias = g.constant(f"{name}.qkv.b", np.concatenate([g.tensors[f"{part}.b"] for part in parts]))
    attended = g.add("MultiHeadAttention", *parts, bias, kept, num_heads=heads)
    x = g.added(g.add("MatMul", attended, g.matrix(f"{name}.ao")), x, f"{name}.aln", f"{name}.ao.b")
    inner = g.add("FastGelu", g.add("MatMul", x, g.matrix(f"{name}.fi")), *g.named(f"{name}.fi.b"))
    return g.added(g.add("MatMul", inner, g.matrix(f"{name}.fo")), x, f"{name}.oln", f"{name}.fo.b")


def _pool(g: _Graph, x: str) -> None:
    tokens = g.add("Mul", x, g.add("Unsqueeze", "att", g.numbers("last", -1)))
    g.add("LpNormalization", g.add("ReduceSum", tokens, g.numbers("along", 1), keepdims=0), output="pooled")


def _reader_heads(g: _Graph, x: str) -> None:
    """Start, end and inside of every token; the classes from the first token alone."""
    first = g.add("Gather", x, g.constant("first", np.array(0)), axis=1)
    g.linear(x, "span", output="span")
    g.add("Squeeze", g.linear(x, "inside"), g.numbers("last", -1), output="inside")
    g.linear(first, "cls", output="cls")


class _Graph:
    """Writes nodes and constants down; what adds one gives the name of its output."""

    def __init__(self, proto: GraphProto, tensors: Mapping[str, Floats], epsilon: float) -> None:
        self.tensors = tensors
        self._proto, self._epsilon = proto, epsilon

    def add(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        output = output or f"{len(self._proto.node)}"
        domain = _MICROSOFT if operator in _FUSED else ""
        self._proto.node.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def added(self, x: str, before: str, norm: str, bias: str) -> str:
        """`x` with its bias and what was before it, normalised."""
        constants = self.named(f"{norm}.w", f"{norm}.b", bias)
        return self.add("SkipLayerNormalization", x, before, *constants, epsilon=self._epsilon)

    def split(self, x: str, parts: list[str]) -> None:
        """Equal parts of the last dimension, under these names."""
        self._proto.node.append(helper.make_node("Split", [x], parts, axis=-1, num_outputs=len(parts)))

    def linear(self, x: str, name: str, output: str = "") -> str:
        return self.add("Add", self.add("MatMul", x, self.matrix(name)), *self.named(f"{name}.b"), output=output)

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self._proto.initializer.append(numpy_helper.from_array(value, name))
        return name

    def numbers(self, name: str, *values: int) -> str:
        return self.constant(name, np.array(values, np.int64))

    def named(self, *names: str) -> list[str]:
        return [self.constant(name, self.tensors[name]) for name in names]

    def matrix(self, *names: str) -> str:
        """Weights [out, in] beside each other, as [in, out]."""
        beside = np.concatenate([self.tensors[f"{name}.w"] for name in names])
        return self.constant(f"{'.'.join(names)}.w", np.ascontiguousarray(beside.T))
