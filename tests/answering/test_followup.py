from __future__ import annotations

import pytest

from assistant import Assistant, Turn

ASKED = "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?"


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (ASKED, "Còn Tân Thượng thì sao?", "Tân Thượng nhận bao nhiêu nguồn tin có giá trị?"),
        (ASKED, "Thế còn năm 2019?", "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2019?"),
        (ASKED, "Thế còn mô hình?", "Hoa Lâm nhận bao nhiêu mô hình năm 2021?"),
        (ASKED, "Có bao nhiêu mô hình tự quản?", "Có bao nhiêu mô hình tự quản ở Hoa Lâm năm 2021?"),
        ("Hoa Lâm cấp bao nhiêu tin?", "Trong đó bao nhiêu tin có giá trị?", "Bao nhiêu tin có giá trị ở Hoa Lâm?"),
        ("Năm 2021 xe tải chiếm bao nhiêu % số xe?", "Xe khách thì sao?", "Năm 2021 xe khách chiếm bao nhiêu % số xe?"),
        ("Ông Lê Văn Tám bị phạt mấy năm tù?", "Thế ông ấy bồi thường bao nhiêu?", "Lê Văn Tám bồi thường bao nhiêu?"),
        ("Chủ tịch UBND huyện Tân Thượng là ai?", "Ông ấy giữ chức vụ gì?", "Trần Đình Lực giữ chức vụ gì?"),
        ("Ai la Chu tich UBND huyen Hoa Lam?", "The con huyen Tan Thuong?", "Ai la Chu tich UBND huyen Tan Thuong?"),
        ("hoa lam co bao nhieu mo hinh", "con tan thuong thi sao", "tan thuong co bao nhieu mo hinh"),
        ("Hoa Lam cap bao nhieu tin?", "Co bao nhieu mo hinh tu quan?", "Co bao nhieu mo hinh tu quan o Hoa Lam?"),
    ],
)  # fmt: skip
def test_a_follow_up_is_read_as_a_whole_question(
    assistant: Assistant, before: str, question: str, understood: str
) -> None:
    assert assistant.ask(question, history=[before]).understood == understood


def test_the_answer_is_of_the_new_place_and_says_that_the_year_is_another(assistant: Assistant) -> None:
    answer = assistant.ask("Còn Tân Thượng thì sao?", history=[Turn(ASKED, "…")])
    assert "**112 nguồn tin" in answer.text
    assert {citation.source for citation in answer.citations} == {"tan-thuong.txt"}
    assert answer.notes == ("Nguồn không nói về năm 2021.",)


def test_a_follow_up_may_lean_on_a_follow_up(assistant: Assistant) -> None:
    history = ["Chủ tịch UBND huyện Hoa Lâm là ai?", "Còn Tân Thượng?"]
    answer = assistant.ask("Ông ấy giữ chức vụ gì?", history=history)
    assert answer.understood == "Trần Đình Lực giữ chức vụ gì?"


@pytest.mark.parametrize("question", ["Tân Thượng có bao nhiêu thôn đạt chuẩn?", "Chỉ thị số 05/CT-UBND về việc gì?"])
def test_a_question_that_stands_by_itself_is_left_alone(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question, history=[ASKED]).understood is None
