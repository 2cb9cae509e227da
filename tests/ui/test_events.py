import base64
import json
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.ui import access
from assistant.ui.events import file_message, number, only_for_editors, sent


@pytest.mark.parametrize(
    ("data", "taken"),
    [({"a": "1", "b": 2, "c": ["x"], "d": None}, {"a": "1"}), (None, {}), ("text", {}), ([1], {})],
)
def test_only_text_is_taken_of_what_a_browser_sends(data, taken):
    assert sent(gr.EventData(None, data)) == taken


@pytest.mark.parametrize(
    ("value", "taken"), [("12", 12), ("-3", -1), ("²", -1), ("٣", -1), ("1e3", -1), ("9" * 20, -1)]
)
def test_a_number_is_whole_and_small(value, taken):
    assert number({"n": value}, "n") == taken
    assert number({}, "n") == -1


def test_the_same_file_twice_is_two_messages():
    first, second = file_message("a.csv", b"\x00x"), file_message("a.csv", b"\x00x")
    assert first != second
    assert base64.b64decode(json.loads(first)["data"]) == b"\x00x"


def test_a_reader_is_refused_in_vietnamese(monkeypatch):
    monkeypatch.setattr(access, "role_of", lambda request: "editor")
    only_for_editors(SimpleNamespace())
    monkeypatch.setattr(access, "role_of", lambda request: "reader")
    with pytest.raises(gr.Error, match="không có quyền"):
        only_for_editors(SimpleNamespace())
