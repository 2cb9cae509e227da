"""The server: the page, the log-in before it and the doors beside it, on one address."""

from __future__ import annotations

import logging
import os
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.routing import Mount, Route

from assistant.assistant import Assistant
from assistant.errors import SettingsError
from assistant.server import completions, mcp_door
from assistant.server.address import check_certificate, is_loopback, listen, page_url
from assistant.server.doorkeeper import Doorkeeper
from assistant.server.doors import Doors, open_to_gradio
from assistant.server.gate import Gate, visitor_of
from assistant.server.health import Health
from assistant.server.line import Line
from assistant.server.login import Login
from assistant.server.security import OwnContentOnly
from assistant.server.sessions import Sessions
from assistant.server.uploads import Uploads
from assistant.server.users import UsersFile
from assistant.ui.app import build, look

_NO_USERS = (
    "Chưa có người dùng nào nên trang chỉ được mở trên chính máy này, không mở ra mạng («{host}»). Hãy dùng "
    "assistant serve --host 127.0.0.1, hoặc tạo người dùng rồi mở lại:\n"
    "  ASSISTANT_USERS=nguoi-dung.json assistant users add TÊN --role editor\n"
    "  ASSISTANT_USERS=nguoi-dung.json assistant serve --host {host}"
)
_ALONE = "Chưa có người dùng: chỉ máy này mở được trang, và ai ngồi ở máy này cũng sửa được kho bài viết."
_WITH_USERS = "Người mở trang phải đăng nhập."
_IN_THE_CLEAR = (
    "Lưu ý: mật khẩu và câu hỏi đi qua mạng không được mã hóa. Hãy đặt ASSISTANT_TLS_CERTIFICATE và ASSISTANT_TLS_KEY, "
    "hoặc cho trang đứng sau một máy chủ https."
)


class Server(uvicorn.Server):
    """The page and the doors on an address of their own. `url` is what to open in a browser."""

    def __init__(self, assistant: Assistant, host: str, port: int) -> None:
        """Takes the address (port 0: a free one) before the page is built. Raises AssistantError when it can't.

        Without users only this machine may be listened to, else SettingsError.
        """
        self._socket = listen(host, port)
        settings = assistant.settings
        try:
            sessions = Sessions(UsersFile(settings.users)) if settings.users else None
            network = not is_loopback(self._socket)
            if sessions is None and (network or settings.host_names):
                raise SettingsError(_NO_USERS.format(host=host if network else settings.hosts))
            check_certificate(settings.tls_certificate, settings.tls_key)
            self.has_users = sessions is not None
            self.in_the_clear = network and settings.tls_certificate is None
            scheme = "https" if settings.tls_certificate else "http"
            self.url = page_url(host, self._socket.getsockname()[1], scheme)
            names = None if network and not settings.host_names else settings.host_names
            app = _application(assistant, Doorkeeper(sessions, settings.keys, names))
        except BaseException:
            self._socket.close()
            raise
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                timeout_graceful_shutdown=1,
                ssl_certfile=settings.tls_certificate,
                ssl_keyfile=settings.tls_key,
            )
        )

    def close(self) -> None:
        """Gives the address back, if it was never served."""
        self._socket.close()

    def serve_here(self) -> None:
        """Serves until Ctrl-C, or until `should_exit` is set from another thread."""
        with suppress(KeyboardInterrupt):
            self.run(sockets=[self._socket])


def serve(assistant: Assistant, host: str, port: int, *, browser: bool = False) -> None:
    """Serves the page until Ctrl-C; with `browser`, opens it where there is a desktop.

    Raises AssistantError when the address can't be listened on, or may not be.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    server = Server(assistant, host, port)
    print(f"Trang hỏi đáp: {server.url}  (nhấn Ctrl-C để dừng)", flush=True)
    print(_WITH_USERS if server.has_users else _ALONE, flush=True)
    if server.in_the_clear:
        print(_IN_THE_CLEAR, flush=True)
    if browser and _has_desktop():
        webbrowser.open(server.url)  # the socket listens already: the browser waits for the first answer
    server.serve_here()


def _application(assistant: Assistant, doorkeeper: Doorkeeper) -> FastAPI:
    """All that is served."""
    line = Line()
    doors = Doors(assistant, line)
    mcp = mcp_door.build(doors)
    mcp_routes = mcp.streamable_http_app().routes
    login = Login(doorkeeper.sessions)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with mcp.session_manager.run():
            yield

    app = FastAPI(openapi_url=None, lifespan=running)
    app.add_middleware(Uploads, megabytes=assistant.settings.upload_megabytes)
    app.add_middleware(Gate, doorkeeper=doorkeeper)
    app.add_middleware(OwnContentOnly)  # the one that is added last is the outermost
    app.router.routes += [
        Route("/health", Health(assistant).show),
        Route("/login", login.show),
        Route("/login", login.enter, methods=["POST"]),
        Route("/logout", login.leaving),
        Route("/logout", login.leave, methods=["POST"]),
        Mount("/v1", completions.build(assistant, line)),
        *mcp_routes,
    ]
    page = build(assistant)
    page.state_session_capacity = 500  # of 0.2 MB each; by default Gradio keeps the last 10,000 loads of the page
    open_to_gradio(page, doors)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        auth_dependency=_name,
        run_history=False,  # else the browser keeps every question and answer
        show_error=False,
        max_file_size=int(assistant.settings.upload_megabytes * 1_000_000),
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,  # see mcp_door
        pwa=False,
        **look(),
    )
    # Each open page would hold a stream, and a browser opens six connections to a server at most: the sixth tab hung.
    page.config["connect_heartbeat"] = False
    return app


def _name(request: Request) -> str | None:
    """Who sends a request, for Gradio; None is nobody."""
    visitor = visitor_of(request)
    return visitor.name if visitor else None


def _has_desktop() -> bool:
    """Whether a person sits here: elsewhere a browser opens in the terminal, or not at all."""
    desktop = sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(desktop) and sys.stdout.isatty()
