from __future__ import annotations

import socket
from contextlib import closing
from typing import Any

import pytest
from llama_index.core.llms import ChatMessage

from assistant.writing.model import Model
from assistant.writing.model_errors import ModelFailure, Trouble
from tests.model_server import ModelServer, Says

HELLO = [ChatMessage(role="user", content="Xin chào")]


def fails(model: Model) -> Trouble:
    with pytest.raises(ModelFailure) as error:
        list(model.write(HELLO))
    return error.value.trouble


def test_a_reply_grows(server: ModelServer, opened: Any) -> None:
    server.says("Chào bạn nhé")
    texts = [reply.text for reply in opened(server.url).write(HELLO)]
    assert texts[0] == "" and texts[-1] == "Chào bạn nhé"
    assert server.requests[0]["stream"] and server.requests[0]["stream_options"] == {"include_usage": True}


def test_a_server_that_wants_no_key_gets_none_of_the_environment(
    server: ModelServer, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = opened(server.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-meant-for-another")
    server.says("Chào")
    list(model.write(HELLO))
    assert server.keys[-1] == "Bearer none"


def test_closing_the_reply_closes_the_connection(server: ModelServer, opened: Any) -> None:
    server.says(Says("một hai ba", hang=2))
    server.gone.clear()
    with closing(opened(server.url).write(HELLO)) as replies:
        assert next(reply.text for reply in replies if reply.text == "một hai") == "một hai"
    assert server.gone.wait(60)


def test_a_silent_model_can_be_stopped(server: ModelServer, opened: Any) -> None:
    server.says(Says("một", hang=0))
    server.gone.clear()
    with closing(opened(server.url).write(HELLO)) as replies:
        assert [next(replies).text for _ in range(3)] == ["", "", ""]
    assert server.gone.wait(60)


def test_a_model_that_is_closed_ends_its_replies(server: ModelServer, opened: Any) -> None:
    server.says(Says("một hai ba", hang=2))
    model = opened(server.url)
    replies = model.write(HELLO)
    next(replies)
    model.close()
    model.close()
    with pytest.raises(ModelFailure):
        list(replies)


@pytest.mark.parametrize("stream", [True, False])
def test_the_first_word_is_not_waited_for_longer_than_told(server: ModelServer, opened: Any, stream: bool) -> None:
    server.says(Says("một hai", hang=0))
    assert fails(opened(server.url, llm_timeout=0.2, llm_stream=stream)) is Trouble.SLOW_START


def test_nor_is_the_next(server: ModelServer, opened: Any) -> None:
    server.says(Says("một hai ba", hang=2))
    assert fails(opened(server.url, llm_pause=0.2)) is Trouble.SLOW_PAUSE


@pytest.mark.parametrize("stream", [True, False])
def test_nobody_listens(opened: Any, stream: bool) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and doesn't listen
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        assert fails(opened(url, llm_stream=stream)) is Trouble.UNREACHABLE


@pytest.mark.parametrize("stream", [True, False])
def test_a_host_that_has_no_address(opened: Any, monkeypatch: pytest.MonkeyPatch, stream: bool) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert fails(opened("http://may-chu.invalid/v1", llm_stream=stream)) is Trouble.UNKNOWN_HOST


def test_a_server_without_tls_is_not_trusted(server: ModelServer, opened: Any) -> None:
    assert fails(opened(server.url.replace("http:", "https:"))) is Trouble.UNTRUSTED


def test_a_proxy_is_not_asked_about_this_machine(
    server: ModelServer, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.says("Chào")
    assert [reply.text for reply in opened(server.url).write(HELLO)][-1] == "Chào"
