from __future__ import annotations

from assistant import Assistant


def test_without_a_place_every_places_figure_is_offered(assistant: Assistant) -> None:
    answer = assistant.ask("Có bao nhiêu nguồn tin có giá trị?")
    assert answer.status == "needs_clarification"
    assert "Hoa Lâm (2021): **97 nguồn tin có giá trị** [" in answer.text
    assert "Tân Thượng (2020): **112 nguồn tin có giá trị** [" in answer.text
    assert "Có bao nhiêu nguồn tin có giá trị ở Hoa Lâm?" in answer.suggestions


def test_two_values_of_one_thing_are_both_shown(assistant: Assistant) -> None:
    answer = assistant.ask("Huyện Tân Thượng trao bao nhiêu suất quà cho gia đình chính sách?")
    assert answer.status == "conflicting"
    assert "**24 suất quà**" in answer.text and "**26 suất quà**" in answer.text
    assert len(answer.citations) == 2


def test_one_value_said_twice_is_one_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Tân Thượng có bao nhiêu thôn đạt chuẩn an toàn về an ninh trật tự?")
    assert answer.status == "answered"
    assert "**18/20 thôn" in answer.text
