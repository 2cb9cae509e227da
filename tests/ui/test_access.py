from types import SimpleNamespace

import pytest

from assistant.ui import access


def test_without_users_everybody_is_an_editor_without_a_name():
    request = SimpleNamespace(username=None)
    assert (access.user_of(request), access.role_of(request)) == ("", "editor")
    access.require_editor(request)


def test_a_reader_is_refused_in_vietnamese(monkeypatch):
    monkeypatch.setattr(access, "role_of", lambda request: "reader")
    with pytest.raises(access.NotAllowed):
        access.require_editor(SimpleNamespace())
