import pytest

from assistant.assistant import Assistant
from assistant.ui.examples import examples


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "cau.txt").write_text(
        "Huyện Lương Tài khánh thành cầu mới\n\n"
        "Năm 2021, huyện Lương Tài đã xây dựng được 17 cây cầu dân sinh, tổng kinh phí 30 triệu đồng.\n",
        encoding="utf-8",
    )
    (corpus / "tho.txt").write_text("Một bài thơ không có con số nào.\n", encoding="utf-8")
    with Assistant.open(corpus=corpus, store=tmp_path_factory.mktemp("store")) as opened:
        yield opened


def test_examples_are_questions_that_the_assistant_answers_with_the_figure(assistant):
    [example] = examples(assistant, assistant.articles())
    assert example == "Lương Tài có bao nhiêu cây cầu dân sinh?"
    assert "17" in assistant.ask(example).text


def test_no_time_no_examples(assistant):
    assert examples(assistant, assistant.articles(), seconds=0) == []


def test_no_articles_no_examples(assistant):
    assert examples(assistant, []) == []
