"""The words of an answer: the question's own where they fit, else the source's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.phrasing import LONGEST, clause, clause_bounds, escape, phrase
from assistant.retrieval.query import understand
from tests.candidates import article, candidate

OF = article(
    "Công an huyện làm rõ 43/51 vụ phạm pháp hình sự, đạt tỷ lệ cao. Ông Trần Đình Lực là Chủ tịch UBND huyện. "
    "Hội nghị diễn ra Sáng ngày 18/01/2022 tại huyện."
)


@pytest.mark.parametrize(
    ("question", "span", "said"),
    [
        ("Công an huyện làm rõ bao nhiêu vụ phạm pháp hình sự?", "43/51 vụ phạm pháp hình sự",
         "Công an huyện làm rõ **43/51 vụ phạm pháp hình sự** (43 trong tổng số 51)"),
        ("Ai là Chủ tịch UBND huyện?", "Trần Đình Lực", "**Trần Đình Lực** là Chủ tịch UBND huyện"),
        ("Chủ tịch UBND huyện tên gì?", "Trần Đình Lực", "Chủ tịch UBND huyện là **Trần Đình Lực**"),
        ("Hội nghị diễn ra khi nào?", "Sáng ngày 18/01/2022", "Hội nghị diễn ra **sáng ngày 18/01/2022**"),
    ],
)  # fmt: skip
def test_the_span_takes_the_place_of_the_question_word(question: str, span: str, said: str) -> None:
    assert phrase(candidate(OF, span), understand(question), 0.9) == said


@pytest.mark.parametrize(
    ("question", "confidence"),
    [
        ("Chủ tịch UBND huyện là ai?", 0.7),  # not sure enough
        ("chu tich ubnd huyen la ai", 0.9),  # not typed with care
        ("Chủ tịch UBND huyện là ai và làm gì?", 0.9),  # asks two things
        ("Chủ tịch UBND huyện thế nào?", 0.9),
    ],
)
def test_else_the_source_is_quoted(question: str, confidence: float) -> None:
    said = phrase(candidate(OF, "Trần Đình Lực"), understand(question), confidence)
    assert said == "Theo nguồn: Ông **Trần Đình Lực** là Chủ tịch UBND huyện"


def test_a_long_sentence_is_cut_to_the_clauses_around_the_span() -> None:
    parts = [f"xã Phú {name} trồng được rất nhiều cây xanh trong năm qua" for name in "ABCDEFGH"]
    of = article(f"Toàn huyện: {'; '.join(parts)}; xã Bãi Dài trồng 500 cây xanh; {'; '.join(parts)}.")
    said = clause(candidate(of, "500 cây xanh"))
    assert said.startswith("…") and "xã Bãi Dài trồng **500 cây xanh**" in said
    assert len(said) <= LONGEST + 10


@given(st.text(alphabet="ab ,;.", max_size=600), st.data())
def test_the_bounds_of_a_clause_hold_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = clause_bounds(text, start, end)
    assert 0 <= first <= start and end <= last <= len(text)


def test_what_would_be_markup_is_escaped() -> None:
    assert escape("a*b [1] <b>") == r"a\*b \[1\] \<b\>"
