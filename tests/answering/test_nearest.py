"""What is offered where the articles don't answer: the same of another year, or of another place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant import Assistant
from assistant.answering.nearest import find_nearest
from assistant.reading.candidates import Candidate, Candidates
from assistant.retrieval.query import Query, understand
from tests import articles
from tests.candidates import article, candidate, candidates

OF = article(
    "Năm 2021, huyện trồng 500 cây xanh. Năm 2020, huyện trồng 300 cây xanh. Huyện Tân Thượng trồng 700 cây xanh."
)
ASKED = "Huyện Hoa Lâm trồng bao nhiêu cây xanh năm 2019?"


def again(query: Query, near: Candidate) -> Candidates:
    """What the reader says of the window without the year: the same."""
    return Candidates(query, (near,))


def test_of_another_year_the_value_is_said_with_its_year_first() -> None:
    against = [candidate(OF, "500 cây xanh", year_other=1.0), candidate(OF, "300 cây xanh", year_other=1.0)]
    nearest = find_nearest(candidates(ASKED, against=against), again)
    assert nearest and nearest.text == (
        "Không có thông tin năm 2019; chỉ thấy năm 2021: **500 cây xanh** [1]; năm 2020: **300 cây xanh** [2]."
    )
    assert [OF.text[start:end] for citation in nearest.citations for start, end in citation.marks] == [
        "500 cây xanh",
        "300 cây xanh",
    ]


def test_of_another_place_only_the_name_is_said() -> None:
    against = [candidate(OF, "700 cây xanh", place_other=1.0)]
    found = candidates(ASKED, against=against)
    nearest = find_nearest(replace(found, query=understand(ASKED, {"hoalam": {"Hoa Lâm"}})), again)
    assert nearest and nearest.text == "Không có thông tin này của Hoa Lâm; chỉ thấy của Tân Thượng [1]."


def test_nothing_is_offered_that_is_of_another_place_and_year_or_answers_nothing() -> None:
    nothing = (0.99, 0.01, 0.0, 0.0)
    both = candidate(OF, "700 cây xanh", place_other=1.0, year_other=1.0)
    none = candidate(OF, "500 cây xanh", classes=nothing, year_other=1.0)
    assert find_nearest(candidates(ASKED, against=[both, none]), again) is None
    assert find_nearest(Candidates(understand(ASKED), ()), again) is None


def test_what_is_offered_is_no_answer(tmp_path: Path) -> None:
    text = "Huyện An Phong trồng cây\n\nNăm 2020, huyện An Phong trồng được 300 cây xanh.\n"
    corpus = articles.write(tmp_path / "corpus", {"an-phong.txt": text})
    with Assistant.open(corpus=corpus, store=tmp_path / "store") as opened:
        answer = opened.ask("Huyện An Phong trồng được bao nhiêu cây xanh năm 2019?")
    assert "Không có thông tin năm 2019; chỉ thấy năm 2020: **300 cây xanh** [1]." in answer.text
    assert (answer.status, answer.claims) == ("not_found", ())


def test_a_place_without_articles_is_said_to_have_none(assistant: Assistant) -> None:
    answer = assistant.ask("Hà Nội làm rõ bao nhiêu vụ phạm pháp hình sự?")
    assert (answer.status, answer.citations) == ("not_found", ())
    assert "không có bài nào về Hà Nội" in answer.text


def test_nor_is_a_document_that_no_article_names(assistant: Assistant) -> None:
    answer = assistant.ask("Nghị quyết 77/NQ-HĐND về việc gì?")
    assert "không nhắc đến văn bản 77/NQ-HĐND" in answer.text
