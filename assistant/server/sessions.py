"""Sessions: who has logged in, kept in a signed cookie of the browser."""

from __future__ import annotations

import hashlib
import secrets
import time
from typing import Any

import jwt

from assistant.server.users import User, UsersFile

COOKIE = "tracuu_session"
SECONDS = 12 * 3600
"""How long a session lasts: a working day."""

_ALGORITHM = "HS256"
_NEEDED = ["sub", "exp", "jti", "pwd"]


class Sessions:
    """The sessions of the users of a file.

    A session ends with its time, with its log-out, and when its user is removed or gets another password. The file's
    secret signs it, so that it outlives a restart of the server. Safe to be used by several threads.
    """

    def __init__(self, users: UsersFile) -> None:
        self.users = users
        self._ended: dict[str, float] = {}  # the ids of sessions that were logged out, and when their time is over

    def begin(self, user: User) -> str:
        """The value of the cookie of a new session."""
        said = {
            "sub": user.name,
            "exp": int(time.time()) + SECONDS,
            "jti": secrets.token_hex(16),
            "pwd": _fingerprint(user),
        }
        return jwt.encode(said, self.users.now().secret, _ALGORITHM)

    def user(self, cookie: str | None) -> User | None:
        """Whose session this is; None for one that has ended or was never begun."""
        said = self._read(cookie)
        user = self.users.now().get(said["sub"]) if said else None
        if (
            not said
            or not user
            or said["jti"] in self._ended
            or not secrets.compare_digest(said["pwd"], _fingerprint(user))
        ):
            return None
        return user

    def end(self, cookie: str | None) -> None:
        """Log out."""
        said = self._read(cookie)
        if said:
            now = time.time()
            self._ended = {id: until for id, until in self._ended.items() if until > now} | {said["jti"]: said["exp"]}

    def _read(self, cookie: str | None) -> dict[str, Any] | None:
        if not cookie:
            return None
        try:
            said: dict[str, Any] = jwt.decode(
                cookie, self.users.now().secret, algorithms=[_ALGORITHM], options={"require": _NEEDED}
            )
        except jwt.InvalidTokenError:
            return None
        return said


def _fingerprint(user: User) -> str:
    """Another one for every password; tells nothing of it."""
    return hashlib.sha256(user.password.encode()).hexdigest()[:32]
