import re
import socket
from types import SimpleNamespace

import pytest

from assistant.errors import AssistantError
from assistant.server.server import Server

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
