"""LlamaIndex models that can only be asked synchronously."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import pytest
from llama_index.core.llms import LLM, ChatMessage, CompletionResponse, CustomLLM, LLMMetadata
from llama_index.llms.openai_like import OpenAILike
from pydantic import PrivateAttr

from assistant.settings import Settings
from assistant.writing.model import Model
from assistant.writing.model_errors import ModelFailure, Trouble
from tests.model_server import KEY, ModelServer, Sends
from tests.writing.conftest import HOURS

HELLO = [ChatMessage(role="user", content="Xin chào")]


class Counting(CustomLLM):
    """Counts to ten, and waits after the first number until it is let go."""

    _said: list[int] = PrivateAttr(default_factory=list)
    _go: threading.Event = PrivateAttr(default_factory=threading.Event)

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="counting")

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        self._go.wait()
        return CompletionResponse(text="mười")

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
        for number in range(1, 11):
            self._said.append(number)
            yield CompletionResponse(text=f"đếm {number}", delta=str(number))
            self._go.wait()


class OnlySync(OpenAILike):
    """Says that it has no async methods."""

    async def achat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> Any:
        raise NotImplementedError

    async def astream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> Any:
        raise NotImplementedError


@contextmanager
def opened(llm: LLM, **given: Any) -> Iterator[Model]:
    model = Model(llm, Settings.load(**{"llm_timeout": HOURS, "llm_pause": HOURS, **given}))
    try:
        yield model
    finally:
        model.close()


@pytest.mark.parametrize("stream", [True, False])
def test_it_writes(stream: bool) -> None:
    llm = Counting()
    llm._go.set()
    with opened(llm, llm_stream=stream) as model:
        assert [reply.text for reply in model.write(HELLO)][-1] == ("đếm 10" if stream else "mười")


@pytest.mark.parametrize("stream", [True, False])
def test_one_that_hangs_holds_nobody_up_and_runs_out_of_time(stream: bool) -> None:
    llm = Counting()
    with opened(llm, llm_stream=stream, llm_timeout=0.2, llm_pause=0.2) as model:
        with pytest.raises(ModelFailure) as error:
            list(model.write(HELLO))
        assert error.value.trouble is (Trouble.SLOW_PAUSE if stream else Trouble.SLOW_START)
    llm._go.set()


def test_closing_ends_it_at_its_next_part() -> None:
    llm = Counting()
    with opened(llm) as model:
        with closing(model.write(HELLO)) as replies:
            assert next(reply.text for reply in replies if reply.text) == "đếm 1"
        [thread] = [thread for thread in threading.enumerate() if thread.name == "model without async"]
        model.close()  # so that it is known to have been left
        llm._go.set()
        thread.join()
    assert llm._said == [1, 2]


@pytest.mark.parametrize("stream", [True, False])
def test_one_that_says_so_is_asked_synchronously_with_the_same_failures(server: ModelServer, stream: bool) -> None:
    given: dict[str, Any] = {"model": "scripted", "api_base": server.url, "api_key": KEY, "is_chat_model": True}
    with opened(OnlySync(**given, max_retries=0), llm_stream=stream) as model:
        server.says("Chào bạn")
        assert [reply.text for reply in model.write(HELLO)][-1] == "Chào bạn"
        server.says(Sends(401, "{}"))
        with pytest.raises(ModelFailure) as error:
            list(model.write(HELLO))
        assert error.value.trouble is Trouble.KEY_REFUSED
