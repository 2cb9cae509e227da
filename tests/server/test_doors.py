"""Gradio's API and MCP, by their official clients."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from assistant.errors import AssistantError
from assistant.server.doors import Doors, telling
from assistant.server.line import Line
from tests.server.conftest import KEY, PASSWORDS, QUESTION

NAMES = ["ask", "search", "figures"]


@pytest.fixture(scope="module")
def client(url):
    return Client(url, verbose=False)


def call(url, tool=None, arguments=None, key=None) -> Any:
    """The result of a tool of the MCP server; without one, the list of tools."""

    async def talk():
        headers = {"authorization": f"Bearer {key}"} if key else {}
        async with (
            httpx.AsyncClient(headers=headers, trust_env=False) as http,
            streamable_http_client(f"{url}/mcp", http_client=http) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await (session.call_tool(tool, arguments) if tool else session.list_tools())

    return asyncio.run(talk())


def test_gradios_api_has_the_three_and_nothing_else(client):
    shown = client.view_api(return_format="dict")
    assert list(shown["named_endpoints"]) == [f"/{name}" for name in NAMES]
    assert not shown["unnamed_endpoints"]
    for endpoint in shown["named_endpoints"].values():
        assert endpoint["description"] and all(parameter["type"] for parameter in endpoint["parameters"])
        assert endpoint["returns"][0]["type"]


def test_ask_by_gradios_client(client, assistant):
    answer = client.predict(QUESTION, api_name="/ask")
    expected = json.loads(json.dumps(assistant.ask(QUESTION).to_dict()))
    assert {**answer, "timings": 0} == {**expected, "timings": 0}
    follow_up = client.predict(
        "Còn Tân Thượng thì sao?", history=["Chủ tịch UBND huyện Hoa Lâm là ai?"], api_name="/ask"
    )
    assert "Tân Thượng" in follow_up["understood"]


def test_search_gives_passages_by_their_offsets(client, assistant):
    passages = client.predict("nguồn tin có giá trị", limit=2, api_name="/search")
    assert len(passages) == 2 and passages[0]["score"] >= passages[1]["score"]
    for passage in passages:
        article = assistant.article(passage["source"])
        assert article.text[passage["start"] : passage["end"]] == passage["text"]
        assert passage["title"] == article.title.value


def test_figures_by_place_measure_and_year(client, assistant):
    rows = client.predict(place="hoa lam", measure="nguồn tin có giá trị", period=2021, api_name="/figures")
    assert [row["value"] for row in rows] == [97]
    text = assistant.article(rows[0]["source"]).text
    assert text[rows[0]["start"] : rows[0]["end"]] == rows[0]["raw"] == "97"
    assert "97 nguồn tin có giá trị" in rows[0]["sentence"]
    assert client.predict(place="Sao Hỏa", api_name="/figures") == []
    assert len(client.predict(limit=3, api_name="/figures")) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"api_name": "/ask", "question": 5}, "«question»"),
        ({"api_name": "/ask", "question": "?", "history": "x"}, "«history»"),
        ({"api_name": "/search", "query": "  "}, "còn trống"),
        ({"api_name": "/search", "query": "x" * 3000}, "quá dài"),
        ({"api_name": "/search", "query": "x", "limit": 0}, "«limit»"),
        ({"api_name": "/figures", "limit": 5000}, "từ 1 đến 1000"),
        ({"api_name": "/figures", "period": "hai nghìn"}, "«period»"),
    ],
)
def test_what_a_program_got_wrong_is_told_it(client, arguments, said):
    with pytest.raises(AppError, match=said):
        client.predict(**arguments)


def test_gradios_client_logs_in_with_a_password_or_a_key(guarded):
    for given in ({"auth": ("minh", PASSWORDS["minh"])}, {"headers": {"Authorization": f"Bearer {KEY}"}}):
        client = Client(guarded, verbose=False, **given)
        assert "97" in client.predict(QUESTION, api_name="/ask")["text"]
    with pytest.raises(Exception, match="login"):
        Client(guarded, verbose=False)
    with pytest.raises(Exception, match="Invalid credentials"):
        Client(guarded, verbose=False, auth=("minh", "sai mật khẩu"))


def test_mcp_has_the_same_three(url):
    tools = call(url).tools
    assert [tool.name for tool in tools] == NAMES
    for tool in tools:
        assert "Args:" in tool.description and tool.annotations.readOnlyHint
    assert tools[1].inputSchema["required"] == ["query"]


def test_the_tools_of_mcp(url):
    answer = call(url, "ask", {"question": QUESTION})
    assert not answer.isError
    assert "97" in answer.structuredContent["text"] and answer.structuredContent["citations"][0]["source"]
    assert json.loads(answer.content[0].text)["status"] == "answered"
    found = call(url, "search", {"query": "cây xanh", "limit": 1})
    assert [passage["source"] for passage in found.structuredContent["result"]] == ["cay-xanh.txt"]
    rows = call(url, "figures", {"place": "Tân Thượng", "measure": "thôn"}).structuredContent["result"]
    assert (rows[0]["value"], rows[0]["of"]) == (18, 20)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [("figures", {"limit": 0}, "từ 1 đến 1000"), ("ask", {}, "question"), ("xóa", {}, "Unknown tool")],
)
def test_an_error_of_a_tool_is_told(url, tool, arguments, said):
    result = call(url, tool, arguments)
    assert result.isError and said in result.content[0].text


def test_mcp_wants_the_key(guarded):
    assert "97" in call(guarded, "ask", {"question": QUESTION}, key=KEY).structuredContent["text"]
    with pytest.raises(BaseExceptionGroup):
        call(guarded, key="sai-khoa")


def test_what_was_not_expected_is_logged_and_not_shown(caplog):
    async def broken():
        raise OSError("/a/secret/path")

    with pytest.raises(AssistantError, match="Chương trình gặp lỗi") as raised:
        asyncio.run(telling(broken, AssistantError)())
    assert "secret" not in str(raised.value) and "/a/secret/path" in caplog.text


def test_too_many_at_once_are_turned_away(assistant):
    async def crowd():
        doors = Doors(assistant, Line(served=1, waiting=2))
        return await asyncio.gather(*(doors.figures(limit=1) for _ in range(5)), return_exceptions=True)

    outcomes = asyncio.run(crowd())
    assert ["quá nhiều" in str(outcome) for outcome in outcomes] == [False] * 3 + [True] * 2
