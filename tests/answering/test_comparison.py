"""Places set side by side: the question about each of them, and what their figures come to."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant import Assistant
from assistant.answering.comparison import Row, is_comparison, is_sum, sides, table
from assistant.retrieval.query import Query, understand
from tests.candidates import article, candidate, candidates

PLACES = {"hoalam": {"Hoa Lâm"}, "tanthuong": {"Tân Thượng"}, "phulac": {"Phú Lạc"}}


def asked(question: str) -> Query:
    return understand(question, PLACES)


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        (
            "So sánh số nguồn tin có giá trị của Hoa Lâm và Tân Thượng",
            "số nguồn tin có giá trị của {} là bao nhiêu?",
        ),
        ("Huyện nào nhận nhiều nguồn tin hơn, Hoa Lâm hay Tân Thượng?", "{} nhận bao nhiêu nguồn tin?"),
        ("Hoa Lâm và Tân Thượng, nơi nào nhận được nhiều nguồn tin hơn?", "{} nhận được bao nhiêu nguồn tin?"),
        ("Tổng số nguồn tin của Hoa Lâm và Tân Thượng là bao nhiêu?", "số nguồn tin của {} là bao nhiêu?"),
        ("Hoa Lâm và Tân Thượng cả hai có bao nhiêu mô hình?", "{} có bao nhiêu mô hình?"),
        ("so sanh so nguon tin cua hoa lam va tan thuong", "số nguồn tin của {} là bao nhiêu?"),
    ],
)
def test_each_place_is_asked_about_alone(question: str, alone: str) -> None:
    names = ["Hoa Lâm", "Tân Thượng"] if "Hoa" in question else ["hoa lam", "tan thuong"]
    assert [side.question for side in sides(asked(question))] == [alone.format(name) for name in names]


@pytest.mark.parametrize(
    "question",
    [
        "Hoa Lâm nhận bao nhiêu nguồn tin?",
        "Xã Phú Lạc, huyện Hoa Lâm có bao nhiêu mô hình?",  # one lies in the other
        "Hoa Lâm học tập mô hình nào của Tân Thượng?",
    ],
)
def test_places_that_are_not_set_side_by_side_are_no_sides(question: str) -> None:
    assert sides(asked(question)) == []


@pytest.mark.parametrize(
    ("question", "sums", "compares"),
    [
        ("Tổng số nguồn tin của Hoa Lâm và Tân Thượng là bao nhiêu?", True, False),
        ("Cả hai huyện Hoa Lâm và Tân Thượng có bao nhiêu mô hình?", True, False),
        ("So sánh tổng số nguồn tin của Hoa Lâm và Tân Thượng", False, True),
        ("Hoa Lâm hay Tân Thượng có ít mô hình hơn?", False, True),
        ("Tổng kết phong trào ở Hoa Lâm và Tân Thượng diễn ra ngày nào?", False, False),
    ],
)
def test_a_sum_is_told_from_a_comparison(question: str, sums: bool, compares: bool) -> None:
    assert (is_sum(asked(question)), is_comparison(asked(question))) == (sums, compares)


def rows(*said: tuple[str, str, str]) -> list[Row]:
    """A row for each place, of its article's content and the span in it; nothing found where that is empty."""
    made = []
    for place, content, span in said:
        best = candidate(article(content, place=place), span) if span else None
        made.append(Row(place, candidates("?", *([best] if best else [])), best))
    return made


def shown(question: str, said: Sequence[tuple[str, str, str]]) -> tuple[str, list[str]]:
    return table(rows(*said), asked(question))[:2]


TREES = [
    ("Hoa Lâm", "Năm 2021, huyện trồng 500 cây xanh.", "500 cây xanh"),
    ("Tân Thượng", "Năm 2021, huyện trồng 1.300 cây xanh.", "1.300 cây xanh"),
]
ABOVE = ("Tân Thượng", "Năm 2021, huyện trồng hơn 700 cây.", "hơn 700 cây")
NEARLY = ("Tân Thượng", "Năm 2021, huyện trồng gần 700 cây.", "gần 700 cây")
PLEDGES = [
    ("Hoa Lâm", "Năm 2021, 96,5% hộ ký cam kết.", "96,5%"),
    ("Tân Thượng", "Năm 2021, 80% hộ ký cam kết.", "80%"),
]
OTHERS = [TREES[0], ("Tân Thượng", "Năm 2021, huyện tặng 24 suất quà.", "24 suất quà")]
ANOTHER_YEAR = [TREES[0], ("Tân Thượng", "Năm 2020, huyện trồng 1.300 cây xanh.", "1.300 cây xanh")]
MISSING = [TREES[0], ("Tân Thượng", "Huyện trồng cây.", "")]
MORE, LESS = "So sánh số cây xanh của Hoa Lâm và Tân Thượng", "Hoa Lâm hay Tân Thượng trồng ít cây xanh hơn?"
SUM = "Tổng số cây xanh của Hoa Lâm và Tân Thượng là bao nhiêu?"


@pytest.mark.parametrize(
    ("question", "said", "opening"),
    [
        (MORE, TREES, "**Tân Thượng** nhiều hơn."),
        (LESS, TREES, "**Hoa Lâm** ít hơn."),
        (MORE, PLEDGES, "**Hoa Lâm** nhiều hơn."),
        (MORE, [TREES[0], ("Tân Thượng", *TREES[0][1:])], "Hai nơi bằng nhau."),
        (SUM, TREES, "Tổng cộng: **1.800 cây xanh**."),
        (SUM, [TREES[0], ABOVE], "Tổng cộng: **ít nhất 1.200 cây**."),
        (SUM, [TREES[0], NEARLY], "Tổng cộng: **khoảng 1.200 cây**."),
    ],
)
def test_which_is_more_and_the_sum_stand_above_the_table(
    question: str, said: Sequence[tuple[str, str, str]], opening: str
) -> None:
    text, notes = shown(question, said)
    assert text.startswith(f"{opening}\n\n| Nơi |")
    assert notes == []


def test_a_row_has_the_place_its_figure_and_its_year() -> None:
    assert "| Hoa Lâm | **500 cây xanh** [1] | 2021 |" in shown(MORE, TREES)[0]
    assert "| Tân Thượng | không tìm thấy | |" in shown(MORE, MISSING)[0]


@pytest.mark.parametrize(
    ("question", "said", "note"),
    [
        (MORE, OTHERS, "đơn vị khác nhau"),
        (SUM, OTHERS, "đơn vị khác nhau"),
        (SUM, ANOTHER_YEAR, "không cùng một năm"),
        (SUM, MISSING, "không tìm thấy số liệu của Tân Thượng"),
        (SUM, PLEDGES, "tỷ lệ"),
    ],
)
def test_what_is_not_alike_is_neither_compared_nor_added(
    question: str, said: Sequence[tuple[str, str, str]], note: str
) -> None:
    text, notes = shown(question, said)
    assert text.startswith("| Nơi |")
    assert note in " ".join(notes)


def test_figures_of_different_years_are_compared_with_a_note() -> None:
    text, notes = shown(MORE, ANOTHER_YEAR)
    assert text.startswith("**Tân Thượng** nhiều hơn.")
    assert notes == ["Số liệu của các nơi không cùng một năm, hoặc có nơi không nêu năm."]


def test_places_are_set_side_by_side_with_a_citation_each(assistant: Assistant) -> None:
    answer = assistant.ask("So sánh số nguồn tin có giá trị của Hoa Lâm và Tân Thượng")
    assert answer.text.startswith("**Tân Thượng** nhiều hơn.")
    assert [citation.source for citation in answer.citations] == ["hoa-lam.txt", "tan-thuong.txt"]
    assert [claim.citation for claim in answer.claims] == [1, 2]


def test_without_a_measure_it_asks_which(assistant: Assistant) -> None:
    assert assistant.ask("So sánh Hoa Lâm và Tân Thượng").status == "needs_clarification"
