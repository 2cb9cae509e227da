import re
import socket
from types import SimpleNamespace

import pytest

from assistant.errors import AssistantError, SettingsError
from assistant.server.server import Server
from tests.server.conftest import write_users

NOBODY = SimpleNamespace()  # no assistant at all: the address is looked at first


def test_a_port_in_use_is_named_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AssistantError, match=rf"Cổng {port} trên 127\.0\.0\.1.*--port {port + 1}"):
            Server(NOBODY, "127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "không-có máy.này", "a" * 300])
def test_an_address_that_is_not_this_machines_is_named(host):
    with pytest.raises(AssistantError, match=f"«{re.escape(host)}».*--host 127"):
        Server(NOBODY, host, 0)


@pytest.mark.parametrize("settings", [{"host": "0.0.0.0"}, {"host": "127.0.0.1", "hosts": "tracuu.vn"}])
def test_without_users_a_network_is_not_listened_to(opened, settings):
    assistant = opened(hosts=settings.get("hosts"))
    with pytest.raises(SettingsError, match=r"chỉ được mở trên chính máy này(.|\n)*assistant users add"):
        Server(assistant, settings["host"], 0)


def test_a_file_without_users_is_named(opened, tmp_path):
    with pytest.raises(SettingsError, match="không có gì"):
        Server(opened(users=tmp_path / "không có gì.json"), "127.0.0.1", 0)


def test_with_users_a_network_is_listened_to(opened, tmp_path):
    server = Server(opened(users=write_users(tmp_path / "users.json")), "0.0.0.0", 0)
    assert server.has_users
    assert server.url.startswith("http://127.0.0.1:")
    server.close()
