"""The line of those who wait for an answer: a few are served at a time, and not too many may wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from typing import TypeVar

from anyio import CancelScope
from anyio.to_thread import run_sync

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.writing.draft import Draft

T = TypeVar("T")


class Busy(AssistantError):
    """Too many wait already."""


class Line:
    """Work for the threads behind the server's event loop. For one event loop."""

    def __init__(self, served: int = 4, waiting: int = 32) -> None:
        self._served = asyncio.Semaphore(served)
        self._room = served + waiting
        self._present = 0

    async def do(self, work: Callable[[], T]) -> T:
        """What `work` gives, in its turn. Raises Busy."""
        async with self._turn():
            return await run_sync(work)

    async def events(
        self, assistant: Assistant, question: str, history: list[str]
    ) -> AsyncGenerator[Draft | Answer, None]:
        """`assistant.stream` in its turn. Closing it, or cancelling who waits for it, stops the model. Raises Busy."""
        async with self._turn():
            stream = assistant.stream(question, history)
            try:
                while (event := await run_sync(next, stream, None)) is not None:
                    yield event
            finally:
                with CancelScope(shield=True):
                    await run_sync(stream.close)

    async def answer(self, assistant: Assistant, question: str, history: list[str]) -> Answer:
        """The answer, in its turn; cancelling it stops the model. Raises Busy."""
        async with aclosing(self.events(assistant, question, history)) as events:
            async for event in events:
                if isinstance(event, Answer):
                    return event
        raise AssertionError("a stream ends with its answer")

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._present >= self._room:
            raise Busy("Đang có quá nhiều câu hỏi cùng lúc. Hãy thử lại sau ít giây.")
        self._present += 1
        try:
            async with self._served:
                yield
        finally:
            self._present -= 1
