"""From trained weights to the graph that the product runs, in 8 bits, and whether it still says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from assistant.encoder import rows, session
from assistant.encoder.graph import graph, quantised
from assistant.encoder.weights import Floats, opened
from assistant.language.normalize import nfc
from assistant.reading.decoding import decode
from assistant.reading.reader import Reader, build
from assistant.reading.windows import Window
from evals.training.network import Network

Inputs = dict[str, npt.NDArray[Any]]

_OUTPUTS = ["span", "inside", "cls"]
_SAME = 2e-3  # by which a logit of the graph may differ from PyTorch's, both in 32 bits


class ExportError(Exception):
    """The graph says something else than the network."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The size of the file; of `n` windows how many have the same best span in 8 bits as in PyTorch, and how many the
    same class; by how much a probability of a class differs at most."""

    bytes: int
    n: int
    spans: int
    classes: int
    largest: float


def export(weights: Path, out: Path, asked: Sequence[tuple[str, Window]]) -> Exported:
    """Write the graph of weights in 8 bits, after a comparison in 32 bits, and compare it on some questions' windows.

    Raises OSError, RuntimeError where the weights aren't a reader's, and ExportError.
    """
    network = Network()
    network.load(weights)
    held = opened()
    model = graph(network.tensors(), held.heads, held.epsilon)
    plain = session(model.SerializeToString())
    inputs = [_inputs(question, window) for question, window in asked]
    for given in inputs:
        pairs = zip(_said(network, given), plain.run(_OUTPUTS, given), strict=True)
        if (apart := max(float(np.abs(ours - theirs).max()) for ours, theirs in pairs)) > _SAME:
            raise ExportError(f"the graph's logits differ from PyTorch's by {apart:.4f}")
    out.write_bytes(quantised(model))
    small = Reader(out)
    spans, classes, largest = 0, 0, 0.0
    for (question, window), given in zip(asked, inputs, strict=True):
        before, made = build(nfc(question), window.head, window.text), small.read(question, [window])[0]
        span, inside, cls = (value[0] for value in _said(network, given))
        wanted = decode(window, span, inside, cls, before.base, before.offsets)
        spans += (wanted.spans[0].start, wanted.spans[0].end) == (made.spans[0].start, made.spans[0].end)
        classes += bool(np.argmax(wanted.classes) == np.argmax(made.classes))
        largest = max(largest, float(np.abs(np.subtract(wanted.classes, made.classes)).max()))
    return Exported(out.stat().st_size, len(asked), spans, classes, largest)


def _inputs(question: str, window: Window) -> Inputs:
    given = build(nfc(question), window.head, window.text)
    ids = np.array([given.ids], np.int64)
    return {"words": rows(ids), "att": np.ones(ids.shape, np.float32), "seg": np.array([given.parts], np.int64)}


def _said(network: Network, given: Inputs) -> list[Floats]:
    with torch.no_grad():
        return [
            value.numpy() for value in network(*(torch.from_numpy(given[name]) for name in ("words", "att", "seg")))
        ]
