"""`assistant serve` as a user runs it."""

import os
import re
import signal
import subprocess
import sys
import urllib.request

import pytest


@pytest.mark.e2e
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_serve_prints_its_address_and_stops_quietly_while_a_page_is_open(tmp_path, browser):
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai" / "cau.txt").write_text("Huyện Lương Tài đã xây dựng 17 cây cầu.\n", encoding="utf-8")
    command = ["serve", "--port", "0", "--corpus", str(tmp_path / "bai"), "--store", str(tmp_path / "kho")]
    process = subprocess.Popen(
        [sys.executable, "-c", "from assistant.cli import main; main()", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NO_PROXY": "*"},
    )
    try:
        line = process.stdout.readline()
        assert line.startswith("Trang hỏi đáp: http://127.0.0.1:")
        assert process.stdout.readline().startswith("Chưa có người dùng: chỉ máy này mở được trang")
        with urllib.request.urlopen(re.search(r"http\S+", line)[0], timeout=20) as response:
            assert "Tra cứu bài viết" in response.read().decode()
            assert response.headers["content-security-policy"].startswith("default-src 'self'")
        page = browser.new_page()
        page.goto(re.search(r"http\S+", line)[0])
        page.locator("textarea:enabled").first.wait_for()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        page.get_by_placeholder("Nhập câu hỏi").fill("Còn đó không?")
        page.keyboard.press("Enter")
        page.get_by_text("Mất kết nối với trang hỏi đáp").first.wait_for()
        page.close()
    finally:
        process.kill()
    assert (process.returncode, out, err) == (0, "", "")
