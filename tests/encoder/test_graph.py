"""A small network with random weights, run by onnxruntime and written out in numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from assistant.encoder import session
from assistant.encoder.graph import graph, quantised

WIDTH, INNER, LAYERS, HEADS, EPSILON = 32, 64, 2, 4, 1e-6
Arrays = dict[str, Any]


@pytest.fixture(scope="module")
def tensors() -> Arrays:
    chance = np.random.default_rng(1)

    def some(*shape: int) -> Any:
        return chance.normal(0, 0.3, shape).astype(np.float32)

    made = {"emb.pos": some(40, WIDTH), "emb.type": some(1, WIDTH), "emb.ln.w": some(WIDTH), "emb.ln.b": some(WIDTH)}
    for i in range(LAYERS):
        for name, out, in_ in (
            ("q", WIDTH, WIDTH),
            ("k", WIDTH, WIDTH),
            ("v", WIDTH, WIDTH),
            ("ao", WIDTH, WIDTH),
            ("fi", INNER, WIDTH),
            ("fo", WIDTH, INNER),
        ):
            made |= {f"l{i}.{name}.w": some(out, in_), f"l{i}.{name}.b": some(out)}
        for name in ("aln", "oln"):
            made |= {f"l{i}.{name}.w": 1 + some(WIDTH), f"l{i}.{name}.b": some(WIDTH)}
    return made


@pytest.fixture(scope="module")
def reader(tensors: Arrays) -> Arrays:
    chance = np.random.default_rng(2)
    heads = {f"{name}.w": chance.normal(0, 1, (n, WIDTH)) for name, n in (("span", 2), ("inside", 1), ("cls", 4))}
    biases = {f"{name}.b": chance.normal(0, 1, n) for name, n in (("span", 2), ("inside", 1), ("cls", 4))}
    added = {"seg": chance.normal(0, 1, (3, WIDTH)), **heads, **biases}
    return tensors | {name: value.astype(np.float32) for name, value in added.items()}


def inputs(tokens: int = 7, padding: int = 0) -> Arrays:
    chance = np.random.default_rng(3)
    words = chance.normal(0, 1, (2, tokens, WIDTH)).astype(np.float32)
    words = np.concatenate([words, np.full((2, padding, WIDTH), 9, np.float32)], 1)
    att = np.concatenate([np.ones((2, tokens), np.float32), np.zeros((2, padding), np.float32)], 1)
    return {"words": words, "att": att, "seg": np.arange(2 * (tokens + padding)).reshape(2, -1) % 3}


def hidden(t: Arrays, given: Arrays) -> Any:
    """What the network should give, for input without padding."""

    def norm(x: Any, name: str) -> Any:
        x = x - x.mean(-1, keepdims=True)
        return x / np.sqrt((x**2).mean(-1, keepdims=True) + EPSILON) * t[f"{name}.w"] + t[f"{name}.b"]

    def linear(x: Any, name: str) -> Any:
        return x @ t[f"{name}.w"].T + t[f"{name}.b"]

    b, n, _ = given["words"].shape
    x = given["words"] + t["emb.pos"][:n] + t["emb.type"][0] + (t["seg"][given["seg"]] if "seg" in t else 0)
    x = norm(x, "emb.ln")
    for i in range(LAYERS):
        q, k, v = (linear(x, f"l{i}.{p}").reshape(b, n, HEADS, -1).transpose(0, 2, 1, 3) for p in "qkv")
        scores = np.exp(q @ k.transpose(0, 1, 3, 2) / np.sqrt(WIDTH // HEADS))
        attended = (scores / scores.sum(-1, keepdims=True) @ v).transpose(0, 2, 1, 3).reshape(b, n, WIDTH)
        x = norm(x + linear(attended, f"l{i}.ao"), f"l{i}.aln")
        inner = linear(x, f"l{i}.fi")
        inner = inner / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (inner + 0.044715 * inner**3)))
        x = norm(x + linear(inner, f"l{i}.fo"), f"l{i}.oln")
    return x


def run(model: bytes, names: list[str], given: Arrays) -> list[Any]:
    opened = session(model)
    return opened.run(names, {end.name: given[end.name] for end in opened.get_inputs()})


def test_the_encoder_pools_its_hidden_states(tensors: Arrays) -> None:
    given = inputs()
    [pooled] = run(graph(tensors, HEADS, EPSILON).SerializeToString(), ["pooled"], given)
    mean = hidden(tensors, given).mean(1)
    assert np.allclose(pooled, mean / np.linalg.norm(mean, axis=1, keepdims=True), atol=1e-4)


def test_the_reader_has_three_heads(reader: Arrays) -> None:
    given = inputs()
    span, inside, classes = run(graph(reader, HEADS, EPSILON).SerializeToString(), ["span", "inside", "cls"], given)
    states = hidden(reader, given)
    assert np.allclose(span, states @ reader["span.w"].T + reader["span.b"], atol=1e-3)
    assert np.allclose(inside, (states @ reader["inside.w"].T + reader["inside.b"])[..., 0], atol=1e-3)
    assert np.allclose(classes, states[:, 0] @ reader["cls.w"].T + reader["cls.b"], atol=1e-3)


def test_padding_changes_nothing(tensors: Arrays, reader: Arrays) -> None:
    model = graph(tensors, HEADS, EPSILON).SerializeToString()
    [alone], [padded] = (run(model, ["pooled"], inputs(padding=n)) for n in (0, 5))
    assert np.allclose(alone, padded, atol=1e-5)
    model = graph(reader, HEADS, EPSILON).SerializeToString()
    given = inputs(padding=5)
    [longer] = run(model, ["span"], given)
    [shorter] = run(model, ["span"], {name: value[:, :7] for name, value in given.items()})
    assert np.allclose(longer[:, :7], shorter, atol=1e-4)


def test_in_8_bits_it_is_smaller_and_nearly_the_same(tensors: Arrays) -> None:
    model, given = graph(tensors, HEADS, EPSILON), inputs()
    whole = model.SerializeToString()
    [exact] = run(whole, ["pooled"], given)
    small = quantised(model)
    [near] = run(small, ["pooled"], given)
    assert len(small) < len(whole) / 2
    assert (exact * near).sum(1).min() > 0.99
