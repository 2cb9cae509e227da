"""The page while a language model writes."""

import pytest

from assistant.assistant import Assistant
from tests.e2e.conftest import ARTICLES, BRIDGES, opened, served
from tests.model_server import Says, serving

pytestmark = pytest.mark.e2e

SAID = "Huyện Lương Tài đã xây dựng được 17 cây cầu dân sinh năm 2021 [1]."


@pytest.fixture
def written(window, tmp_path):
    """The page of an assistant whose model says what the test lets it say, and that model's server."""
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai" / "cau.txt").write_text(ARTICLES["cau.txt"], encoding="utf-8")
    with serving() as model:
        where = {"openai_base_url": model.url, "llm_model": "scripted"}
        with (
            Assistant.open(corpus=tmp_path / "bai", store=tmp_path / "kho", **where) as assistant,
            served(assistant) as url,
            opened(window, url) as page,
        ):
            yield page, model


def test_a_stopped_question_stops_the_model_and_can_be_asked_again(written):
    page, model = written
    model.says(Says(SAID, hang=5))
    page.get_by_placeholder("Nhập câu hỏi").fill(BRIDGES)
    page.keyboard.press("Enter")
    page.get_by_text("Đang viết, chưa kiểm chứng").wait_for()
    assert "Huyện Lương Tài" in page.locator(".draft").inner_text()
    page.get_by_role("button", name="Dừng").click()
    page.get_by_text("Đã dừng").wait_for()
    assert model.gone.wait(20)
    model.says(SAID)
    page.get_by_role("button", name="Hỏi lại").click()
    page.locator(".answered .tools").wait_for()
    assert "Mô hình scripted viết, đã đối chiếu" in page.locator(".made").inner_text()
    assert page.locator(".question").count() == 1


def test_a_page_that_is_closed_stops_the_model(window, written):
    _, model = written
    page = window.new_page()
    page.goto(written[0].url)
    model.says(Says(SAID, hang=5))
    page.get_by_placeholder("Nhập câu hỏi").fill(BRIDGES)
    page.keyboard.press("Enter")
    page.get_by_text("Đang viết, chưa kiểm chứng").wait_for()
    page.close()
    assert model.gone.wait(20)


def test_nothing_above_the_answer_moves_while_it_is_written(written):
    page, model = written
    model.says(SAID)
    page.evaluate("""() => {
        window.tops = new Set();
        const note = () => {
            const question = document.querySelector('.question');
            if (question) window.tops.add(Math.round(question.getBoundingClientRect().top));
            requestAnimationFrame(note);
        };
        note();
    }""")
    page.get_by_placeholder("Nhập câu hỏi").fill(BRIDGES)
    page.keyboard.press("Enter")
    page.locator(".answered .tools").wait_for()
    page.wait_for_timeout(500)
    assert len(page.evaluate("[...window.tops]")) <= 2  # where it appeared, and where it was scrolled to
