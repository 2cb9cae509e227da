import jwt
import pytest

from assistant.server import passwords, users
from assistant.server.sessions import Sessions
from assistant.server.users import User, UsersFile


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "users.json"
    for name in ("lan", "minh"):
        user = User(name=name, role="reader", password=passwords.of_nobody())
        users.change(path, lambda now, user=user: now.with_user(user))
    return path


@pytest.fixture
def sessions(path):
    return Sessions(UsersFile(path))


def begin(sessions, name="lan"):
    return sessions.begin(sessions.users.now().named(name))


def test_a_session_is_its_users_also_after_a_restart(sessions, path):
    cookie = begin(sessions)
    assert sessions.user(cookie).name == "lan"
    assert Sessions(UsersFile(path)).user(cookie).name == "lan"


def test_a_session_ends_with_its_log_out_and_no_other_does(sessions):
    cookie, other = begin(sessions), begin(sessions)
    sessions.end(cookie)
    assert sessions.user(cookie) is None
    assert sessions.user(other).name == "lan"


def test_a_session_ends_with_its_user_or_the_password(sessions, path):
    lan, minh = begin(sessions), begin(sessions, "minh")
    users.change(path, lambda now: now.without("lan"))
    assert sessions.user(lan) is None
    assert sessions.user(minh).name == "minh"
    changed = User(name="minh", role="reader", password=passwords.of_nobody())
    users.change(path, lambda now: now.with_user(changed))
    assert sessions.user(minh) is None


def test_another_role_counts_at_once(sessions, path):
    cookie = begin(sessions)
    promoted = sessions.users.now().named("lan").model_copy(update={"role": "editor"})
    users.change(path, lambda now: now.with_user(promoted))
    assert sessions.user(cookie).role == "editor"


def test_a_session_ends_with_its_time(sessions, monkeypatch):
    monkeypatch.setattr("assistant.server.sessions.SECONDS", -1)
    assert sessions.user(begin(sessions)) is None


@pytest.mark.parametrize("cookie", [None, "", "x", "a.b.c"])
def test_what_is_no_session_is_nobodys(sessions, cookie):
    assert sessions.user(cookie) is None
    sessions.end(cookie)


def test_a_forged_session_is_nobodys(sessions):
    said = jwt.decode(begin(sessions), options={"verify_signature": False})
    assert sessions.user(jwt.encode(said, "x" * 64, "HS256")) is None
    assert sessions.user(jwt.encode(said, "", "none")) is None
    whole = sessions.users.now().secret
    assert sessions.user(jwt.encode(said, whole, "HS256")).name == "lan"
    for needed in said:
        less = {name: value for name, value in said.items() if name != needed}
        assert sessions.user(jwt.encode(less, whole, "HS256")) is None
