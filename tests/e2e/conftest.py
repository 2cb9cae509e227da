"""The real page over a small corpus, and Debian's chromium to look at it."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager

import pytest

from assistant.assistant import Assistant
from assistant.server.server import Server
from tests import articles
from tests.server.conftest import serving, write_users

BRIDGES = "Huyện Lương Tài đã xây dựng bao nhiêu cây cầu dân sinh năm 2021?"
TREES = "Thị trấn Hòa Vang đã trồng bao nhiêu cây bóng mát năm 2020?"
ARTICLES = {
    "cau.txt": """Huyện Lương Tài khánh thành cầu mới

Ngày 12/3/2021, huyện Lương Tài tổ chức lễ khánh thành cầu dân sinh tại các xã trên địa bàn huyện.

Trong năm 2021, huyện Lương Tài đã xây dựng được 17 cây cầu dân sinh, với tổng kinh phí hơn 30 triệu đồng.
""",
    "cau-xa.txt": """Xã Bình Phú xây cầu

Trong năm 2021, xã Bình Phú đã xây dựng được 9 cây cầu dân sinh và trồng 400 cây xanh.
""",
    # Markup in a document, and in the name of its file
    "cay-_xanh_.txt": """Thị trấn Hòa Vang <script>window.hacked = 1</script> trồng cây **xanh** đầu xuân

<img src="http://example.invalid/anh.png" onerror="window.hacked = 1"> Năm 2020, thị trấn Hòa Vang đã trồng \
được 245 cây bóng mát <b>dọc</b> tuyến đường chính, theo [kế hoạch](http://example.invalid/) đề ra.
""",
}
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
def assistant(tmp_path_factory):
    """An assistant over a corpus that tests may add to, if they take away what they added."""
    corpus = tmp_path_factory.mktemp("corpus")
    for name, text in ARTICLES.items():
        (corpus / name).write_text(text, encoding="utf-8")
    with Assistant.open(corpus=corpus, store=tmp_path_factory.mktemp("store"), upload_megabytes=1) as opened:
        yield opened


@pytest.fixture(scope="session")
def url(chromium, assistant):
    """The address of the running page."""
    with served(assistant) as url:
        yield url


# Not for the session: while Playwright runs, no other test of this process may have an event loop.
@pytest.fixture(scope="package")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def window(browser):
    """A browser whose tabs share what was loaded; what a tab remembers of its conversation is its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    yield context
    context.close()


@pytest.fixture
def page(window, url):
    """The page in a new tab; it must ask no other machine, and log no error."""
    with opened(window, url) as page:
        yield page


@pytest.fixture
def other_page(browser, url):
    """The page in another browser."""
    context = browser.new_context(locale="vi-VN")
    with opened(context, url) as page:
        yield page
    context.close()


@pytest.fixture(scope="session")
def guarded(tmp_path_factory):
    """The address of a page for users only."""
    folder = tmp_path_factory.mktemp("guarded")
    users = write_users(folder / "users.json")
    with (
        Assistant.open(corpus=articles.write(folder / "corpus"), store=folder / "store", users=users) as assistant,
        serving(assistant) as url,
    ):
        yield url


@pytest.fixture
def stranger(browser, guarded):
    """A browser in which nobody has logged in."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.goto(guarded)
    yield page
    context.close()


@contextmanager
def served(assistant, port=0):
    """The page of an assistant, on a free port unless one is given; its address."""
    server = Server(assistant, "127.0.0.1", port)
    thread = threading.Thread(target=server.serve_here)
    thread.start()
    yield server.url
    server.should_exit = True
    thread.join()


@contextmanager
def opened(window, url):
    page = window.new_page()
    elsewhere, errors = [], []
    page.on(
        "request",
        lambda request: None if request.url.startswith((url, "data:", "blob:")) else elsewhere.append(request.url),
    )
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url)
    page.locator(".welcome, .exchange").first.wait_for()
    yield page
    assert elsewhere == []
    assert errors == []
    page.close()


def ask(page, question):
    """Types a question; its answer, when all of it is there."""
    number = page.locator(".exchange").count()
    box = page.get_by_placeholder("Nhập câu hỏi")
    box.fill(question)
    box.press("Enter")
    exchange = page.locator(".exchange").nth(number)
    exchange.locator(".tools").wait_for()
    page.wait_for_function("!document.querySelector('#thread .pending')")
    page.wait_for_timeout(150)  # suggestions come a moment after
    return exchange.locator(".answer")


def log_in(page, name, password):
    """Fills in the page that asks who it is."""
    page.get_by_label("Tên người dùng").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.keyboard.press("Enter")


def in_sight(page, part):
    """Whether the beginning of a part lies within the window, and is what one would touch there."""
    return part.first.evaluate("""part => {
        const box = part.getClientRects()[0];
        const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return there !== null && (part.contains(there) || there.contains(part));
    }""")
