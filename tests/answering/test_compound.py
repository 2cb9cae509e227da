from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021, còn Tân Thượng có bao nhiêu thôn đạt chuẩn an toàn?",
        "hoa lam nhan bao nhieu nguon tin co gia tri nam 2021, con tan thuong co bao nhieu thon dat chuan an toan?",
    ],
)
def test_each_question_has_its_own_place_year_and_measure(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert "**97 nguồn tin có giá trị**" in answer.text and "**18/20 thôn" in answer.text
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(f"[{number}]" in answer.text for number in numbers)
    assert {citation.source for citation in answer.citations} == {"hoa-lam.txt", "tan-thuong.txt"}
    for claim in answer.claims:
        assert claim.citation and claim.text in answer.citations[claim.citation - 1].quote


def test_the_part_that_no_article_answers_is_said_to_be_missing(assistant: Assistant) -> None:
    answer = assistant.ask("Hoa Lâm có bao nhiêu mô hình tự quản, còn Tân Thượng có bao nhiêu doanh nghiệp?")
    assert answer.status == "answered"
    assert "**12 mô hình tự quản**" in answer.text
    assert answer.text.endswith("Không tìm thấy trong kho tài liệu.")


def test_what_is_left_is_no_second_question(assistant: Assistant) -> None:
    answer = assistant.ask("Hoa Lâm xảy ra bao nhiêu vụ cháy, còn bao nhiêu mô hình?")
    assert "\n\n" not in answer.text
