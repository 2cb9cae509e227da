"""The users of the page: a JSON file with their names, roles and hashed passwords.

`assistant users` writes the file; the server reads it anew whenever it has changed.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import SettingsError
from assistant.server import passwords
from assistant.ui.access import Role

log = logging.getLogger(__name__)

NAME = r"[a-z0-9][a-z0-9._-]{0,39}"
NO_FILE = (
    "Chưa có tệp người dùng. Hãy đặt thiết lập ASSISTANT_USERS là đường dẫn của tệp, ví dụ: "
    "ASSISTANT_USERS=nguoi-dung.json assistant users add TÊN"
)
_NOBODY = passwords.of_nobody()  # what a stranger's password is compared with: it takes as long


class User(BaseModel):
    """One user. `password` is what `passwords.keep` makes of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=rf"^{NAME}$")
    role: Role
    password: str = Field(pattern=rf"^{passwords.PATTERN}$")


class Users(BaseModel):
    """All users, and the secret that their sessions are signed with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    secret: str = Field(default_factory=lambda: secrets.token_hex(32), min_length=64)
    users: tuple[User, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> Users:
        names = [user.name for user in self.users]
        if len(set(names)) < len(names):
            raise ValueError("two users have one name")
        return self

    def get(self, name: str) -> User | None:
        """The user of a name."""
        return next((user for user in self.users if user.name == name), None)

    def named(self, name: str) -> User:
        """The user of a name. Raises SettingsError, which lists the names, when there is none."""
        user = self.get(name)
        if user is None:
            raise SettingsError(
                f"Không có người dùng «{name}». Hiện có: {', '.join(u.name for u in self.users) or '–'}."
            )
        return user

    def check(self, name: str, password: str) -> User | None:
        """The user of a name and a password; None, after the same time, when either is wrong."""
        user = self.get(name)
        right = passwords.matches(password, user.password if user else _NOBODY)
        return user if right else None

    def with_user(self, user: User) -> Users:
        """These users and another one, who takes the place of the one of that name."""
        others = self.without(user.name).users
        return Users(secret=self.secret, users=tuple(sorted((*others, user), key=lambda user: user.name)))

    def without(self, name: str) -> Users:
        """These users but one."""
        return Users(secret=self.secret, users=tuple(user for user in self.users if user.name != name))


def read(path: Path) -> Users:
    """The users of a file. Raises SettingsError, which says what is wrong in it, also when there is no such file."""
    try:
        return Users.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise SettingsError(
            f"Không có tệp người dùng «{path}» (thiết lập «users»). Hãy tạo người dùng: assistant users add TÊN"
        ) from None
    except OSError as error:
        raise SettingsError(f"Không đọc được tệp người dùng «{path}»: {error.strerror}.", detail=str(error)) from None
    except ValidationError as error:
        raise SettingsError(
            f"Tệp người dùng «{path}» sai: {'; '.join(map(_explain, error.errors()))}. "
            "Hãy sửa bằng lệnh: assistant users",
            detail=error.json(include_input=False, include_url=False),
        ) from None


def _explain(problem: object) -> str:
    assert isinstance(problem, dict)
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in problem["loc"])
    match problem["type"]:
        case "json_invalid":
            return "không phải là JSON"
        case "extra_forbidden":
            return f"không có mục «{where}»"
        case "missing":
            return f"thiếu mục «{where}»"
        case "literal_error":
            return f"mục «{where}» chỉ nhận reader hoặc editor"
        case "value_error":
            return "có hai người dùng trùng tên"
        case _:
            return f"mục «{where or 'tệp'}» không hợp lệ"


def change(path: Path, changed: Callable[[Users], Users]) -> None:
    """Write to a file what `changed` makes of its users; it gets none when there is no file yet.

    Written in one step, and readable by the owner of the file alone. Raises SettingsError when that can't be done.
    """
    try:
        with FileLock(path.with_name(f"{path.name}.lock"), mode=0o600):
            _write(path, changed(read(path) if path.exists() else Users()))
    except OSError as error:
        raise SettingsError(
            f"Không ghi được tệp người dùng «{path}»: {error.strerror}. Hãy kiểm tra thư mục và quyền ghi, "
            "hoặc đổi thiết lập «users».",
            detail=str(error),
        ) from None


def _write(path: Path, users: Users) -> None:
    text = json.dumps(users.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # for its owner alone: mode 600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


class UsersFile:
    """The users as the file has them now. Safe to be used by several threads."""

    def __init__(self, path: Path) -> None:
        """Raises SettingsError when the file can't be used, or has no user."""
        self._path = path
        self._mutex = threading.Lock()
        self._seen = self._stamp()
        self._users = read(path)
        if not self._users.users:
            raise SettingsError(f"Tệp người dùng «{path}» chưa có ai. Hãy thêm: assistant users add TÊN")

    def now(self) -> Users:
        """The users. While the file is spoilt, those that it had before; the log says so."""
        with self._mutex:
            stamp = self._stamp()
            if stamp != self._seen:
                self._seen = stamp
                try:
                    self._users = read(self._path)
                except SettingsError as error:
                    log.error("%s", error)
            return self._users

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
