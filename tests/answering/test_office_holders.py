from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.mark.parametrize("question", ["Chủ tịch HĐND của các huyện", "Chủ tịch HĐND các huyện là ai?"])
def test_a_place_where_the_office_is_named_has_a_row(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert "| Tân Thượng | **Nguyễn Thị Hòa** [1] |" in answer.text
    assert [citation.source for citation in answer.citations] == ["tan-thuong.txt"]


def test_a_deputy_is_not_the_chairman(assistant: Assistant) -> None:
    answer = assistant.ask("Chủ tịch UBND các huyện là ai?")
    assert "**Trần Đình Lực** [1]" in answer.text
    assert "Đặng Quốc Thái" not in answer.text


def test_nobody_of_another_level(assistant: Assistant) -> None:
    assert assistant.ask("Chủ tịch UBND các xã là ai?").status == "not_found"
