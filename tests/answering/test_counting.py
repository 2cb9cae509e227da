from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("Có bao nhiêu bài viết nói về nguồn tin có giá trị?", {"hoa-lam.txt", "tan-thuong.txt"}),
        ("co bao nhieu bai noi ve trong cay xanh", {"cay-xanh.txt"}),
        ("Những bài nào nói về mô hình tự quản?", {"hoa-lam.txt"}),
        ("Bao nhiêu bài nhắc đến Chỉ thị 05?", {"hoa-lam.txt"}),
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
