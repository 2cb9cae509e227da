import re
import socket
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.errors import AssistantError
from assistant.ui.app import Server

NOBODY = SimpleNamespace(articles=lambda: [])  # an assistant that knows nothing: the address is looked at first


def test_a_port_in_use_is_named_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AssistantError, match=rf"Cổng {port} trên 127\.0\.0\.1.*--port {port + 1}"):
            Server(NOBODY, "127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "không-có máy.này", "a" * 300])
def test_an_address_that_is_not_this_machines_is_named(host):
    with pytest.raises(AssistantError, match=f"«{re.escape(host)}».*--host 127"):
        Server(NOBODY, host, 0)


def test_the_page_asks_no_other_machine():
    sources = [path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "assistant/ui").glob("page.*")]
    assert sources
    assert not any("://" in source or "@import" in source for source in sources)
