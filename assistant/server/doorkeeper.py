"""Who may come in: users with a session, programs with a key, and where there are neither, this machine."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import Request

from assistant.server.sessions import COOKIE, Sessions
from assistant.ui.access import ANYBODY, Visitor

PROGRAM = Visitor("chương trình", "reader")
"""Whoever has a key. No user can have this name."""

_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
_CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


class Doorkeeper:
    """Tells visitors apart. `sessions` is None where there are no users; then the server is on loopback only.

    `names` are host names beside localhost under which the page is opened; None: whichever (the address is a network's,
    and the log-in protects it).
    """

    def __init__(self, sessions: Sessions | None, keys: Sequence[str], names: Sequence[str] | None) -> None:
        self.sessions = sessions
        self._keys = [hashlib.sha256(key.encode()).digest() for key in keys]
        self._names = None if names is None else _LOOPBACK | set(names)

    @property
    def has_keys(self) -> bool:
        """Whether programs need a key."""
        return bool(self._keys)

    def is_foreign(self, request: Request) -> bool:
        """Whether a page of somebody else's sent this, by a name that it gave this machine or from its own address."""
        host = request.headers.get("host", "").lower()
        if self._names is not None and re.sub(r":\d+$", "", host) not in self._names:
            return True
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin.lower()).netloc != host:
            return True
        return request.method in _CHANGING and request.headers.get("sec-fetch-site") in ("cross-site", "same-site")

    def key_of(self, request: Request) -> str | None:
        """The key that a request brings, right or wrong."""
        kind, _, key = request.headers.get("authorization", "").partition(" ")
        return key.strip() if kind.lower() == "bearer" else None

    def knows(self, key: str) -> bool:
        """Whether a key is one of those of the settings."""
        given = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
        return any([hmac.compare_digest(given, known) for known in self._keys])  # all: no time tells which

    def visitor(self, request: Request, *, program: bool) -> Visitor | None:
        """Who sends a request, to a door for programs or not; None for somebody who has to say who they are first."""
        key = self.key_of(request)
        if key is not None and self.knows(key):
            return PROGRAM
        if self.sessions:
            user = self.sessions.user(request.cookies.get(COOKIE))
            return Visitor(user.name, user.role) if user else None
        return None if program and self.has_keys else ANYBODY
