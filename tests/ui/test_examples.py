import pytest

from assistant.assistant import Assistant
from assistant.ui.examples import examples, follow_ups


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "cau.txt").write_text(
        "Huyện Lương Tài khánh thành cầu mới\n\n"
        "Năm 2021, huyện Lương Tài đã xây dựng được 17 cây cầu dân sinh, tổng kinh phí 30 triệu đồng.\n",
        encoding="utf-8",
    )
    (corpus / "cay.txt").write_text(
        "Xã Bình Phú trồng cây\n\nNăm 2021, xã Bình Phú xây dựng 9 cây cầu dân sinh, trồng 400 cây xanh.\n",
        encoding="utf-8",
    )
    (corpus / "tho.txt").write_text("Một bài thơ không có con số nào.\n", encoding="utf-8")
    with Assistant.open(corpus=corpus, store=tmp_path_factory.mktemp("store")) as opened:
        yield opened


def test_examples_are_questions_that_the_assistant_answers_with_the_figure(assistant):
    found = examples(assistant, assistant.articles())
    assert "Lương Tài có bao nhiêu cây cầu dân sinh?" in found
    assert "17" in assistant.ask("Lương Tài có bao nhiêu cây cầu dân sinh?").text


def test_no_time_no_examples(assistant):
    assert examples(assistant, assistant.articles(), seconds=0) == []


def test_no_articles_no_examples(assistant):
    assert examples(assistant, []) == []


def test_follow_ups_are_of_other_places_and_other_figures_and_all_have_an_answer(assistant):
    question = "Lương Tài đã xây dựng bao nhiêu cây cầu dân sinh?"
    answer = assistant.ask(question)
    found = follow_ups(assistant, answer, [question])
    assert found
    assert question not in found
    assert all(assistant.ask(follow_up, [question]).status == "answered" for follow_up in found)


def test_nothing_follows_what_was_not_found(assistant):
    question = "Có bao nhiêu bác sĩ nhãn khoa ở Sao Hỏa?"
    assert follow_ups(assistant, assistant.ask(question), [question]) == []
