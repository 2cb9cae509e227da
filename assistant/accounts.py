"""The commands `assistant users add | remove | list | password`. A password is asked for, never shown or given in the
command."""

from __future__ import annotations

import re
import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.errors import SettingsError
from assistant.settings import Settings

Name = Annotated[str, typer.Argument(help="Tên đăng nhập: chữ thường không dấu, chữ số, dấu . _ -", metavar="TÊN")]
File = Annotated[
    Path | None, typer.Option("--users", help="Tệp người dùng (thiết lập ASSISTANT_USERS).", show_default=False)
]

app = typer.Typer(no_args_is_help=True, help="Thêm, bỏ, liệt kê người dùng của trang; đổi mật khẩu.")


@app.command()
def add(
    name: Name,
    role: Annotated[
        Literal["reader", "editor"], typer.Option(help="reader chỉ tra cứu; editor còn thêm, bỏ bài viết.")
    ] = "reader",
    users: File = None,
) -> None:
    """Thêm một người dùng; mật khẩu được hỏi."""
    from assistant.server import users as accounts

    path = _file(users)
    if not re.fullmatch(accounts.NAME, name):
        raise SettingsError(
            f"Tên «{name}» không dùng được: chỉ gồm chữ thường không dấu, chữ số và dấu . _ - (nhiều nhất 40 ký tự)."
        )
    if path.exists() and accounts.read(path).get(name):
        raise SettingsError(f"Đã có người dùng «{name}». Để đổi mật khẩu: assistant users password {name}")
    user = accounts.User(name=name, role=role, password=_password(name))
    accounts.change(path, lambda now: now.with_user(user))
    print(f"Đã thêm «{name}» ({_ROLES[role]}) vào {path}.")


@app.command()
def remove(name: Name, users: File = None) -> None:
    """Bỏ một người dùng; phiên đang mở của người đó cũng hết."""
    from assistant.server import users as accounts

    path = _file(users)
    _user(path, name)
    accounts.change(path, lambda now: now.without(name))
    print(f"Đã bỏ «{name}».")


@app.command("list")
def show(users: File = None) -> None:
    """Liệt kê người dùng và vai trò."""
    from assistant.server import users as accounts

    for user in accounts.read(_file(users)).users:
        print(f"{user.name}\t{user.role}\t{_ROLES[user.role]}")


@app.command()
def password(name: Name, users: File = None) -> None:
    """Đổi mật khẩu của một người dùng; phiên đang mở của người đó hết."""
    from assistant.server import users as accounts

    path = _file(users)
    _user(path, name)
    kept = _password(name)
    accounts.change(path, lambda now: now.with_user(now.named(name).model_copy(update={"password": kept})))
    print(f"Đã đổi mật khẩu của «{name}».")


_ROLES = {"reader": "chỉ tra cứu", "editor": "tra cứu, thêm và bỏ bài viết"}


def _file(given: Path | None) -> Path:
    from assistant.server import users as accounts

    path = Settings.load(users=given).users
    if path is None:
        raise SettingsError(accounts.NO_FILE)
    return path


def _user(path: Path, name: str) -> None:
    """Raises SettingsError when there is no user of that name."""
    from assistant.server import users as accounts

    accounts.read(path).named(name)


def _password(name: str) -> str:
    """What is kept of the password that is typed twice, or that comes as a line from a pipe."""
    from assistant.server import passwords

    if sys.stdin.isatty():
        said = getpass("Mật khẩu: ")
        if getpass("Nhập lại mật khẩu: ") != said:
            raise SettingsError("Hai lần nhập không giống nhau; chưa có gì thay đổi.")
    else:
        said = sys.stdin.readline().rstrip("\r\n")
    problem = passwords.weakness(said, name)
    if problem:
        raise SettingsError(problem)
    return passwords.keep(said)
