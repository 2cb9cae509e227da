"""The page and the server that shows it."""

from __future__ import annotations

import errno
import os
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.ui import chat, conversations, figures, library, quality
from assistant.ui.access import user_of
from assistant.ui.events import QUICK, live_html
from assistant.ui.heading import TITLE, heading_html
from assistant.ui.page import Page
from assistant.ui.theme import theme

_HERE = Path(__file__).parent
# Gradio's scripts and styles stand in its page, hence the two `unsafe`; no other machine is ever asked for anything.
_POLICY = b"default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'self'"


def build(assistant: Assistant) -> gr.Blocks:
    """The page: a heading that says what is indexed, a module a tab, and the panel that shows an article."""
    page = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(3600, 3600))
    with page:
        heading = live_html("heading")
        with gr.Row(elem_id="page"):
            with gr.Column(elem_id="work"):
                tabs = gr.Tabs(elem_id="tabs", selected="chat", overflow_behavior="wrap")
            panel = live_html("panel")
        messenger = live_html("messenger")
        parts = Page(assistant, tabs, heading, panel, messenger)
        with tabs:
            with gr.Tab("Hỏi đáp", id="chat"):
                shown = chat.build(parts)
            with gr.Tab("Bảng số liệu", id="figures", render_children=True) as tab:
                rows = figures.build(parts, tab)
            with gr.Tab("Kho tài liệu", id="library", render_children=True) as tab:
                library.build(parts, tab, rows)
            with gr.Tab("Hội thoại", id="conversations", render_children=True) as tab:
                conversations.build(parts, tab, shown)
            with gr.Tab("Đánh giá", id="quality", render_children=True) as tab:
                quality.build(parts, tab)
        # The browser says which conversation this tab of it showed before it was loaded anew.
        before = gr.Textbox(visible=False)

        def headed(request: gr.Request) -> str:
            return heading_html(assistant, user_of(request))

        page.load(headed, None, heading, **QUICK)
        page.load(
            shown.restored,
            before,
            [shown.thread, shown.conversation],
            js="() => sessionStorage.getItem('conversation')",
            **QUICK,
        )
    page.queue(default_concurrency_limit=4, api_open=False)
    return page


def look() -> dict[str, Any]:
    """How the page looks and behaves: arguments for `gradio.mount_gradio_app`."""
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    return {"theme": theme(), "css_paths": _HERE / "page.css", "head": f"<script>{script}</script>"}


class Server(uvicorn.Server):
    """The page on an address of its own. `url` is what to open in a browser."""

    def __init__(self, assistant: Assistant, host: str, port: int) -> None:
        """Takes the address (port 0: a free one) before the page is built. Raises AssistantError when it can't."""
        self._socket = _listen(host, port)
        self.url = _url(host, self._socket.getsockname()[1])
        app = FastAPI(openapi_url=None)
        app.add_middleware(_OwnContentOnly)
        self._page = _mount(build(assistant), app, assistant.settings.upload_megabytes)
        super().__init__(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Each open page holds a stream, which Gradio ends at this sign; uvicorn would cut it and log a traceback.
        self._page.stop_event.set()
        await super().shutdown(sockets)

    def serve_here(self) -> None:
        """Serves until Ctrl-C, or until `should_exit` is set from another thread."""
        with suppress(KeyboardInterrupt):
            self.run(sockets=[self._socket])


def serve(assistant: Assistant, host: str, port: int, *, browser: bool = False) -> None:
    """Serves the page until Ctrl-C; with `browser`, opens it where there is a desktop.

    Raises AssistantError when the address can't be listened on.
    """
    server = Server(assistant, host, port)
    print(f"Trang hỏi đáp: {server.url}  (nhấn Ctrl-C để dừng)", flush=True)
    if browser and _has_desktop():
        webbrowser.open(server.url)  # the socket listens already: the browser waits for the first answer
    server.serve_here()


def _mount(page: gr.Blocks, app: FastAPI, upload_megabytes: float) -> gr.routes.App:
    """Puts the page at the root of `app`; gives Gradio's part of it."""
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,  # else the browser keeps every question and answer
        show_error=False,
        max_file_size=int(upload_megabytes * 1_000_000),
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        **look(),
    )
    [mounted] = (route.app for route in app.routes if isinstance(route, Mount))
    assert isinstance(mounted, gr.routes.App)
    return mounted


class _OwnContentOnly:
    """Adds the policy that lets a page load nothing from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"content-security-policy", _POLICY)]
            await send(message)

        await self._app(scope, receive, with_policy)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:  # UnicodeError: not even the form of a name
        raise AssistantError(_unavailable(host, port, error), detail=str(error)) from None


def _unavailable(host: str, port: int, error: Exception) -> str:
    """Why the address can't be listened on, and what to do."""
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 7870
        return (
            f"Cổng {port} trên {host} đang có chương trình khác dùng (có thể trang này đã mở sẵn). "
            f"Hãy chọn cổng khác, ví dụ: assistant serve --port {other}"
        )
    if code == errno.EACCES:
        return f"Máy không cho mở cổng {port}. Hãy chọn cổng từ 1024 trở lên, ví dụ: assistant serve --port 7870"
    return f"Không mở được trang ở địa chỉ «{host}» (thiết lập «host»). Hãy dùng: assistant serve --host 127.0.0.1"


def _url(host: str, port: int) -> str:
    """The address to open on this machine; one that means «every network» is no address for a browser."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def _has_desktop() -> bool:
    """Whether a person sits here: elsewhere a browser opens in the terminal, or not at all."""
    desktop = sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(desktop) and sys.stdout.isatty()
