from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from tests import articles

CASES = {
    "a.txt": "Va chạm ở An Phong\n\nSáng 3/5, tại huyện An Phong xảy ra vụ tai nạn giao thông khiến 2 người tử vong. "
    "Tòa án huyện An Phong sau đó đã xét xử và tuyên phạt bị cáo Lê Văn Tám 27 tháng tù.\n",
    "b.txt": "Xe tải lật ở Phú Lạc\n\nVụ tai nạn giao thông xảy ra tại xã Phú Lạc khiến 1 người tử vong tại chỗ. "
    "Tài xế xe tải chở dừa bị tạm giữ.\n",
    "c.txt": "Xét xử vụ trộm ở Tân Hội\n\nNgày 5/6, tòa án huyện Tân Hội xét xử và tuyên phạt bị cáo Trần Bảy "
    "16 năm tù.\n",
}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("cases")
    corpus = articles.write(folder / "corpus", CASES)
    with Assistant.open(corpus=corpus, store=folder / "store", engine="extractive") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Tai nạn giao thông làm mấy người chết?", ("2 người tử vong", "1 người tử vong")),
        ("Bị cáo bị phạt bao lâu?", ("27 tháng tù", "16 năm tù")),
    ],
)
def test_which_of_several_cases_is_asked(cases: Assistant, question: str, expected: tuple[str, str]) -> None:
    answer = cases.ask(question)
    assert answer.status == "needs_clarification"
    assert all(value in answer.text for value in expected)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Tai nạn giao thông ở Phú Lạc làm mấy người chết?", "1 người tử vong"),  # it names the place
        (
            "Xe tải chở dừa gây tai nạn giao thông làm mấy người chết?",
            "1 người tử vong",
        ),  # or what one article alone tells of
    ],
)
def test_a_question_of_one_case_is_answered(cases: Assistant, question: str, expected: str) -> None:
    answer = cases.ask(question)
    assert answer.status == "answered"
    assert expected in answer.text


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
