"""The server that shows the page."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from contextlib import suppress

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.routing import Mount

from assistant.assistant import Assistant
from assistant.server.address import listen, page_url
from assistant.server.security import OwnContentOnly
from assistant.ui.app import build, look


class Server(uvicorn.Server):
    """The page on an address of its own. `url` is what to open in a browser."""

    def __init__(self, assistant: Assistant, host: str, port: int) -> None:
        """Takes the address (port 0: a free one) before the page is built. Raises AssistantError when it can't."""
        self._socket = listen(host, port)
        self.url = page_url(host, self._socket.getsockname()[1])
        app = FastAPI(openapi_url=None)
        app.add_middleware(OwnContentOnly)
        self._page = _mount(build(assistant), app)
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


def _mount(page: gr.Blocks, app: FastAPI) -> gr.routes.App:
    """Puts the page at the root of `app`; gives Gradio's part of it."""
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,  # else the browser keeps every question and answer
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        **look(),
    )
    [mounted] = (route.app for route in app.routes if isinstance(route, Mount))
    assert isinstance(mounted, gr.routes.App)
    return mounted


def _has_desktop() -> bool:
    """Whether a person sits here: elsewhere a browser opens in the terminal, or not at all."""
    desktop = sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(desktop) and sys.stdout.isatty()
