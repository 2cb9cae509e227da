"""multilingual-e5-small as an embedding model: texts to vectors of length 1."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from onnxruntime import InferenceSession

from assistant.encoder import cache, weights
from assistant.encoder.sessions import session
from assistant.encoder.tokenizer import BOS, EOS, encode
from assistant.encoder.weights import Floats

VERSION = "e5-small-int8-1"
"""Which vectors these are: another one's aren't to be compared with them. Part of a store's identity."""

_MOST, _FAR = 512, 8192  # tokens: the positions that the model has; code points that these can stand for
_LOADING = threading.Lock()
log = logging.getLogger(__name__)


def embed_queries(texts: Sequence[str]) -> Floats:
    """Vectors of questions, float32 [n, 384]; compare them with those of passages. Raises ModelMissing."""
    return vectors(_session(), [f"query: {text}" for text in texts])


def embed_passages(texts: Sequence[str]) -> Floats:
    """Vectors of passages, float32 [n, 384]; of a text, its first 512 tokens count. Raises ModelMissing."""
    return vectors(_session(), [f"passage: {text}" for text in texts])


def prepared() -> bool:
    """Whether the layers were made before, in this process or by another; if not, `prepare` takes a second or more."""
    return _loaded.cache_info().currsize > 0 or cache.path(_name()).is_file()


def prepare() -> None:
    """Load the model, and make its layers if that has to be done. Raises ModelMissing."""
    _session()


def vectors(layers: InferenceSession, texts: Sequence[str]) -> Floats:
    """What layers make of texts that have their prefix: float32 [n, 384]. White space counts as a space each."""
    # One by one: batches of unequal lengths, padded, took longer than the same texts alone.
    made = [_vector(layers, " ".join(text.split())[:_FAR]) for text in texts]
    return np.array(made, np.float32).reshape(len(made), weights.opened().width)


def _vector(layers: InferenceSession, text: str) -> Floats:
    ids = np.array([[BOS, *encode(text).ids[: _MOST - 2], EOS]])
    given = {"words": weights.opened().rows(ids), "att": np.ones(ids.shape, np.float32)}
    vector: Floats = layers.run(["pooled"], given)[0][0]
    return vector


def _session() -> InferenceSession:
    with _LOADING:  # lru_cache alone would let two threads load it twice
        return _loaded()


@lru_cache(1)
def _loaded() -> InferenceSession:
    return cache.kept(_name(), _layers, session)


def _name() -> str:
    return f"{VERSION}-{weights.origin()}.onnx"


def _layers() -> bytes:
    from assistant.encoder.graph import graph, quantised  # onnx takes a third of a second, once

    log.info("quantising the layers of the embedding model, once")
    held = weights.opened()
    return quantised(graph(held.tensors, held.heads, held.epsilon))
