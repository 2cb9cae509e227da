"""The chat page in a real browser."""

import pytest

pytestmark = pytest.mark.e2e

BRIDGES = "Huyện Lương Tài đã xây dựng bao nhiêu cây cầu dân sinh năm 2021?"
TREES = "Thị trấn Hòa Vang đã trồng bao nhiêu cây bóng mát năm 2020?"


def ask(page, question, number=1):
    """Types a question; the message of its answer, the `number`th of the page."""
    box = page.get_by_placeholder("Nhập câu hỏi")
    box.fill(question)
    while box.input_value():  # it is emptied when the question is taken: not before the last one is done with
        box.press("Enter")
        page.wait_for_timeout(100)
    answer = page.locator(".answer").nth(number - 1)
    answer.wait_for()
    return answer


def test_the_page_is_vietnamese_and_says_what_is_indexed(page):
    page.get_by_role("heading", name="Tra cứu bài viết").wait_for()
    assert page.title() == "Tra cứu bài viết"
    assert page.locator("html").get_attribute("lang") == "vi"
    assert "Đang có 2 bài viết" in page.locator("#heading").inner_text()
    words = page.locator("body").inner_text()
    assert not any(english in words for english in ("Gradio", "Submit", "Clear", "API", "Settings", "Chatbot"))


def test_a_question_is_answered_with_its_source_and_the_figure_marked(page):
    answer = ask(page, BRIDGES)
    assert "17 cây cầu" in answer.locator(".said strong").first.inner_text()
    source = answer.locator(".source").first
    assert "[1] Huyện Lương Tài khánh thành cầu mới" in source.inner_text()
    assert "Tệp: cau.txt" in source.inner_text()
    assert "17" in source.locator("mark:visible").first.inner_text()
    assert "đã xây dựng được 17 cây cầu dân sinh" in source.inner_text()
    assert page.get_by_placeholder("Nhập câu hỏi").input_value() == ""


def test_the_button_asks_too(page):
    page.get_by_placeholder("Nhập câu hỏi").fill(BRIDGES)
    page.get_by_role("button", name="Hỏi", exact=True).click()
    page.locator(".answer").wait_for()
    assert page.locator(".question").all_inner_texts() == [BRIDGES]


def test_what_the_articles_do_not_say_is_labelled(page):
    answer = ask(page, "Huyện Lương Tài có bao nhiêu bác sĩ nhãn khoa năm 1987?")
    assert answer.locator(".status").inner_text() == "Chưa có câu trả lời"


def test_markup_of_a_document_is_text(page):
    answer = ask(page, TREES)
    assert "245" in answer.locator("mark:visible").first.inner_text()
    assert "<script>window.hacked = 1</script> trồng cây **xanh**" in answer.inner_text()
    assert '<img src="http://example.invalid/anh.png" onerror="window.hacked = 1">' in answer.inner_text()
    assert "<b>dọc</b>" in answer.inner_text()
    assert "[kế hoạch](http://example.invalid/)" in answer.inner_text()
    assert "Tệp: cay-_xanh_.txt" in answer.inner_text()
    assert answer.locator("img, script, a, em").count() == 0
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    "question",
    [
        '<img src="http://example.invalid/x.png" onerror="window.hacked = 1"> **đậm** $$x^2$$',
        "<script>window.hacked = 1</script>",
        "</div></div><h1>to</h1>",
    ],
)
def test_markup_of_a_question_is_text(page, question):
    ask(page, question)
    assert page.locator(".question").inner_text() == question
    assert page.evaluate("window.hacked") is None


def test_a_strange_question_breaks_nothing(page):
    for number, question in enumerate(["?!", "a" * 10_000, "một \x07hai\u202e", "270"], 1):
        assert ask(page, question, number).inner_text().strip()
    assert "17 cây cầu" in ask(page, BRIDGES, 5).inner_text()


def test_an_example_is_asked_by_a_click(page):
    page.locator(".example").first.click()
    page.locator(".answer mark:visible").first.wait_for()


def test_a_new_conversation_begins_empty(page):
    ask(page, BRIDGES)
    page.get_by_role("button", name="Cuộc hỏi mới").click()
    page.get_by_text("Bạn cần tra cứu điều gì?").wait_for()
    assert page.locator(".question").count() == 0


def test_it_fits_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, TREES)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for box in (page.locator(".source").first, page.get_by_role("button", name="Hỏi", exact=True)):
        place = box.bounding_box()
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 390
