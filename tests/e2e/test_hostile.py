"""What a document, a file name or a question says is text, and nothing is fetched from elsewhere (see `page`)."""

import pytest

from tests.e2e.conftest import BRIDGES, TREES, ask

pytestmark = pytest.mark.e2e


def is_harmless(page, part):
    assert part.locator("img, script, a, em, b, iframe").count() == 0
    assert page.evaluate("window.hacked") is None


def test_markup_of_a_document_is_text_in_the_answer_and_in_the_panel(page):
    answer = ask(page, TREES)
    assert "245" in answer.locator("mark").first.inner_text()
    answer.locator(".chip").first.click()
    page.locator("#panel mark.figure").wait_for()
    for part in (answer, page.locator("#panel")):
        assert "<script>window.hacked = 1</script> trồng cây **xanh**" in part.inner_text()
        assert '<img src="http://example.invalid/anh.png" onerror="window.hacked = 1">' in part.inner_text()
        assert "<b>dọc</b>" in part.inner_text()
        assert "[kế hoạch](http://example.invalid/)" in part.inner_text()
        assert "Tệp: cay-_xanh_.txt" in part.inner_text()
        is_harmless(page, part)


@pytest.mark.parametrize(
    "question",
    [
        '<img src="http://example.invalid/x.png" onerror="window.hacked = 1"> **đậm** $$x^2$$',
        "<script>window.hacked = 1</script>",
        '</div></div><h1>to</h1>" onmouseover="window.hacked = 1',
        "${window.hacked = 1} {{#each value}}{{this}}{{/each}}",
    ],
)
def test_markup_of_a_question_is_text(page, question):
    answer = ask(page, question)
    assert page.locator(".question").inner_text() == question
    answer.hover()
    is_harmless(page, page.locator("#thread"))


def test_a_strange_question_breaks_nothing(page):
    for question in ["?!", "a" * 10_000, "một \x07hai\u202e", "270"]:
        assert ask(page, question).inner_text().strip()
    assert "17 cây cầu" in ask(page, BRIDGES).inner_text()
