"""Logging in and out: `/login` and `/logout`, two small pages without a script."""

from __future__ import annotations

import asyncio
import html
import logging
import math
from pathlib import Path
from string import Template

from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.server import passwords
from assistant.server.attempts import Attempts
from assistant.server.gate import visitor_of
from assistant.server.sessions import COOKIE, SECONDS, Sessions

log = logging.getLogger(__name__)

_PAGE = Template((Path(__file__).parent / "login.html").read_text(encoding="utf-8"))
_WRONG = "Tên người dùng hoặc mật khẩu không đúng."
_ENDED = "Phiên làm việc đã hết. Hãy đăng nhập lại; câu hỏi đang gõ vẫn được giữ."
_NOT_TYPED = "Hãy nhập tên người dùng và mật khẩu."
_NO_STORE = {"cache-control": "no-store"}

_ASKED = """<p>Nhập tên và mật khẩu do người quản trị cấp.</p>$problem
<form method="post" action="/login">
<label for="username">Tên người dùng</label>
<input id="username" name="username" value="$name" autocomplete="username" autocapitalize="none" spellcheck="false"
 maxlength="40" required $first>
<label for="password">Mật khẩu</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required $second>
<button>Đăng nhập</button>
</form>"""
_LEAVING = """<p>Bạn đang dùng tài khoản <strong>$name</strong>.</p>
<form method="post" action="/logout"><button>Đăng xuất</button></form>
<p><a href="/">Quay lại trang tra cứu</a></p>"""


class Login:
    """The two pages. `sessions` is None where there are no users: nobody need log in then."""

    def __init__(self, sessions: Sessions | None) -> None:
        self._sessions = sessions
        self._attempts = Attempts()
        self._hashing = asyncio.Semaphore(2)  # each takes 32 MB

    async def show(self, request: Request) -> Response:
        """The page that asks for a name and a password; with `?ended`, of a user whose session is over."""
        if self._sessions is None or self._sessions.user(request.cookies.get(COOKIE)):
            return RedirectResponse("/", 303)
        return _asking(_ENDED if "ended" in request.query_params else "")

    async def enter(self, request: Request) -> Response:
        """Begins a session; a browser is led to the page, a program gets JSON, as of Gradio's own log-in."""
        if self._sessions is None:
            return RedirectResponse("/", 303)
        form = await _form(request)
        name, password = _said(form, "username").strip().lower(), _said(form, "password")
        browser = "text/html" in request.headers.get("accept", "")
        if not name or not password:
            return _refused(browser, _NOT_TYPED, 400, name)
        address = request.client.host if request.client else ""
        wait = self._attempts.begin(name, address)
        if wait:
            log.warning("log-in as %r from %s turned away for %.0f s", name[:40], address, wait)
            return _refused(browser, f"Đã sai nhiều lần. Hãy thử lại sau {_span(wait)}.", 429, name, wait)
        async with self._hashing:
            user = await run_sync(self._sessions.users.now().check, name[:100], password[: passwords.LONGEST + 1])
        if user is None:
            log.warning("log-in as %r from %s failed", name[:40], address)
            return _refused(browser, _WRONG, 401, name)
        self._attempts.succeeded(name, address)
        response = RedirectResponse("/", 303, headers=_NO_STORE) if browser else JSONResponse({"success": True})
        response.set_cookie(
            COOKIE,
            self._sessions.begin(user),
            max_age=SECONDS,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    async def leaving(self, request: Request) -> Response:
        """The page that asks whether to log out: a link alone must not do it, as anybody's page may hold it."""
        visitor = visitor_of(request)
        if self._sessions is None or visitor is None:
            return RedirectResponse("/", 303)
        return _page("Đăng xuất", Template(_LEAVING).substitute(name=html.escape(visitor.name)))

    async def leave(self, request: Request) -> Response:
        """Ends the session."""
        if self._sessions:
            self._sessions.end(request.cookies.get(COOKIE))
        response = RedirectResponse("/login", 303, headers=_NO_STORE)
        response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=request.url.scheme == "https")
        return response


async def _form(request: Request) -> FormData:
    try:
        return await request.form(max_files=0, max_fields=10)
    except HTTPException:  # Starlette's, for what is no form
        return FormData()


def _said(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _refused(browser: bool, problem: str, status: int, name: str, wait: float = 0.0) -> Response:
    headers = {"retry-after": str(math.ceil(wait))} if wait else {}
    if browser:
        return _asking(problem, name, status, headers)
    return JSONResponse({"detail": problem}, status, headers=headers)


def _asking(problem: str = "", name: str = "", status: int = 200, headers: dict[str, str] | None = None) -> Response:
    first, second = ("", "autofocus") if name else ("autofocus", "")
    shown = f'<p class="problem" role="alert">{html.escape(problem)}</p>' if problem else ""
    body = Template(_ASKED).substitute(problem=shown, name=html.escape(name[:40]), first=first, second=second)
    return _page("Đăng nhập", body, status, headers)


def _page(title: str, body: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return HTMLResponse(_PAGE.substitute(title=title, body=body), status, headers={**_NO_STORE, **(headers or {})})


def _span(seconds: float) -> str:
    return f"{math.ceil(seconds)} giây" if seconds < 60 else f"{math.ceil(seconds / 60)} phút"
