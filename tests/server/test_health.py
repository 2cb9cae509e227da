import httpx

from assistant import Assistant
from tests import articles
from tests.server.conftest import serving


def test_health_is_open_to_all(url, guarded):
    for address in (url, guarded):
        told = httpx.get(f"{address}/health", trust_env=False)
        assert told.status_code == 200
        assert told.json() | {"server": "…"} == {"status": "ok", "articles": 3, "engine": "extractive", "server": "…"}


def test_a_server_that_was_started_anew_has_another_name(assistant):
    names = set()
    for _ in range(2):
        with serving(assistant) as url:
            names |= {httpx.get(f"{url}/health", trust_env=False).json()["server"] for _ in range(2)}
    assert len(names) == 2


def test_a_store_that_can_not_be_read_is_told(tmp_path):
    assistant = Assistant.open(corpus=articles.write(tmp_path / "bài"), store=tmp_path / "kho")
    with serving(assistant) as url:
        assistant.close()
        told = httpx.get(f"{url}/health", trust_env=False)
    assert told.status_code == 503
    assert told.json() | {"server": "…"} == {"status": "error", "engine": "extractive", "server": "…"}
