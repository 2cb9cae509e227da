"""What candidates come to, made by hand: one answer, yes or no, a list, a question back, or a conflict."""

from __future__ import annotations

import pytest

from assistant.answering.deciding import decide
from tests.candidates import NO, UNSURE, YES, article, candidate, candidates

HOA_LAM = article("Huyện trồng 500 cây xanh. Huyện trồng 700 cây xanh ở xã Phú Lạc. Huyện tặng 24 suất quà.")
TAN_THUONG = article("Huyện trồng 300 cây xanh.", place="Tân Thượng")
TREES = "Huyện trồng bao nhiêu cây xanh?"


def test_one_candidate_is_the_answer() -> None:
    answer = decide(TREES, candidates(TREES, candidate(HOA_LAM, "500 cây xanh")))
    assert (answer.status, answer.text) == ("answered", "Huyện trồng **500 cây xanh** [1].")
    assert [claim.text for claim in answer.claims] == ["500 cây xanh"]


@pytest.mark.parametrize(("classes", "verdict"), [(YES, "**Có**: "), (NO, "**Không**: ")])
def test_of_yes_or_no_the_reader_says_which_and_the_sentence_is_quoted(
    classes: tuple[float, float, float, float], verdict: str
) -> None:
    question = "Huyện Hoa Lâm có trồng cây xanh không?"
    answer = decide(question, candidates(question, candidate(HOA_LAM, "500 cây xanh", classes=classes)))
    assert answer.text == f"{verdict}Huyện trồng 500 cây xanh [1]."
    assert answer.claims == ()


MODELS = article("Huyện có các mô hình: Tiếng kẻng, Camera, Dòng họ. Huyện còn có mô hình Tổ tự quản.")
NAMES = candidate(MODELS, "Tiếng kẻng, Camera, Dòng họ", items=["Tiếng kẻng", "Camera", "Dòng họ"])


def test_the_items_of_a_window_are_a_list() -> None:
    question = "Huyện Hoa Lâm có những mô hình nào?"
    answer = decide(question, candidates(question, NAMES))
    assert answer.text == "Theo nguồn:\n- **Tiếng kẻng** [1]\n- **Camera** [1]\n- **Dòng họ** [1]"
    [citation] = answer.citations
    assert [MODELS.text[start:end] for start, end in citation.marks] == ["Tiếng kẻng", "Camera", "Dòng họ"]


def test_a_question_for_a_list_takes_what_other_sure_candidates_add() -> None:
    question = "Huyện Hoa Lâm có những mô hình nào?"
    more, same = candidate(MODELS, "Tổ tự quản"), candidate(MODELS, "Camera")
    answer = decide(question, candidates(question, NAMES, more, same, candidate(HOA_LAM, "24 suất quà", odds=UNSURE)))
    assert answer.text.splitlines()[-1] == "- **Tổ tự quản** [2]"
    assert len(answer.citations) == 2


def test_a_question_for_one_thing_gets_no_list() -> None:
    question = "Huyện Hoa Lâm có bao nhiêu mô hình?"
    assert "\n" not in decide(question, candidates(question, NAMES)).text


def test_values_of_several_places_are_asked_back() -> None:
    found = candidates(TREES, candidate(HOA_LAM, "500 cây xanh"), candidate(TAN_THUONG, "300 cây xanh"))
    answer = decide(TREES, found)
    assert answer.status == "needs_clarification"
    assert "- Hoa Lâm: **500 cây xanh** [1]\n- Tân Thượng: **300 cây xanh** [2]" in answer.text
    assert answer.suggestions == (
        "Huyện trồng bao nhiêu cây xanh ở Hoa Lâm?",
        "Huyện trồng bao nhiêu cây xanh ở Tân Thượng?",
    )


def test_values_of_one_place_that_differ_are_a_conflict() -> None:
    found = candidates(TREES, candidate(HOA_LAM, "500 cây xanh"), candidate(HOA_LAM, "700 cây xanh"))
    answer = decide(TREES, found)
    assert (answer.status, answer.suggestions) == ("conflicting", ())
    assert "**500 cây xanh** [1]" in answer.text and "**700 cây xanh** [2]" in answer.text
    assert [claim.citation for claim in answer.claims] == [1, 2]


@pytest.mark.parametrize(
    "other",
    [
        candidate(HOA_LAM, "700 cây xanh", odds=UNSURE),
        candidate(HOA_LAM, "24 suất quà"),  # counts something else
        candidate(article("Năm nay huyện trồng 500 cây xanh."), "500 cây xanh"),  # the same of the same place
    ],
)
def test_no_rival_is_what_is_unsure_of_another_unit_or_the_same(other: object) -> None:
    assert decide(TREES, candidates(TREES, candidate(HOA_LAM, "500 cây xanh"), other)).status == "answered"  # type: ignore[arg-type]


def test_a_person_spelt_in_two_ways_is_asked_back() -> None:
    of = article("Ông Trần Đình Lực là Chủ tịch huyện. Ông Trần Đình Lược dự hội nghị.")
    question = "Chủ tịch huyện Hoa Lâm là ai?"
    found = candidates(question, candidate(of, "Trần Đình Lực"), candidate(of, "Trần Đình Lược"))
    assert decide(question, found).status == "needs_clarification"
