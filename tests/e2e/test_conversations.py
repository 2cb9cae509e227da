"""The tab «Hội thoại» in a real browser."""

import docx
import pytest

from tests.e2e.conftest import BRIDGES, TREES, ask

pytestmark = pytest.mark.e2e


@pytest.fixture
def listed(page, assistant):
    """The tab after two conversations of one question each, with no others."""
    for conversation in assistant.records.conversations.find(""):
        assistant.records.conversations.delete("", conversation.id)
    ask(page, TREES)
    page.get_by_role("button", name="Cuộc hỏi mới").click()
    page.locator(".welcome").wait_for()
    ask(page, BRIDGES)
    page.get_by_role("tab", name="Hội thoại").click()
    page.locator("#conversations tbody tr").nth(1).wait_for()
    return page


def test_an_earlier_conversation_is_opened_and_gone_on_with(listed):
    listed.get_by_role("button", name=TREES, exact=True).click()
    listed.locator("#thread .question").wait_for()
    assert listed.locator(".question").all_inner_texts() == [TREES]
    ask(listed, BRIDGES)
    assert listed.locator(".question").all_inner_texts() == [TREES, BRIDGES]


def test_a_conversation_is_renamed_and_found_by_its_name(listed):
    listed.get_by_role("button", name=f"Đổi tên: {TREES}").click()
    listed.get_by_role("dialog").get_by_role("textbox").fill("Cây <b>xanh</b> quý 1")
    listed.keyboard.press("Enter")
    listed.get_by_role("button", name="Cây <b>xanh</b> quý 1", exact=True).wait_for()
    listed.get_by_label("Tìm cuộc hội thoại").fill("quý 1")
    listed.wait_for_function("document.querySelectorAll('#conversations tbody tr').length === 1")


def test_a_conversation_is_deleted_after_a_question(listed):
    listed.get_by_role("button", name=f"Xóa: {TREES}").click()
    listed.get_by_role("button", name="Thôi").click()
    listed.get_by_role("dialog").wait_for(state="detached")
    assert listed.locator("#conversations tbody tr").count() == 2
    listed.get_by_role("button", name=f"Xóa: {TREES}").click()
    listed.get_by_role("dialog").get_by_role("button", name="Xóa").click()
    listed.wait_for_function("document.querySelectorAll('#conversations tbody tr').length === 1")
    assert listed.locator("#conversations tbody").inner_text().startswith(BRIDGES)


def test_a_conversation_is_kept_as_word_and_markdown(listed, tmp_path):
    with listed.expect_download() as download:
        listed.get_by_role("button", name=f"Tải Word: {BRIDGES}").click()
    assert download.value.suggested_filename.startswith("hoi-thoai-huyen-luong-tai")
    download.value.save_as(tmp_path / "a.docx")
    assert any("17 cây cầu dân sinh" in part.text for part in docx.Document(str(tmp_path / "a.docx")).paragraphs)
    with listed.expect_download() as download:
        listed.get_by_role("button", name=f"Tải Markdown: {BRIDGES}").click()
    download.value.save_as(tmp_path / "a.md")
    assert "**17 cây cầu dân sinh**" in (tmp_path / "a.md").read_text(encoding="utf-8")
