"""A client that leaves stops the language model that writes its answer, by whichever door it came."""

import asyncio
import time
from functools import partial

import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from tests.model_server import Says
from tests.model_server import serving as model_serving
from tests.server.conftest import QUESTION, serving


@pytest.fixture(scope="module")
def written(opened):
    """The address of a server whose answers a model writes, and that model's server."""
    with (
        model_serving() as model,
        serving(opened(engine="llm", openai_base_url=model.url, llm_model="scripted")) as url,
    ):
        yield url, model


async def until_asked(model):
    deadline = time.monotonic() + 60
    while not model.requests and time.monotonic() < deadline:
        await asyncio.sleep(0.05)


async def by_openai(url, model, *, stream):
    asked = {"model": "tra-cuu", "messages": [{"role": "user", "content": QUESTION}], "stream": stream}
    async with httpx.AsyncClient(trust_env=False) as http:
        asking = asyncio.create_task(http.post(f"{url}/v1/chat/completions", json=asked))
        await until_asked(model)
        asking.cancel()


async def by_mcp(url, model):
    async with (
        httpx.AsyncClient(trust_env=False) as http,
        streamable_http_client(f"{url}/mcp", http_client=http) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        asking = asyncio.create_task(session.call_tool("ask", {"question": QUESTION}))
        await until_asked(model)
        asking.cancel()


async def by_gradio(url, model):
    async with httpx.AsyncClient(trust_env=False) as http:
        begun = await http.post(f"{url}/gradio_api/call/ask", json={"data": [QUESTION, []]})
        async with http.stream("GET", f"{url}/gradio_api/call/ask/{begun.json()['event_id']}") as answer:
            assert answer.status_code == 200
            await until_asked(model)


@pytest.mark.parametrize("door", [partial(by_openai, stream=True), partial(by_openai, stream=False), by_mcp, by_gradio])
def test_a_client_that_leaves_stops_the_model(written, door):
    url, model = written
    model.says(Says("Năm 2021 " * 5, hang=3))
    model.gone.clear()
    asyncio.run(door(url, model))
    assert model.requests
    assert model.gone.wait(10)
