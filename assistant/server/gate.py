"""The gate before everything that the server has: the page, Gradio's routes, and the doors for programs."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.server.chat_request import RequestError
from assistant.server.doorkeeper import Doorkeeper
from assistant.server.uploads import UPLOAD
from assistant.ui.access import SCOPE, Visitor

_OPEN = {"/health", "/login"}
_PROGRAMS = re.compile(r"/(?:v1|mcp)(?:/|$)")
# Of Gradio's routes those that the page doesn't use, and that fetch from other machines or tell about other visitors.
_SHUT = re.compile(
    r"/monitoring|/gradio_api/(?:heartbeat|proxy=|file[=/]\s*https?:|vibe-|dev/|deep_link|process_recording|run-?history|runs|token"
    r"|mcp|profiling)",
    re.IGNORECASE,
)
_LARGEST = 8_000_000  # bytes of a request that uploads nothing

_FOREIGN = (
    "Yêu cầu này đến từ một trang khác hoặc qua một tên máy lạ nên bị từ chối. Hãy mở trang bằng đúng địa chỉ của nó."
)
_NOT_KNOWN = "Cần đăng nhập."
_NO_KEY = (
    "Thiếu khóa hoặc khóa không đúng. Hãy gửi tiêu đề «Authorization: Bearer KHÓA» (thiết lập ASSISTANT_API_KEYS)."
)
_NOT_EDITOR = "Chỉ người biên tập mới được tải tệp lên."
_TOO_LARGE = "Yêu cầu quá lớn."


class Gate:
    """Middleware that lets in whom the doorkeeper knows, and notes in the scope of the request who it is."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper) -> None:
        self._app = app
        self._doorkeeper = doorkeeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page uses no websocket
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        refusal = self._refusal(request)
        if refusal:
            await refusal(scope, receive, send)
            return
        uploads = UPLOAD.match(scope["path"]) is not None  # Gradio measures those, file by file
        await self._app(scope, receive if uploads else _measured(receive), send)

    def _refusal(self, request: Request) -> Response | None:
        """Why a request is not let in; None: it is, and its scope says whose it is."""
        path = request.scope["path"]
        program = _PROGRAMS.match(path) is not None
        if self._doorkeeper.is_foreign(request):
            return _refused(_FOREIGN, 403, program=program)
        if _SHUT.match(path):
            return _refused("Không có địa chỉ này.", 404, program=program)
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > _LARGEST and not UPLOAD.match(path):
            return _refused(_TOO_LARGE, 413, program=program)
        if path in _OPEN:
            return None
        visitor = self._doorkeeper.visitor(request, program=program)
        if visitor is None:
            return self._stranger(request, program=program)
        if UPLOAD.match(path) and visitor.role != "editor":
            return _refused(_NOT_EDITOR, 403)
        request.scope[SCOPE] = visitor
        return None

    def _stranger(self, request: Request, *, program: bool) -> Response:
        if program or self._doorkeeper.key_of(request) is not None:
            return _refused(_NO_KEY, 401, program=True)
        shows = request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")
        return RedirectResponse("/login", 303) if shows else _refused(_NOT_KNOWN, 401)


def visitor_of(request: Request) -> Visitor | None:
    """Whom the gate let in."""
    visitor = request.scope.get(SCOPE)
    assert visitor is None or isinstance(visitor, Visitor)
    return visitor


def _refused(message: str, status: int, *, program: bool = False) -> Response:
    if not program:
        return PlainTextResponse(message, status)
    error = RequestError(message, status, code="invalid_api_key" if status == 401 else None)
    return JSONResponse(error.body, status, headers={"www-authenticate": "Bearer"} if status == 401 else None)


def _measured(receive: Receive) -> Receive:
    """What is received of a request; an error that the application knows when it turns out to be too large."""
    size = 0

    async def measured() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > _LARGEST:
            raise HTTPException(413, _TOO_LARGE)
        return message

    return measured
