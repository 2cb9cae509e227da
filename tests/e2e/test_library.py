"""The tab «Kho tài liệu» in a real browser."""

import time

import pytest

from tests.e2e.conftest import ask

pytestmark = pytest.mark.e2e

FERRY = "Xã Bến Lội có phà mới\n\nNăm 2022, xã Bến Lội đã đưa vào sử dụng 8 bến phà dân sinh.\n"
QUESTION = "Xã Bến Lội đã đưa vào sử dụng bao nhiêu bến phà năm 2022?"


def open_tab(page, name):
    page.get_by_role("tab", name=name).click()


@pytest.fixture
def library(page, assistant):
    """The tab, and afterwards the corpus as it was."""
    before = {entry.source for entry in assistant.entries()}
    open_tab(page, "Kho tài liệu")
    page.locator("#library tbody tr").first.wait_for()
    yield page
    for entry in assistant.entries():
        if entry.source not in before:
            assistant.remove(entry.source)


def upload(page, *files):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Thêm bài viết").click()
    chooser.value.set_files([{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files])


def test_an_article_is_uploaded_asked_about_removed_and_asked_about_again(library):
    upload(library, ("Bến phà <b>.txt", FERRY.encode()), ("trống.txt", b" "), ("phim.mp4", b"0"))
    library.get_by_text("đã thêm vào kho").wait_for()
    library.get_by_text("chưa đọc được định dạng").wait_for()  # the lines come one by one
    said = library.locator(".log-lines").inner_text()
    assert "Tệp «trống.txt» không có nội dung" in said and "chưa đọc được định dạng .mp4" in said
    library.get_by_text("Đang có 4 bài viết").wait_for()
    open_tab(library, "Hỏi đáp")
    assert "8 bến phà" in ask(library, QUESTION).locator(".said").inner_text()
    open_tab(library, "Kho tài liệu")
    library.get_by_role("button", name="Bỏ: Xã Bến Lội có phà mới").click()
    library.get_by_role("dialog").get_by_role("button", name="Bỏ khỏi kho").click()
    library.get_by_text("Đang có 3 bài viết").wait_for()
    open_tab(library, "Hỏi đáp")
    assert ask(library, QUESTION).locator(".status").inner_text() == "Không có trong kho tài liệu"
    open_tab(library, "Kho tài liệu")
    library.locator("#gaps").get_by_text(QUESTION).first.wait_for()
    library.get_by_role("button", name=f"Bỏ khỏi danh sách: {QUESTION}").click()
    library.get_by_role("button", name=f"Bỏ khỏi danh sách: {QUESTION}").wait_for(state="detached")


def test_a_file_of_the_same_name_replaces_the_old_one_only_when_asked(library, assistant):
    upload(library, ("pha.txt", FERRY.encode()))
    library.get_by_text("đã thêm vào kho").wait_for()
    upload(library, ("pha.txt", FERRY.replace("8", "9").encode()))
    library.get_by_role("button", name="Giữ tệp cũ").click()
    library.get_by_text("giữ tệp cũ.").wait_for()
    assert "8 bến phà" in assistant.ask(QUESTION).text
    upload(library, ("pha.txt", FERRY.replace("8", "9").encode()))
    library.get_by_role("button", name="Thay bằng tệp mới").click()
    library.get_by_text("đã thay bằng tệp mới").wait_for()
    assert "9 bến phà" in assistant.ask(QUESTION).text


def test_a_file_that_is_too_large_is_refused_in_vietnamese(library):
    upload(library, ("lon.txt", b"a" * 1_100_000))
    library.get_by_text("Tệp quá lớn").first.wait_for()


def test_a_file_that_can_not_be_read_is_refused_in_vietnamese(window, url):
    page = window.new_page()
    page.goto(url)
    open_tab(page, "Kho tài liệu")
    upload(page, ("phim.mp4", b"0"))
    page.get_by_text("Tệp «phim.mp4»: chưa đọc được định dạng .mp4").first.wait_for()
    page.close()


def test_an_article_is_read_in_the_panel(library):
    library.get_by_role("button", name="Huyện Lương Tài khánh thành cầu mới", exact=True).click()
    library.locator("#panel .article").wait_for()
    assert "Ngày 12/3/2021, huyện Lương Tài tổ chức" in library.locator("#panel").inner_text()
    assert library.locator("#panel mark").count() == 0


def test_the_coverage_leads_to_the_figures(library):
    library.get_by_role("button", name="2: Bình Phú, 2021").click()
    library.wait_for_function("document.querySelectorAll('.figures tbody tr').length === 2")
    assert library.locator("select[name=place]").input_value() == "Bình Phú"
    assert library.locator("select[name=period]").input_value() == "2021"


def test_the_index_is_rebuilt_while_the_page_goes_on(library, assistant):
    library.get_by_role("button", name="Dựng lại chỉ mục").click()
    library.get_by_role("dialog").get_by_role("button", name="Dựng lại").click()
    library.get_by_text("Đã dựng lại chỉ mục của 3 bài").wait_for()
    open_tab(library, "Hỏi đáp")
    assert ask(library, "Xã Bình Phú xây dựng bao nhiêu cây cầu dân sinh?").locator("mark").count() == 1


def test_a_reader_sees_no_tools_and_is_refused_by_the_server(library, assistant, monkeypatch):
    remove = library.get_by_role("button", name="Bỏ: Huyện Lương Tài khánh thành cầu mới")
    remove.wait_for()
    monkeypatch.setattr("assistant.ui.access.role_of", lambda request: "reader")
    remove.click()
    library.get_by_role("dialog").get_by_role("button", name="Bỏ khỏi kho").click()
    library.get_by_text("Bạn không có quyền làm việc này").wait_for()
    upload(library, ("pha.txt", FERRY.encode()))
    library.get_by_text("Bạn không có quyền làm việc này").nth(1).wait_for()
    assert {entry.source for entry in assistant.entries()} == {"cau.txt", "cau-xa.txt", "cay-_xanh_.txt"}
    open_tab(library, "Hội thoại")
    open_tab(library, "Kho tài liệu")
    remove.wait_for(state="detached")
    assert not library.get_by_role("button", name="Thêm bài viết").is_visible()
    assert library.locator("#gaps").inner_text().strip() == ""


def test_a_rebuild_is_stopped_and_the_old_index_stays(library, assistant, monkeypatch):
    version = assistant.version
    embed = assistant._store.embedding.get_text_embedding_batch
    slow = lambda texts: time.sleep(0.7) or embed(texts)  # noqa: E731
    monkeypatch.setattr(type(assistant._store.embedding), "get_text_embedding_batch", lambda self, texts: slow(texts))
    library.get_by_role("button", name="Dựng lại chỉ mục").click()
    library.get_by_role("dialog").get_by_role("button", name="Dựng lại").click()
    library.get_by_role("button", name="Dừng dựng lại chỉ mục").click()
    library.get_by_text("Đã dừng; chỉ mục cũ vẫn được dùng.").wait_for()
    library.get_by_role("button", name="Dựng lại chỉ mục", exact=True).wait_for()
    assert assistant.version == version
    assert assistant.ask("Xã Bình Phú xây dựng bao nhiêu cây cầu dân sinh?").status == "answered"
