import io
import json
import os
import sys

import pytest

from assistant.cli import main
from assistant.server.users import read

PASSWORD = "mười hai con giáp"


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = tmp_path / "người dùng.json"
    monkeypatch.setenv("ASSISTANT_USERS", str(path))
    return path


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs `assistant users …`, with a line from a pipe: (exit code, standard output, standard error)."""

    def _run(*arguments, typed=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main(["users", *arguments])
        return ended.value.code or 0, *capsys.readouterr()

    return _run


def test_users_are_added_listed_and_removed(run, path):
    code, out, err = run("add", "lan", "--role", "editor", typed=f"{PASSWORD}\n")
    assert (code, err) == (0, "") and "«lan»" in out
    assert run("add", "minh", typed=PASSWORD)[0] == 0
    assert [line.split("\t")[:2] for line in run("list")[1].splitlines()] == [["lan", "editor"], ["minh", "reader"]]
    assert read(path).check("lan", PASSWORD).role == "editor"
    assert run("remove", "lan")[0] == 0
    assert read(path).get("lan") is None
    assert PASSWORD not in path.read_text(encoding="utf-8") + out


def test_a_password_is_changed(run, path):
    run("add", "lan", "--role", "editor", typed=PASSWORD)
    assert run("password", "lan", typed=f"{PASSWORD} mới")[0] == 0
    assert read(path).check("lan", PASSWORD) is None
    assert read(path).check("lan", f"{PASSWORD} mới").role == "editor"


def test_on_a_terminal_a_password_is_typed_twice_and_not_shown(run, path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    typed = iter([PASSWORD, PASSWORD, PASSWORD, "khác"])
    monkeypatch.setattr("assistant.accounts.getpass", lambda prompt: next(typed))
    monkeypatch.setattr(io, "StringIO", Terminal)
    assert run("add", "lan")[0] == 0
    code, _, err = run("add", "minh")
    assert code == 2 and "không giống nhau" in err
    assert [user.name for user in read(path).users] == ["lan"]


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (["add", "Lan Anh"], PASSWORD, "«Lan Anh»"),
        (["add", "minh"], "ngắn", "từ 10 đến 200"),
        (["add", "minh"], "", "từ 10 đến 200"),
        (["add", "lan"], PASSWORD, "Đã có người dùng «lan»"),
        (["remove", "minh"], "", "Hiện có: lan"),
        (["password", "minh"], PASSWORD, "Hiện có: lan"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(run, path, arguments, typed, said):
    run("add", "lan", typed=PASSWORD)
    before = path.read_bytes()
    code, out, err = run(*arguments, typed=typed)
    assert (code, out) == (2, "") and said in err
    assert path.read_bytes() == before


def test_a_password_is_no_argument(run, path):
    assert run("add", "lan", PASSWORD)[0] == 2
    assert run("add", "lan", "--password", PASSWORD)[0] == 2
    assert not path.exists()


def test_without_a_file_it_says_what_to_set(run):
    code, _, err = run("list")
    assert code == 2 and "ASSISTANT_USERS" in err


def test_a_file_that_can_not_be_written_is_named(run, tmp_path):
    (tmp_path / "tệp").touch()
    code, _, err = run("add", "lan", "--users", str(tmp_path / "tệp" / "u.json"), typed=PASSWORD)
    assert code == 2 and "tệp" in err and "«users»" in err


def test_a_spoilt_file_is_named_and_kept(run, path):
    path.write_text('{"users": []', encoding="utf-8")
    for arguments in (["list"], ["add", "lan"]):
        code, _, err = run(*arguments, typed=PASSWORD)
        assert code == 2 and "không phải là JSON" in err
    assert path.read_text(encoding="utf-8") == '{"users": []'
    path.write_text(json.dumps({"secret": "x" * 64, "users": []}), encoding="utf-8")
    assert run("list")[:2] == (0, "")


def test_doctor_counts_the_users_and_minds_who_can_read_their_file(run, path, tmp_path, monkeypatch, capsys):
    def doctor():
        with pytest.raises(SystemExit) as ended:
            main(["doctor", "--store", str(tmp_path / "store")])
        return ended.value.code or 0, capsys.readouterr().out

    monkeypatch.setenv("ASSISTANT_API_KEYS", "khong-ai-duoc-thay-0123")
    run("add", "lan", "--role", "editor", typed=PASSWORD)
    run("add", "minh", typed=PASSWORD)
    code, out = doctor()
    assert code == 0
    assert "2, trong đó 1 người biên tập" in out and "1 khóa" in out and "khong-ai" not in out
    if os.name == "posix":
        path.chmod(0o644)
        code, out = doctor()
        assert code == 1 and "chmod 600" in out
    path.unlink()
    code, out = doctor()
    assert code == 1 and "✗ Không có tệp người dùng" in out
