from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Answer, Assistant
from tests import articles


def marked(assistant: Assistant, answer: Answer) -> list[str]:
    """What is marked in the citations."""
    return [
        assistant.article(citation.source).text[start:end]
        for citation in answer.citations
        for start, end in citation.marks
    ]


def test_the_figure_of_another_year_is_offered_as_such(assistant: Assistant) -> None:
    answer = assistant.ask("Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2019?")
    assert answer.status == "not_found"
    assert answer.text == (
        "Không tìm thấy trong kho tài liệu. "
        "Không có số liệu năm 2019; chỉ thấy số liệu năm 2021: **97 nguồn tin có giá trị** [1]."
    )
    assert marked(assistant, answer) == ["97 nguồn tin có giá trị"]
    assert answer.claims == ()


def test_of_another_place_only_the_name_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("Tân Thượng làm rõ bao nhiêu vụ phạm pháp hình sự?")
    assert answer.status == "not_found"
    assert answer.text.endswith("Không có số vụ phạm pháp hình sự của Tân Thượng; chỉ thấy của Hoa Lâm [1].")
    assert marked(assistant, answer) == ["26/31 vụ phạm pháp hình sự"]


def test_a_place_without_articles_is_said_to_have_none(assistant: Assistant) -> None:
    answer = assistant.ask("Hà Nội làm rõ bao nhiêu vụ phạm pháp hình sự?")
    assert "không có bài nào về Hà Nội" in answer.text
    assert answer.text.endswith("chỉ thấy của Hoa Lâm [1].")


@pytest.mark.parametrize(
    ("question", "offered", "spans"),
    [
        (
            "Chủ tịch UBND huyện Hoa Lâm là ai?",
            "chỉ thấy nêu **Phó Chủ tịch UBND huyện Hoa Lâm**: Đặng Quốc Thái [1].",
            ["Đặng Quốc Thái - Phó Chủ tịch UBND huyện Hoa Lâm"],
        ),
        (
            "Phó Chủ tịch HĐND huyện Tân Thượng là ai?",
            "chỉ thấy nêu **Chủ tịch HĐND huyện Tân Thượng**: Nguyễn Thị Hòa [1].",
            ["Nguyễn Thị Hòa, Bí thư Huyện ủy, Chủ tịch HĐND huyện Tân Thượng"],
        ),
        ("Chủ tịch HĐND huyện Hoa Lâm là ai?", "**Phó Chủ tịch UBND huyện Hoa Lâm**: Đặng Quốc Thái [1].", None),
        (
            "Chủ tịch UBND huyện Tân Thượng năm 2015 là ai?",
            "chỉ thấy thông tin năm 2020: **Trần Đình Lực** [1].",
            ["Trần Đình Lực"],
        ),
    ],
)  # fmt: skip
def test_who_holds_another_office(assistant: Assistant, question: str, offered: str, spans: list[str] | None) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert answer.text.endswith(offered)
    assert spans is None or marked(assistant, answer) == spans


def test_a_figure_of_no_stated_year_is_only_marked(tmp_path: Path) -> None:
    text = "Tin huyện An Phong\n\nCông an huyện An Phong làm rõ 37 vụ trộm cắp. Ngày 3/5/2021, huyện tổng kết.\n"
    corpus = articles.write(tmp_path / "corpus", {"an-phong.txt": text})
    with Assistant.open(corpus=corpus, store=tmp_path / "store") as opened:
        answer = opened.ask("Công an huyện An Phong làm rõ bao nhiêu vụ trộm cắp năm 2019?")
        assert answer.text.endswith("Không có số liệu năm 2019; chỉ thấy số liệu không ghi năm [1].")
        assert marked(opened, answer) == ["37 vụ trộm cắp"]


@pytest.mark.parametrize(
    "question",
    [
        "Dân số huyện Hoa Lâm là bao nhiêu?",
        "Tân Thượng có bao nhiêu doanh nghiệp?",
        "Hoa Lâm xây dựng bao nhiêu cây cầu năm 2019?",
        "Giám đốc Bệnh viện huyện Hoa Lâm là ai?",
        "Hoa Lâm bắn pháo hoa lúc nào?",
    ],
)
def test_nothing_that_is_no_such_thing_is_offered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.text == "Không tìm thấy trong kho tài liệu."
    assert answer.citations == ()


def test_the_head_of_a_union_is_nothing_near_the_head_of_the_government(tmp_path: Path) -> None:
    text = "Tin huyện An Phong\n\nBà Lê Thị Lợi, Chủ tịch Công đoàn Giáo dục huyện An Phong trao quà cho học sinh.\n"
    corpus = articles.write(tmp_path / "corpus", {"an-phong.txt": text})
    with Assistant.open(corpus=corpus, store=tmp_path / "store") as opened:
        answer = opened.ask("Chủ tịch UBND huyện An Phong là ai?")
        assert (answer.status, answer.citations) == ("not_found", ())
