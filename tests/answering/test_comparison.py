from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.answering.candidate import Candidate
from assistant.answering.choosing import Choice, Reading
from assistant.answering.comparison import compare
from assistant.answering.evidence import Evidence
from assistant.answering.reading import ArticleView
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query, understand
from tests import articles


@pytest.mark.parametrize(
    "question",
    [
        "So sánh số nguồn tin có giá trị của Hoa Lâm và Tân Thượng",
        "Huyện nào nhận nhiều nguồn tin có giá trị hơn, Hoa Lâm hay Tân Thượng?",
    ],
)
def test_places_are_set_side_by_side_with_a_citation_each(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith("**Tân Thượng** nhiều hơn.")
    assert "| Hoa Lâm | **97 nguồn tin có giá trị** [1] | 2021 |" in answer.text
    assert "| Tân Thượng | **112 nguồn tin có giá trị** [2] | 2020 |" in answer.text
    assert [citation.source for citation in answer.citations] == ["hoa-lam.txt", "tan-thuong.txt"]
    assert answer.notes == ("Số liệu của các nơi không cùng một năm, hoặc có nơi không nêu năm.",)


def test_a_place_without_the_measure_stays_empty(assistant: Assistant) -> None:
    answer = assistant.ask("So sánh số mô hình tự quản của Hoa Lâm và Tân Thượng")
    assert "| Tân Thượng | không tìm thấy | |" in answer.text
    assert "nhiều hơn" not in answer.text


def test_without_a_measure_it_asks_which(assistant: Assistant) -> None:
    assert assistant.ask("So sánh Hoa Lâm và Tân Thượng").status == "needs_clarification"


def test_what_is_compared_comes_before_what_is_near_it(assistant: Assistant) -> None:
    view = ArticleView(assistant.article("hoa-lam.txt")).sentences[2]
    evidence = Evidence(1.0, 1.0, 1.0, 1.0, 0.0)
    other, same = Candidate(view, 0, 9, 0.5, "figure", head=0.5), Candidate(view, 9, 19, 0.5, "figure", head=1.0)
    choices = tuple(Choice(view, evidence, span, Kind.FIGURE, 0.7) for span in (other, same))

    def read(query: Query) -> Reading:
        return Reading(query, (), choices)

    query = understand(
        "So sánh số nguồn tin của Hoa Lâm và Tân Thượng", {"hoalam": ["Hoa Lâm"], "tanthuong": ["Tân Thượng"]}
    )
    assert [row.choice and row.choice.candidate for row in compare(query, read, 0.25)] == [same, same]


REPORTS = {
    "van-son": "Huyện Vân Sơn có 45 vụ trộm cắp. Huyện Vân Sơn thu 701 đơn vị máu an toàn. "
    "Huyện khen thưởng chín cá nhân.",
    "yen-lac": "Huyện Yên Lạc có 26 vụ. Huyện Yên Lạc thu 518 đơn vị máu. Huyện khen thưởng 12 cá nhân. "
    "Cả năm thu tổng cộng 518 đơn vị máu.",
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("two")
    texts = {f"{name}.txt": f"{text.split(' có ')[0]} tổng kết năm 2021\n\n{text}\n" for name, text in REPORTS.items()}
    with Assistant.open(corpus=articles.write(folder / "corpus", texts), store=folder / "store") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Vân Sơn và Yên Lạc, nơi nào thu được nhiều máu hơn?", "**Vân Sơn** nhiều hơn."),  # «an toàn» or not
        ("So sánh số cá nhân được khen thưởng của Vân Sơn và Yên Lạc", "**Yên Lạc** nhiều hơn."),  # «chín»
        ("So sánh số vụ trộm cắp của Vân Sơn và Yên Lạc", None),  # of what kind the others are isn't said
    ],
)
def test_only_figures_of_one_thing_are_compared(two: Assistant, question: str, verdict: str | None) -> None:
    answer = two.ask(question)
    assert ("nhiều hơn" in answer.text) == (verdict is not None)
    assert answer.text.startswith(verdict or "|")


def test_what_says_the_same_is_cited_too(two: Assistant) -> None:
    answer = two.ask("Vân Sơn và Yên Lạc, nơi nào thu được nhiều máu hơn?")
    assert "| Vân Sơn | **701 đơn vị máu an toàn** [1] |" in answer.text
    assert "| Yên Lạc | **518 đơn vị máu** [2][3] |" in answer.text
    assert [citation.source for citation in answer.citations] == ["van-son.txt", "yen-lac.txt", "yen-lac.txt"]
    assert [claim.citation for claim in answer.claims] == [1, 2]


def test_holders_of_one_office_in_two_places(assistant: Assistant) -> None:  # Hoa Lâm's article names a deputy alone
    text = assistant.ask("Chủ tịch UBND huyện Hoa Lâm và Chủ tịch UBND huyện Tân Thượng tên gì?").text
    assert "| Hoa Lâm | không tìm thấy | |" in text and "| Tân Thượng | **Trần Đình Lực** [1] |" in text
