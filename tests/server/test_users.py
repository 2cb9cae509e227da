import json
import os
import stat
import threading

import pytest

from assistant.errors import SettingsError
from assistant.server import passwords, users
from assistant.server.users import User, Users, UsersFile

PASSWORD = "mười hai con giáp"
LAN = User(name="lan", role="editor", password=passwords.keep(PASSWORD))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "người dùng.json"
    users.change(path, lambda none: none.with_user(LAN))
    return path


def test_a_user_is_known_by_name_and_password_only(path):
    known = users.read(path)
    assert known.check("lan", PASSWORD) == LAN
    assert known.check("lan", PASSWORD.upper()) is None
    assert known.check("khác", PASSWORD) is None


@pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")
def test_the_file_is_its_owners_alone(path):
    path.chmod(0o644)
    users.change(path, lambda now: now)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_change_that_fails_changes_nothing_and_leaves_nothing(path):
    before = path.read_bytes()

    def fails(now):
        raise SettingsError("không")

    with pytest.raises(SettingsError):
        users.change(path, fails)
    assert path.read_bytes() == before
    assert {file.name for file in path.parent.iterdir()} == {path.name, f"{path.name}.lock"}


def test_two_changes_at_once_are_both_kept(path):
    def adding(number):
        users.change(path, lambda now: now.with_user(LAN.model_copy(update={"name": f"u{number}"})))

    threads = [threading.Thread(target=adding, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(users.read(path).users) == 9


def test_the_secret_stays_while_users_come_and_go(path):
    secret = users.read(path).secret
    users.change(path, lambda now: now.without("lan"))
    assert users.read(path) == Users(secret=secret)


def spoilt(path, change):
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.update(admin=True), "không có mục «admin»"),
        (lambda data: data["users"][0].update(quyền=1), "không có mục «users.1.quyền»"),
        (lambda data: data["users"][0].update(role="admin"), "«users.1.role» chỉ nhận reader hoặc editor"),
        (lambda data: data["users"][0].pop("password"), "thiếu mục «users.1.password»"),
        (lambda data: data["users"][0].update(password="plain"), "«users.1.password» không hợp lệ"),
        (lambda data: data["users"][0].update(name="Lan Anh"), "«users.1.name» không hợp lệ"),
        (lambda data: data["users"].append(data["users"][0]), "trùng tên"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(path, change, said):
    with pytest.raises(SettingsError) as raised:
        users.read(spoilt(path, change))
    assert said in str(raised.value) and str(path) in str(raised.value)
    assert LAN.password not in str(raised.value) + raised.value.detail


def test_a_file_that_is_no_json_or_not_there_is_named(path):
    path.write_text("{", encoding="utf-8")
    with pytest.raises(SettingsError, match="không phải là JSON"):
        users.read(path)
    path.unlink()
    with pytest.raises(SettingsError, match="assistant users add"):
        UsersFile(path)


def test_a_file_without_users_lets_nobody_serve(path):
    users.change(path, lambda now: now.without("lan"))
    with pytest.raises(SettingsError, match="chưa có ai"):
        UsersFile(path)


def test_a_running_server_sees_changes_and_outlives_a_spoilt_file(path):
    served = UsersFile(path)
    users.change(path, lambda now: now.with_user(LAN.model_copy(update={"name": "minh"})))
    assert served.now().get("minh")
    path.write_text("{", encoding="utf-8")
    assert served.now().get("minh")
