from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pytest

from assistant import Assistant
from assistant.answering.counting import count_articles
from assistant.answering.reading import ArticleView, SentenceView
from assistant.language.places import Place


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("Có bao nhiêu bài viết nói về nguồn tin có giá trị?", {"hoa-lam.txt", "tan-thuong.txt"}),
        ("co bao nhieu bai noi ve trong cay xanh", {"cay-xanh.txt"}),
        ("Những bài nào nói về mô hình tự quản?", {"hoa-lam.txt"}),
        ("Bao nhiêu bài nhắc đến Chỉ thị 05?", {"hoa-lam.txt"}),
        ("Bài nào nói về tuyên truyền?", {"hoa-lam.txt"}),
        ("Những bài nào nhắc đến Chỉ thị số 05/CT-UBND?", {"hoa-lam.txt"}),
        ("co bao nhieu bai noi ve nguon tin nam 2020", {"tan-thuong.txt"}),
    ],
)
def test_articles_about_a_topic_are_counted_and_cited(assistant: Assistant, question: str, sources: set[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith(f"Có **{len(sources)} bài**")
    assert {citation.source for citation in answer.citations} == sources


@pytest.mark.parametrize(
    "question",
    ["Có bao nhiêu bài viết nói về xuất khẩu gạo?", "Bao nhiêu bài nhắc đến Quyết định 05?"],
)
def test_no_article_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_entries_that_a_text_counts_are_no_articles(assistant: Assistant) -> None:
    assert "trong kho tài liệu nói về" not in assistant.ask("Có bao nhiêu bài dự thi được gửi về?").text


@pytest.mark.parametrize(
    "topic",
    [
        *("nguồn tin", "nguồn tin có giá trị", "an ninh trật tự", "trồng cây xanh", "Chỉ thị 05", "nguyen du", "138"),
        *(
            "Hoa Lâm",
            "an ninh ở Tân Thượng",
            "Công an huyện năm 2021",
            "trường THPT Nguyễn Du",
            "ANTQ",
            "cháy ở Hoa Lâm",
        ),
    ],
)
def test_reading_what_the_word_index_holds_is_as_good_as_reading_all(assistant: Assistant, topic: str) -> None:
    def every(words: Collection[str], places: Sequence[Place]) -> Iterator[tuple[ArticleView, Sequence[SentenceView]]]:
        for view in map(ArticleView, assistant.articles()):
            if {place.key for place in places} <= set(view.place_keys):
                yield view, view.sentences

    question = f"Có bao nhiêu bài viết nói về {topic}?"
    all_read = count_articles(question, assistant.retriever().understand(question), every)
    answer = assistant.ask(question)
    assert (answer.text, answer.citations) == (all_read.text, all_read.citations)
