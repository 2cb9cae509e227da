import pytest

from assistant.records import Conversation
from assistant.ui.conversations import file_name, list_html


def conversation(title):
    return Conversation("f00", title, "2021-03-12T08:00:00", "2021-03-12T09:30:00", 3)


def test_a_conversation_is_listed_with_what_can_be_done():
    shown = list_html([conversation("Số cầu?")])
    assert "09:30 12/03/2021" in shown
    assert all(f">{action}</button>" in shown for action in ("Số cầu?", "Đổi tên", "Tải Word", "Tải Markdown", "Xóa"))
    assert 'data-confirm="Xóa hẳn cuộc hội thoại «Số cầu?»?"' in shown


def test_an_empty_list_says_why():
    assert "Chưa có" in list_html([])
    assert "khớp" in list_html([], "cầu")


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", '" onclick="alert(1)'])
def test_a_title_is_text(title):
    shown = list_html([conversation(title)])
    assert "<script" not in shown and ' onclick="' not in shown


@pytest.mark.parametrize(
    ("title", "name"),
    [("Số tin của Ba Đồn?", "so-tin-cua-ba-don"), ("../../<x>\\con", "x-con"), ("…", "")],
)
def test_a_file_is_named_so_that_every_system_takes_it(title, name):
    assert file_name(conversation(title), "md") == "-".join(filter(None, ["hoi-thoai", name, "2021-03-12"])) + ".md"
