"""Real servers on free ports, with users and without."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant import Assistant
from assistant.server import passwords, users
from assistant.server.server import Server
from tests import articles

os.environ["NO_PROXY"] = "127.0.0.1,localhost"  # the official clients read it

PASSWORDS = {"lan": "mười hai con giáp", "minh": "trời hôm nay nắng"}
KEY = "khong-phai-khoa-that-0123456789"
QUESTION = "Năm 2021 huyện Hoa Lâm có bao nhiêu nguồn tin có giá trị?"


@contextmanager
def serving(assistant: Assistant) -> Iterator[str]:
    """The address of a server, while a test runs."""
    server = Server(assistant, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_here)
    thread.start()
    try:
        yield server.url.rstrip("/")
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Assistant]]:
    """Opens an assistant with other settings over the made-up articles."""
    folder = tmp_path_factory.mktemp("served")
    corpus = articles.write(folder / "corpus")
    with ExitStack() as stack:

        def _opened(**settings: Any) -> Assistant:
            return stack.enter_context(Assistant.open(corpus=corpus, store=folder / "store", **settings))

        yield _opened


def write_users(path: Path) -> Path:
    """A file of an editor, `lan`, and a reader, `minh`."""
    everybody = users.Users()
    for name, role in (("lan", "editor"), ("minh", "reader")):
        user = users.User(name=name, role=role, password=passwords.keep(PASSWORDS[name]))
        everybody = everybody.with_user(user)
    users.change(path, lambda _: everybody)
    return path


@pytest.fixture(scope="session")
def url(opened: Callable[..., Assistant]) -> Iterator[str]:
    """A server without users and keys."""
    with serving(opened()) as url:
        yield url


@pytest.fixture(scope="session")
def guarded(opened: Callable[..., Assistant], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with users and a key."""
    path = write_users(tmp_path_factory.mktemp("users") / "users.json")
    with serving(opened(users=path, api_keys=f"another-key-of-the-office, {KEY}")) as url:
        yield url


@contextmanager
def log_in(url: str, name: str) -> Iterator[httpx.Client]:
    """A client with the session of a user."""
    with httpx.Client(base_url=url, trust_env=False) as client:
        client.post("/login", data={"username": name, "password": PASSWORDS[name]}).raise_for_status()
        yield client
