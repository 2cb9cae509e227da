from __future__ import annotations

from assistant import Assistant


def test_the_place_with_the_most_is_found_among_the_articles(assistant: Assistant) -> None:
    answer = assistant.ask("Huyện nào có nhiều nguồn tin có giá trị nhất?")
    assert answer.text.startswith("**Tân Thượng** nhiều")
    assert {citation.source for citation in answer.citations} == {"hoa-lam.txt", "tan-thuong.txt"}


def test_nothing_is_ranked_without_figures_of_several_places(assistant: Assistant) -> None:
    assert assistant.ask("Huyện nào có nhiều mô hình tự quản nhất?").status == "not_found"
