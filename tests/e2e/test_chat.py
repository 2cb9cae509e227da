"""The tab «Hỏi đáp» in a real browser."""

import pytest

from tests.e2e.conftest import BRIDGES, TREES, ask, in_sight

pytestmark = pytest.mark.e2e


def test_the_page_is_vietnamese_and_says_what_is_indexed(page):
    page.get_by_role("heading", name="Tra cứu bài viết").wait_for()
    assert page.title() == "Tra cứu bài viết"
    assert page.locator("html").get_attribute("lang") == "vi"
    assert "Đang có 3 bài viết" in page.locator("#heading").inner_text()
    words = page.locator("body").inner_text()
    assert not any(english in words for english in ("Gradio", "Submit", "Clear", "API", "Settings", "Chatbot"))


def test_a_question_is_answered_with_its_source_and_the_figure_marked(page):
    answer = ask(page, BRIDGES)
    assert "17 cây cầu" in answer.locator(".said strong").first.inner_text()
    assert answer.locator(".checked").inner_text() == "✓ 1 số liệu khớp nguồn"
    source = answer.locator(".source").first
    assert "[1] Huyện Lương Tài khánh thành cầu mới" in source.inner_text()
    assert "Tệp: cau.txt" in source.inner_text()
    assert "17" in source.locator("mark").first.inner_text()
    assert "đã xây dựng được 17 cây cầu dân sinh" in source.inner_text()
    assert page.get_by_placeholder("Nhập câu hỏi").input_value() == ""


def test_the_button_asks_too(page):
    page.get_by_placeholder("Nhập câu hỏi").fill(BRIDGES)
    page.get_by_role("button", name="Hỏi", exact=True).click()
    page.locator(".answer.answered").wait_for()
    assert page.locator(".question").all_inner_texts() == [BRIDGES]


def test_a_chip_opens_the_article_at_the_marked_sentence(page):
    ask(page, BRIDGES).locator(".chip").first.click()
    mark = page.locator("#panel mark.figure")
    mark.wait_for()
    assert mark.inner_text() == "17 cây cầu dân sinh"
    assert in_sight(page, mark)
    assert in_sight(page, page.locator("#panel mark.sentence"))
    chat, panel = page.locator("#thread").bounding_box(), page.locator("#panel").bounding_box()
    assert panel["x"] >= chat["x"] + chat["width"]


def test_a_chip_is_pressed_by_keyboard_and_escape_gives_the_focus_back(page):
    chip = ask(page, BRIDGES).locator(".chip").first
    while not chip.evaluate("chip => chip === document.activeElement"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("#panel mark.figure").wait_for()
    assert in_sight(page, page.locator("#panel mark.figure"))
    assert page.evaluate("document.activeElement.closest('#panel') !== null")
    page.keyboard.press("Escape")
    page.locator("#panel .article").wait_for(state="detached")
    assert chip.evaluate("chip => chip === document.activeElement")


def test_the_panel_comes_over_the_chat_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    answer = ask(page, BRIDGES)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for box in (answer.locator(".source").first, page.get_by_role("button", name="Hỏi", exact=True)):
        place = box.bounding_box()
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 390
    answer.locator(".chip").first.click()
    page.locator("#panel mark.figure").wait_for()
    assert in_sight(page, page.locator("#panel mark.figure"))
    assert page.locator("#panel").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.get_by_role("button", name="Đóng").click()
    page.locator("#panel .article").wait_for(state="detached")


@pytest.mark.parametrize("size", [(1440, 900), (390, 500)])
def test_the_box_stays_in_sight_below_long_answers(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for _ in range(3):
        ask(page, BRIDGES)
    assert in_sight(page, page.locator("#question textarea"))
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(200)
    assert in_sight(page, page.locator("#question textarea"))


def test_a_question_put_the_moment_that_an_answer_shows_waits_for_its_turn(page):
    box = page.get_by_placeholder("Nhập câu hỏi")
    for number, question in enumerate(["Hoa Lâm có bao nhiêu mô hình tự quản?", "Còn Tân Thượng?", "Hoa Lâm?"]):
        box.fill(question)
        box.press("Enter")
        page.wait_for_function(f"document.querySelectorAll('.exchange .answer .tools').length > {number}")


def test_a_follow_up_is_understood(page):
    ask(page, BRIDGES)
    answer = ask(page, "Còn xã Bình Phú thì sao?")
    assert "Hiểu là:" in answer.inner_text()
    assert "9 cây cầu" in answer.locator(".said").inner_text()


def test_a_comparison_is_a_table(page):
    answer = ask(page, "So sánh số cây cầu dân sinh của Lương Tài và Bình Phú")
    rows = [row.locator("td").all_inner_texts() for row in answer.locator("table tbody tr").all()]
    assert [row[0] for row in rows] == ["Lương Tài", "Bình Phú"]
    assert ["17" in rows[0][1], "9" in rows[1][1]] == [True, True]
    assert answer.locator("table .chip").count() == 2


def test_what_the_articles_do_not_say_is_labelled(page):
    answer = ask(page, "Huyện Lương Tài có bao nhiêu bác sĩ nhãn khoa năm 1987?")
    assert answer.locator(".status").inner_text() == "Không có trong kho tài liệu"
    assert answer.locator(".checked").count() == 0


def test_places_are_offered_as_buttons_which_ask(page):
    answer = ask(page, "Có bao nhiêu cây cầu dân sinh?")
    assert answer.locator(".status").inner_text() == "Cần nói rõ hơn"
    assert set(answer.locator(".option").all_inner_texts()) == {"Lương Tài", "Bình Phú"}
    answer.locator(".option", has_text="Bình Phú").click()
    page.locator(".exchange:nth-child(2) .said").wait_for()
    assert page.locator(".question").last.inner_text() == "Có bao nhiêu cây cầu dân sinh ở Bình Phú?"


def test_the_question_can_be_asked_again_and_changed(page):
    ask(page, BRIDGES)
    first = page.locator(".exchange").get_attribute("id")
    page.get_by_role("button", name="Hỏi lại").click()
    page.locator(f"#{first}").wait_for(state="detached")
    page.locator(".answered .tools").wait_for()
    assert page.locator(".question").all_inner_texts() == [BRIDGES]
    page.get_by_role("button", name="Sửa câu hỏi").click()
    box = page.get_by_placeholder("Nhập câu hỏi")
    page.wait_for_function("document.querySelector('#question textarea').value !== ''")
    assert box.input_value() == BRIDGES
    box.fill(TREES)
    box.press("Enter")
    page.get_by_text("245 cây bóng mát").first.wait_for()
    assert page.locator(".question").all_inner_texts() == [TREES]


def test_an_answer_is_copied_with_its_reference(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, BRIDGES).get_by_role("button", name="Sao chép kèm trích dẫn").click()
    page.get_by_role("button", name="Đã sao chép").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "17 cây cầu dân sinh" in copied.splitlines()[0]
    assert "[1] Huyện Lương Tài khánh thành cầu mới, tệp cau.txt: «Trong năm 2021," in copied


def test_a_thumb_and_its_note_are_kept(page, assistant):
    ask(page, BRIDGES).get_by_role("button", name="sai hoặc thiếu").click()
    page.get_by_label("Ghi chú thêm").fill("Cần số của năm 2020")
    page.keyboard.press("Enter")
    page.get_by_text("Đã ghi lại").wait_for()
    opinion = assistant.records.conversations.opinions()[0]
    assert (opinion.question, opinion.rating, opinion.note) == (BRIDGES, -1, "Cần số của năm 2020")


def test_an_example_is_asked_by_a_click(page):
    page.locator(".welcome .option").first.click()
    page.locator(".answer.answered mark").first.wait_for()


def test_a_new_conversation_begins_empty(page):
    ask(page, BRIDGES)
    page.get_by_role("button", name="Cuộc hỏi mới").click()
    page.get_by_text("Bạn cần tra cứu điều gì?").wait_for()
    assert page.locator(".question").count() == 0


def test_a_reload_keeps_the_conversation_and_two_browsers_have_their_own(page, other_page):
    ask(page, BRIDGES)
    ask(other_page, TREES)
    for here, question in ((page, BRIDGES), (other_page, TREES)):
        here.reload()
        here.locator(".answered").wait_for()
        assert here.locator(".question").all_inner_texts() == [question]
    ask(page, "Còn xã Bình Phú thì sao?")
    assert other_page.locator(".question").count() == 1


def test_a_question_read_after_another_one_in_vain_is_asked_alone(page):
    ask(page, TREES)
    question = "Có bao nhiêu vụ cháy?"
    assert "Hiểu là: Có bao nhiêu vụ cháy ở Thị trấn Hòa Vang" in ask(page, question).inner_text()
    page.get_by_role("button", name="Hỏi riêng câu này").click()
    page.wait_for_function("document.querySelectorAll('.exchange').length === 1")
    page.locator(".said").first.wait_for()
    assert page.locator(".question").all_inner_texts() == [question]
