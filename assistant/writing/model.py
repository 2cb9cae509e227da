"""The language model: any LlamaIndex LLM, asked in such a way that a reply can be followed, timed out and stopped."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import count
from queue import Empty, SimpleQueue
from typing import Any

import httpx
from llama_index.core.llms import LLM, ChatMessage, ChatResponse, CustomLLM
from llama_index.llms.openai_like import OpenAILike
from openai import AsyncOpenAI, DefaultAsyncHttpxClient, DefaultHttpxClient, NotFoundError, OpenAI

from assistant.endpoint import Endpoint
from assistant.settings import Settings
from assistant.writing.dialect import Dialect, understood
from assistant.writing.local_model import LocalServer
from assistant.writing.model_errors import ModelFailure, Trouble, explain
from assistant.writing.reply import Reply

_BEAT = 0.25  # seconds after which a silent model's reply is given again, so that whoever follows it can stop
_CONNECT = 5.0  # seconds to reach the server


class Model:
    """A language model. Safe to be used by several threads."""

    def __init__(self, llm: LLM, settings: Settings, close: Callable[[], Awaitable[None]] | None = None) -> None:
        self.llm = llm
        self._dialect = Dialect(llm) if isinstance(llm, OpenAILike) else None
        self.name = llm.metadata.model_name
        self._stream = settings.llm_stream
        self._timeout = settings.llm_timeout
        self._pause = settings.llm_pause
        self._close = close
        self._loop = asyncio.new_event_loop()  # one for all replies: the client's connections belong to a loop
        self._thread = threading.Thread(target=self._loop.run_forever, name="model", daemon=True)
        self._thread.start()

    def write(self, messages: Sequence[ChatMessage]) -> Generator[Reply, None, None]:
        """The reply, at first empty, again and again while it grows, at least every quarter of a second.

        It is whole when the iterator ends. Closing that stops the model and closes its connection. Raises ModelFailure.
        """
        reply, news = Reply(), SimpleQueue[bool]()
        task = asyncio.run_coroutine_threadsafe(self._ask(messages, reply, news), self._loop)
        task.add_done_callback(lambda _: news.put(False))
        try:
            yield reply
            while self._more(news):
                yield reply
            task.result()
        except CancelledError:
            raise ModelFailure(Trouble.CUT, detail="closed") from None
        finally:
            task.cancel()
        reply.check()

    @staticmethod
    def _more(news: SimpleQueue[bool]) -> bool:
        try:
            return news.get(timeout=_BEAT)
        except Empty:
            return True

    async def _ask(self, messages: Sequence[ChatMessage], reply: Reply, news: SimpleQueue[bool]) -> None:
        for attempt in count(1):
            try:
                async with asyncio.timeout(self._timeout) as limit:
                    spoken = self._dialect.spoken(messages) if self._dialect else messages
                    async for part in self._parts(spoken):
                        if reply.take(part):
                            limit.reschedule(asyncio.get_running_loop().time() + self._pause)
                        news.put(True)
                    return
            except Exception as error:  # of whichever library; told, or passed on
                failure = explain(error, began=reply.first_token is not None)
                if failure.trouble is not Trouble.TOO_LONG and self._dialect and self._dialect.learn(error):
                    continue
                wait = None if reply.text else failure.wait(attempt)
                if wait is None:
                    raise failure from error
                await asyncio.sleep(wait)

    async def _parts(self, messages: Sequence[ChatMessage]) -> AsyncIterator[ChatResponse]:
        """What the model writes, in parts or whole."""
        try:
            if isinstance(self.llm, CustomLLM):  # whose async methods run the sync ones, and hold everybody up
                raise NotImplementedError
            streamed = False
            if self._stream:
                async for part in await self.llm.astream_chat(messages):
                    streamed = True
                    yield part
            if not streamed:  # or the server answered as if it hadn't been asked to stream
                yield await self.llm.achat(messages)
        except NotImplementedError:
            async for part in _in_thread(self.llm, messages, self._stream):
                yield part

    def close(self) -> None:
        """Stop what is being written and release the connections; safe to call again."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._loop.shutdown_asyncgens()
        if self._close:
            await self._close()


async def _in_thread(llm: LLM, messages: Sequence[ChatMessage], stream: bool) -> AsyncIterator[ChatResponse]:
    """What a model without async methods writes, asked in a thread that ends with its next part when nobody waits."""
    loop = asyncio.get_running_loop()
    parts = asyncio.Queue[ChatResponse | Exception | None]()
    left = threading.Event()

    def put(part: ChatResponse | Exception | None) -> None:
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(parts.put_nowait, part)

    def ask() -> None:
        try:
            for part in llm.stream_chat(messages) if stream else [llm.chat(messages)]:
                if left.is_set():
                    return
                put(part)
        except Exception as error:  # raised again where the reply is awaited
            put(error)
        put(None)

    threading.Thread(target=ask, name="model without async", daemon=True).start()
    try:
        while part := await parts.get():
            if isinstance(part, Exception):
                raise part
            yield part
    finally:
        left.set()


def connect(settings: Settings) -> Model:
    """The model of the settings. A file is loaded, which takes seconds; to a server nothing is sent yet.

    Raises SettingsError when a file can't be loaded.
    """
    if settings.llm_gguf is None:
        return _behind(settings, settings.llm_model or "", Endpoint.of(settings), end=lambda: None)
    local = LocalServer(settings.llm_gguf, settings.llm_context)
    return _behind(settings, settings.llm_gguf.stem, Endpoint(local.address, local.key), end=local.close)


def _behind(settings: Settings, name: str, server: Endpoint, end: Callable[[], None]) -> Model:
    """A model behind a server that speaks OpenAI's protocol; `end` is called when it is closed."""
    limits = httpx.Timeout(max(settings.llm_timeout, settings.llm_pause), connect=_CONNECT)
    client = AsyncOpenAI(
        api_key=server.key,
        base_url=server.address,
        max_retries=0,  # Model does that: it knows who waits
        timeout=limits,
        http_client=DefaultAsyncHttpxClient(timeout=limits, trust_env=server.by_proxy),
    )
    options: dict[str, Any] = {"stream_options": {"include_usage": True}}
    llm = OpenAILike(
        model=name,
        api_base=server.address,
        api_key=server.key,
        is_chat_model=True,
        context_window=settings.llm_context,
        max_tokens=settings.llm_max_tokens,
        temperature=settings.llm_temperature,
        max_retries=0,
        timeout=limits.read or 0.0,
        additional_kwargs=options,
        async_openai_client=understood(client),
    )

    async def close() -> None:
        await client.close()
        end()

    return Model(llm, settings, close)


def served(settings: Settings) -> list[str]:
    """The names of the models that the server of the settings has, as far as it tells. Raises ModelFailure."""
    server = Endpoint.of(settings)
    http = DefaultHttpxClient(timeout=_CONNECT, trust_env=server.by_proxy)
    with OpenAI(api_key=server.key, base_url=server.address, max_retries=0, http_client=http) as client:
        try:
            return sorted(model.id for model in client.models.list())
        except NotFoundError:  # it doesn't list them, and may answer all the same
            return []
        except Exception as error:  # of the client or of what lies under it; told
            raise explain(error, began=False) from error
