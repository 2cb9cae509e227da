"""Servers that turn down what others want, and reply in ways that LlamaIndex doesn't read by itself."""

from __future__ import annotations

from typing import Any

import pytest
from llama_index.core.llms import ChatMessage

from tests.model_server import ModelServer, Says, Sends
from tests.writing.conftest import Writer
from tests.writing.test_engine import QUESTION, RIGHT
from tests.writing.test_model import HELLO, fails

LIMIT = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
HEAT = "Unsupported value: 'temperature' does not support 0.0 with this model. Only the default (1) is supported."
OPTIONS = "Unrecognized request argument supplied: stream_options"


@pytest.mark.parametrize("stream", [True, False])
def test_what_a_server_turns_down_is_left_out_from_then_on(server: ModelServer, opened: Any, stream: bool) -> None:
    server.says("Chào")
    server.turns_down = {"max_tokens": LIMIT, "temperature": HEAT, "stream_options": OPTIONS}
    model = opened(server.url, llm_stream=stream, llm_max_tokens=100)
    for asked in (4 if stream else 3, 1):
        server.requests.clear()
        assert [reply.text for reply in model.write(HELLO)][-1] == "Chào"
        assert len(server.requests) == asked
    assert server.requests[-1].keys() & {"max_tokens", "temperature", "stream_options"} == set()
    assert server.requests[-1]["max_completion_tokens"] == 800  # its thoughts count in it


def test_a_limit_that_is_turned_down_under_both_names_is_none(server: ModelServer, opened: Any) -> None:
    server.says("Chào")
    server.turns_down = {"max_tokens": "max_tokens?", "max_completion_tokens": "Unknown: max_completion_tokens"}
    assert [reply.text for reply in opened(server.url).write(HELLO)][-1] == "Chào"
    assert len(server.requests) == 3


def test_a_model_without_a_system_message_reads_it_in_the_users(server: ModelServer, opened: Any) -> None:
    server.says("Chào")
    server.turns_down = {"system": "System role not supported"}
    replies = opened(server.url).write([ChatMessage(role="system", content="Hãy chào."), *HELLO])
    assert [reply.text for reply in replies][-1] == "Chào"
    assert server.requests[-1]["messages"] == [{"role": "user", "content": "Hãy chào.\n\nXin chào"}]


def test_text_in_parts_is_joined_without_the_thoughts(writer: Writer) -> None:
    writer.server.says(Says(RIGHT, parts=True))
    assert "79" not in writer.ask(QUESTION).text and writer.ask(QUESTION).engine == "llm"


def test_a_server_that_does_not_stream_is_asked_for_the_whole(writer: Writer) -> None:
    writer.server.says(RIGHT)
    writer.server.streams = False
    assert writer.ask(QUESTION).engine == "llm"


def test_a_reply_with_the_least_there_can_be(server: ModelServer, opened: Any) -> None:
    server.says(Sends(200, '{"choices": [{"message": {"content": "Chào"}, "finish_reason": "stop"}]}'))
    assert [reply.text for reply in opened(server.url, llm_stream=False).write(HELLO)][-1] == "Chào"


def test_an_error_with_status_200_is_one(server: ModelServer, opened: Any) -> None:
    server.says(Sends(200, '{"error": {"message": "exceeds the available context size"}}'))
    assert fails(opened(server.url, llm_stream=False)).name == "TOO_LONG"


@pytest.mark.parametrize(
    ("status", "message", "trouble"),
    [
        (402, "Insufficient credits", "BUSY"),
        (400, "API key not valid. Please pass a valid API key.", "KEY_REFUSED"),
        (400, "Invalid model: qwen", "UNKNOWN_MODEL"),
        (400, "Model Not Exist", "UNKNOWN_MODEL"),
        (400, "The response was filtered due to the content management policy.", "REFUSED"),
        (400, "The input token count (40000) exceeds the maximum number of tokens allowed (32768).", "TOO_LONG"),
        (413, "Request too large for model on tokens per minute", "TOO_LONG"),
        (400, "'max_tokens' is too large: 600. This model's maximum context length is 2048 tokens.", "TOO_LONG"),
        (400, "Something else", "REJECTED"),
    ],
)
def test_services_tell_the_same_in_many_ways(
    server: ModelServer, opened: Any, status: int, message: str, trouble: str
) -> None:
    server.says(Sends(status, f'{{"error": {{"message": "{message}"}}}}', {"Retry-After": "60"}))
    assert fails(opened(server.url)).name == trouble
