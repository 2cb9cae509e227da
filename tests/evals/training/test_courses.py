from __future__ import annotations

from evals.training import courses
from evals.training.examples import Label
from evals.training.foreign import Passage
from tests.evals.training.made_up import ARTICLES, QUESTIONS

PASSAGES = [
    Passage(source=source, question="谁?", context=f"第{n}人是王明。", answer="王明", answer_start=5)
    for n in range(8)
    for source in ("drcd", "jaquad")
]


def test_the_first_course_ends_with_what_has_an_answer():
    course = courses.first(ARTICLES, QUESTIONS, PASSAGES)
    assert course.pools and not course.selective
    pools = [course.pool(number) for number in range(course.pools)]
    half = course.pools // 2
    assert sum(map(len, pools[:half])) > sum(map(len, pools[half:])) > 0
    assert sum(made.parts.count(1) == 1 for pool in pools[:half] for made in pool) >= len(PASSAGES)  # without a head
    assert sum(made.label != Label.NONE for pool in pools[half:] for made in pool) == 5


def test_the_further_course_goes_on_as_long_as_wished_and_begins_anew_alike():
    course = courses.further(ARTICLES, QUESTIONS)
    assert course.pools is None and not course.selective
    assert course.pool(4) == course.pool(4) != course.pool(5)


def test_new_questions_are_seen_twice_and_others_once():
    new = [row.model_copy(update={"stage": 2}) for row in QUESTIONS]
    once, twice = ([made for made in courses.further(ARTICLES, rows).pool(0)] for rows in (QUESTIONS, new))
    assert len(twice) > len(once)
    answers = [[made for made in pool if len(made.spans) > 1] for pool in (once, twice)]  # the list's
    assert list(map(len, answers)) == [1, 2]
