"""multilingual-e5-small in this process: tokens, token embeddings, vectors, and sessions for what is built on it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assistant.encoder import weights
from assistant.encoder.embedder import VERSION, embed_passages, embed_queries, prepare, prepared
from assistant.encoder.sessions import session
from assistant.encoder.tokenizer import BOS, EOS, PAD, Encoded, encode

__all__ = [
    "BOS",
    "EOS",
    "PAD",
    "VERSION",
    "Encoded",
    "embed_passages",
    "embed_queries",
    "encode",
    "prepare",
    "prepared",
    "rows",
    "session",
]


def rows(ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Token embeddings of ids, float32 (*ids.shape, 384). Raises ModelMissing, and IndexError for no token's id."""
    return weights.opened().rows(ids)
