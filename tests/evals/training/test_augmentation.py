from __future__ import annotations

import random
import re

import pytest

from evals.training.augmentation import augmented, other_figure, statement
from tests.evals.training.made_up import ARTICLES, FIGURE, NONE, PERSON, QUESTIONS, question

TEXT = "Xã có 14 vụ việc và 21 vụ việc năm 2022."


@pytest.mark.parametrize(
    ("asked", "value", "kind", "said"),
    [
        ("Xã có bao nhiêu vụ việc?", "14 vụ việc", "figure", "Xã có 14 vụ việc"),
        ("Xã có bao nhiêu vụ năm 2022?", "gần 14 vụ", "figure", "Xã có gần 14 vụ năm 2022"),
        ("Diện tích là bao nhiêu?", "12 ha", "figure", "Diện tích là 12 ha"),
        ("Xã có bao nhiêu người?", "12 hộ", "figure", None),
        ("Ai là Trưởng Công an xã?", "Lò Văn Dính", "person", "Lò Văn Dính là Trưởng Công an xã"),
        ("Trưởng Công an xã là ai?", "Lò Văn Dính", "person", "Trưởng Công an xã là Lò Văn Dính"),
        ("Trưởng bản tên gì?", "Lò Văn Dính", "person", "Trưởng bản tên là Lò Văn Dính"),
        ("Hội nghị họp vào ngày nào?", "05/01/2023", "date", "Hội nghị họp 05/01/2023"),
        ("Khi nào xã họp?", "05/01/2023", "date", "xã họp 05/01/2023"),
        ("Hội nghị họp ở đâu?", "bản Pá Lầu", "place", "Hội nghị họp ở bản Pá Lầu"),
        ("Xã nào ít vụ nhất?", "Nà Hoang", "entity", "Xã Nà Hoang ít vụ nhất"),
        ("Bản nào ít vụ nhất?", "bản Pá Lầu", "entity", "bản Pá Lầu ít vụ nhất"),
        ("Vì sao số vụ giảm?", "tuần tra", "reason", None),
    ],
)
def test_a_value_takes_the_place_of_what_asks_for_it(asked, value, kind, said):
    assert statement(asked, value, kind) == said


def test_another_figure_is_one_of_the_text_with_the_same_unit_or_one_that_it_lacks():
    found = {other_figure("14 vụ việc", TEXT, random.Random(seed)) for seed in range(40)}
    assert "21 vụ việc" in found and "14 vụ việc" not in found
    for made in found - {"21 vụ việc", None}:
        number = re.match(r"\d+", made)[0]
        assert number not in TEXT and sum(a != b for a, b in zip(number, "14", strict=True)) == 1


def test_what_is_no_figure_has_no_other():
    assert other_figure("nhiều vụ", TEXT, random.Random(0)) is None


def test_an_answer_is_asked_back_as_it_is_or_as_another_one():
    other = question("figure", "Xã Nà Hoang giảm bao nhiêu vụ?", 1, answers=["3 vụ"])
    made = [
        row
        for seed in range(30)
        for row in augmented([FIGURE, other], ARTICLES, random.Random(seed), asked_back=1, swapped=0)
        if row.question.lower().find("vụ việc") >= 0
    ]
    assert {row.kind for row in made} == {"yes-no"} and {row.verdict for row in made} == {"có", "không"}
    for row in made:
        assert ("14 vụ việc" in row.question) == (row.verdict == "có")
        assert row.sentences == FIGURE.sentences and not row.answers


def test_a_year_or_a_name_is_swapped_for_one_that_the_article_lacks():
    other = question("figure", "Ở xã Mường Tùng có mấy vụ?", 1, article="d99_01", answers=["21 vụ"])
    made = [
        row.question
        for seed in range(30)
        for row in augmented([FIGURE, PERSON, other], ARTICLES, random.Random(seed), asked_back=0, swapped=1)
        if row.article == "d99_00"
    ]
    assert any("Mường Tùng" in one for one in made) and any(re.search("20(19|2[0134])", one) for one in made)
    assert FIGURE.question not in made and PERSON.question not in made


def test_what_is_made_keeps_the_set_and_the_same_seed_makes_the_same():
    made = [augmented(QUESTIONS, ARTICLES, random.Random(7), asked_back=1, swapped=1) for _ in range(2)]
    assert made[0] == made[1] and {row.set for row in made[0]} == {"d99"}
    assert all(row.kind in ("yes-no", "unanswerable") and not row.answers and not row.lacks for row in made[0])


def test_unanswerable_questions_are_never_made_answerable():
    made = [
        row
        for seed in range(40)
        for row in augmented([FIGURE, NONE], ARTICLES, random.Random(seed), asked_back=0, swapped=0)
    ]
    assert made and {row.kind for row in made} == {"unanswerable"}
