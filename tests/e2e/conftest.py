"""The real page over a small corpus, and Debian's chromium to look at it."""

from __future__ import annotations

import os
import shutil
import threading

import pytest

from assistant.assistant import Assistant
from assistant.server.server import Server

BRIDGES = """Huyện Lương Tài khánh thành cầu mới

Ngày 12/3/2021, huyện Lương Tài tổ chức lễ khánh thành cầu dân sinh tại các xã trên địa bàn huyện.

Trong năm 2021, huyện Lương Tài đã xây dựng được 17 cây cầu dân sinh, với tổng kinh phí hơn 30 triệu đồng.
"""
HOSTILE = """Thị trấn Hòa Vang <script>window.hacked = 1</script> trồng cây **xanh** đầu xuân

<img src="http://example.invalid/anh.png" onerror="window.hacked = 1"> Năm 2020, thị trấn Hòa Vang đã trồng \
được 245 cây bóng mát <b>dọc</b> tuyến đường chính, theo [kế hoạch](http://example.invalid/) đề ra.
"""
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium():
    """The path of the browser. A developer may have none; CI must."""
    path = shutil.which("chromium")
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("chromium is not installed (apt-get install chromium)")
    return path


@pytest.fixture(scope="session")
def url(chromium, tmp_path_factory):
    """The address of the running page."""
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "cau.txt").write_text(BRIDGES, encoding="utf-8")
    (corpus / "cay-_xanh_.txt").write_text(HOSTILE, encoding="utf-8")
    with Assistant.open(corpus=corpus, store=tmp_path_factory.mktemp("store")) as assistant:
        server = Server(assistant, "127.0.0.1", 0)
        thread = threading.Thread(target=server.serve_here)
        thread.start()
        yield server.url
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, url):
    """The page in a browser that has never seen it; it must ask no other machine, and log no error."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    page = context.new_page()
    elsewhere, errors = [], []
    context.on(
        "request",
        lambda request: None if request.url.startswith((url, "data:", "blob:")) else elsewhere.append(request.url),
    )
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url)
    yield page
    assert elsewhere == []
    assert errors == []
    context.close()
