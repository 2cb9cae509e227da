"""The log-in in a real browser."""

import pytest

from tests.e2e.conftest import log_in
from tests.server.conftest import PASSWORDS

pytestmark = pytest.mark.e2e


def test_a_wrong_password_is_told_and_the_name_need_not_be_typed_again(stranger):
    errors = []
    stranger.on("pageerror", lambda error: errors.append(str(error)))
    assert stranger.title() == "Đăng nhập · Tra cứu bài viết"
    assert stranger.get_by_label("Tên người dùng").evaluate("field => field === document.activeElement")
    log_in(stranger, "lan", "sai mật khẩu")
    assert stranger.get_by_role("alert").inner_text() == "Tên người dùng hoặc mật khẩu không đúng."
    assert stranger.get_by_label("Tên người dùng").input_value() == "lan"
    assert stranger.get_by_label("Mật khẩu").evaluate("field => field === document.activeElement")
    assert errors == []


def test_a_user_logs_in_asks_and_logs_out(stranger, guarded):
    log_in(stranger, "minh", PASSWORDS["minh"])
    box = stranger.get_by_placeholder("Nhập câu hỏi")
    box.fill("Năm 2021 huyện Hoa Lâm có bao nhiêu nguồn tin có giá trị?")
    box.press("Enter")
    stranger.locator(".answer", has_text="97 nguồn tin").wait_for()
    stranger.get_by_role("link", name="Đăng xuất").click()
    assert "minh" in stranger.locator("main").inner_text()
    stranger.get_by_role("button", name="Đăng xuất").click()
    stranger.get_by_label("Mật khẩu").wait_for()
    stranger.goto(guarded)
    stranger.get_by_label("Mật khẩu").wait_for()


def test_the_log_in_fits_a_phone(stranger):
    stranger.set_viewport_size({"width": 390, "height": 844})
    assert stranger.evaluate("document.documentElement.scrollWidth") <= 390
    button = stranger.get_by_role("button", name="Đăng nhập").bounding_box()
    assert button["height"] >= 44 and button["x"] + button["width"] <= 390
