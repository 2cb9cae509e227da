import httpx

from assistant import Assistant
from tests import articles
from tests.server.conftest import serving


def test_health_is_open_to_all(url, guarded):
    for address in (url, guarded):
        told = httpx.get(f"{address}/health", trust_env=False)
        assert told.status_code == 200
        assert told.json() == {"status": "ok", "articles": 3, "engine": "extractive"}


def test_a_store_that_can_not_be_read_is_told(tmp_path):
    assistant = Assistant.open(corpus=articles.write(tmp_path / "bài"), store=tmp_path / "kho")
    with serving(assistant) as url:
        assistant.close()
        told = httpx.get(f"{url}/health", trust_env=False)
    assert told.status_code == 503
    assert told.json() == {"status": "error", "engine": "extractive"}
