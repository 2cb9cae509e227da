"""Questions that ask several things: each asked and answered by itself."""

from __future__ import annotations

from functools import partial

import pytest

from assistant import Answer, Assistant
from assistant.answering.answer import Citation, Claim
from assistant.answering.compound import join_answers, split_question
from assistant.retrieval.query import understand

read = partial(understand, corpus_places={"hoalam": {"Hoa Lâm"}, "tanthuong": {"Tân Thượng"}})


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Hoa Lâm có bao nhiêu mô hình, còn Tân Thượng có bao nhiêu thôn?",
            ["Hoa Lâm có bao nhiêu mô hình", "Tân Thượng có bao nhiêu thôn?"],
        ),
        (
            "Hoa Lâm xảy ra bao nhiêu vụ cháy năm 2021 và nguyên nhân là gì?",
            ["Hoa Lâm xảy ra bao nhiêu vụ cháy năm 2021", "nguyên nhân là gì ở Hoa Lâm năm 2021?"],
        ),
    ],
)
def test_what_the_second_question_leaves_out_is_the_firsts(question: str, parts: list[str]) -> None:
    assert [part.text for part in split_question(read(question), read)] == parts


@pytest.mark.parametrize(
    "question",
    [
        "Hoa Lâm và Tân Thượng có bao nhiêu mô hình?",
        "Năm 2021, Hoa Lâm nhận bao nhiêu nguồn tin?",
        "Hoa Lâm trồng cây gì và nuôi con vật, cây cảnh?",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert split_question(read(question), read) == []


def test_answers_are_joined_with_their_citations_numbered_through() -> None:
    def answer(text: str, value: str) -> Answer:
        cited = Citation(1, value, f"{value}.txt", value, None, value, 0, len(value))
        return Answer("?", text, "answered", (cited,), (Claim(value, "figure", True, 1),), confidence=len(value) / 10)

    joined = join_answers("Hai câu?", [answer("**12** [1].", "12"), answer(r"**340** \\[1\\] [1].", "340")])
    assert joined.text == "**12** [1].\n\n" + r"**340** \\[1\\] [2]."
    assert [citation.number for citation in joined.citations] == [1, 2]
    assert [claim.citation for claim in joined.claims] == [1, 2]
    assert (joined.question, joined.confidence) == ("Hai câu?", 0.2)


def test_each_question_has_its_own_place(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị, còn Tân Thượng nhận bao nhiêu nguồn tin có giá trị?"
    )
    assert answer.status == "answered"
    assert "**97 nguồn tin" in answer.text and "**112 nguồn tin" in answer.text
    assert [citation.source for citation in answer.citations] == ["hoa-lam.txt", "tan-thuong.txt"]


def test_the_part_that_no_article_answers_is_said_to_be_missing(assistant: Assistant) -> None:
    answer = assistant.ask("Hoa Lâm có bao nhiêu mô hình tự quản, còn Tân Thượng có bao nhiêu doanh nghiệp?")
    assert answer.status == "answered"
    assert "**12 mô hình" in answer.text
    assert answer.text.endswith("Không tìm thấy trong kho tài liệu.")
