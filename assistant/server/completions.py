"""The door for programs that speak OpenAI's protocol: `/v1/chat/completions` and `/v1/models`.

Only a checked answer is sent, in a stream too: what a model writes before is not to be relied on, and a stream can't
take anything back. Meanwhile comments keep the connection alive.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.answering.answer import Answer, Citation
from assistant.answering.phrasing import escape
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.server.chat_request import MODEL, ChatRequest, RequestError
from assistant.server.doors import UNEXPECTED
from assistant.server.line import Busy, Line

log = logging.getLogger(__name__)

_QUIET = 5.0  # seconds between comments to a client that waits


def build(assistant: Assistant, line: Line) -> Starlette:
    """The application that is `/v1`."""
    completions = Completions(assistant, line)
    return Starlette(
        routes=[
            Route("/chat/completions", completions.create, methods=["POST"]),
            Route("/models", completions.models),
            Route("/models/{id}", completions.model),
        ],
        exception_handlers={RequestError: _refused, HTTPException: _not_served, Exception: _failed},
    )


class Completions:
    """The requests under `/v1`."""

    def __init__(self, assistant: Assistant, line: Line) -> None:
        self._assistant = assistant
        self._line = line
        self._model = {"id": MODEL, "object": "model", "created": int(time.time()), "owned_by": MODEL}

    async def models(self, request: Request) -> Response:
        """The list of one model."""
        return JSONResponse({"object": "list", "data": [self._model]})

    async def model(self, request: Request) -> Response:
        """The model, if its name is right."""
        name = request.path_params["id"]
        if name != MODEL:
            raise RequestError(f"Không có mô hình «{name}».", 404, param="model", code="model_not_found")
        return JSONResponse(self._model)

    async def create(self, request: Request) -> Response:
        """An answer, whole or streamed."""
        asked = ChatRequest.read(await request.body())
        *history, question = asked.questions()
        if asked.stream:
            usage = bool(asked.stream_options and asked.stream_options.include_usage)
            return _Stream(self._events(question, history, usage=usage), media_type="text/event-stream")
        async with aclosing(self._line.events(self._assistant, question, history)) as events:
            try:
                async for event in events:
                    if isinstance(event, Answer):
                        return JSONResponse(_whole(event))
                    if await request.is_disconnected():
                        break  # which stops the model
            except AssistantError as error:
                raise _explained(error) from None
        return Response(status_code=499)  # nobody is there to read it

    async def _events(self, question: str, history: list[str], *, usage: bool) -> AsyncGenerator[str, None]:
        """The parts of a stream."""
        part = _Part(usage=usage)
        yield part.of({"role": "assistant", "content": ""})
        said, answer = time.monotonic(), None
        try:
            async with aclosing(self._line.events(self._assistant, question, history)) as events:
                async for event in events:
                    if isinstance(event, Answer):
                        answer = event
                    elif time.monotonic() - said > _QUIET:
                        said = time.monotonic()
                        yield ": đang viết\n\n"
            assert answer, "a stream ends with its answer"
            # The turn in the line is over: a client that reads slowly holds nobody up.
            for word in re.findall(r"\s*\S+\s*", content(answer)):
                yield part.of({"content": word})
            yield part.of({}, finish="stop", answer=answer.to_dict())
            if usage:
                yield part.cost(_usage(answer))
        except AssistantError as error:
            yield _event(_explained(error).body)
        except Exception:
            log.exception("question not answered")
            yield _event(RequestError(UNEXPECTED, 500).body)
        yield "data: [DONE]\n\n"


class _Stream(StreamingResponse):
    """A stream that no proxy keeps back."""

    def __init__(self, events: AsyncGenerator[str, None], media_type: str) -> None:
        super().__init__(
            events, media_type=media_type, headers={"cache-control": "no-store", "x-accel-buffering": "no"}
        )
        self._events = events

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async with aclosing(self._events):  # at once when the client leaves, not when the garbage is collected
            await super().__call__(scope, receive, send)


class _Part:
    """Makes the parts of one completion."""

    def __init__(self, *, usage: bool) -> None:
        self._head = {**_head("chat.completion.chunk"), **({"usage": None} if usage else {})}

    def of(self, delta: Mapping[str, str], finish: str | None = None, **more: Any) -> str:
        """A part of the message; `more` are fields beside OpenAI's."""
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _event({**self._head, "choices": [choice], **more})

    def cost(self, usage: Mapping[str, int]) -> str:
        """The part after the message."""
        return _event({**self._head, "choices": [], "usage": usage})


def content(answer: Answer) -> str:
    """An answer as a message: Markdown, with a reference line for each citation at the end."""
    parts = [f"Hiểu là: {escape(answer.understood)}"] if answer.understood else []
    parts.append(answer.text)
    parts += [f"Lưu ý: {escape(note)}" for note in answer.notes]
    if answer.citations:
        heading = "Nội dung gần nhất trong các bài:" if answer.status == "not_found" else "Nguồn:"
        parts.append("\n".join([heading, *map(_reference, answer.citations)]))
    return "\n\n".join(parts)


def _reference(citation: Citation) -> str:
    day = f" ({'/'.join(reversed(citation.published.split('-')))})" if citation.published else ""
    title, quote = (_plain(text) for text in (citation.title, citation.quote))
    return f"- [{citation.number}] {title}{day} — {_plain(citation.source)}: «{quote}»"


def _plain(text: str) -> str:
    """Text of a document on one line, without markup and without an address that a program would make a link of."""
    return re.sub(r"(?i)(:)(?=//)|(?<=\bwww)(\.)", r"\\\1\2", escape(" ".join(text.split()))).replace("!", r"\!")


def _whole(answer: Answer) -> dict[str, Any]:
    message = {"role": "assistant", "content": content(answer), "refusal": None}
    return {
        **_head("chat.completion"),
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": _usage(answer),
        "answer": answer.to_dict(),
    }


def _head(kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{secrets.token_hex(12)}", "object": kind, "created": int(time.time()), "model": MODEL}


def _usage(answer: Answer) -> dict[str, int]:
    """The tokens that a language model took; 0 without one."""
    read, written = (int(answer.timings.get(name, 0)) for name in ("tokens_in", "tokens_out"))
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _event(data: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


def _explained(error: AssistantError) -> RequestError:
    log.warning("question not answered: %s", error.detail or error)
    return RequestError(str(error), 429 if isinstance(error, Busy) else 503)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    retry = {"retry-after": "5"} if error.status in (429, 503) else None
    return JSONResponse(error.body, error.status, headers=retry)


async def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    message = {404: "Không có địa chỉ này.", 405: "Địa chỉ này không nhận phương thức đó."}.get(error.status_code)
    refused = RequestError(message or error.detail, error.status_code)
    return JSONResponse(refused.body, refused.status, headers=error.headers)


async def _failed(request: Request, error: Exception) -> Response:
    return JSONResponse(RequestError(UNEXPECTED, 500).body, 500)  # Starlette logs it
