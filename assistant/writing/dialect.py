"""The dialects of OpenAI's protocol: what servers turn down of a request, and what they send, that LlamaIndex doesn't
expect."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

import httpx
from llama_index.core.llms import ChatMessage
from llama_index.llms.openai_like import OpenAILike
from openai import NOT_GIVEN, APIError, APIStatusError, AsyncOpenAI

_SYSTEM = re.compile(r"system.{0,20}role|role.{0,40}system|roles must alternate", re.IGNORECASE | re.DOTALL)
_THOUGHTS = 8  # times an answer's length that models may write which count their thoughts in


class Dialect:
    """What a server was found to want otherwise; kept for the requests that follow."""

    def __init__(self, llm: OpenAILike) -> None:
        self._llm = llm
        self._limit = llm.max_tokens or 0
        self._no_system = False

    def learn(self, error: Exception) -> bool:
        """Whether a request may succeed without what the server turned down, which is left out from now on."""
        if not isinstance(error, APIStatusError) or error.status_code not in (400, 422, 500):
            return False
        said, sent = f"{error.message} {error.body}", json.loads(error.request.content)
        if _SYSTEM.search(said) and any(message["role"] == "system" for message in sent["messages"]):
            self._no_system = True
            return True
        if error.status_code == 500:
            return False
        named = [name for name in sent if re.search(rf"\b{name}\b", said)]
        if "max_tokens" in named:
            self._llm.max_tokens = None
            self._set(max_completion_tokens=_THOUGHTS * self._limit)
            return True
        for name in ("max_completion_tokens", "stream_options", "temperature"):
            if name in named:
                self._set(**{name: NOT_GIVEN})
                return True
        return False

    def _set(self, **options: Any) -> None:
        self._llm.additional_kwargs = {**self._llm.additional_kwargs, **options}

    def spoken(self, messages: Sequence[ChatMessage]) -> Sequence[ChatMessage]:
        """The messages as the server takes them: some models know no system message."""
        if not self._no_system or len(messages) < 2 or messages[0].role != "system":
            return messages
        system, first, *rest = messages
        return [ChatMessage(role=first.role, content=f"{system.content}\n\n{first.content}"), *rest]


def understood(client: AsyncOpenAI) -> AsyncOpenAI:
    """The client, whose replies LlamaIndex can read: text in parts is joined, who speaks is said, errors are raised."""
    completions: Any = client.chat.completions
    completions.create = _readable(completions.create)
    return client


def _readable(create: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def read(**request: Any) -> Any:
        reply = await create(**request)
        return _each(reply) if request.get("stream") else _plain(reply)

    return read


async def _each(parts: AsyncIterator[Any]) -> AsyncIterator[Any]:
    async for part in parts:
        yield _plain(part)


def _plain(reply: Any) -> Any:
    """A reply, or a part of one."""
    if told := (getattr(reply, "model_extra", None) or {}).get("error"):  # with HTTP 200
        raise APIError(str(told), httpx.Request("POST", ""), body=told)
    for choice in reply.choices:
        for said in filter(None, (getattr(choice, "message", None), getattr(choice, "delta", None))):
            said.role = said.role or "assistant"
            if isinstance(said.content, list):
                said.content = "".join(_text(part) for part in said.content)
    return reply


def _text(part: Any) -> str:
    """The text of a part of a content; none of a thought's."""
    text = part if isinstance(part, str) else part.get("text") if isinstance(part, dict) else None
    return text if isinstance(text, str) else ""
